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
import { MissingItemFailure } from '../../model/failures';
import { isPastDue } from '../../lib/calendar';
import { minutesLeft } from '../../lib/duration';

export type MemberLoad = {
  memberId: string;
  openTasks: number;
  openMinutes: number;
};

type Comparator = (a: TaskItem, b: TaskItem) => number;

/** Earliest first, tasks without a date at the end. */
const byDueDay: Comparator = (a, b) => {
  if (a.dueOn === b.dueOn) return 0;
  if (a.dueOn === null) return 1;
  if (b.dueOn === null) return -1;
  return a.dueOn < b.dueOn ? -1 : 1;
};

const rank = (task: TaskItem): number => PRIORITY_LEVELS.indexOf(task.priority);

const comparators: Record<OrderBy, Comparator> = {
  position: (a, b) => a.position - b.position,
  priority: (a, b) => rank(a) - rank(b),
  dueOn: byDueDay,
  title: (a, b) => a.title.localeCompare(b.title, 'en'),
};

/** Sorts a copy of the list. The sort is stable in both directions. */
export function orderTasks(
  list: readonly TaskItem[],
  orderBy: OrderBy,
  direction: OrderDirection = 'ascending'
): TaskItem[] {
  const comparator = comparators[orderBy];
  return Array.from(list).sort((a, b) =>
    direction === 'ascending' ? comparator(a, b) : -comparator(a, b)
  );
}

export function taskContains(task: TaskItem, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  const searchable = [task.title, task.description, ...task.labels];
  return wanted === '' || searchable.some(text => text.toLowerCase().includes(wanted));
}

/** Applies all active filters at once. */
export function applyFilters(
  list: readonly TaskItem[],
  settings: FilterSettings,
  today: DayString
): TaskItem[] {
  const { assigneeId, priorities, overdueOnly, query } = settings;
  return list.filter(
    task =>
      (assigneeId === null || task.assigneeId === assigneeId) &&
      (priorities.length === 0 || priorities.includes(task.priority)) &&
      (!overdueOnly || isPastDue(task.dueOn, today)) &&
      taskContains(task, query)
  );
}

const inLane = (list: readonly TaskItem[], laneId: string): TaskItem[] =>
  list.filter(({ columnId }) => columnId === laneId);

/** Sorted tasks per lane id. Lanes without tasks are present too. */
export function tasksByLane(
  list: readonly TaskItem[],
  lanes: readonly LaneInfo[]
): Record<string, TaskItem[]> {
  const grouped: Record<string, TaskItem[]> = {};
  for (const { id } of lanes) {
    grouped[id] = orderTasks(inLane(list, id), 'position');
  }
  return grouped;
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
  const task = list.find(candidate => candidate.id === id);
  if (task === undefined) throw new MissingItemFailure('task', id);

  const rest = list.filter(candidate => candidate.id !== id);
  const lane = orderTasks(inLane(rest, laneId), 'position');
  lane.splice(slot, 0, { ...task, columnId: laneId });

  return rest
    .filter(({ columnId }) => columnId !== laneId)
    .concat(lane.map((entry, position) => ({ ...entry, position })));
}

/** What each member still has on their plate, heaviest load first. */
export function memberLoads(
  list: readonly TaskItem[],
  team: readonly TeamMember[]
): MemberLoad[] {
  const loads = team.map(({ id }): MemberLoad => {
    const assigned = list.filter(task => task.assigneeId === id);
    return {
      memberId: id,
      openTasks: assigned.length,
      openMinutes: minutesLeft(assigned),
    };
  });
  return loads.sort((a, b) => b.openMinutes - a.openMinutes);
}
