import type { Configuration } from '../app/configuration/configuration.ts';
import type { RunFolder } from '../app/history/history.ts';
import type { FileSource } from '../app/ports.ts';
import type { TierCounts } from '../app/twoTierStore.ts';
import type { Workbench } from '../app/workbench.ts';

/** What the service may do to the world; main.ts provides the real one, tests a smaller one. */
export interface Host {
  readonly version: string;
  readonly files: FileSource;
  readonly now: () => number;
  /** A workbench on pools that all requests share. */
  workbench(configuration: Configuration, source: FileSource): Workbench;
  /** What the cache has answered since the start. */
  cacheCounts(): TierCounts;
  /** Where comparisons are kept; null where none is. */
  readonly runs: RunFolder | null;
  /** Where log lines go (JSON, a line each); null for nowhere. */
  readonly logs: { write(line: string): void } | null;
}
