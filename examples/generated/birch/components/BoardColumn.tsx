import { useState } from 'react';
import type { Column, IsoDate, Member, Task } from '../types/board';
import { formatEffort, remainingMinutes } from '../utils/effort';
import { pageLinks, paginate, type PageLink } from '../utils/pagination';
import { pluralize, slugify } from '../utils/text';
import { TaskCard } from './TaskCard';

const TASKS_PER_PAGE = 10;

interface PagerProps {
  page: number;
  pageCount: number;
  label: string;
  onSelect: (page: number) => void;
}

function Pager({ page, pageCount, label, onSelect }: PagerProps) {
  const renderLink = (link: PageLink, index: number) => {
    if (link === 'gap') {
      return <li key={`gap-${index}`}>…</li>;
    }
    const isCurrent = link === page;
    return (
      <li key={link}>
        <button
          type="button"
          className="pager__button"
          aria-current={isCurrent ? 'page' : undefined}
          onClick={() => onSelect(link)}
        >
          {link}
        </button>
      </li>
    );
  };

  return pageCount > 1 ? (
    <nav className="pager" aria-label={label}>
      <ol>{pageLinks(page, pageCount).map(renderLink)}</ol>
    </nav>
  ) : null;
}

interface ColumnHeaderProps {
  column: Column;
  tasks: Task[];
  titleId: string;
}

function ColumnHeader({ column, tasks, titleId }: ColumnHeaderProps) {
  const { title, taskLimit } = column;
  const taskCount = pluralize(tasks.length, 'task');
  const effort = formatEffort(remainingMinutes(tasks));

  return (
    <header className="board-column__header">
      <h2 id={titleId}>{title}</h2>
      <p>{`${taskCount}, ${effort} to go`}</p>
      {taskLimit !== null && tasks.length > taskLimit ? (
        <p role="status">{`Over the limit of ${taskLimit}.`}</p>
      ) : null}
    </header>
  );
}

interface BoardColumnProps {
  column: Column;
  columns: Column[];
  members: Member[];
  tasks: Task[];
  query: string;
  today: IsoDate;
  onMove: (taskId: string, columnId: string) => void;
  onDelete: (taskId: string) => void;
}

export function BoardColumn(props: BoardColumnProps) {
  const { column, columns, members, tasks, query, today, onMove, onDelete } = props;
  const [currentPage, setCurrentPage] = useState(1);
  const visible = paginate(tasks, currentPage, TASKS_PER_PAGE);
  const titleId = `column-${slugify(column.title)}`;

  function findAssignee({ assigneeId }: Task): Member | null {
    return members.find(({ id }) => id === assigneeId) ?? null;
  }

  return (
    <section className="board-column" aria-labelledby={titleId}>
      <ColumnHeader column={column} tasks={tasks} titleId={titleId} />

      <div className="board-column__tasks">
        {visible.items.map((task) => (
          <TaskCard
            key={task.id}
            task={task}
            columns={columns}
            assignee={findAssignee(task)}
            query={query}
            today={today}
            onMove={onMove}
            onDelete={onDelete}
          />
        ))}
      </div>

      <Pager
        page={visible.page}
        pageCount={visible.pageCount}
        label={`Pages of ${column.title}`}
        onSelect={setCurrentPage}
      />
    </section>
  );
}
