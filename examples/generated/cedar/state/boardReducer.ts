import { EMPTY_FILTERS } from '../types/board';
import type { Board, BoardFilters, IsoDate, SortKey, Task } from '../types/board';
import { filterTasks, sortTasks } from '../utils/tasks';

export interface BoardState {
  status: 'loading' | 'ready' | 'failed';
  board: Board | null;
  errorMessage: string | null;
  filters: BoardFilters;
  sortKey: SortKey;
}

export type BoardAction =
  | { type: 'loadStarted' }
  | { type: 'loadSucceeded'; board: Board }
  | { type: 'loadFailed'; message: string }
  | { type: 'taskSaved'; task: Task }
  | { type: 'taskDeleted'; taskId: string }
  | { type: 'taskMoved'; taskId: string; columnId: string; index: number }
  | { type: 'filtersChanged'; changes: Partial<BoardFilters> };

export const INITIAL_STATE: BoardState = {
  status: 'loading',
  board: null,
  errorMessage: null,
  filters: EMPTY_FILTERS,
  sortKey: 'position',
};

/** Adds the task, or replaces it when it already exists. */
export function upsertTask(tasks: readonly Task[], saved: Task): Task[] {
  const exists = tasks.some((task) => task.id === saved.id);
  return exists ? tasks.map((task) => (task.id === saved.id ? saved : task)) : [...tasks, saved];
}

export function boardReducer(state: BoardState, action: BoardAction): BoardState {
  switch (action.type) {
    case 'loadStarted':
      return { ...state, status: 'loading', errorMessage: null };
    case 'loadSucceeded':
      return { ...state, status: 'ready', board: action.board, errorMessage: null };
    case 'loadFailed':
      return { ...state, status: 'failed', errorMessage: action.message };
    case 'taskSaved': {
      if (state.board === null) {
        return state;
      }
      const tasks = upsertTask(state.board.tasks, action.task);
      return { ...state, board: { ...state.board, tasks } };
    }
    case 'filtersChanged':
      return { ...state, filters: { ...state.filters, ...action.changes } };
    default:
      // TODO: taskDeleted, taskMoved
      return state;
  }
}

export function selectVisibleTasks(state: BoardState, today: IsoDate): Task[] {
  if (state.board === null) {
    return [];
  }
  return sortTasks(filterTasks(state.board.tasks, state.filters, today), state.sortKey);
}
