import { isPastDue } from '../../lib/calendar';
import { minutesLeft } from '../../lib/duration';
import { MissingItemFailure } from '../../model/failures';
import { PRIORITY_LEVELS } from '../../model/kanban';
import type {
  DayString,
  FilterSettings,
  LaneInfo,
  OrderBy,
  OrderDirection,
  TaskItem,
  TeamMember,
} from '../../model/kanban';

export interface MemberLoad {
  memberId: string;
  openTasks: number;
  openMinutes: number;
}

/** Earliest first, tasks without a date at the end. */
function byDueDay(a: TaskItem, b: TaskItem): number {
  if (a.dueOn === b.dueOn) {
    return 0;
  }
  if (a.dueOn === null || b.dueOn === null) {
    return a.dueOn === null ? 1 : -1;
  }
  return a.dueOn < b.dueOn ? -1 : 1;
}

const comparators: Record<OrderBy, (a: TaskItem, b: TaskItem) => number> = {
  position: (a, b) => a.position - b.position,
  priority: (a, b) =>
    PRIORITY_LEVELS.indexOf(a.priority) - PRIORITY_LEVELS.indexOf(b.priority),
  dueOn: byDueDay,
  title: (a, b) => a.title.localeCompare(b.title, 'en'),
};

export function taskContains(item: TaskItem, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') {
    return true;
  }
  const searchable = [item.title, item.description, ...item.labels];
  return searchable.some(text => text.toLowerCase().includes(wanted));
}

/** Applies all active filters at once. */
export function applyFilters(
  list: readonly TaskItem[],
  settings: FilterSettings,
  today: DayString
): TaskItem[] {
  return list.filter(item => {
    if (settings.assigneeId !== null && item.assigneeId !== settings.assigneeId) {
      return false;
    }
    if (settings.priorities.length > 0 && !settings.priorities.includes(item.priority)) {
      return false;
    }
    if (settings.overdueOnly && !isPastDue(item.dueOn, today)) {
      return false;
    }
    return taskContains(item, settings.query);
  });
}

/** Sorts a copy of the list. The sort is stable in both directions. */
export function orderTasks(
  list: readonly TaskItem[],
  orderBy: OrderBy,
  direction: OrderDirection = 'ascending'
): TaskItem[] {
  const comparator = comparators[orderBy];
  const factor = direction === 'ascending' ? 1 : -1;
  return [...list].sort((a, b) => factor * comparator(a, b));
}

/** What each member still has on their plate, heaviest load first. */
export function memberLoads(
  list: readonly TaskItem[],
  team: readonly TeamMember[]
): MemberLoad[] {
  return team
    .map(person => {
      const assigned = list.filter(item => item.assigneeId === person.id);
      return {
        memberId: person.id,
        openTasks: assigned.length,
        openMinutes: minutesLeft(assigned),
      };
    })
    .sort((a, b) => b.openMinutes - a.openMinutes);
}

/** Sorted tasks per lane id. Lanes without tasks are present too. */
export function tasksByLane(
  list: readonly TaskItem[],
  lanes: readonly LaneInfo[]
): Record<string, TaskItem[]> {
  return Object.fromEntries(
    lanes.map(lane => [
      lane.id,
      orderTasks(
        list.filter(item => item.columnId === lane.id),
        'position'
      ),
    ])
  );
}

/**
 * Places a task into a lane at the given slot; the lane's tasks get fresh positions.
 *
 * @throws {MissingItemFailure} when the task does not exist
 */
export function relocateTask(
  list: readonly TaskItem[],
  id: string,
  laneId: string,
  slot: number
): TaskItem[] {
  const wanted = list.find(item => item.id === id);
  if (wanted === undefined) {
    throw new MissingItemFailure('task', id);
  }

  const rest = list.filter(item => item.id !== id);
  const inLane = rest.filter(item => item.columnId === laneId);
  const ordered = orderTasks(inLane, 'position');
  ordered.splice(slot, 0, { ...wanted, columnId: laneId });

  const numbered = ordered.map((item, position) => ({ ...item, position }));
  return [...rest.filter(item => item.columnId !== laneId), ...numbered];
}
