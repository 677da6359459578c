/** Milliseconds of work after which others get their turn. */
const TURN_MS = 8;

/**
 * Lets timers and messages in between where much is done in small steps: awaiting what is there already does not.
 * @returns resolves at once, or, when the turn is over, after others had theirs
 */
export function createTurns(now: () => number = () => performance.now()): () => Promise<void> | undefined {
  let started = now();
  // Shared by all that wait: one after the other would take a whole turn each before others had theirs.
  let waiting: Promise<void> | undefined;
  return () => {
    if (waiting !== undefined) return waiting;
    if (now() - started < TURN_MS) return undefined;
    waiting = new Promise((resolve) => {
      setImmediate(() => {
        started = now();
        waiting = undefined;
        resolve();
      });
    });
    return waiting;
  };
}
