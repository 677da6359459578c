import { useEffect, useReducer } from 'react';
import type { BoardApi } from '../api/boardApi';
import { boardReducer, INITIAL_STATE } from '../state/boardReducer';
import type { TaskInput } from '../types/board';
import { toMessage } from '../types/errors';

/** Loads the board and keeps its state. */
export function useBoard(api: BoardApi, boardId: string) {
  const [state, dispatch] = useReducer(boardReducer, INITIAL_STATE);

  useEffect(() => {
    const controller = new AbortController();
    dispatch({ type: 'loadStarted' });
    api
      .fetchBoard(boardId, controller.signal)
      .then((board) => dispatch({ type: 'loadSucceeded', board }))
      .catch((error) => {
        if (!controller.signal.aborted) {
          dispatch({ type: 'loadFailed', message: toMessage(error) });
        }
      });
    return () => controller.abort();
  }, [api, boardId]);

  const addTask = async (columnId: string, input: TaskInput): Promise<void> => {
    const task = await api.createTask(boardId, columnId, input);
    dispatch({ type: 'taskSaved', task });
  };

  const moveTask = async (_taskId: string, _columnId: string, _index: number): Promise<void> => {
    // TODO: call the API
  };

  const removeTask = async (_taskId: string): Promise<void> => {
    throw new Error('Not implemented');
  };

  return { state, dispatch, addTask, moveTask, removeTask };
}
