import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  openAsBlob,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeGzip } from '../../server/src/platform/writeGzip.ts';
import type { Sql } from '../../server/src/store/database.ts';
import { dumpOfHolder, type EmbeddedDatabase, openEmbedded } from '../../server/src/store/embedded.ts';
import { lockFolder } from '../../server/src/store/folderLock.ts';
import * as schema from '../../server/src/store/schema.ts';
import { embeddedStore, MIGRATIONS } from './stores.ts';
import { storeSuite } from './suite.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fern-embedded-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('on an embedded database', () => {
  storeSuite(embeddedStore);
});

describe('the tables', () => {
  let database: EmbeddedDatabase;
  beforeAll(async () => {
    database = await openEmbedded(join(folder, 'tables'), MIGRATIONS);
  }, 120_000);
  afterAll(() => database.close());

  test.each(Object.entries(schema))('%s is made as it is described', async (_, table) => {
    const { name, columns, indexes: __, primaryKeys } = getTableConfig(table as PgTable);
    const { rows } = await database.sql.executeSql(
      `select column_name, data_type, is_nullable = 'NO' as needed, column_default is not null as given
       from information_schema.columns where table_schema = 'fern' and table_name = $1 order by column_name`,
      [name],
    );
    const told = columns
      .map((column) => ({
        column_name: column.name,
        data_type: column.getSQLType(),
        needed: column.notNull,
        given: column.hasDefault,
      }))
      .sort((a, b) => (a.column_name < b.column_name ? -1 : 1));
    expect(rows).toEqual(told);
    const keys = primaryKeys.flatMap((key) => key.columns.map((column) => column.name));
    const single = columns.filter((column) => column.primary).map((column) => column.name);
    const found = await database.sql.executeSql(
      `select a.attname from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
       where i.indrelid = $1::regclass and i.indisprimary order by a.attname`,
      [`fern.${name}`],
    );
    expect(found.rows.map(({ attname }) => attname)).toEqual([...keys, ...single].sort());
  });
});

describe('a dump', () => {
  const signal = new AbortController().signal;
  let data: string;
  let database: EmbeddedDatabase;
  beforeAll(async () => {
    data = mkdtempSync(join(folder, 'dumped-'));
    chmodSync(data, 0o755);
    database = await openEmbedded(data, MIGRATIONS);
    await database.sql.executeSql('create table counted (n int primary key, filler text)');
  }, 120_000);
  afterAll(() => database.close());

  const filler = "select string_agg(md5(random()::text), '') from generate_series(1, 300)";
  const add = (sql: Sql, n: number) => sql.executeSql(`insert into counted select $1, (${filler})`, [n]);
  const numbers = async (sql: Sql): Promise<number[]> =>
    (await sql.executeSql('select n from counted order by n')).rows.map(({ n }) => n);
  const names = () => readdirSync(data).sort();

  /** What a folder that is made of a dump holds. */
  async function kept(name: string, told: AsyncIterable<Uint8Array>): Promise<number[]> {
    const file = join(folder, `${name}.tar.gz`);
    await writeGzip(file, told, signal);
    const archive = await openAsBlob(file, { type: 'application/x-gzip' });
    const restored = await openEmbedded(join(folder, name), MIGRATIONS, archive);
    const found = await numbers(restored.sql);
    await restored.close();
    return found;
  }

  test('holds what was committed, and nothing of what was not', async () => {
    await add(database.sql, 1);
    const { stream } = await database.transaction(async (_, sql) => {
      await add(sql, 2);
      return database.dump();
    });
    await add(database.sql, 3);
    expect(await kept('committed', stream)).toEqual([1]);
    expect(await numbers(database.sql)).toEqual([1, 2, 3]);
  }, 120_000);

  test('is told to others while more is written: all that was there when they asked, in its order', async () => {
    let written = 3;
    let isWriting = true;
    const writing = (async () => {
      while (isWriting) {
        await add(database.sql, written + 1);
        written++;
        // A query by itself lets nobody else have a turn.
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    await expect.poll(() => written, { timeout: 20_000 }).toBeGreaterThan(20);
    const before = written;
    const told = await dumpOfHolder(data, signal);
    const after = written;
    const found: number[] = await kept('told', told as AsyncIterable<Uint8Array>);
    expect(written).toBeGreaterThan(after);
    isWriting = false;
    await writing;
    expect(found).toEqual(found.map((_, index) => index + 1));
    expect(found.length).toBeGreaterThanOrEqual(before);
    // One may be there whose writer had not heard of it.
    expect(found.length).toBeLessThanOrEqual(after + 1);
  }, 120_000);

  test('leaves nothing behind where who asked for it has gone', async () => {
    const gone = connect(join(data, 'lock.sock'));
    gone.write('dump\n', () => gone.destroy());
    const soon = { timeout: 20_000, interval: 5 };
    await expect.poll(names, soon).toEqual(['db', expect.stringMatching(/^dump-.*\.tar$/), 'lock.sock']);
    await expect.poll(names, soon).toEqual(['db', 'lock.sock']);
  }, 60_000);

  test.skipIf(process.platform === 'win32')('can be had by the owner of the folder alone', () => {
    expect(statSync(data).mode & 0o777).toBe(0o700);
    expect(statSync(join(data, 'lock.sock')).mode & 0o777).toBe(0o600);
  });

  test('is nothing that a database which ends or starts can tell; what a killed one left is removed', async () => {
    const closed = database.close();
    await expect(database.dump()).rejects.toThrow('it is ending');
    await closed;
    writeFileSync(join(data, 'dump-killed.tar'), 'half');
    const opening = openEmbedded(data, MIGRATIONS);
    await expect(dumpOfHolder(data, signal)).rejects.toThrow(/says no: it is just starting; try again/);
    database = await opening;
    expect(names()).toEqual(['db', 'lock.sock']);
  }, 120_000);
});

describe('a folder', () => {
  test('is one process’ alone, and free when that ends it or is gone', async () => {
    const data = mkdtempSync(join(folder, 'lock-'));
    const lock = await lockFolder(data);
    await expect(lockFolder(data)).rejects.toThrow(
      new RegExp(`is in use by another Fern \\(process ${process.pid}, since .*DB_URL`),
    );
    await lock.release();
    const again = await lockFolder(data);
    await again.release();
  });

  test('whose process was killed is free: its socket is there, and nobody listens', async () => {
    const data = mkdtempSync(join(folder, 'stale-'));
    writeFileSync(join(data, 'lock.sock'), '');
    const lock = await lockFolder(data);
    await lock.release();
  });

  test('goes to one of many that want it at once', async () => {
    const data = mkdtempSync(join(folder, 'race-'));
    writeFileSync(join(data, 'lock.sock'), '');
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(data)));
    const got = tries.filter((each) => each.status === 'fulfilled');
    expect(got).toHaveLength(1);
    for (const each of got) await each.value.release();
  });

  test('with a name longer than sockets may have is locked all the same', async () => {
    const data = join(folder, 'n'.repeat(120));
    mkdirSync(data);
    const lock = await lockFolder(data);
    await expect(lockFolder(data)).rejects.toThrow(/in use/);
    await lock.release();
  });

  test('that somebody else holds, who does not say so, is not taken', async () => {
    const data = mkdtempSync(join(folder, 'mute-'));
    const mute = await new Promise<Server>((resolve) => {
      const server = createServer(() => {}).listen(join(data, 'lock.sock'), () => resolve(server));
    });
    await expect(lockFolder(data)).rejects.toThrow(/in use by another Fern\./);
    mute.close();
  });
});
