import { PRIORITIES } from '../types/board';
import type { BoardFilters, Column, IsoDate, Member, SortDirection } from '../types/board';
import type { SortKey, Task } from '../types/board';
import { NotFoundError } from '../types/errors';

/** Sorts a copy of the tasks. */
export function sortTasks(
  tasks: readonly Task[],
  key: SortKey,
  direction: SortDirection = 'ascending',
): Task[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return [...tasks].sort((left, right) => {
    switch (key) {
      case 'priority':
        return sign * (PRIORITIES.indexOf(left.priority) - PRIORITIES.indexOf(right.priority));
      case 'title':
        return sign * left.title.localeCompare(right.title, 'en');
      case 'position':
        return sign * (left.position - right.position);
      default:
        // TODO: sort by due date
        return 0;
    }
  });
}

export function matchesQuery(task: Task, query: string): boolean {
  const needle = query.trim().toLowerCase();
  if (needle === '') {
    return true;
  }
  return [task.title, task.description, ...task.labels].some((text) =>
    text.toLowerCase().includes(needle),
  );
}

export function filterTasks(
  tasks: readonly Task[],
  filters: BoardFilters,
  _today: IsoDate,
): Task[] {
  // TODO: priorities and overdueOnly
  return tasks.filter((task) => {
    if (filters.assigneeId !== null && task.assigneeId !== filters.assigneeId) {
      return false;
    }
    return matchesQuery(task, filters.query);
  });
}

/** Groups the tasks by column id. */
export function groupByColumn(
  tasks: readonly Task[],
  columns: readonly Column[],
): Record<string, Task[]> {
  const groups: Record<string, Task[]> = {};
  for (const column of columns) {
    const own = tasks.filter((task) => task.columnId === column.id);
    groups[column.id] = sortTasks(own, 'position');
  }
  return groups;
}

export function moveTask(
  tasks: readonly Task[],
  taskId: string,
  columnId: string,
  _index: number,
): Task[] {
  if (!tasks.some((task) => task.id === taskId)) {
    throw new NotFoundError('task', taskId);
  }
  // TODO: renumber the positions in the column
  return tasks.map((task) => (task.id === taskId ? { ...task, columnId } : task));
}

export function summarizeWorkload(_tasks: readonly Task[], _members: readonly Member[]): any[] {
  return [];
}
