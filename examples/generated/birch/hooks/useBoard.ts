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

/** Loads the board and exposes its state together with the actions on it. */
export function useBoard(api: BoardApi, boardId: string): UseBoardResult {
  const [state, dispatch] = useReducer(boardReducer, INITIAL_STATE);

  const load = useCallback(
    async (signal?: AbortSignal) => {
      dispatch({ type: 'loadStarted' });
      try {
        const board = await api.fetchBoard(boardId, signal);
        dispatch({ type: 'loadSucceeded', board });
      } catch (error) {
        if (!signal?.aborted) {
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
      const task = await api.createTask(boardId, columnId, input);
      dispatch({ type: 'taskSaved', task });
    },
    [api, boardId],
  );

  const moveTask = useCallback(
    async (taskId: string, columnId: string, index: number) => {
      dispatch({ type: 'taskMoved', taskId, columnId, index });
      try {
        await api.updateTask(boardId, taskId, { columnId, position: index });
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
