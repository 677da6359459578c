import { inArray, sql } from 'drizzle-orm';
import type { BlobStore } from '../engine/index.ts';
import type { Database } from './database.ts';
import { results } from './schema.ts';

/** What other processes have computed, brought here before it is asked for; and what this one did, for them. */
export interface SharedResults {
  /** Puts what the others have of these into the near store. Without the database it is as if they had nothing. */
  bring(keys: readonly string[], near: BlobStore): Promise<void>;
  /** Written some time later. */
  offer(key: string, value: Uint8Array): void;
  /** Until all that was offered is written, or was lost. */
  flush(): Promise<void>;
  /** Keys that were found among those that were asked for. */
  counts(): { readonly hits: number };
}

/** Bytes of what is written at once, and rows. */
const MOST_BYTES = 4 * 1024 * 1024;
const MOST_ROWS = 200;
/** Bytes of what waits to be written; more is lost, as computing never waits for sharing. */
const MOST_WAITING = 64 * 1024 * 1024;
/** Milliseconds in which offers gather. */
const GATHER = 200;

export function createSharedResults(
  { orm }: Pick<Database, 'orm'>,
  warn: (error: unknown) => void,
): SharedResults {
  let hits = 0;
  let asked: { keys: Set<string>; found: Promise<ReadonlyMap<string, Uint8Array>> } | null = null;
  const waiting = new Map<string, Uint8Array>();
  let waitingBytes = 0;
  let writing: Promise<void> | null = null;

  /** One question for all that ask in the same moment. */
  function ask(keys: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    if (asked === null) {
      const gathered = new Set<string>();
      const found = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
        asked = null;
        return fetch([...gathered]);
      });
      asked = { keys: gathered, found };
    }
    for (const key of keys) asked.keys.add(key);
    return asked.found;
  }

  async function fetch(keys: string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    try {
      const rows = await orm
        .select({
          key: results.key,
          value: results.value,
          isOld: sql<boolean>`${results.used} < now() - interval '1 day'`,
        })
        .from(results)
        .where(inArray(results.key, keys));
      hits += rows.length;
      const old = rows.filter(({ isOld }) => isOld).map(({ key }) => key);
      if (old.length > 0)
        await orm.update(results).set({ used: sql`now()` }).where(inArray(results.key, old));
      return new Map(rows.map(({ key, value }) => [key, new Uint8Array(value)]));
    } catch (error) {
      warn(error);
      return new Map();
    }
  }

  async function write(): Promise<void> {
    while (waiting.size > 0) {
      const batch: { key: string; value: Uint8Array }[] = [];
      let bytes = 0;
      for (const [key, value] of waiting) {
        if (batch.length >= MOST_ROWS || (batch.length > 0 && bytes + value.byteLength > MOST_BYTES)) break;
        batch.push({ key, value });
        bytes += value.byteLength;
        waiting.delete(key);
      }
      waitingBytes -= bytes;
      // In one order everywhere, so that two processes never wait for each other.
      batch.sort((a, b) => (a.key < b.key ? -1 : 1));
      try {
        await orm.insert(results).values(batch).onConflictDoNothing();
      } catch (error) {
        warn(error);
      }
    }
  }

  function begin(after: number): Promise<void> {
    writing ??= new Promise<void>((resolve) => setTimeout(resolve, after)).then(write).finally(() => {
      writing = null;
    });
    return writing;
  }

  return {
    async bring(keys, near) {
      const wanted = keys.filter((key) => near.get(key) === undefined);
      if (wanted.length === 0) return;
      const found = await ask(wanted);
      for (const key of wanted) {
        const value = found.get(key);
        if (value !== undefined) near.set(key, value);
      }
    },
    offer(key, value) {
      if (waiting.has(key) || waitingBytes + value.byteLength > MOST_WAITING) return;
      waiting.set(key, value.slice());
      waitingBytes += value.byteLength;
      void begin(GATHER);
    },
    async flush() {
      while (waiting.size > 0 || writing !== null) await begin(0);
    },
    counts: () => ({ hits }),
  };
}
