import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BlobStore } from '../../server/src/engine/index.ts';
import { isUnreachable } from '../../server/src/store/database.ts';
import { connection, openPostgres } from '../../server/src/store/postgres.ts';
import { createSharedResults } from '../../server/src/store/results.ts';
import { createPostgres, isPostgresThere, type Postgres } from '../helpers/postgres.ts';
import { MIGRATIONS, options, serverStore } from './stores.ts';
import { storeSuite } from './suite.ts';

/** On a real server with SSL on. */

describe.skipIf(!isPostgresThere)('on PostgreSQL', () => {
  let server: Postgres;
  beforeAll(async () => {
    server = await createPostgres();
  }, 60_000);
  afterAll(() => server.remove());

  storeSuite(async () => serverStore(await server.database()));

  describe('several processes', () => {
    test('that start together make the tables once', async () => {
      const url = await server.database();
      const opened = await Promise.all(Array.from({ length: 4 }, () => serverStore(url)));
      expect((await opened[0]?.store.overview())?.workers).toBe(4);
      for (const each of opened) await each.close();
    }, 60_000);

    test('share the steps: each is taken by one', async () => {
      const url = await server.database();
      const [a, b] = await Promise.all([serverStore(url), serverStore(url)]);
      const ids = Array.from({ length: 40 }, () => randomUUID());
      for (const id of ids) await a.store.jobs.submit({ id, kind: 'evaluate', request: {} });
      const taken: string[] = [];
      const work = async ({ steps }: typeof a.store): Promise<void> => {
        for (let empty = 0; empty < 3; ) {
          const some = await steps.take(3);
          empty = some.length === 0 ? empty + 1 : 0;
          for (const step of some) {
            taken.push(step.job);
            await steps.done(step, { result: '1' });
          }
        }
      };
      await Promise.all([work(a.store), work(b.store)]);
      expect(taken.sort()).toEqual([...ids].sort());
      await Promise.all([a.close(), b.close()]);
    }, 60_000);

    test('a step whose process dies while it takes it is taken by the next', async () => {
      const url = await server.database();
      const [dying, living] = await Promise.all([serverStore(url), serverStore(url)]);
      const id = randomUUID();
      await living.store.jobs.submit({ id, kind: 'evaluate', request: {} });
      // It waits in the middle of taking, as the job is locked, and its connection ends there.
      const died = await living.database.transaction(async (_, { executeSql }) => {
        await executeSql('select 1 from fern.jobs where id = $1 for update', [id]);
        const taking = dying.store.steps.take(1).catch((error: unknown) => error);
        await expect
          .poll(async () => {
            const { rows } = await living.database.sql.executeSql(
              "select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock' and query ilike 'update%jobs%'",
            );
            return rows.length;
          })
          .toBe(1);
        return taking;
      });
      expect(isUnreachable(died)).toBe(true);
      expect(await living.store.steps.take(1)).toMatchObject([{ job: id, attempt: 1 }]);
      await Promise.all([dying.close(), living.close()]);
    }, 60_000);

    test('find what others have computed, once it is written', async () => {
      const url = await server.database();
      const [a, b] = await Promise.all([
        openPostgres(options(url), MIGRATIONS),
        openPostgres(options(url), MIGRATIONS),
      ]);
      const warnings: unknown[] = [];
      const [mine, theirs] = [a, b].map((each) =>
        createSharedResults(each, (error) => void warnings.push(error)),
      );
      if (mine === undefined || theirs === undefined) throw new Error('there are two');
      const values = Array.from({ length: 500 }, (_, i) => Uint8Array.from([i % 256, 0, 255, 39]));
      values.forEach((value, i) => {
        mine.offer(`key ${i}`, value);
      });
      await mine.flush();
      const near = new Map<string, Uint8Array>();
      const store: BlobStore = {
        get: (key) => near.get(key),
        set: (key, value) => void near.set(key, value),
      };
      await Promise.all(values.map((_, i) => theirs.bring([`key ${i}`, `none ${i}`], store)));
      expect(near.size).toBe(500);
      values.forEach((value, i) => {
        expect(near.get(`key ${i}`)).toEqual(value);
      });
      expect(theirs.counts().hits).toBe(500);
      expect(warnings).toEqual([]);
      await Promise.all([a.close(), b.close()]);
      // Without the database it is as if nobody had anything.
      await theirs.bring(['key 1', 'other'], { get: () => undefined, set: () => {} });
      expect(warnings).toHaveLength(1);
    }, 60_000);
  });

  test('a server that is gone for a while is seen to be, and used when it is back', async () => {
    const { store, close } = await serverStore(await server.database());
    await store.overview();
    await server.stop();
    const error = await store.overview().catch((cause) => cause);
    expect(isUnreachable(error)).toBe(true);
    await server.start();
    await expect
      .poll(
        () =>
          store.overview().then(
            () => true,
            () => false,
          ),
        { timeout: 20_000 },
      )
      .toBe(true);
    await close();
  }, 60_000);

  describe('SSL', () => {
    const opens = (url: string) =>
      openPostgres(options(url), MIGRATIONS).then(
        (database) => database.close(),
        (error: Error) => error.message,
      );
    test('as libpq has it: require asks no questions, verify-* does', async () => {
      const url = new URL(await server.database());
      const withMode = (mode: string, ca: boolean, host = 'localhost'): string => {
        const other = new URL(url);
        other.hostname = host;
        other.searchParams.set('sslmode', mode);
        if (!ca) other.searchParams.delete('sslrootcert');
        return other.href;
      };
      expect(await opens(withMode('require', false))).toBeUndefined();
      expect(await opens(withMode('verify-ca', true, '127.0.0.1'))).toBeUndefined();
      expect(await opens(withMode('verify-full', true))).toBeUndefined();
      expect(await opens(withMode('verify-full', true, '127.0.0.1'))).toMatch(/does not match|altnames/i);
      expect(await opens(withMode('verify-full', false))).toMatch(/self.signed/i);
      // The server speaks to nobody without.
      expect(await opens(withMode('disable', true))).toMatch(/no encryption/);
      expect(await opens(withMode('sometimes', true))).toMatch(/none of disable, require/);
    }, 60_000);
  });

  test.each([
    ['wrong password', { password: 'wrong' }, /password authentication failed/],
    ['no such database', { pathname: '/gone' }, /database "gone" does not exist/],
    ['nobody listens', { port: '1' }, /ECONNREFUSED/],
    ['no such host', { hostname: 'nowhere.invalid' }, /ENOTFOUND|EAI_AGAIN/],
  ])('%s is told in one sentence without secrets', async (_, part, message) => {
    const url = Object.assign(new URL(await server.database()), part);
    const error = await openPostgres(options(url.href), MIGRATIONS).catch((cause: Error) => cause);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).toMatch(/^The database can't be used: .*Check DB_URL/);
    expect((error as Error).message).not.toMatch(/secret of the tests|secret%20/);
  });
});

