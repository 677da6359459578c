import {
  EMPTY_FILTERS,
  type Board,
  type BoardFilters,
  type IsoDate,
  type SortKey,
  type Task,
} from '../types/board';
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

/** Updates a task in the list, or adds it if it is new. */
export function upsertTask(tasks: readonly Task[], saved: Task): Task[] {
  const result = [...tasks];
  const index = result.findIndex(({ id }) => id === saved.id);
  if (index === -1) {
    result.push(saved);
  } else {
    result[index] = saved;
  }
  return result;
}

function reduceTasks(tasks: Task[], action: BoardAction): Task[] {
  switch (action.type) {
    case 'taskSaved':
      return upsertTask(tasks, action.task);
    case 'taskMoved':
      return moveTask(tasks, action.taskId, action.columnId, action.index);
    case 'taskDeleted':
      return tasks.filter(({ id }) => id !== action.taskId);
    default:
      return tasks;
  }
}

export function boardReducer(state: BoardState, action: BoardAction): BoardState {
  switch (action.type) {
    case 'loadStarted':
      return { ...state, status: 'loading', errorMessage: null };
    case 'loadSucceeded': {
      const { board } = action;
      return { ...state, status: 'ready', errorMessage: null, board };
    }
    case 'loadFailed':
      return { ...state, status: 'failed', errorMessage: action.message };
    case 'filtersCleared':
      return { ...state, filters: EMPTY_FILTERS };
    case 'filtersChanged': {
      const filters = { ...state.filters, ...action.changes };
      return { ...state, filters };
    }
    case 'sortChanged':
      return { ...state, sortKey: action.sortKey };
    default: {
      if (!state.board) return state;
      const tasks = reduceTasks(state.board.tasks, action);
      return { ...state, board: { ...state.board, tasks } };
    }
  }
}

/** Selects the tasks to display. */
export function selectVisibleTasks(state: BoardState, today: IsoDate): Task[] {
  const { board, filters, sortKey } = state;
  const matching = board ? filterTasks(board.tasks, filters, today) : [];
  return sortTasks(matching, sortKey);
}

export function countActiveFilters(filters: BoardFilters): number {
  let count = 0;
  if (filters.query.trim()) count++;
  if (filters.assigneeId !== null) count++;
  if (filters.priorities.length) count++;
  if (filters.overdueOnly) count++;
  return count;
}
