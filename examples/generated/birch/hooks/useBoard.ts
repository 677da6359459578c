import { useCallback, useEffect, useMemo, useReducer, type Dispatch } from 'react';
import type { BoardApi } from '../api/boardApi';
import {
  boardReducer,
  INITIAL_STATE,
  type BoardAction,
  type BoardState,
} from '../state/boardReducer';
import type { TaskInput } from '../types/board';
import { toMessage } from '../types/errors';

interface BoardActions {
  addTask: (columnId: string, input: TaskInput) => Promise<void>;
  moveTask: (taskId: string, columnId: string, index: number) => Promise<void>;
  removeTask: (taskId: string) => Promise<void>;
  reload: () => Promise<void>;
}

export interface UseBoardResult extends BoardActions {
  state: BoardState;
  dispatch: Dispatch<BoardAction>;
}

/** Loads the board and exposes its state together with the actions on it. */
export function useBoard(api: BoardApi, boardId: string): UseBoardResult {
  const [state, dispatch] = useReducer(boardReducer, INITIAL_STATE);

  const fetchBoard = useCallback(
    async (signal?: AbortSignal): Promise<void> => {
      dispatch({ type: 'loadStarted' });
      try {
        const board = await api.fetchBoard(boardId, signal);
        dispatch({ type: 'loadSucceeded', board });
      } catch (error) {
        if (signal?.aborted) return;
        const message = toMessage(error);
        dispatch({ type: 'loadFailed', message });
      }
    },
    [api, boardId],
  );

  useEffect(() => {
    const abortController = new AbortController();
    fetchBoard(abortController.signal);

    return () => {
      abortController.abort();
    };
  }, [fetchBoard]);

  const actions = useMemo((): BoardActions => {
    /** Applies a change immediately and reloads the board if the server rejects it. */
    const applyOptimistically = async (
      action: BoardAction,
      save: () => Promise<unknown>,
    ): Promise<void> => {
      dispatch(action);
      await save().catch(() => fetchBoard());
    };

    return {
      reload: () => fetchBoard(),
      addTask: async (columnId: string, input: TaskInput) => {
        const task = await api.createTask(boardId, columnId, input);
        dispatch({ type: 'taskSaved', task });
      },
      moveTask: (taskId: string, columnId: string, index: number) =>
        applyOptimistically({ type: 'taskMoved', taskId, columnId, index }, () =>
          api.updateTask(boardId, taskId, { columnId, position: index }),
        ),
      removeTask: (taskId: string) =>
        applyOptimistically({ type: 'taskDeleted', taskId }, () => api.deleteTask(boardId, taskId)),
    };
  }, [api, boardId, fetchBoard]);

  return { state, dispatch, ...actions };
}
