import type { Job, Runs } from '../../../server/src/client/documents.ts';

/** What a page knows of a service's runs and jobs, and what it makes of what it hears; without a page. */

export type Run = Runs['runs'][number];

export interface KnownRuns {
  /** Newest first. */
  readonly runs: readonly Run[];
  readonly hasOlder: boolean;
}

export const NONE: KnownRuns = { runs: [], hasOlder: false };

const isSame = (a: Run, b: Run): boolean => a.id === b.id && a.created === b.created;

/** With the first page of the list, of which some may be known. */
export function withNewest({ runs, hasOlder }: KnownRuns, page: readonly Run[], size: number): KnownRuns {
  const isFull = page.length >= size;
  // What lies between is not known: then those of the page are all.
  const joins = page.some((run) => runs.some((known) => isSame(known, run)));
  if (!isFull || !joins) return { runs: page, hasOlder: isFull };
  return { runs: [...page, ...runs.filter((run) => page.every(({ id }) => id !== run.id))], hasOlder };
}

/** With the next page of the list. */
export function withOlder({ runs }: KnownRuns, page: readonly Run[], size: number): KnownRuns {
  const more = page.filter((run) => runs.every(({ id }) => id !== run.id));
  return { runs: [...runs, ...more], hasOlder: page.length >= size };
}

/** Whether the list begins otherwise than is known. */
export function isNews({ runs }: KnownRuns, newest: Run | undefined): boolean {
  const [first] = runs;
  if (first === undefined || newest === undefined) return first !== newest;
  return !isSame(first, newest);
}

/** Jobs that are no longer among those that go on. */
export function gone(before: readonly Job[], now: readonly Job[]): readonly Job[] {
  return before.filter((job) => now.every(({ id }) => id !== job.id));
}
