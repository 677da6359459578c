import type { Column, IsoDate, Member, Task } from '../types/board';
import { describeDueDate, isOverdue } from '../utils/dates';
import { formatEffort, progressPercent } from '../utils/effort';
import { initials, splitByMatch, truncate } from '../utils/text';

const MAX_DESCRIPTION_LENGTH = 140;
const AVATAR_SIZE = 32;

export function Avatar({ member }: { member: Member }) {
  const { name, avatarUrl } = member;
  return avatarUrl ? (
    <img className="avatar" src={avatarUrl} width={AVATAR_SIZE} height={AVATAR_SIZE} />
  ) : (
    <span className="avatar avatar--initials" role="img" aria-label={name}>
      {initials(name)}
    </span>
  );
}

interface HighlightProps {
  text: string;
  query: string;
}

export function Highlight({ text, query }: HighlightProps) {
  let html = '';
  for (const segment of splitByMatch(text, query)) {
    html += segment.isMatch ? `<mark>${segment.text}</mark>` : segment.text;
  }
  return <span dangerouslySetInnerHTML={{ __html: html }} />;
}

function Progress({ task }: { task: Task }) {
  const { spentMinutes, estimateMinutes } = task;
  if (estimateMinutes <= 0) return null;

  const label = `${formatEffort(spentMinutes)} of ${formatEffort(estimateMinutes)} used`;
  const percent = progressPercent(spentMinutes, estimateMinutes);
  return <progress aria-label={label} value={percent} max={100} />;
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

export function TaskCard(props: TaskCardProps) {
  const { task, columns, assignee, query, today, onMove, onDelete } = props;
  const { id, title, description, dueOn, labels } = task;
  const headingId = `task-${id}`;

  const classNames = ['task-card'];
  if (isOverdue(dueOn, today)) {
    classNames.push('task-card--overdue');
  }

  return (
    <article className={classNames.join(' ')} aria-labelledby={headingId}>
      <header>
        <h3 id={headingId}>
          <Highlight text={title} query={query} />
        </h3>
        {assignee ? <Avatar member={assignee} /> : null}
      </header>

      {description ? (
        <p className="task-card__description">
          <Highlight text={truncate(description, MAX_DESCRIPTION_LENGTH)} query={query} />
        </p>
      ) : null}
      {dueOn ? <time dateTime={dueOn}>{describeDueDate(dueOn, today)}</time> : null}
      <Progress task={task} />

      <ul className="task-card__labels" aria-label="Labels">
        {labels.map((label) => (
          <li key={label}>{label}</li>
        ))}
      </ul>

      <footer className="task-card__actions">
        <label>
          <span>Move to</span>
          <select
            value={task.columnId}
            onChange={({ target }) => {
              onMove(id, target.value);
            }}
          >
            {columns.map((column) => (
              <option key={column.id} value={column.id}>
                {column.title}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          className="task-card__delete"
          aria-label={`Delete ${title}`}
          onClick={() => {
            onDelete(id);
          }}
        >
          Delete
        </button>
      </footer>
    </article>
  );
}
