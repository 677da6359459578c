import { type Databases, type Mapping, usedBytes } from './lmdbDatabases.ts';
import { unpackUse } from './lmdbRecords.ts';

/** Removes what was used longest ago, in the background. */
export interface Evictor {
  /** Starts when the store takes too much and nothing is under way. */
  check(): void;
  stop(): void;
  /** Goes on without pauses for at most so many milliseconds, then stops. */
  finish(limit: number): void;
}

/** Shares of the budget where eviction starts and ends. */
const HIGH_WATER = 0.95;
const LOW_WATER = 0.8;

/** @param fail told when the databases can't be read or written */
export function createEvictor(mapping: Mapping, maxBytes: number, fail: (error: unknown) => void): Evictor {
  let steps: Generator<void> | undefined;
  let timer: NodeJS.Immediate | undefined;

  /** @returns whether there is more to do */
  function step(): boolean {
    try {
      if (steps && mapping.current() && !steps.next().done) {
        mapping.accessed(CHUNK / 4);
        return true;
      }
    } catch (error) {
      fail(error);
    }
    steps = undefined;
    return false;
  }

  function schedule(): void {
    timer = setImmediate(() => {
      if (step()) schedule();
    });
  }

  function stop(): void {
    clearImmediate(timer);
    steps = undefined;
  }

  return {
    check() {
      const databases = mapping.current();
      if (steps || !databases || usedBytes(databases) <= maxBytes * HIGH_WATER) return;
      steps = evict(() => mapping.current()!, maxBytes * LOW_WATER);
      schedule();
    },
    stop,
    finish(limit) {
      const end = performance.now() + limit;
      clearImmediate(timer);
      while (performance.now() < end && step());
      stop();
    },
  };
}

const CHUNK = 1000;

/**
 * Removes what was used longest ago until the store takes `target` bytes, in steps of some milliseconds; between
 * two steps anything else may happen, in other processes too.
 * @param current the databases, which may have been reopened since the last step
 */
function* evict(current: () => Databases, target: number): Generator<void> {
  const bytesByStamp = new Map<number, number>();
  let total = 0;
  for (const chunk of chunks(current)) {
    for (const { stamp, size } of chunk) {
      bytesByStamp.set(stamp, (bytesByStamp.get(stamp) ?? 0) + size);
      total += size;
    }
    yield;
  }
  // Sizes do not include keys and page overhead: free the same share of them.
  const live = usedBytes(current());
  let toFree = live > 0 ? (total * (live - target)) / live : 0;
  let oldestKept = 0;
  for (const [stamp, bytes] of [...bytesByStamp].sort((a, b) => a[0] - b[0])) {
    oldestKept = stamp;
    if (bytes > toFree) break;
    toFree -= bytes;
    oldestKept = stamp + 1;
  }
  for (const chunk of chunks(current)) {
    const { root, values, uses } = current();
    const doomed = chunk.filter(({ stamp, size }) => {
      if (stamp !== oldestKept) return stamp < oldestKept;
      if (toFree <= 0) return false;
      toFree -= size;
      return true;
    });
    root.transactionSync(() => {
      for (const { key } of doomed) {
        values.removeSync(key);
        uses.removeSync(key);
      }
    });
    if (usedBytes(current()) <= target) return;
    yield;
  }
}

interface UseOfKey {
  readonly key: string;
  readonly stamp: number;
  readonly size: number;
}

function* chunks(current: () => Databases): Generator<UseOfKey[]> {
  let start: string | undefined;
  for (;;) {
    const range = { limit: CHUNK, ...(start === undefined ? {} : { start, exclusiveStart: true }) };
    const chunk = Array.from(current().uses.getRange(range), ({ key, value }) => ({
      key,
      ...unpackUse(value),
    }));
    const last = chunk.at(-1);
    if (!last) return;
    yield chunk;
    start = last.key;
  }
}
