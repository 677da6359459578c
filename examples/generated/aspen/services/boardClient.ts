import { RequestFailure } from '../model/failures';
import type { BoardData, NewTask, TaskItem } from '../model/kanban';

export type RetryPolicy = {
  maxAttempts: number;
  firstDelay: number;
  longestDelay: number;
};

export type ClientConfig = {
  endpoint: string;
  retryPolicy?: RetryPolicy;
};

export type BoardClient = {
  loadBoard(boardId: string, signal?: AbortSignal): Promise<BoardData>;
  addTask(boardId: string, laneId: string, task: NewTask): Promise<TaskItem>;
  patchTask(boardId: string, taskId: string, patch: Partial<TaskItem>): Promise<TaskItem>;
  removeTask(boardId: string, taskId: string): Promise<void>;
};

type ParamValue = string | number | boolean | null | undefined;

const STANDARD_POLICY: RetryPolicy = {
  maxAttempts: 4,
  firstDelay: 250,
  longestDelay: 4000,
};

/** Network failures, rate limits and server errors may go away by themselves. */
export const isTransient = (status: number): boolean =>
  status === 0 || status === 429 || status >= 500;

/** Exponential delay: `attemptNumber` 1 waits `firstDelay`, each further one twice as long. */
export function retryDelay(
  attemptNumber: number,
  firstDelay: number,
  longestDelay: number
): number {
  const delay = firstDelay * Math.pow(2, attemptNumber - 1);
  return delay > longestDelay ? longestDelay : delay;
}

/** Builds an encoded URL out of its parts. Null and undefined parameters are skipped. */
export function composeUrl(
  endpoint: string,
  segments: string[],
  params: Record<string, ParamValue> = {}
): string {
  const root = endpoint.replace(/\/+$/, '');
  const address = segments.reduce(
    (sofar, part) => `${sofar}/${encodeURIComponent(part)}`,
    root
  );

  const pairs = Object.entries(params)
    .filter(([, value]) => value != null)
    .map(([key, value]): [string, string] => [key, String(value)]);
  return pairs.length === 0 ? address : `${address}?${new URLSearchParams(pairs)}`;
}

const sleep = (ms: number): Promise<void> =>
  new Promise(wake => {
    setTimeout(wake, ms);
  });

/** Repeats a call that failed for a transient reason, pausing longer each time. */
export async function callWithRetries<T>(
  call: () => Promise<T>,
  policy: RetryPolicy = STANDARD_POLICY
): Promise<T> {
  let attemptNumber = 1;
  for (;;) {
    try {
      return await call();
    } catch (cause) {
      const mayRecover = cause instanceof RequestFailure && isTransient(cause.status);
      if (!mayRecover || attemptNumber >= policy.maxAttempts) throw cause;
    }
    await sleep(retryDelay(attemptNumber, policy.firstDelay, policy.longestDelay));
    attemptNumber += 1;
  }
}

async function send<T>(address: string, options: RequestInit = {}): Promise<T> {
  const headers = { Accept: 'application/json', 'Content-Type': 'application/json' };
  const response = await fetch(address, {
    ...options,
    credentials: 'same-origin',
    headers,
  }).catch((cause: unknown) => {
    if (options.signal?.aborted) throw cause;
    throw new RequestFailure('The server could not be reached.', 0, { cause });
  });

  const { ok, status } = response;
  if (!ok) throw new RequestFailure(`The server answered with status ${status}.`, status);
  if (status === 204) return undefined as T;
  return (await response.json()) as T;
}

/** Creates the HTTP client. POST and PATCH are sent once, as repeating them is not safe. */
export function makeBoardClient(config: ClientConfig): BoardClient {
  const policy = config.retryPolicy ?? STANDARD_POLICY;
  const addressOf = (...segments: string[]): string =>
    composeUrl(config.endpoint, ['boards', ...segments]);

  return {
    loadBoard: (boardId, signal) => {
      const address = composeUrl(config.endpoint, ['boards', boardId], {
        include: 'tasks',
      });
      return callWithRetries(() => send<BoardData>(address, { signal }), policy);
    },

    addTask: (boardId, laneId, task) =>
      send<TaskItem>(addressOf(boardId, 'tasks'), {
        method: 'POST',
        body: JSON.stringify({ ...task, columnId: laneId }),
      }),

    patchTask: (boardId, taskId, patch) =>
      send<TaskItem>(addressOf(boardId, 'tasks', taskId), {
        method: 'PATCH',
        body: JSON.stringify(patch),
      }),

    removeTask: (boardId, taskId) =>
      callWithRetries(
        () => send<void>(addressOf(boardId, 'tasks', taskId), { method: 'DELETE' }),
        policy
      ),
  };
}
