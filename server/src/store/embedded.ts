import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import type { PGlite, Transaction } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { type Database, type Orm, SCHEMA, type Sql, StoreError } from './database.ts';
import { askHolder, lockFolder } from './folderLock.ts';
import { writeTar } from './folderTar.ts';
import type { Content } from './holder.ts';

/** A database inside of this process, in a folder. */
export interface EmbeddedDatabase extends Database {
  /** All of it as it is at the moment: a tar archive, of which, packed by gzip, a new folder can be made. */
  dump(): Promise<Content>;
}

/** Whether a database was made in a folder. */
export const hasDatabase = (folder: string): boolean => existsSync(join(folder, DATA));

/** Of a folder. */
const DATA = 'db';
const DUMP = /^dump-.*\.tar$/;

/** What others can ask the process that has a folder for. */
const QUESTION = 'dump';

/**
 * What the process that has a folder keeps there, as `dump` tells it.
 * @returns null when no process has it
 * @throws StoreError when it does not answer
 */
export const dumpOfHolder = (
  folder: string,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array> | null> => askHolder(folder, QUESTION, signal);

/**
 * @param archive what the folder is to hold; only where nothing is there yet
 * @throws StoreError when another process has the folder, or it can't be used
 */
export async function openEmbedded(
  folder: string,
  migrations: string,
  archive?: Blob,
): Promise<EmbeddedDatabase> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  closeToOthers(folder);
  let dump = refusing('it is just starting; try again in a moment');
  const lock = await lockFolder(folder, { [QUESTION]: () => dump() });
  const data = join(folder, DATA);
  try {
    for (const name of readdirSync(folder)) if (DUMP.test(name)) rmSync(join(folder, name));
    if (!hasDatabase(folder)) await make(data, archive);
    const client = await open(data);
    await client.exec(`create schema if not exists ${SCHEMA}`);
    await migrate(drizzle(client), { migrationsFolder: migrations, migrationsSchema: SCHEMA });
    dump = () => dumpOf(client, folder);
    return {
      isShared: false,
      orm: drizzle(client) as unknown as Orm,
      sql: sqlOf(client),
      transaction: (work) =>
        client.transaction((transaction) =>
          work(drizzle(transaction as unknown as PGlite) as unknown as Orm, sqlOf(transaction)),
        ),
      exclusively: (work) => work(drizzle(client) as unknown as Orm),
      dump: () => dump(),
      async close() {
        dump = refusing('it is ending');
        await client.close();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error instanceof StoreError
      ? error
      : new StoreError(
          `The data folder ${folder} can't be used: ${(error as Error).message}. Restore it with \`fern restore\`, or give Fern another with --data DIR.`,
        );
  }
}

const refusing = (reason: string) => (): Promise<Content> => Promise.reject(new Error(reason));

/** Who can reach what is in it may ask for all of it. */
function closeToOthers(folder: string): void {
  if (process.platform === 'win32' || (statSync(folder).mode & 0o077) === 0) return;
  try {
    chmodSync(folder, 0o700);
  } catch {
    // Its owner lets us in and is somebody else; the lock is closed to others by itself.
  }
}

/**
 * Copied while no query runs, which is as if the process had been killed then: what was committed is there. PGlite's own
 * dump needs three times its size in memory.
 */
async function dumpOf(client: PGlite, folder: string): Promise<Content> {
  const file = join(folder, `dump-${randomUUID()}.tar`);
  const remove = (): void => rmSync(file, { force: true });
  try {
    await client.runExclusive(async () => {
      if (!client.ready) throw new Error('it is ending');
      await writeTar(join(folder, DATA), file);
    });
    const { size: bytes } = statSync(file);
    return { bytes, stream: createReadStream(file).once('close', remove) };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Beside its place, so that one which was never finished is never taken for a database. */
async function make(data: string, archive?: Blob): Promise<void> {
  const unfinished = `${data}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  // Closed and opened again: making a database takes several times the memory of having one.
  try {
    await (await open(unfinished, archive)).close();
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (archive === undefined) throw error;
    throw new StoreError(`That is no backup that \`fern backup\` wrote: ${(error as Error).message}.`);
  }
  renameSync(unfinished, data);
}

async function open(data: string, archive?: Blob): Promise<PGlite> {
  let library: typeof import('@electric-sql/pglite');
  try {
    library = await import('@electric-sql/pglite');
  } catch {
    throw new StoreError(
      'This installation of Fern has no embedded database (@electric-sql/pglite); name a PostgreSQL server with DB_URL.',
    );
  }
  return library.PGlite.create(data, archive === undefined ? {} : { loadDataDir: archive });
}

function sqlOf(client: PGlite | Transaction): Sql {
  return {
    async executeSql(text, values) {
      if (values !== undefined && values.length > 0) return client.query(text, values);
      const results = await client.exec(text);
      return results.findLast(({ rows }) => rows.length > 0) ?? { rows: [] };
    },
  };
}
