import { RequestFailure } from '../model/failures';
import type { BoardData, NewTask, TaskItem } from '../model/kanban';

export interface BoardClient {
  loadBoard(boardId: string, signal?: AbortSignal): Promise<BoardData>;
  addTask(boardId: string, laneId: string, task: NewTask): Promise<TaskItem>;
  patchTask(boardId: string, taskId: string, patch: Partial<TaskItem>): Promise<TaskItem>;
  removeTask(boardId: string, taskId: string): Promise<void>;
}

export interface RetryPolicy {
  maxAttempts: number;
  firstDelay: number;
  longestDelay: number;
}

export interface ClientConfig {
  endpoint: string;
  retryPolicy?: RetryPolicy;
}

const STANDARD_POLICY: RetryPolicy = {
  maxAttempts: 4,
  firstDelay: 250,
  longestDelay: 4000,
};

type ParamValue = string | number | boolean | null | undefined;

/** Builds an encoded URL out of its parts. Null and undefined parameters are skipped. */
export function composeUrl(
  endpoint: string,
  segments: string[],
  params: Record<string, ParamValue> = {}
): string {
  const address = [
    endpoint.replace(/\/+$/, ''),
    ...segments.map(encodeURIComponent),
  ].join('/');

  const pairs = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) {
    if (value !== null && value !== undefined) {
      pairs.append(key, String(value));
    }
  }
  const tail = pairs.toString();
  return tail === '' ? address : `${address}?${tail}`;
}

/** Network failures, rate limits and server errors may go away by themselves. */
export function isTransient(status: number): boolean {
  return status === 0 || status === 429 || status >= 500;
}

/** Exponential delay: `attemptNumber` 1 waits `firstDelay`, each further one twice as long. */
export function retryDelay(
  attemptNumber: number,
  firstDelay: number,
  longestDelay: number
): number {
  return Math.min(longestDelay, firstDelay * 2 ** (attemptNumber - 1));
}

function sleep(ms: number): Promise<void> {
  return new Promise(wake => setTimeout(wake, ms));
}

async function send<T>(address: string, options: RequestInit = {}): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(address, {
      ...options,
      credentials: 'same-origin',
      headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
    });
  } catch (cause) {
    if (options.signal?.aborted) {
      throw cause;
    }
    throw new RequestFailure('The server could not be reached.', 0, { cause });
  }

  if (!answer.ok) {
    throw new RequestFailure(
      `The server answered with status ${answer.status}.`,
      answer.status
    );
  }
  return answer.status === 204 ? (undefined as T) : ((await answer.json()) as T);
}

/** Repeats a call that failed for a transient reason, pausing longer each time. */
export async function callWithRetries<T>(
  call: () => Promise<T>,
  { maxAttempts, firstDelay, longestDelay }: RetryPolicy = STANDARD_POLICY
): Promise<T> {
  for (let attemptNumber = 1; ; attemptNumber += 1) {
    try {
      return await call();
    } catch (cause) {
      const mayRecover = cause instanceof RequestFailure && isTransient(cause.status);
      if (!mayRecover || attemptNumber >= maxAttempts) {
        throw cause;
      }
      await sleep(retryDelay(attemptNumber, firstDelay, longestDelay));
    }
  }
}

/** Creates the HTTP client. POST and PATCH are sent once, as repeating them is not safe. */
export function makeBoardClient({
  endpoint,
  retryPolicy = STANDARD_POLICY,
}: ClientConfig): BoardClient {
  return {
    loadBoard(boardId, signal) {
      const address = composeUrl(endpoint, ['boards', boardId], { include: 'tasks' });
      return callWithRetries(() => send<BoardData>(address, { signal }), retryPolicy);
    },

    addTask(boardId, laneId, task) {
      const address = composeUrl(endpoint, ['boards', boardId, 'tasks']);
      const body = JSON.stringify({ ...task, columnId: laneId });
      return send<TaskItem>(address, { method: 'POST', body });
    },

    patchTask(boardId, taskId, patch) {
      const address = composeUrl(endpoint, ['boards', boardId, 'tasks', taskId]);
      return send<TaskItem>(address, { method: 'PATCH', body: JSON.stringify(patch) });
    },

    removeTask(boardId, taskId) {
      const address = composeUrl(endpoint, ['boards', boardId, 'tasks', taskId]);
      return callWithRetries(
        () => send<void>(address, { method: 'DELETE' }),
        retryPolicy
      );
    },
  };
}
