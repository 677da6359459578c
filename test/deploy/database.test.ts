import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect as connectTo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, SETTINGS, startPostgres } from './postgres.ts';
import { findTool, say } from './tools.ts';

/** The stack's database, its backups and what becomes of them. */

const hasPostgres = ['initdb', 'postgres', 'psql', 'pg_dump', 'pg_restore'].every(findTool);

describe.skipIf(!hasPostgres)('the database', () => {
  let database: Database;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fern-backups-'));
    database = await startPostgres();
    database.sql('postgres', 'create database fern');
    for (const statement of [
      "create type state as enum ('queued', 'completed')",
      'create table jobs (id int primary key, state state not null, result jsonb)',
      `insert into jobs select n, 'queued', jsonb_build_object('score', n / 7.0) from generate_series(1, 500) n`,
      'create index on jobs (state)',
      "create view waiting as select id from jobs where state = 'queued'",
      "create function one() returns int language sql as 'select 1'",
      'create schema other',
      'create table other.things (id serial primary key, text text)',
      "insert into other.things (text) values ('ä\"; drop table jobs')",
    ])
      database.sql('fern', statement);
  });
  afterAll(async () => {
    await database?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const script = (name: string, args: readonly string[], env: NodeJS.ProcessEnv) =>
    say(resolve('deploy/scripts', name), args, {
      env: { PATH: process.env.PATH, HOME: folder, BACKUP_FOLDER: folder, ...env },
    });
  const by = (name: string) => ({ DB_URL: database.url(name) });
  const state = (name: string) =>
    [
      'select count(*), min(result::text), max(result::text), min(state::text) from jobs',
      'select count(*) from waiting',
      'select one()',
      'select id, text from other.things',
      "select nextval('other.things_id_seq') > 1",
      "select count(*) from pg_indexes where tablename = 'jobs'",
    ].map((statement) => database.sql(name, statement));
  const backup = (): string => {
    const { code, text } = script('backup.sh', [], by('fern'));
    expect([code, text]).toEqual([0, expect.stringMatching(/fern-\d{8}T\d{6}Z\.dump\n$/)]);
    return text.trim();
  };

  test('is reached over TLS with the password alone', async () => {
    expect(SETTINGS).toContain('ssl=on');
    const connect = (options: string, password = database.password) =>
      say(
        'psql',
        [
          '-XqAt',
          '-d',
          `host=127.0.0.1 port=${database.port} user=fern dbname=fern ${options}`,
          '-c',
          'select ssl from pg_stat_ssl where pid = pg_backend_pid()',
        ],
        {
          env: { ...process.env, PGPASSWORD: password },
        },
      );
    const trusting = `sslmode=verify-full sslrootcert=${database.authority}`;
    expect(connect(trusting)).toEqual({ code: 0, text: 't\n' });
    expect(connect(trusting, 'wrong').text).toMatch(/password authentication failed/);
    // From elsewhere nobody is even asked for a password without TLS.
    expect(await answerWithoutTls('127.0.0.1')).not.toContain('no pg_hba.conf entry');
    expect(await answerWithoutTls('127.0.0.9')).toMatch(
      /no pg_hba.conf entry for host "127.0.0.9".*no encryption/,
    );
  });

  /** What a client that comes from an address is told first. */
  const answerWithoutTls = (localAddress: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const parts = Buffer.from('user\0fern\0database\0fern\0\0');
      const hello = Buffer.alloc(8);
      hello.writeInt32BE(8 + parts.length);
      hello.writeInt32BE(3 << 16, 4);
      const socket = connectTo({ host: '127.0.0.1', port: database.port, localAddress });
      socket.once('data', (data) => {
        socket.destroy();
        resolve(data.toString('latin1'));
      });
      socket.once('error', reject);
      socket.write(Buffer.concat([hello, parts]));
    });

  test('comes back as it was, in an empty database', () => {
    const file = backup();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    database.sql('postgres', 'create database copy');
    const { code, text } = script('restore.sh', [file], by('copy'));
    expect([code, text]).toEqual([0, `${file} is restored.\n`]);
    expect(state('copy')).toEqual(state('fern'));
  });

  test('is not overwritten unless that is asked for, and then has nothing but the backup', () => {
    const file = backup();
    database.sql('postgres', 'create database filled');
    database.sql(
      'filled',
      "create table jobs (id text); create table later (id int); create schema late; create view seen as select * from later; create type mood as enum ('good'); create function two(mood) returns int language sql as 'select 2'",
    );
    const refused = script('restore.sh', [file], by('filled'));
    expect([refused.code, refused.text]).toEqual([1, expect.stringContaining('--force')]);
    expect(database.sql('filled', 'select count(*) from later')).toBe('0');
    const { code, text } = script('restore.sh', [file, '--force'], by('filled'));
    expect([code, text]).toEqual([0, `${file} is restored.\n`]);
    expect(state('filled')).toEqual(state('fern'));
    expect(
      database.sql('filled', "select to_regclass('later') is null and to_regnamespace('late') is null"),
    ).toBe('t');
    // Once more, over what was just restored.
    expect(script('restore.sh', [file, '--force'], by('filled')).code).toBe(0);
    expect(state('filled')).toEqual(state('fern'));
  });

  test('stays as it is when a dump is damaged', () => {
    const whole = readFileSync(backup());
    const file = join(folder, 'damaged.dump');
    const before = state('fern');
    for (const damaged of [
      whole.subarray(0, whole.length - 400),
      whole.subarray(0, 40),
      Buffer.from('no dump'),
    ]) {
      writeFileSync(file, damaged);
      const { code } = script('restore.sh', [file, '--force'], by('fern'));
      expect(code).not.toBe(0);
      expect(state('fern')).toEqual(before);
    }
  });

  test('backups keep to what they are told: parts instead of a URL, how many, and no empty ones', () => {
    const parts = {
      DB_HOST: '127.0.0.1',
      DB_PORT: String(database.port),
      DB_NAME: 'fern',
      DB_USER: 'fern',
      DB_PASSWORD_FILE: join(folder, 'password'),
      PGSSLMODE: 'verify-full',
      PGSSLROOTCERT: database.authority,
    };
    writeFileSync(parts.DB_PASSWORD_FILE, database.password);
    const own = join(folder, 'kept');
    const names = ['20200101T000000Z', '20200102T000000Z', '20200103T000000Z'].map(
      (time) => `fern-${time}.dump`,
    );
    say('mkdir', [own]);
    for (const name of [...names, 'notes.txt']) writeFileSync(join(own, name), '');
    const { code, text } = script('backup.sh', [], { ...parts, BACKUP_FOLDER: own, BACKUP_KEEP: '2' });
    expect([code, text]).toEqual([0, expect.stringMatching(/\.dump\n$/)]);
    expect(readdirSync(own).sort()).toEqual(
      [names[2], text.trim().slice(own.length + 1), 'notes.txt'].sort(),
    );

    database.sql('postgres', 'create database void');
    const empty = script('backup.sh', [], { ...by('void'), BACKUP_FOLDER: join(folder, 'void') });
    expect([empty.code, empty.text]).toEqual([1, 'The dump holds no table.\n']);
    expect(readdirSync(join(folder, 'void'))).toEqual([]);
    expect(script('backup.sh', [], {}).code).toBe(2);
  });
});
