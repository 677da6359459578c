import type { Configuration } from '../app/configuration/configuration.ts';
import type { FileSource } from '../app/ports.ts';
import type { Workbench } from '../app/workbench.ts';

/** What the service may do to the world; main.ts provides the real one, tests a smaller one. */
export interface Host {
  readonly version: string;
  readonly files: FileSource;
  readonly now: () => number;
  /** A workbench on pools that all requests share. */
  workbench(configuration: Configuration, source: FileSource): Workbench;
  /** Where log lines go (JSON, a line each); null for nowhere. */
  readonly logs: { write(line: string): void } | null;
}
