import { afterAll, beforeAll, describe } from 'vitest';
import { createPostgres, isPostgresThere, type Postgres } from '../helpers/postgres.ts';
import { embeddedStore, serverStore } from '../store/stores.ts';
import { type Served, type ServeOptions, serveFolder } from './serve.ts';

/** Serves on the store that a suite is run on, each time with a database of its own. */
export type Serve = (options?: Omit<ServeOptions, 'open'>) => Promise<Served>;

/** Runs a suite twice: on the embedded database, and on a real PostgreSQL with SSL on. */
export function onEveryStore(suite: (serve: Serve) => void): void {
  describe('on an embedded database', () => {
    suite((options) => serveFolder({ ...options, open: embeddedStore }));
  });

  describe.skipIf(!isPostgresThere)('on PostgreSQL', () => {
    let server: Postgres;
    beforeAll(async () => {
      server = await createPostgres();
    }, 60_000);
    afterAll(() => server.remove());
    suite((options) => serveFolder({ ...options, open: async () => serverStore(await server.database()) }));
  });
}
