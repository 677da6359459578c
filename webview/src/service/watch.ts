import { pause } from '../../../server/src/client/pause.ts';

/** Whether anybody looks at the page. */
export interface Sight {
  readonly isHidden: () => boolean;
  /** Until somebody looks again. @throws the signal's reason */
  readonly seen: (signal: AbortSignal) => Promise<void>;
}

/** Milliseconds after a look that failed, twice as long each time. */
const FIRST_WAIT = 4000;
const LONGEST_WAIT = 60_000;

/**
 * Looks again and again, until the signal fires; not while nobody would see it.
 * @param look answers how many milliseconds to wait for the next one; where it throws, it is later and later
 */
export async function watch(look: () => Promise<number>, sight: Sight, signal: AbortSignal): Promise<void> {
  try {
    for (let failures = 0; !signal.aborted; ) {
      const wait = await look().catch(() => null);
      failures = wait === null ? failures + 1 : 0;
      await pause(wait ?? Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (failures - 1)), signal);
      if (sight.isHidden()) await sight.seen(signal);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
