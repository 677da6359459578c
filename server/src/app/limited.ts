import type { AbortSignalLike } from '../engine/index.ts';

/**
 * Runs `work` for every item, at most `limit` at a time, in order of the items. Ends at the first failure, or
 * with an AbortError when the signal fires.
 */
export async function forEachLimited<T>(
  items: readonly T[],
  limit: number,
  signal: AbortSignalLike | undefined,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  let failed = false;
  const lane = async (): Promise<void> => {
    while (next < items.length && !failed) {
      if (signal?.aborted) throw Object.assign(new Error('interrupted'), { name: 'AbortError' });
      const index = next++;
      try {
        await work(items[index], index);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(limit, items.length)) }, lane));
}
