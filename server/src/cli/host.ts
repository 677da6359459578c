import type { Configuration } from '../app/configuration/configuration.ts';
import type { ConfigReader } from '../app/configuration/find.ts';
import type { Machine } from '../app/configuration/paths.ts';
import type { Resolved } from '../app/configuration/resolve.ts';
import type { ContentOf } from '../app/configuration/samples.ts';
import type { RunFolder } from '../app/history/history.ts';
import type { Workbench } from '../app/workbench.ts';
import type { Flags } from './flags.ts';

/** What commands may do to the world; main.ts provides the real one, tests a smaller one. */
export interface Host {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly machine: Machine;
  readonly version: string;
  /** Results. */
  readonly out: (text: string) => void;
  /** Everything else: progress, warnings, errors. */
  readonly err: (text: string) => void;
  /** Columns of the terminal that results are read on. */
  readonly width: number;
  /** Standard output and standard error are terminals. */
  readonly terminal: { readonly out: boolean; readonly err: boolean };
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly files: HostFiles;
  /** To other machines. */
  readonly fetch: typeof fetch;
  openWorkbench(configuration: Configuration, warn: (message: string) => void): OpenWorkbench;
  openRuns(configuration: Configuration): RunFolder;
  openCache(configuration: Configuration, warn: (message: string) => void): CacheHandle;
  /** Loads the embedding model and embeds one text. @throws Error with a plain message. */
  tryModel(configuration: Configuration): Promise<{ folder: string; name: string; milliseconds: number }>;
  /** Becomes the language server on standard input and output; it ends the process itself. */
  serveEditor(): Promise<number>;
  /** The service: serves HTTP or does its jobs until it is interrupted, saves or restores its data. */
  service(command: ServiceCommand, first: Resolved, read: () => Promise<Resolved>): Promise<number>;
  /** The report page's script and style. @throws Error when the installation is incomplete. */
  reportAssets(): { script: string; style: string };
}

/** What of the service is asked for. */
export type ServiceCommand =
  | { readonly name: 'serve' | 'work' }
  | { readonly name: 'backup' | 'restore'; readonly file: string };

export interface HostFiles extends ConfigReader {
  /** 'file', 'folder', or null when there is nothing (or something else). @throws Error where nobody may look. */
  kind(path: string): 'file' | 'folder' | null;
  /** Writes all of it or nothing. @throws Error with a plain message. */
  write(path: string, text: string): void;
  /** Nothing where it can't be read. */
  readonly contentOf: ContentOf;
  /** Paths of files below a folder, relative, with '/'. */
  list(folder: string): readonly string[];
}

export interface OpenWorkbench {
  readonly bench: Workbench;
  close(): Promise<void>;
}

export interface CacheHandle {
  stats(): {
    readonly folder: string;
    readonly onDisk: boolean;
    readonly entries: number;
    readonly bytes: number;
    readonly maxBytes: number;
    readonly hits: number;
    readonly misses: number;
  };
  clear(): void;
  close(): void;
}

/** One run of one command. */
export interface Run {
  readonly host: Host;
  readonly positionals: readonly string[];
  readonly flags: Flags;
}

/** A command's work; answers the exit code. @throws UsageError, InputError */
export type Handler = (run: Run) => Promise<number>;

export const EXIT = { done: 0, gate: 1, usage: 2, interrupted: 130 } as const;

/** Wrong usage or input that can't be used: one line saying what and how to mend it; a line each for several. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly lines: readonly string[];
  constructor(...lines: string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}
