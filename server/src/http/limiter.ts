import { Problem } from '../service/problems.ts';

/** Lets so many pieces of work run at a time and so many wait; more are sent away. */
export interface Limiter {
  /**
   * @param signal who waits and gives up loses its place
   * @throws Problem 503 when too many wait already; AbortError
   */
  run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T>;
  /** @throws Problem 503 when nothing more can wait */
  check(): void;
}

/** Seconds after which somebody who was sent away should ask again. */
const RETRY_AFTER = 2;

export function createLimiter(running: number, waiting: number): Limiter {
  let active = 0;
  /** Each lets one in. */
  const queue = new Set<() => void>();

  function turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        queue.delete(enter);
        reject(signal.reason);
      };
      queue.add(enter);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  function check(): void {
    if (active >= running && queue.size >= waiting)
      throw new Problem(503, `${waiting} requests wait already; ask again in some seconds.`, {
        retryAfter: RETRY_AFTER,
      });
  }

  return {
    check,
    async run(work, signal) {
      signal.throwIfAborted();
      check();
      if (active >= running) {
        await turn(signal);
      } else active++;
      try {
        return await work();
      } finally {
        const [next] = queue;
        // The place goes to the next one as it is.
        if (next === undefined) active--;
        else {
          queue.delete(next);
          next();
        }
      }
    },
  };
}
