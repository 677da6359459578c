import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EmbeddedDatabase, openEmbedded } from '../../server/src/store/embedded.ts';
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
