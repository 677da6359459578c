import { Problem } from './problems.ts';

/** Lets so many pieces of work run at a time and so many wait; more are sent away. */
export interface Turns {
  /** @throws Problem 503 when too many wait already */
  take<T>(work: () => Promise<T>): Promise<T>;
}

/** Seconds after which somebody who was sent away should ask again. */
const RETRY_AFTER = 2;

export function createTurns(running: number, waiting: number): Turns {
  let active = 0;
  const queue: (() => void)[] = [];
  return {
    async take(work) {
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
        // The turn goes to the next one as it is.
        if (next === undefined) active--;
        else next();
      }
    },
  };
}
