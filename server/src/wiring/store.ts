import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import type { Configuration } from '../app/configuration/configuration.ts';
import { contentHash } from '../platform/files.ts';
import { writeGzip } from '../platform/writeGzip.ts';
import { type Database, isUnreachable, StoreError } from '../store/database.ts';
import { dumpOfHolder, hasDatabase, openEmbedded } from '../store/embedded.ts';
import { openPostgres } from '../store/postgres.ts';
import { openStore, type Store, type StoreOptions } from '../store/store.ts';
import type { Installation } from './workbench.ts';

export { hasDatabase, isUnreachable, type Store, StoreError };

/** What a store depends on. */
export type StoreSettings = Pick<Configuration, 'database' | 'server' | 'cache'>;

/**
 * The first folder that is served says which; the others may come and go.
 * @param home where data lie when nobody says otherwise
 */
export function dataFolder({ server }: Pick<Configuration, 'server'>, home: string): string {
  return server.data ?? join(home, contentHash(server.roots[0]).slice(0, 12));
}

/**
 * The store that a configuration names, with its tables up to date.
 * @throws StoreError when it can't be used, or another process has it
 */
export async function openServiceStore(
  settings: StoreSettings,
  installation: Installation,
  home: string,
  options: Pick<StoreOptions, 'role' | 'warn'>,
): Promise<Store> {
  const database = await openDatabase(settings, installation, home, options.warn);
  try {
    return await openStore(database, { ...options, retention: retentionOf(settings) });
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** @throws StoreError */
function openDatabase(
  settings: StoreSettings,
  installation: Installation,
  home: string,
  warn: (error: unknown) => void,
): Promise<Database> {
  const migrations = join(installation.dist, 'migrations');
  return settings.database === null
    ? openEmbedded(dataFolder(settings, home), migrations)
    : openPostgres({ ...settings.database, warn }, migrations);
}

/**
 * Saves what is kept in a folder; where a process has it, that one is asked and goes on meanwhile.
 * @returns bytes
 * @throws StoreError when that one does not answer, nothing is there, or the file can't be written
 */
export async function backUp(
  folder: string,
  { dist }: Installation,
  file: string,
  signal: AbortSignal,
): Promise<number> {
  if (!hasDatabase(folder))
    throw new StoreError(`There is nothing to save in ${folder}: no service has kept anything there.`);
  const told = await dumpOfHolder(folder, signal);
  if (told !== null) return save(told, file, signal);
  const database = await openEmbedded(folder, join(dist, 'migrations'));
  try {
    return await save((await database.dump()).stream, file, signal);
  } finally {
    await database.close();
  }
}

async function save(content: AsyncIterable<Uint8Array>, file: string, signal: AbortSignal): Promise<number> {
  try {
    return await writeGzip(file, content, signal);
  } catch (error) {
    if (error instanceof StoreError || signal.aborted) throw error;
    throw new StoreError(`${file} can't be written: ${(error as Error).message}.`);
  }
}

/** @throws StoreError when something is there already, or the file is no backup */
export async function restore(folder: string, { dist }: Installation, file: string): Promise<void> {
  if (hasDatabase(folder))
    throw new StoreError(
      `There is a database in ${folder} already, which is not overwritten; name another folder with --data DIR, or move that one away.`,
    );
  let archive: Blob;
  try {
    archive = await openAsBlob(file, { type: 'application/x-gzip' });
  } catch {
    throw new StoreError(`${file} can't be read.`);
  }
  const database = await openEmbedded(folder, join(dist, 'migrations'), archive);
  await database.close();
}

/** Jobs, and comparisons, that are kept at most. */
const MOST = { jobs: 100_000, runs: 5000 };

function retentionOf({ server, cache }: Pick<StoreSettings, 'server' | 'cache'>) {
  // Machines that share results keep as much together as each of them keeps itself.
  return { days: server.keepDays, ...MOST, resultBytes: cache.sizeBytes };
}
