import { dueLabel, isPastDue } from '../../lib/calendar';
import { minutesToLabel, percentUsed } from '../../lib/duration';
import { findMatches, monogram, shorten } from '../../lib/strings';
import type { DayString, LaneInfo, TaskItem, TeamMember } from '../../model/kanban';

const PREVIEW_LENGTH = 140;

export function MemberBadge({ person }: { person: TeamMember }) {
  const { name, avatarUrl } = person;
  return avatarUrl === null ? (
    <span className="avatar" role="img" aria-label={name}>
      {monogram(name)}
    </span>
  ) : (
    <img className="avatar" src={avatarUrl} alt={name} width={32} height={32} />
  );
}

type MarkedTextProps = {
  content: string;
  search: string;
};

export function MarkedText({ content, search }: MarkedTextProps) {
  const pieces = findMatches(content, search);
  return (
    <>
      {pieces.map(({ text, isMatch }, index) =>
        isMatch ? <mark key={index}>{text}</mark> : text
      )}
    </>
  );
}

type TaskTileProps = {
  item: TaskItem;
  lanes: LaneInfo[];
  owner: TeamMember | null;
  search: string;
  today: DayString;
  onChangeLane: (taskId: string, laneId: string) => void;
  onRemove: (taskId: string) => void;
};

export function TaskTile(props: TaskTileProps) {
  const { item, lanes, owner, search, today, onChangeLane, onRemove } = props;
  const headingId = `task-${item.id}-title`;
  const className = isPastDue(item.dueOn, today) ? 'task task--overdue' : 'task';
  const used = minutesToLabel(item.spentMinutes);
  const planned = minutesToLabel(item.estimateMinutes);

  return (
    <article className={className} aria-labelledby={headingId}>
      <h3 id={headingId}>
        <MarkedText content={item.title} search={search} />
      </h3>

      {item.description && (
        <p>
          <MarkedText
            content={shorten(item.description, PREVIEW_LENGTH)}
            search={search}
          />
        </p>
      )}
      {item.dueOn && <time dateTime={item.dueOn}>{dueLabel(item.dueOn, today)}</time>}
      {item.estimateMinutes > 0 && (
        <progress
          max={100}
          value={percentUsed(item.spentMinutes, item.estimateMinutes)}
          aria-label={`${used} of ${planned} used`}
        />
      )}

      <ul className="task__labels" aria-label="Labels">
        {item.labels.map(label => (
          <li key={label}>{label}</li>
        ))}
      </ul>
      {owner && <MemberBadge person={owner} />}

      <label>
        Move to
        <select
          value={item.columnId}
          onChange={({ target }) => onChangeLane(item.id, target.value)}
        >
          {lanes.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        aria-label={`Delete ${item.title}`}
        onClick={() => onRemove(item.id)}
      >
        Delete
      </button>
    </article>
  );
}
