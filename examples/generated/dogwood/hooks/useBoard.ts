import { useCallback, useEffect, useReducer, type Dispatch } from 'react';
import type { BoardApi } from '../api/boardApi';
import {
  boardReducer,
  INITIAL_STATE,
  type BoardAction,
  type BoardState,
} from '../state/boardReducer';
import type { TaskInput } from '../types/board';
import { toMessage } from '../types/errors';

export interface UseBoardResult {
  state: BoardState;
  dispatch: Dispatch<BoardAction>;
  addTask: (columnId: string, input: TaskInput) => Promise<void>;
  moveTask: (taskId: string, columnId: string, index: number) => Promise<void>;
  removeTask: (taskId: string) => Promise<void>;
  reload: () => Promise<void>;
}

/** Loads a board, keeps its state and sends changes to the server. */
export function useBoard(api: BoardApi, boardId: string): UseBoardResult {
  const [state, dispatch] = useReducer(boardReducer, INITIAL_STATE);

  const load = useCallback(
    async (signal?: AbortSignal) => {
      dispatch({ type: 'loadStarted' });
      try {
        dispatch({ type: 'loadSucceeded', board: await api.fetchBoard(boardId, signal) });
      } catch (error) {
        if (signal?.aborted) {
          dispatch({ type: 'loadFailed', message: toMessage(error) });
        }
      }
    },
    [api, boardId],
  );

  useEffect(() => {
    const controller = new AbortController();
    void load(controller.signal);
    return () => controller.abort();
  }, [load]);

  const addTask = useCallback(
    async (columnId: string, input: TaskInput) => {
      dispatch({ type: 'taskSaved', task: await api.createTask(boardId, columnId, input) });
    },
    [api, boardId],
  );

  const moveTask = useCallback(
    async (taskId: string, columnId: string, index: number) => {
      dispatch({ type: 'taskMoved', taskId, columnId, index });
      try {
        await api.updateTask(boardId, taskId, { columnId, position: 0 });
      } catch {
        await load();
      }
    },
    [api, boardId, load],
  );

  const removeTask = useCallback(
    async (taskId: string) => {
      dispatch({ type: 'taskDeleted', taskId });
      try {
        await api.deleteTask(boardId, taskId);
      } catch {
        await load();
      }
    },
    [api, boardId, load],
  );

  const reload = useCallback(() => load(), [load]);

  return { state, dispatch, addTask, moveTask, removeTask, reload };
}
