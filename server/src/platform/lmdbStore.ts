import { rmSync } from 'node:fs';
import type { BlobStore } from '../engine/index.ts';
import {
  addToCounter,
  createMapping,
  type Databases,
  entryCount,
  readCounter,
  usedBytes,
} from './lmdbDatabases.ts';
import { createEvictor } from './lmdbEviction.ts';
import { prepareFolder, storeFolder } from './lmdbFolder.ts';
import { currentStamp, packUse, packValue, unpackUse, unpackValue } from './lmdbRecords.ts';
import { createMemoryStore } from './memoryStore.ts';

export interface DiskStoreOptions {
  /** The store makes a versioned folder of its own in it. */
  readonly cacheDir: string;
  /** Byte budget on disk. What was used longest ago goes first; approximate. */
  readonly maxBytes: number;
  /** Told at most once, in one sentence, when the folder can't be used and what that means. */
  readonly warn: (message: string) => void;
}

export interface DiskStats {
  readonly folder: string;
  /** False when the store works in memory only. */
  readonly onDisk: boolean;
  readonly entries: number;
  /** Bytes that entries take on disk. */
  readonly bytes: number;
  readonly maxBytes: number;
  /** Over all processes since the store was cleared; approximate where one was killed. */
  readonly hits: number;
  readonly misses: number;
}

/** A store shared by all processes of a machine. No method throws. Values must not be changed after `set`. */
export interface DiskStore extends BlobStore {
  /** Writes what is still buffered. */
  flush(): void;
  stats(): DiskStats;
  /** Removes everything, a damaged store included. */
  clear(): void;
  /** Flushes and lets go of the files. The store is empty afterwards. */
  close(): void;
}

/** Writes are buffered up to so many entries, bytes or milliseconds. */
const BUFFER_ENTRIES = 128;
const BUFFER_BYTES = 1 << 20;
const BUFFER_MS = 100;

/** LMDB's own limit is 1,978 bytes. */
const LONGEST_KEY = 500;

/** What the store may hold in memory once the disk failed. */
const FALLBACK_BYTES = 32 << 20;

/** How long closing may take to come down to the budget. */
const CLOSING_EVICTION_MS = 300;

/** Opens the store; when that is impossible, `warn` is called once and the store works in memory only. */
export function openStore(options: DiskStoreOptions): DiskStore {
  const maxBytes = Math.max(0, Math.floor(options.maxBytes));
  const folder = storeFolder(options.cacheDir);
  const mapping = createMapping(folder, maxBytes);
  const evictor = createEvictor(mapping, maxBytes, (error) => fail(error, 'writing'));
  const fallback = createMemoryStore(Math.min(FALLBACK_BYTES, maxBytes));
  const pending = new Map<string, Uint8Array>();
  const touched = new Set<string>();
  let writable = false;
  let warned = false;
  let pendingBytes = 0;
  let hits = 0;
  let misses = 0;
  let timer: NodeJS.Timeout | undefined;

  function open(): void {
    if (maxBytes === 0) return;
    try {
      prepareFolder(folder);
      mapping.open();
      writable = true;
    } catch (error) {
      fail(error, 'reading');
    }
  }

  function fail(error: unknown, doing: 'reading' | 'writing'): void {
    writable = false;
    for (const [key, value] of pending) fallback.set(key, value);
    forgetBuffers();
    evictor.stop();
    if (doing === 'reading') mapping.close();
    if (warned) return;
    warned = true;
    const reason = error instanceof Error ? error.message : String(error);
    const now = mapping.current() ? 'it is only read from now on' : 'Fern works without it';
    options.warn(
      `The cache in ${folder} can't be used (${reason}); ${now}. \`fern cache clear\` starts it anew.`,
    );
  }

  function forgetBuffers(): void {
    clearTimeout(timer);
    timer = undefined;
    pending.clear();
    touched.clear();
    pendingBytes = 0;
  }

  function read(key: string): Uint8Array | undefined {
    const databases = mapping.current();
    if (!databases) return undefined;
    try {
      const packed = databases.values.getBinaryFast(key);
      const value = packed && unpackValue(key, packed);
      if (value && writable) touched.add(key);
      mapping.accessed(1);
      return value;
    } catch (error) {
      fail(error, 'reading');
      return undefined;
    }
  }

  function flush(): void {
    const databases = mapping.current();
    if (!databases || !writable || pending.size + touched.size + hits + misses === 0) return;
    try {
      write(databases);
      const accesses = pending.size + touched.size;
      forgetBuffers();
      hits = 0;
      misses = 0;
      evictor.check();
      mapping.accessed(accesses);
    } catch (error) {
      fail(error, mapping.current() ? 'writing' : 'reading');
    }
  }

  function write(databases: Databases): void {
    const { root, values, uses } = databases;
    const stamp = currentStamp();
    root.transactionSync(() => {
      for (const [key, value] of pending) {
        values.putSync(key, packValue(key, value));
        uses.putSync(key, packUse({ stamp, size: value.byteLength }));
      }
      for (const key of touched) {
        const known = uses.getBinary(key);
        const use = unpackUse(known);
        if (known && use.stamp !== stamp) uses.putSync(key, packUse({ ...use, stamp }));
      }
      addToCounter(databases, 'hits', hits);
      addToCounter(databases, 'misses', misses);
    });
  }

  function diskStats(): DiskStats | undefined {
    const databases = mapping.current();
    if (!databases) return undefined;
    return {
      folder,
      onDisk: true,
      entries: entryCount(databases),
      bytes: usedBytes(databases),
      maxBytes,
      hits: readCounter(databases, 'hits') + hits,
      misses: readCounter(databases, 'misses') + misses,
    };
  }

  open();

  return {
    get(key) {
      if (key.length === 0 || key.length > LONGEST_KEY) return undefined;
      const value = pending.get(key) ?? fallback.get(key) ?? read(key);
      if (value) hits++;
      else misses++;
      if (touched.size >= 10 * BUFFER_ENTRIES) flush();
      return value;
    },
    set(key, value) {
      if (key.length === 0 || key.length > LONGEST_KEY || value.byteLength > maxBytes / 4) return;
      if (!mapping.current() || !writable) return fallback.set(key, value);
      pendingBytes += value.byteLength - (pending.get(key)?.byteLength ?? 0);
      pending.set(key, value);
      if (pending.size >= BUFFER_ENTRIES || pendingBytes >= BUFFER_BYTES) flush();
      else timer ??= setTimeout(flush, BUFFER_MS);
    },
    flush,
    stats() {
      flush();
      try {
        const stats = diskStats();
        if (stats) return stats;
      } catch (error) {
        fail(error, 'reading');
      }
      const { entries, bytes } = fallback.stats();
      return { folder, onDisk: false, entries, bytes, maxBytes, hits, misses };
    },
    clear() {
      evictor.stop();
      forgetBuffers();
      hits = 0;
      misses = 0;
      fallback.clear();
      const databases = mapping.current();
      try {
        // For other processes, which keep the removed files open.
        if (databases && writable) {
          for (const each of [databases.values, databases.uses, databases.counters]) each.clearSync();
        }
      } catch {
        // The files go now.
      }
      mapping.close();
      try {
        rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
      } catch {
        // On Windows a file that is open elsewhere stays; it was emptied above.
      }
      open();
    },
    close() {
      flush();
      evictor.finish(CLOSING_EVICTION_MS);
      writable = false;
      forgetBuffers();
      mapping.close();
      fallback.clear();
    },
  };
}
