import type { KeptRun, RunSummary } from '../app/history/run.ts';

/** Comparisons that were asked for and are kept. */
export interface RunStore {
  /** The same comparison again is the same run. */
  keep(run: KeptRun): Promise<void>;
  /** Newest first. @param before only those that are older than this run */
  list(wanted: { before?: string; limit: number }): Promise<readonly RunSummary[]>;
  find(id: string): Promise<KeptRun | null>;
}
