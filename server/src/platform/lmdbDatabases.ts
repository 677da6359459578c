import { type Database, open, type RootDatabase } from 'lmdb';
import { packCount, unpackCount } from './lmdbRecords.ts';

type Bytes = Database<Buffer, string>;

/** The opened environment: values, when each was used, and counters. All calls are synchronous and may throw. */
export interface Databases {
  readonly root: RootDatabase<Buffer, string>;
  readonly values: Bytes;
  readonly uses: Bytes;
  readonly counters: Bytes;
}

/**
 * Opens the environment in a folder that `prepareFolder` found sound.
 * @param budget bytes that the store may take on disk
 * @throws Error when the folder can't be used
 */
export function openDatabases(folder: string, budget: number): Databases {
  const root = open<Buffer, string>({
    path: folder,
    encoding: 'binary',
    maxDbs: 4,
    // A killed process loses nothing without it; only a power cut can, and then it is a cache.
    noSync: true,
    overlappingSync: false,
    // Address space only, except on Windows, where the file takes it. Growing the map step by step instead
    // leaves each old mapping in the resident set.
    ...(process.platform === 'win32' ? {} : { mapSize: Math.max(1 << 30, pages(budget * 4)) }),
  });
  const database = (name: string): Bytes => root.openDB<Buffer, string>({ name, encoding: 'binary' });
  return { root, values: database('values'), uses: database('uses'), counters: database('counters') };
}

function pages(bytes: number): number {
  return Math.ceil(bytes / 65_536) * 65_536;
}

/** Pages in use, times their size. Freed pages are not counted: the file keeps and reuses them. */
export function usedBytes({ values, uses }: Databases): number {
  return treeBytes(values) + treeBytes(uses);
}

export function entryCount({ values }: Databases): number {
  return statistic(values, 'entryCount');
}

function treeBytes(database: Bytes): number {
  const count =
    statistic(database, 'treeBranchPageCount') +
    statistic(database, 'treeLeafPageCount') +
    statistic(database, 'overflowPages');
  return count * statistic(database, 'pageSize');
}

function statistic(database: Bytes, name: string): number {
  const value: unknown = Reflect.get(database.getStats(), name);
  return typeof value === 'number' ? value : 0;
}

/** Inside a transaction: adds to a counter that all processes share. */
export function addToCounter(databases: Databases, name: string, amount: number): void {
  if (amount !== 0) databases.counters.putSync(name, packCount(readCounter(databases, name) + amount));
}

export function readCounter({ counters }: Databases, name: string): number {
  return unpackCount(counters.getBinary(name));
}

/** Databases that are mapped anew after some accesses. */
export interface Mapping {
  /** Undefined before `open` and after `close`. */
  current(): Databases | undefined;
  /** @throws Error when the folder can't be used */
  open(): void;
  close(): void;
  /** Counts accesses; call it where no value or range of the databases is in use. @throws Error as `open` */
  accessed(count: number): void;
}

/** Mapped pages count as resident; mapping anew after so many accesses keeps them to some tens of megabytes. */
const ACCESSES_PER_MAPPING = 400;

export function createMapping(folder: string, budget: number): Mapping {
  let databases: Databases | undefined;
  let accesses = 0;
  const open = (): void => {
    databases = openDatabases(folder, budget);
    accesses = 0;
  };
  const close = (): void => {
    const closing = databases;
    databases = undefined;
    try {
      // Done at once: there are no asynchronous writes to wait for.
      closing?.root.close().catch(() => {});
    } catch {
      // What can't be closed is let go with the process.
    }
  };
  return {
    current: () => databases,
    open,
    close,
    accessed(count) {
      accesses += count;
      if (!databases || accesses < ACCESSES_PER_MAPPING) return;
      close();
      open();
    },
  };
}
