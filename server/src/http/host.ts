import type { FileSource } from '../app/ports.ts';
import type { TierCounts } from '../app/twoTierStore.ts';
import type { Answers } from '../service/answers.ts';
import type { Jobs } from '../service/jobs.ts';
import type { StoreOverview } from '../service/overview.ts';
import type { RunStore } from '../service/runs.ts';

/** What was asked of the cache since the start, by the tier that had it. */
export interface CacheCounts extends TierCounts {
  readonly storeHits: number;
}

/** What the service may do to the world; main.ts provides the real one, tests a smaller one. */
export interface Host {
  readonly version: string;
  readonly files: FileSource;
  readonly now: () => number;
  readonly cache: {
    counts(): CacheCounts;
    /** Of the disk; null without one. */
    stats(): { readonly entries: number; readonly bytes: number; readonly maxBytes: number } | null;
    clear(): void;
  };
  readonly store: {
    readonly jobs: Jobs;
    readonly runs: RunStore;
    readonly answers: Answers;
    overview(): Promise<StoreOverview>;
  };
  /** Whether an error means that the database can't be reached. */
  isStoreDown(error: unknown): boolean;
  /** Reads a file of dist/, for pages; null where there is none. */
  readonly readAsset: (path: string) => Promise<Uint8Array | null>;
  /** Where log lines go (JSON, a line each); null for nowhere. */
  readonly logs: { write(line: string): void } | null;
}
