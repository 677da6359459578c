import { useState } from 'react';
import { minutesLeft, minutesToLabel } from '../../lib/duration';
import { pagerEntries, slicePage } from '../../lib/paging';
import { countNoun, toSlug } from '../../lib/strings';
import type { DayString, LaneInfo, TaskItem, TeamMember } from '../../model/kanban';
import { TaskTile } from '../tasks/TaskTile';

const TASKS_PER_PAGE = 10;

type PageButtonsProps = {
  current: number;
  last: number;
  caption: string;
  onGoTo: (page: number) => void;
};

export function PageButtons({ current, last, caption, onGoTo }: PageButtonsProps) {
  if (last === 1) return null;

  return (
    <nav aria-label={caption}>
      {pagerEntries(current, last).map((entry, index) => {
        if (entry === 'gap') return <span key={`gap-${index}`}>…</span>;
        return (
          <button
            key={entry}
            type="button"
            aria-current={entry === current ? 'page' : undefined}
            onClick={() => onGoTo(entry)}
          >
            {entry}
          </button>
        );
      })}
    </nav>
  );
}

type LaneProps = {
  lane: LaneInfo;
  lanes: LaneInfo[];
  team: TeamMember[];
  items: TaskItem[];
  search: string;
  today: DayString;
  onChangeLane: (taskId: string, laneId: string) => void;
  onRemove: (taskId: string) => void;
};

export function Lane({ lane, team, items, ...tileProps }: LaneProps) {
  const [wantedPage, setWantedPage] = useState(1);
  const slice = slicePage(items, wantedPage, TASKS_PER_PAGE);
  const titleId = `column-${toSlug(lane.title)}`;
  const { wipLimit } = lane;
  const ownerOf = (item: TaskItem): TeamMember | null =>
    team.find(({ id }) => id === item.assigneeId) ?? null;

  return (
    <section className="column" aria-labelledby={titleId}>
      <h2 id={titleId}>{lane.title}</h2>
      <p>
        {countNoun(items.length, 'task')}, {minutesToLabel(minutesLeft(items))} to go
      </p>
      {wipLimit !== null && items.length > wipLimit && (
        <p role="status">Over the limit of {wipLimit}.</p>
      )}

      {slice.items.map(item => (
        <TaskTile key={item.id} item={item} owner={ownerOf(item)} {...tileProps} />
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
