import type { BlobStore } from '../engine/index.ts';

/** What other machines know. */
export interface SharedTier {
  /** Puts what they have of these into the near store. */
  bring(keys: readonly string[], near: BlobStore): Promise<void>;
  offer(key: string, value: Uint8Array): void;
}

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
 * @param shared undefined where no other machine works on the same
 */
export function createTwoTierStore(
  memory: BlobStore,
  disk: BlobStore | undefined,
  shared?: SharedTier,
): TwoTierStore {
  let memoryHits = 0;
  let diskHits = 0;
  let misses = 0;
  const local: BlobStore = {
    get: (key) => memory.get(key) ?? disk?.get(key),
    set(key, value) {
      memory.set(key, value);
      disk?.set(key, value);
    },
  };
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
      local.set(key, value);
      shared?.offer(key, value);
    },
    ...(shared === undefined ? {} : { near: (keys: readonly string[]) => shared.bring(keys, local) }),
    counts: () => ({ memoryHits, diskHits, misses }),
  };
}
