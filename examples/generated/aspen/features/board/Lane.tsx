import { useState } from 'react';
import { minutesLeft, minutesToLabel } from '../../lib/duration';
import { pagerEntries, slicePage } from '../../lib/paging';
import { countNoun, toSlug } from '../../lib/strings';
import type { DayString, LaneInfo, TaskItem, TeamMember } from '../../model/kanban';
import { TaskTile } from '../tasks/TaskTile';

const TASKS_PER_PAGE = 10;

interface LaneProps {
  lane: LaneInfo;
  lanes: LaneInfo[];
  team: TeamMember[];
  items: TaskItem[];
  search: string;
  today: DayString;
  onChangeLane: (taskId: string, laneId: string) => void;
  onRemove: (taskId: string) => void;
}

export function Lane({ lane, team, items, ...tileProps }: LaneProps) {
  const [wantedPage, setWantedPage] = useState(1);
  const slice = slicePage(items, wantedPage, TASKS_PER_PAGE);
  const titleId = `lane-${toSlug(lane.title)}`;
  const isTooFull = lane.wipLimit !== null && items.length > lane.wipLimit;

  return (
    <section className="lane" aria-labelledby={titleId}>
      <h2 id={titleId}>{lane.title}</h2>
      <p>
        {countNoun(items.length, 'task')}, {minutesToLabel(minutesLeft(items))} to go
      </p>
      {isTooFull && <p role="status">Over the limit of {lane.wipLimit}.</p>}

      {slice.items.map(item => (
        <TaskTile
          key={item.id}
          item={item}
          owner={team.find(person => person.id === item.assigneeId) ?? null}
          {...tileProps}
        />
      ))}

      <PageButtons
        current={slice.page}
        last={slice.pageCount}
        caption={`Pages of ${lane.title}`}
        onGoTo={setWantedPage}
      />
    </section>
  );
}

interface PageButtonsProps {
  current: number;
  last: number;
  caption: string;
  onGoTo: (page: number) => void;
}

export function PageButtons({ current, last, caption, onGoTo }: PageButtonsProps) {
  if (last === 1) {
    return null;
  }

  return (
    <nav aria-label={caption}>
      {pagerEntries(current, last).map((entry, place) =>
        entry === 'gap' ? (
          <span key={`gap-${place}`}>…</span>
        ) : (
          <button
            type="button"
            key={entry}
            aria-current={entry === current ? 'page' : undefined}
            onClick={() => onGoTo(entry)}
          >
            {entry}
          </button>
        )
      )}
    </nav>
  );
}
