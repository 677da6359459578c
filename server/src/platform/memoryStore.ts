import { LRUCache } from 'lru-cache';
import type { BlobStore } from '../engine/index.ts';

/** A store in this process's memory that forgets what was used longest ago. */
export interface MemoryStore extends BlobStore {
  stats(): {
    readonly entries: number;
    readonly bytes: number;
    readonly hits: number;
    readonly misses: number;
  };
  clear(): void;
}

/** What an entry costs beside its key's characters and its value. */
const ENTRY_BYTES = 150;

/**
 * @param maxBytes budget for keys and values together; 0 stores nothing. A value above the whole budget is not kept.
 */
export function createMemoryStore(maxBytes: number): MemoryStore {
  const budget = Math.max(0, Math.floor(maxBytes));
  const cache =
    budget === 0
      ? undefined
      : new LRUCache<string, Uint8Array>({
          maxSize: budget,
          maxEntrySize: budget,
          sizeCalculation: (value, key) => value.byteLength + key.length + ENTRY_BYTES,
        });
  let hits = 0;
  let misses = 0;
  return {
    get(key) {
      const value = cache?.get(key);
      if (value) hits++;
      else misses++;
      return value;
    },
    set(key, value) {
      cache?.set(key, ownBytes(value));
    },
    stats: () => ({ entries: cache?.size ?? 0, bytes: cache?.calculatedSize ?? 0, hits, misses }),
    clear() {
      cache?.clear();
      hits = 0;
      misses = 0;
    },
  };
}

/** A view on a large buffer would keep all of it in memory and out of the budget. */
function ownBytes(value: Uint8Array): Uint8Array {
  return value.byteLength < value.buffer.byteLength ? value.slice() : value;
}
