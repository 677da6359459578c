import { NO_FILTERS } from '../../model/kanban';
import type {
  BoardData,
  DayString,
  FilterSettings,
  OrderBy,
  TaskItem,
} from '../../model/kanban';
import { applyFilters, orderTasks, relocateTask } from '../tasks/taskList';

export type BoardStore = {
  status: 'loading' | 'ready' | 'failed';
  board: BoardData | null;
  errorMessage: string | null;
  filters: FilterSettings;
  sortKey: OrderBy;
};

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

export const EMPTY_STORE: BoardStore = {
  status: 'loading',
  board: null,
  errorMessage: null,
  filters: NO_FILTERS,
  sortKey: 'position',
};

/** Swaps in the saved version of a task; tasks not seen before go to the end. */
export function mergeTask(list: readonly TaskItem[], incoming: TaskItem): TaskItem[] {
  const at = list.findIndex(({ id }) => id === incoming.id);
  return at === -1 ? [...list, incoming] : list.with(at, incoming);
}

/** Board with its tasks changed, or the untouched store while nothing is loaded. */
function withTasks(
  store: BoardStore,
  change: (list: TaskItem[]) => TaskItem[]
): BoardStore {
  const { board } = store;
  return board ? { ...store, board: { ...board, tasks: change(board.tasks) } } : store;
}

export function reduceBoard(store: BoardStore, event: BoardEvent): BoardStore {
  switch (event.type) {
    case 'loadStarted':
      return { ...store, status: 'loading', errorMessage: null };
    case 'loadSucceeded':
      return { ...store, status: 'ready', errorMessage: null, board: event.board };
    case 'loadFailed':
      return { ...store, status: 'failed', errorMessage: event.message };

    case 'taskSaved':
      return withTasks(store, list => mergeTask(list, event.task));
    case 'taskDeleted':
      return withTasks(store, list => list.filter(({ id }) => id !== event.taskId));
    case 'taskMoved': {
      const { taskId, columnId, index } = event;
      return withTasks(store, list => relocateTask(list, taskId, columnId, index));
    }

    case 'filtersChanged':
      return { ...store, filters: { ...store.filters, ...event.changes } };
    case 'filtersCleared':
      return { ...store, filters: NO_FILTERS };
    case 'sortChanged':
      return { ...store, sortKey: event.sortKey };
  }
}

/** Filtered and sorted tasks, as they appear on screen. */
export function tasksOnScreen(store: BoardStore, today: DayString): TaskItem[] {
  const { board, filters, sortKey } = store;
  if (!board) return [];
  const remaining = applyFilters(board.tasks, filters, today);
  return orderTasks(remaining, sortKey);
}

export function activeFilterCount(settings: FilterSettings): number {
  let active = 0;
  if (settings.query.trim()) active += 1;
  if (settings.assigneeId !== null) active += 1;
  if (settings.priorities.length) active += 1;
  if (settings.overdueOnly) active += 1;
  return active;
}
