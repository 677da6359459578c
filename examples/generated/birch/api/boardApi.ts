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

type QueryParams = Record<string, string | number | boolean | null | undefined>;

const DEFAULT_RETRY: RetryOptions = {
  attempts: 4,
  baseDelayMs: 250,
  maxDelayMs: 4_000,
};

const JSON_HEADERS = {
  Accept: 'application/json',
  'Content-Type': 'application/json',
};

/** Network failures (0), rate limiting and server errors can be retried. */
export function isRetryableStatus(status: number): boolean {
  return [0, 429].includes(status) || status >= 500;
}

/** Exponential backoff, starting with `baseDelayMs` and limited to `maxDelayMs`. */
export function backoffDelay(attempt: number, baseDelayMs: number, maxDelayMs: number): number {
  const delay = baseDelayMs * Math.pow(2, attempt);
  return delay < maxDelayMs ? delay : maxDelayMs;
}

/** Builds a URL with encoded path segments, skipping empty query parameters. */
export function buildUrl(baseUrl: string, path: string[], query: QueryParams = {}): string {
  let url = baseUrl.replace(/\/+$/, '');
  for (const segment of path) {
    url += `/${encodeURIComponent(segment)}`;
  }

  const params = new URLSearchParams();
  Object.entries(query).forEach(([key, value]) => {
    if (value == null) return;
    params.set(key, `${value}`);
  });
  return params.size > 0 ? `${url}?${params}` : url;
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

function canRetry(error: unknown): boolean {
  return error instanceof ApiError && isRetryableStatus(error.status);
}

/** Calls `operation` and retries it with exponential backoff on temporary errors. */
export async function withRetry<Result>(
  operation: () => Promise<Result>,
  options: RetryOptions = DEFAULT_RETRY,
): Promise<Result> {
  let attempt = 1;
  while (true) {
    try {
      return await operation();
    } catch (error) {
      if (attempt >= options.attempts || !canRetry(error)) throw error;
    }
    await sleep(backoffDelay(attempt, options.baseDelayMs, options.maxDelayMs));
    attempt++;
  }
}

async function request<Result>(url: string, init?: RequestInit): Promise<Result> {
  const response = await fetch(url, {
    ...init,
    headers: JSON_HEADERS,
    credentials: 'same-origin',
  }).catch((error: unknown) => {
    // Let the caller handle its own abort.
    if (init?.signal?.aborted) throw error;
    throw new ApiError('Cannot reach the server.', 0, { cause: error });
  });

  const { status } = response;
  if (!response.ok) throw new ApiError(`Request failed with status ${status}.`, status);
  if (status === 204) return undefined as Result;
  return response.json() as Promise<Result>;
}

/** Creates the API client. Only idempotent requests are retried. */
export function createBoardApi(options: BoardApiOptions): BoardApi {
  const { baseUrl, retry } = options;
  const taskUrl = (boardId: string, taskId: string): string =>
    `${baseUrl.replace(/\/+$/, '')}/boards/${boardId}/tasks/${taskId}`;

  return {
    fetchBoard: (boardId, signal) =>
      withRetry(
        () =>
          request<Board>(buildUrl(baseUrl, ['boards', boardId], { include: 'tasks' }), { signal }),
        retry,
      ),

    createTask: (boardId, columnId, input) =>
      request<Task>(buildUrl(baseUrl, ['boards', boardId, 'tasks']), {
        method: 'POST',
        body: JSON.stringify({ ...input, columnId }),
      }),

    updateTask: (boardId, taskId, changes) =>
      request<Task>(taskUrl(boardId, taskId), {
        method: 'PATCH',
        body: JSON.stringify(changes),
      }),

    deleteTask: (boardId, taskId) =>
      withRetry(() => request<void>(taskUrl(boardId, taskId), { method: 'DELETE' }), retry),
  };
}
