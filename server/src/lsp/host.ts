import type { Configuration } from '../app/configuration/configuration.ts';
import type { Machine, Variables } from '../app/configuration/paths.ts';
import type { ContentOf } from '../app/configuration/samples.ts';
import type { RunFolder } from '../app/history/history.ts';
import type { FileSource } from '../app/ports.ts';
import type { Workbench } from '../app/workbench.ts';

/** What the language server may do to the world; main.ts provides the real one, tests a smaller one. */
export interface Host {
  readonly version: string;
  readonly machine: Machine;
  readonly env: Variables;
  /** Files as they are on disk. Long work lets others in between. */
  readonly disk: FileSource;
  /** A path with all links followed; as it is where nothing is there. */
  realPath(path: string): string;
  /** Nothing where it can't be read. */
  readonly contentOf: ContentOf;
  /** @returns null when there is no such file. @throws Error when there is one that can't be read. */
  readText(path: string): Promise<string | null>;
  /** @throws Error with a plain message. */
  write(path: string, text: string): Promise<void>;
  /** To other machines. */
  readonly fetch: typeof fetch;
  /** Full paths of files below a folder that match a pattern, at most so many. */
  find(folder: string, pattern: string, most: number): Promise<readonly string[]>;
  /**
   * Threads, processes and cache for configurations whose work runs on the same; they start with the first work.
   * @throws Error with a plain message, when the embedding model can't be used
   */
  openPools(configuration: Configuration): PoolsHandle;
  /** Where comparisons are kept. */
  openRuns(configuration: Configuration): RunFolder;
  clearCache(configuration: Configuration): void;
}

export interface PoolsHandle {
  workbench(configuration: Configuration, source: FileSource): Workbench;
  /** Ends threads that have nothing to do. */
  release(): Promise<void>;
  close(): Promise<void>;
}
