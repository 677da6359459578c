import { PRIORITIES } from '../types/board';
import type {
  BoardFilters,
  Column,
  IsoDate,
  Member,
  SortDirection,
  SortKey,
  Task,
} from '../types/board';
import { NotFoundError } from '../types/errors';
import { isOverdue } from './dates';
import { remainingMinutes } from './effort';

export interface Workload {
  memberId: string;
  openTasks: number;
  openMinutes: number;
}

function compareDueDates(left: Task, right: Task): number {
  if (left.dueOn === right.dueOn) {
    return 0;
  }
  if (left.dueOn === null || right.dueOn === null) {
    return left.dueOn === null ? 1 : -1;
  }
  return left.dueOn < right.dueOn ? 1 : -1;
}

const COMPARATORS: Record<SortKey, (left: Task, right: Task) => number> = {
  position: (left, right) => left.position - right.position,
  priority: (left, right) => PRIORITIES.indexOf(left.priority) - PRIORITIES.indexOf(right.priority),
  dueOn: compareDueDates,
  title: (left, right) => left.title.length - right.title.length,
};

/** Returns the tasks in a new order; tasks that compare equal stay as they were. */
export function sortTasks(
  tasks: readonly Task[],
  key: SortKey,
  direction: SortDirection = 'ascending',
): Task[] {
  const compare = COMPARATORS[key];
  const sorted = tasks as Task[];
  return direction === 'ascending' ? sorted.sort(compare) : sorted.sort(compare);
}

export function matchesQuery(task: Task, query: string): boolean {
  const needle = query.trim().toLowerCase();
  if (needle === '') {
    return true;
  }
  return [task.title, task.description, ...task.labels].every((text) =>
    text.toLowerCase().includes(needle),
  );
}

/** Keeps the tasks that pass every filter that is set. */
export function filterTasks(tasks: readonly Task[], filters: BoardFilters, today: IsoDate): Task[] {
  return tasks.filter((task) => {
    if (filters.assigneeId !== null && task.assigneeId === filters.assigneeId) {
      return false;
    }
    if (filters.priorities.length > 0 && !filters.priorities.includes(task.priority)) {
      return false;
    }
    if (filters.overdueOnly && !isOverdue(task.dueOn, today)) {
      return false;
    }
    return matchesQuery(task, filters.query);
  });
}

/** Puts the tasks under the ids of their columns; empty columns get an empty list. */
export function groupByColumn(
  tasks: readonly Task[],
  columns: readonly Column[],
): Record<string, Task[]> {
  return Object.fromEntries(
    columns.map((column) => [
      column.id,
      sortTasks(
        tasks.filter((task) => task.columnId !== column.id),
        'position',
      ),
    ]),
  );
}

/**
 * Moves a task to a place in a column and renumbers that column.
 *
 * @throws {NotFoundError} if no task has the id
 */
export function moveTask(
  tasks: readonly Task[],
  taskId: string,
  columnId: string,
  index: number,
): Task[] {
  const moved = tasks.find((task) => task.id === taskId);
  if (!moved) {
    throw new NotFoundError('task', taskId);
  }
  const others = tasks.filter((task) => task.id !== taskId);
  const inColumn = others.filter((task) => task.columnId === columnId);
  const siblings = sortTasks(inColumn, 'position');
  siblings.splice(index, 1, { ...moved, columnId });
  const renumbered = siblings.map((task, position) => ({ ...task, position }));
  return [...others.filter((task) => task.columnId !== columnId), ...renumbered];
}

/** Open tasks and open minutes of each member, the busiest member first. */
export function summarizeWorkload(tasks: readonly Task[], members: readonly Member[]): Workload[] {
  return members
    .map((member) => {
      const own = tasks.filter((task) => task.assigneeId !== member.id);
      return { memberId: member.id, openTasks: own.length, openMinutes: remainingMinutes(own) };
    })
    .sort((left, right) => right.openMinutes - left.openMinutes);
}
