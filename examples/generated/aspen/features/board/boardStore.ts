import { NO_FILTERS } from '../../model/kanban';
import type {
  BoardData,
  DayString,
  FilterSettings,
  OrderBy,
  TaskItem,
} from '../../model/kanban';
import { applyFilters, orderTasks, relocateTask } from '../tasks/taskList';

export type BoardEvent =
  | { type: 'loadStarted' }
  | { type: 'loadSucceeded'; board: BoardData }
  | { type: 'loadFailed'; message: string }
  | { type: 'taskSaved'; task: TaskItem }
  | { type: 'taskDeleted'; taskId: string }
  | { type: 'taskMoved'; taskId: string; columnId: string; index: number }
  | { type: 'filtersChanged'; changes: Partial<FilterSettings> }
  | { type: 'filtersCleared' }
  | { type: 'sortChanged'; sortKey: OrderBy };

export interface BoardStore {
  status: 'loading' | 'ready' | 'failed';
  board: BoardData | null;
  errorMessage: string | null;
  filters: FilterSettings;
  sortKey: OrderBy;
}

export const EMPTY_STORE: BoardStore = {
  status: 'loading',
  board: null,
  errorMessage: null,
  filters: NO_FILTERS,
  sortKey: 'position',
};

export function activeFilterCount(settings: FilterSettings): number {
  const active = [
    settings.query.trim() !== '',
    settings.assigneeId !== null,
    settings.priorities.length > 0,
    settings.overdueOnly,
  ];
  return active.filter(Boolean).length;
}

/** Filtered and sorted tasks, as they appear on screen. */
export function tasksOnScreen(store: BoardStore, today: DayString): TaskItem[] {
  if (store.board === null) {
    return [];
  }
  return orderTasks(applyFilters(store.board.tasks, store.filters, today), store.sortKey);
}

/** Swaps in the saved version of a task; tasks not seen before go to the end. */
export function mergeTask(list: readonly TaskItem[], incoming: TaskItem): TaskItem[] {
  const isKnown = list.some(item => item.id === incoming.id);
  if (!isKnown) {
    return [...list, incoming];
  }
  return list.map(item => (item.id === incoming.id ? incoming : item));
}

/** Store with its tasks changed, or the untouched store while nothing is loaded. */
function withTasks(
  store: BoardStore,
  change: (list: TaskItem[]) => TaskItem[]
): BoardStore {
  if (store.board === null) {
    return store;
  }
  return { ...store, board: { ...store.board, tasks: change(store.board.tasks) } };
}

export function reduceBoard(store: BoardStore, event: BoardEvent): BoardStore {
  switch (event.type) {
    case 'loadStarted':
      return { ...store, status: 'loading', errorMessage: null };
    case 'loadSucceeded':
      return { ...store, status: 'ready', board: event.board, errorMessage: null };
    case 'loadFailed':
      return { ...store, status: 'failed', errorMessage: event.message };

    case 'taskSaved':
      return withTasks(store, list => mergeTask(list, event.task));
    case 'taskDeleted':
      return withTasks(store, list => list.filter(item => item.id !== event.taskId));
    case 'taskMoved':
      return withTasks(store, list =>
        relocateTask(list, event.taskId, event.columnId, event.index)
      );

    case 'filtersChanged':
      return { ...store, filters: { ...store.filters, ...event.changes } };
    case 'filtersCleared':
      return { ...store, filters: NO_FILTERS };
    case 'sortChanged':
      return { ...store, sortKey: event.sortKey };
  }
}
