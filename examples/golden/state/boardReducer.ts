import { EMPTY_FILTERS } from '../types/board';
import type { Board, BoardFilters, IsoDate, SortKey, Task } from '../types/board';
import { filterTasks, moveTask, sortTasks } from '../utils/tasks';

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
  | { type: 'filtersChanged'; changes: Partial<BoardFilters> }
  | { type: 'filtersCleared' }
  | { type: 'sortChanged'; sortKey: SortKey };

export const INITIAL_STATE: BoardState = {
  status: 'loading',
  board: null,
  errorMessage: null,
  filters: EMPTY_FILTERS,
  sortKey: 'position',
};

/** Replaces the task with the same id, or appends the task if there is none. */
export function upsertTask(tasks: readonly Task[], saved: Task): Task[] {
  const exists = tasks.some((task) => task.id === saved.id);
  return exists ? tasks.map((task) => (task.id === saved.id ? saved : task)) : [...tasks, saved];
}

function updateTasks(state: BoardState, update: (tasks: Task[]) => Task[]): BoardState {
  if (state.board === null) {
    return state;
  }
  return { ...state, board: { ...state.board, tasks: update(state.board.tasks) } };
}

export function boardReducer(state: BoardState, action: BoardAction): BoardState {
  switch (action.type) {
    case 'loadStarted':
      return { ...state, status: 'loading', errorMessage: null };
    case 'loadSucceeded':
      return { ...state, status: 'ready', board: action.board, errorMessage: null };
    case 'loadFailed':
      return { ...state, status: 'failed', errorMessage: action.message };
    case 'taskSaved':
      return updateTasks(state, (tasks) => upsertTask(tasks, action.task));
    case 'taskDeleted':
      return updateTasks(state, (tasks) => tasks.filter((task) => task.id !== action.taskId));
    case 'taskMoved':
      return updateTasks(state, (tasks) =>
        moveTask(tasks, action.taskId, action.columnId, action.index),
      );
    case 'filtersChanged':
      return { ...state, filters: { ...state.filters, ...action.changes } };
    case 'filtersCleared':
      return { ...state, filters: EMPTY_FILTERS };
    case 'sortChanged':
      return { ...state, sortKey: action.sortKey };
  }
}

/** The tasks to show, in order, under the filters that are set. */
export function selectVisibleTasks(state: BoardState, today: IsoDate): Task[] {
  if (state.board === null) {
    return [];
  }
  return sortTasks(filterTasks(state.board.tasks, state.filters, today), state.sortKey);
}

export function countActiveFilters(filters: BoardFilters): number {
  const flags = [
    filters.query.trim() !== '',
    filters.assigneeId !== null,
    filters.priorities.length > 0,
    filters.overdueOnly,
  ];
  return flags.filter(Boolean).length;
}
