import type { Column, IsoDate, Member, Task } from '../types/board';
import { formatEffort, remainingMinutes } from '../utils/effort';
import { pluralize, slugify } from '../utils/text';
import { TaskCard } from './TaskCard';

interface BoardColumnProps {
  column: Column;
  columns: Column[];
  members: Member[];
  tasks: Task[];
  today: IsoDate;
  onMove: (taskId: string, columnId: string) => void;
  onDelete: (taskId: string) => void;
}

// TODO: pagination for long columns
export function BoardColumn({ column, members, tasks, ...cardProps }: BoardColumnProps) {
  const headingId = `column-${slugify(column.title)}`;
  const isOverLimit = column.taskLimit !== null && tasks.length > column.taskLimit;

  return (
    <section className="column" aria-labelledby={headingId}>
      <h2 id={headingId}>{column.title}</h2>
      <p>
        {pluralize(tasks.length, 'task')}, {formatEffort(remainingMinutes(tasks))} to go
      </p>
      {isOverLimit && <p>Over the limit of {column.taskLimit}.</p>}
      {tasks.map((task) => (
        <TaskCard
          key={task.id}
          task={task}
          assignee={members.find((member) => member.id === task.assigneeId) ?? null}
          {...cardProps}
        />
      ))}
    </section>
  );
}
