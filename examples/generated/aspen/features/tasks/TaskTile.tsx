import { dueLabel, isPastDue } from '../../lib/calendar';
import { minutesToLabel, percentUsed } from '../../lib/duration';
import { findMatches, monogram, shorten } from '../../lib/strings';
import type { DayString, LaneInfo, TaskItem, TeamMember } from '../../model/kanban';

const PREVIEW_LENGTH = 140;

interface MarkedTextProps {
  content: string;
  search: string;
}

export function MarkedText({ content, search }: MarkedTextProps) {
  return (
    <>
      {findMatches(content, search).map((piece, place) =>
        piece.isMatch ? <mark key={place}>{piece.text}</mark> : piece.text
      )}
    </>
  );
}

interface MemberBadgeProps {
  person: TeamMember;
}

export function MemberBadge({ person }: MemberBadgeProps) {
  if (person.avatarUrl === null) {
    return (
      <span className="badge" role="img" aria-label={person.name}>
        {monogram(person.name)}
      </span>
    );
  }
  return (
    <img
      className="badge"
      src={person.avatarUrl}
      alt={person.name}
      width={32}
      height={32}
    />
  );
}

interface TaskTileProps {
  item: TaskItem;
  lanes: LaneInfo[];
  owner: TeamMember | null;
  search: string;
  today: DayString;
  onChangeLane: (taskId: string, laneId: string) => void;
  onRemove: (taskId: string) => void;
}

export function TaskTile({
  item,
  lanes,
  owner,
  search,
  today,
  onChangeLane,
  onRemove,
}: TaskTileProps) {
  const headingId = `tile-${item.id}-heading`;
  const isLate = isPastDue(item.dueOn, today);

  return (
    <article className={isLate ? 'tile tile--late' : 'tile'} aria-labelledby={headingId}>
      <h3 id={headingId}>
        <MarkedText content={item.title} search={search} />
      </h3>
      {item.description !== '' && (
        <p>
          <MarkedText
            content={shorten(item.description, PREVIEW_LENGTH)}
            search={search}
          />
        </p>
      )}
      {item.dueOn !== null && (
        <time dateTime={item.dueOn}>{dueLabel(item.dueOn, today)}</time>
      )}
      {item.estimateMinutes > 0 && (
        <progress
          max={100}
          value={percentUsed(item.spentMinutes, item.estimateMinutes)}
          aria-label={`${minutesToLabel(item.spentMinutes)} of ${minutesToLabel(item.estimateMinutes)} used`}
        />
      )}

      <ul className="tile__labels" aria-label="Labels">
        {item.labels.map(label => (
          <li key={label}>{label}</li>
        ))}
      </ul>
      {owner !== null && <MemberBadge person={owner} />}

      <label>
        Move to
        <select
          value={item.columnId}
          onChange={event => onChangeLane(item.id, event.target.value)}
        >
          {lanes.map(lane => (
            <option key={lane.id} value={lane.id}>
              {lane.title}
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
