import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Database } from '../../server/src/store/database.ts';
import { type EmbeddedDatabase, openEmbedded } from '../../server/src/store/embedded.ts';
import { openPostgres, type PostgresOptions } from '../../server/src/store/postgres.ts';
import { openStore, type Store } from '../../server/src/store/store.ts';

export const MIGRATIONS = resolve('server/src/store/migrations');
const KEEPING = { days: 90, jobs: 1000, runs: 1000, resultBytes: 64 << 20 };

export interface TestStore {
  readonly store: Store;
  readonly database: Database;
  close(): Promise<void>;
}

/** A store in an embedded database of its own. */
export async function embeddedStore(): Promise<TestStore> {
  const folder = mkdtempSync(join(tmpdir(), 'fern-store-'));
  const database: EmbeddedDatabase = await openEmbedded(join(folder, 'data'), MIGRATIONS);
  const { store } = await storeOn(database);
  return {
    store,
    database,
    async close() {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A process of several that share a server's database. */
export async function serverStore(url: string): Promise<TestStore> {
  const database = await openPostgres(options(url), MIGRATIONS);
  const { store } = await storeOn(database);
  return { store, database, close: () => store.close() };
}

async function storeOn(database: Database): Promise<{ store: Store; warnings: unknown[] }> {
  const warnings: unknown[] = [];
  const store = await openStore(database, {
    role: 'worker',
    retention: KEEPING,
    warn: (error) => void warnings.push(error),
  });
  return { store, warnings };
}

export function options(url: string | null): PostgresOptions {
  const nothing = { host: null, port: null, user: null, password: null, name: null, ssl: null, ca: null };
  return { url, ...nothing, warn: () => {} };
}
