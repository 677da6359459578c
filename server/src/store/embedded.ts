import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { PGlite, Transaction } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { type Database, type Orm, SCHEMA, type Sql, StoreError } from './database.ts';
import { lockFolder } from './folderLock.ts';

/** A database inside of this process, in a folder. */
export interface EmbeddedDatabase extends Database {
  /** All of it, as an archive that a new folder can be made of. */
  dump(): Promise<Uint8Array>;
}

/** Whether a database was made in a folder. */
export const hasDatabase = (folder: string): boolean => existsSync(join(folder, DATA));

/** Of a folder. */
const DATA = 'db';

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
  const lock = await lockFolder(folder);
  const data = join(folder, DATA);
  try {
    if (!hasDatabase(folder)) await make(data, archive);
    const client = await open(data);
    await client.exec(`create schema if not exists ${SCHEMA}`);
    await migrate(drizzle(client), { migrationsFolder: migrations, migrationsSchema: SCHEMA });
    return {
      isShared: false,
      orm: drizzle(client) as unknown as Orm,
      sql: sqlOf(client),
      transaction: (work) =>
        client.transaction((transaction) =>
          work(drizzle(transaction as unknown as PGlite) as unknown as Orm, sqlOf(transaction)),
        ),
      exclusively: (work) => work(drizzle(client) as unknown as Orm),
      async dump() {
        return new Uint8Array(await (await client.dumpDataDir('gzip')).arrayBuffer());
      },
      async close() {
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
