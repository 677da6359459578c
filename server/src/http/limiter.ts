import { Problem } from '../service/problems.ts';

/** Lets so many pieces of work run at a time and so many wait; more are sent away. */
export interface Limiter {
  /** @throws Problem 503 when too many wait already */
  run<T>(work: () => Promise<T>): Promise<T>;
}

/** Seconds after which somebody who was sent away should ask again. */
const RETRY_AFTER = 2;

export function createLimiter(running: number, waiting: number): Limiter {
  let active = 0;
  const queue: (() => void)[] = [];
  return {
    async run(work) {
      if (active >= running) {
        if (queue.length >= waiting)
          throw new Problem(503, `${waiting} requests wait already; ask again in some seconds.`, {
            retryAfter: RETRY_AFTER,
          });
        await new Promise<void>((resolve) => queue.push(resolve));
      } else active++;
      try {
        return await work();
      } finally {
        const next = queue.shift();
        // The place goes to the next one as it is.
        if (next === undefined) active--;
        else next();
      }
    },
  };
}
