import type { JobState } from './jobs.ts';

/** How work stands in all processes that share a store. */
export interface StoreOverview {
  /** Jobs by state; none where there are none. */
  readonly jobs: Partial<Readonly<Record<JobState, number>>>;
  /** Steps that wait to be taken. */
  readonly steps: number;
  /** Seconds that the oldest of them has waited. */
  readonly queueAgeSeconds: number;
  /** Processes that take steps. */
  readonly workers: number;
}
