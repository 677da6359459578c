import type { BlobStore } from '../engine/index.ts';

/** How often each tier had what was asked for. */
export interface TierCounts {
  readonly memoryHits: number;
  readonly diskHits: number;
  readonly misses: number;
}

export interface TwoTierStore extends BlobStore {
  /** Since the store was created. */
  counts(): TierCounts;
}

/**
 * Memory first, then disk. What disk has is kept in memory, so it is read from there once.
 * @param disk undefined without a disk cache
 */
export function createTwoTierStore(memory: BlobStore, disk: BlobStore | undefined): TwoTierStore {
  let memoryHits = 0;
  let diskHits = 0;
  let misses = 0;
  return {
    get(key) {
      const near = memory.get(key);
      if (near) {
        memoryHits++;
        return near;
      }
      const far = disk?.get(key);
      if (!far) {
        misses++;
        return undefined;
      }
      diskHits++;
      memory.set(key, far);
      return far;
    },
    set(key, value) {
      memory.set(key, value);
      disk?.set(key, value);
    },
    counts: () => ({ memoryHits, diskHits, misses }),
  };
}
