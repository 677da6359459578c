import type { Board, Task, TaskInput } from '../types/board';
import { ApiError } from '../types/errors';

export interface RetryOptions {
  attempts: number;
  baseDelayMs: number;
  maxDelayMs: number;
}

export interface BoardApiOptions {
  baseUrl: string;
  retry?: RetryOptions;
}

export interface BoardApi {
  fetchBoard(boardId: string, signal?: AbortSignal): Promise<Board>;
  createTask(boardId: string, columnId: string, input: TaskInput): Promise<Task>;
  updateTask(boardId: string, taskId: string, changes: Partial<Task>): Promise<Task>;
  deleteTask(boardId: string, taskId: string): Promise<void>;
}

type QueryValue = string | number | boolean | null | undefined;

const DEFAULT_RETRY: RetryOptions = { attempts: 4, baseDelayMs: 250, maxDelayMs: 4000 };

/** Network failures, rate limiting and server errors can be retried. */
export function isRetryableStatus(status: number): boolean {
  return status === 0 || status === 429 || status >= 500;
}

/** Delay after the given failed attempt (counted from 1): doubles up to the maximum. */
export function backoffDelay(attempt: number, baseDelayMs: number, maxDelayMs: number): number {
  return Math.min(maxDelayMs, baseDelayMs * 2 ** attempt);
}

/** Builds a URL from the base, path segments and query; empty query values are skipped. */
export function buildUrl(
  baseUrl: string,
  path: string[],
  query: Record<string, QueryValue> = {},
): string {
  const url = [baseUrl.replace(/\/+$/, ''), ...path.map(encodeURIComponent)].join('/');
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined) {
      params.append(name, String(value));
    }
  }
  const search = params.toString();
  return search ? `${url}?${search}` : url;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Runs the operation again, after growing delays, while its errors are worth a retry. */
export async function withRetry<Result>(
  operation: () => Promise<Result>,
  { attempts, baseDelayMs, maxDelayMs }: RetryOptions = DEFAULT_RETRY,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await operation();
    } catch (error) {
      const canRetry = error instanceof ApiError && isRetryableStatus(error.status);
      if (!canRetry || attempt >= attempts) {
        throw error;
      }
      await sleep(backoffDelay(attempt, baseDelayMs, maxDelayMs));
    }
  }
}

async function request<Result>(url: string, init: RequestInit = {}): Promise<Result> {
  let response: Response;
  try {
    response = await fetch(url, {
      ...init,
      credentials: 'same-origin',
      headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
    });
  } catch (error) {
    if (init.signal?.aborted) {
      throw error;
    }
    throw new ApiError('The server could not be reached.', 0, { cause: error });
  }
  if (!response.ok) {
    throw new ApiError(`The server answered with status ${response.status}.`, response.status);
  }
  return response.status === 204 ? (undefined as Result) : ((await response.json()) as Result);
}

/** Only reads and deletions are retried: creating twice would leave two tasks. */
export function createBoardApi({ baseUrl, retry = DEFAULT_RETRY }: BoardApiOptions): BoardApi {
  return {
    fetchBoard(boardId, signal) {
      const url = buildUrl(baseUrl, ['boards', boardId], { include: 'tasks' });
      return withRetry(() => request<Board>(url, { signal }), retry);
    },
    createTask(boardId, columnId, input) {
      const url = buildUrl(baseUrl, ['boards', boardId, 'tasks']);
      const body = JSON.stringify({ ...input, columnId });
      return request<Task>(url, { method: 'POST', body });
    },
    updateTask(boardId, taskId, changes) {
      const url = baseUrl + '/boards/' + boardId + '/tasks/' + taskId;
      return request<Task>(url, { method: 'PATCH', body: JSON.stringify(changes) });
    },
    deleteTask(boardId, taskId) {
      const url = buildUrl(baseUrl, ['boards', boardId, 'tasks', taskId]);
      return withRetry(() => request<void>(url, { method: 'DELETE' }), retry);
    },
  };
}
