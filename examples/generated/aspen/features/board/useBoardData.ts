import { useCallback, useEffect, useReducer, type Dispatch } from 'react';
import { describeFailure } from '../../model/failures';
import type { NewTask } from '../../model/kanban';
import type { BoardClient } from '../../services/boardClient';
import { EMPTY_STORE, reduceBoard, type BoardEvent, type BoardStore } from './boardStore';

export interface BoardDataHandle {
  store: BoardStore;
  emit: Dispatch<BoardEvent>;
  create: (laneId: string, task: NewTask) => Promise<void>;
  relocate: (taskId: string, laneId: string, slot: number) => Promise<void>;
  discard: (taskId: string) => Promise<void>;
  refresh: () => Promise<void>;
}

/** Connects the board store to the server: initial load and all edits. */
export function useBoardData(client: BoardClient, boardId: string): BoardDataHandle {
  const [store, emit] = useReducer(reduceBoard, EMPTY_STORE);

  const fetchInto = useCallback(
    async (signal?: AbortSignal) => {
      emit({ type: 'loadStarted' });
      try {
        emit({ type: 'loadSucceeded', board: await client.loadBoard(boardId, signal) });
      } catch (cause) {
        if (!signal?.aborted) {
          emit({ type: 'loadFailed', message: describeFailure(cause) });
        }
      }
    },
    [client, boardId]
  );

  const refresh = useCallback(() => fetchInto(), [fetchInto]);

  useEffect(() => {
    const abort = new AbortController();
    void fetchInto(abort.signal);
    return () => abort.abort();
  }, [fetchInto]);

  const create = useCallback(
    async (laneId: string, task: NewTask) => {
      emit({ type: 'taskSaved', task: await client.addTask(boardId, laneId, task) });
    },
    [client, boardId]
  );

  // Both edits below show at once; if the server refuses, its version is fetched again.

  const discard = useCallback(
    async (taskId: string) => {
      emit({ type: 'taskDeleted', taskId });
      try {
        await client.removeTask(boardId, taskId);
      } catch {
        await fetchInto();
      }
    },
    [client, boardId, fetchInto]
  );

  const relocate = useCallback(
    async (taskId: string, laneId: string, slot: number) => {
      emit({ type: 'taskMoved', taskId, columnId: laneId, index: slot });
      try {
        await client.patchTask(boardId, taskId, { columnId: laneId, position: slot });
      } catch {
        await fetchInto();
      }
    },
    [client, boardId, fetchInto]
  );

  return { store, emit, create, relocate, discard, refresh };
}
