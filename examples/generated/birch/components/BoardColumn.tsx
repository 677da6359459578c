import { useState } from 'react';
import type { Column, IsoDate, Member, Task } from '../types/board';
import { formatEffort, remainingMinutes } from '../utils/effort';
import { pageLinks, paginate } from '../utils/pagination';
import { pluralize, slugify } from '../utils/text';
import { TaskCard } from './TaskCard';

const PAGE_SIZE = 10;

interface PagerProps {
  page: number;
  pageCount: number;
  label: string;
  onSelect: (page: number) => void;
}

export function Pager({ page, pageCount, label, onSelect }: PagerProps) {
  if (pageCount === 1) {
    return null;
  }
  return (
    <nav aria-label={label}>
      {pageLinks(page, pageCount).map((link, index) =>
        link === 'gap' ? (
          <span key={`gap-${index}`}>…</span>
        ) : (
          <button
            key={link}
            type="button"
            aria-current={link === page ? 'page' : undefined}
            onClick={() => onSelect(link)}
          >
            {link}
          </button>
        ),
      )}
    </nav>
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

export function BoardColumn({ column, members, tasks, ...cardProps }: BoardColumnProps) {
  const [selectedPage, setSelectedPage] = useState(1);
  const { items, page, pageCount } = paginate(tasks, selectedPage, PAGE_SIZE);
  const headingId = `column-${slugify(column.title)}`;
  const isOverLimit = column.taskLimit !== null && tasks.length > column.taskLimit;

  return (
    <section className="column" aria-labelledby={headingId}>
      <h2 id={headingId}>{column.title}</h2>
      <p>
        {pluralize(tasks.length, 'task')}, {formatEffort(remainingMinutes(tasks))} to go
      </p>
      {isOverLimit && <p role="status">Over the limit of {column.taskLimit}.</p>}
      {items.map((task) => (
        <TaskCard
          key={task.id}
          task={task}
          assignee={members.find((member) => member.id === task.assigneeId) ?? null}
          {...cardProps}
        />
      ))}
      <Pager
        page={page}
        pageCount={pageCount}
        label={`Pages of ${column.title}`}
        onSelect={setSelectedPage}
      />
    </section>
  );
}
