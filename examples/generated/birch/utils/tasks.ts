import {
  PRIORITIES,
  type BoardFilters,
  type Column,
  type IsoDate,
  type Member,
  type SortDirection,
  type SortKey,
  type Task,
} from '../types/board';
import { NotFoundError } from '../types/errors';
import { isOverdue } from './dates';
import { remainingMinutes } from './effort';

export interface Workload {
  memberId: string;
  openTasks: number;
  openMinutes: number;
}

function compareBy(key: SortKey, a: Task, b: Task): number {
  switch (key) {
    case 'position':
      return a.position - b.position;
    case 'title':
      return a.title.localeCompare(b.title, 'en');
    case 'priority':
      return PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority);
    case 'dueOn':
      // Tasks without a due date go last.
      if (a.dueOn === b.dueOn) return 0;
      if (a.dueOn === null) return 1;
      if (b.dueOn === null) return -1;
      return a.dueOn.localeCompare(b.dueOn);
  }
}

/** Returns a sorted copy of the tasks. */
export function sortTasks(
  tasks: readonly Task[],
  key: SortKey,
  direction: SortDirection = 'ascending',
): Task[] {
  const sorted = tasks.slice();
  if (direction === 'descending') {
    return sorted.sort((a, b) => compareBy(key, b, a));
  }
  return sorted.sort((a, b) => compareBy(key, a, b));
}

export function matchesQuery(task: Task, query: string): boolean {
  const needle = query.trim().toLowerCase();
  const searchableTexts = [task.title, task.description, ...task.labels];
  for (const text of searchableTexts) {
    if (text.toLowerCase().includes(needle)) return true;
  }
  return false;
}

/** Returns the tasks that match all active filters. */
export function filterTasks(tasks: readonly Task[], filters: BoardFilters, today: IsoDate): Task[] {
  const { query, assigneeId, priorities, overdueOnly } = filters;
  return tasks.filter(
    (task) =>
      (assigneeId === null || assigneeId === task.assigneeId) &&
      (priorities.length === 0 || priorities.includes(task.priority)) &&
      (!overdueOnly || isOverdue(task.dueOn, today)) &&
      matchesQuery(task, query),
  );
}

/** Groups the tasks by column id, sorted by position. */
export function groupByColumn(
  tasks: readonly Task[],
  columns: readonly Column[],
): Record<string, Task[]> {
  const groups: Record<string, Task[]> = {};
  for (const { id } of columns) {
    groups[id] = [];
  }
  for (const task of sortTasks(tasks, 'position')) {
    groups[task.columnId]?.push(task);
  }
  return groups;
}

/**
 * Moves a task to another position, possibly in another column.
 *
 * @throws {NotFoundError} if the task does not exist
 */
export function moveTask(
  tasks: readonly Task[],
  taskId: string,
  columnId: string,
  index: number,
): Task[] {
  const task = tasks.find(({ id }) => id === taskId);
  if (task === undefined) throw new NotFoundError('task', taskId);

  const target: Task[] = [];
  const untouched: Task[] = [];
  for (const other of tasks) {
    if (other.id === taskId) continue;
    if (other.columnId === columnId) target.push(other);
    else untouched.push(other);
  }

  const ordered = sortTasks(target, 'position');
  ordered.splice(index, 0, task);
  ordered.forEach((entry, position) => {
    untouched.push({ ...entry, columnId, position });
  });
  return untouched;
}

/** Summarizes the open work per member, busiest first. */
export function summarizeWorkload(tasks: readonly Task[], members: readonly Member[]): Workload[] {
  const workloads: Workload[] = [];
  for (const { id: memberId } of members) {
    const assigned = tasks.filter(({ assigneeId }) => assigneeId === memberId);
    const openMinutes = remainingMinutes(assigned);
    workloads.push({ memberId, openTasks: assigned.length, openMinutes });
  }
  return workloads.sort((a, b) => a.openMinutes - b.openMinutes);
}
