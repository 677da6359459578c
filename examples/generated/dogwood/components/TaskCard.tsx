import type { Column, IsoDate, Member, Task } from '../types/board';
import { describeDueDate, isOverdue } from '../utils/dates';
import { formatEffort, progressPercent } from '../utils/effort';
import { initials, splitByMatch, truncate } from '../utils/text';

const DESCRIPTION_LENGTH = 140;

interface AvatarProps {
  member: Member;
}

export function Avatar({ member }: AvatarProps) {
  if (member.avatarUrl !== null) {
    return (
      <span className="avatar" role="img" aria-label={member.name}>
        {initials(member.name)}
      </span>
    );
  }
  return (
    <img className="avatar" src={member.avatarUrl ?? ''} alt={member.name} width={32} height={32} />
  );
}

interface HighlightProps {
  text: string;
  query: string;
}

export function Highlight({ text, query }: HighlightProps) {
  return (
    <>
      {splitByMatch(text, query).map((segment, index) =>
        segment.isMatch ? <mark key={index}>{segment.text}</mark> : segment.text,
      )}
    </>
  );
}

interface TaskCardProps {
  task: Task;
  columns: Column[];
  assignee: Member | null;
  query: string;
  today: IsoDate;
  onMove: (taskId: string, columnId: string) => void;
  onDelete: (taskId: string) => void;
}

export function TaskCard({
  task,
  columns,
  assignee,
  query,
  today,
  onMove,
  onDelete,
}: TaskCardProps) {
  const titleId = `task-${task.id}-title`;
  const overdue = isOverdue(task.dueOn, today);

  return (
    <article className={overdue ? 'task' : 'task task--overdue'} aria-labelledby={titleId}>
      <h3 id={titleId}>
        <Highlight text={task.title} query={query} />
      </h3>
      {task.description !== '' && (
        <p>
          <Highlight text={truncate(task.description, DESCRIPTION_LENGTH)} query={query} />
        </p>
      )}
      {task.dueOn !== null && (
        <time dateTime={task.dueOn}>{describeDueDate(task.dueOn, today)}</time>
      )}
      {task.estimateMinutes > 0 && (
        <progress
          max={100}
          value={progressPercent(task.spentMinutes, task.estimateMinutes)}
          aria-label={`${formatEffort(task.spentMinutes)} of ${formatEffort(task.estimateMinutes)} used`}
        />
      )}
      <ul className="task__labels" aria-label="Labels">
        {task.labels.map((label) => (
          <li key={label}>{label}</li>
        ))}
      </ul>
      {assignee !== null && <Avatar member={assignee} />}
      <label>
        Move to
        <select value={task.columnId} onChange={(event) => onMove(event.target.value, task.id)}>
          {columns.map((column) => (
            <option key={column.id} value={column.id}>
              {column.title}
            </option>
          ))}
        </select>
      </label>
      <button type="button" onClick={() => onDelete(task.id)} aria-label={`Delete ${task.title}`}>
        Delete
      </button>
    </article>
  );
}