describe('an address', () => {
  const nothing = options(null);
  test.each([
    [
      { ...nothing, url: 'postgres://a:b%20c@h:1/n' },
      { host: 'h', port: 1, user: 'a', password: 'b c', database: 'n', ssl: false },
    ],
    [
      { ...nothing, host: 'h' },
      { host: 'h', port: 5432, user: 'fern', database: 'fern', ssl: false },
    ],
    [
      { ...nothing, url: 'postgresql://h/n?sslmode=require', port: 7, user: 'u' },
      { host: 'h', port: 7, user: 'u', database: 'n', ssl: { rejectUnauthorized: false } },
    ],
    [
      { ...nothing, url: 'postgresql://[::1]/n' },
      { host: '::1', port: 5432, user: 'fern', database: 'n', ssl: false },
    ],
    [
      { ...nothing, url: 'postgresql:///n?host=/run/postgresql' },
      { host: '/run/postgresql', port: 5432, user: 'fern', database: 'n', ssl: false },
    ],
  ])('%j', (given, expected) => {
    expect(connection(given)).toEqual(expected);
  });

  test.each(['mysql://h/n', 'h', 'http://user:secret@h'])('%s is none, and is not repeated', (url) => {
    expect(() => connection({ ...nothing, url })).toThrow(/^DB_URL is no address of a database/);
  });

  test('of certificates that are not there', () => {
    expect(() => connection({ ...nothing, host: 'h', ssl: 'verify-full', ca: '/gone.crt' })).toThrow(
      /certificates in \/gone\.crt/,
    );
  });
});
