import { readFileSync } from 'node:fs';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import type { DatabaseConfiguration } from '../app/configuration/configuration.ts';
import { type Database, type Orm, SCHEMA, type Sql, StoreError } from './database.ts';

/**
 * Where a server is and how it is spoken to. The URL says it all at once; what else is given is stronger. `ssl` is as
 * libpq's sslmode: `require` encrypts and asks no questions, the others check who is there.
 */
export interface PostgresOptions extends DatabaseConfiguration {
  /** Told when a connection that rests breaks; the next query makes another. */
  readonly warn: (error: unknown) => void;
}

type SslMode = NonNullable<DatabaseConfiguration['ssl']>;

/** Connections of a process; pieces of work hold one for some milliseconds at a time. */
const MOST_CONNECTIONS = 10;
/** Milliseconds until a server that does not answer is given up. */
const CONNECT = 10_000;
/** Of all advisory locks of a database the one that says so. */
const EXCLUSIVE = 7_310_001;

/** @throws StoreError when it can't be reached, or is no place for a store */
export async function openPostgres(options: PostgresOptions, migrations: string): Promise<Database> {
  const pool = new pg.Pool({
    ...connection(options),
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: CONNECT,
    application_name: 'fern',
    keepAlive: true,
  });
  pool.on('error', options.warn);
  // One that breaks while it is used fails its query; that it broke must not end the process besides.
  pool.on('connect', (client) => client.on('error', () => {}));
  try {
    await exclusively(pool, async (client) => {
      await client.query(`create schema if not exists ${SCHEMA}`);
      await migrate(drizzle(client), { migrationsFolder: migrations, migrationsSchema: SCHEMA });
    });
  } catch (error) {
    await pool.end();
    throw new StoreError(
      `The database can't be used: ${reasonOf(error)}. Check DB_URL, or DB_HOST and the others.`,
    );
  }
  return {
    isShared: true,
    orm: drizzle(pool) as Orm,
    sql: { executeSql: (text, values) => pool.query(text, values) },
    async transaction(work) {
      const client = await pool.connect();
      let broken: Error | undefined;
      const sql: Sql = { executeSql: (text, values) => client.query(text, values) };
      try {
        await client.query('begin');
        const answer = await work(drizzle(client) as Orm, sql);
        await client.query('commit');
        return answer;
      } catch (error) {
        await client.query('rollback').catch((cause: Error) => {
          broken = cause;
        });
        throw error;
      } finally {
        client.release(broken);
      }
    },
    exclusively: (work) => exclusively(pool, (client) => work(drizzle(client) as Orm)),
    close: () => pool.end(),
  };
}

async function exclusively<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [EXCLUSIVE]);
    return await work(client);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [EXCLUSIVE]).catch(() => {});
    client.release();
  }
}

/** What pg is told; its own reading of `sslmode` differs from libpq's, so that is done here. */
export function connection({
  url,
  host,
  port,
  user,
  password,
  name,
  ssl,
  ca,
}: PostgresOptions): pg.PoolConfig {
  const parsed = url === null ? null : parseUrl(url);
  const mode = ssl ?? sslMode(parsed?.searchParams.get('sslmode') ?? null);
  const root = ca ?? parsed?.searchParams.get('sslrootcert') ?? null;
  const given = (text: string | undefined): string | undefined =>
    text === undefined || text === '' ? undefined : decodeURIComponent(text);
  return {
    host:
      host ??
      parsed?.searchParams.get('host') ??
      given(parsed?.hostname.replace(/^\[|\]$/g, '')) ??
      'localhost',
    port: port ?? (Number(parsed?.port) || 5432),
    user: user ?? given(parsed?.username) ?? 'fern',
    ...definedPassword(password ?? given(parsed?.password)),
    database: name ?? given(parsed?.pathname.slice(1)) ?? 'fern',
    ssl: sslOptions(mode, root),
  };
}

const definedPassword = (password: string | undefined) => (password === undefined ? {} : { password });

function parseUrl(url: string): URL {
  try {
    const parsed = new URL(url);
    if (/^postgres(?:ql)?:$/.test(parsed.protocol)) return parsed;
  } catch {
    // Said below; the text may hold a password.
  }
  throw new StoreError(
    'DB_URL is no address of a database: postgresql://USER:PASSWORD@HOST:5432/NAME?sslmode=require',
  );
}

function sslMode(text: string | null): SslMode {
  switch (text) {
    case null:
    case 'disable':
    case 'allow':
    case 'prefer':
      return 'disable';
    case 'require':
    case 'verify-ca':
    case 'verify-full':
      return text;
    default:
      throw new StoreError(
        `sslmode=${text} in DB_URL is none of disable, require, verify-ca and verify-full.`,
      );
  }
}

function sslOptions(mode: SslMode, ca: string | null): pg.PoolConfig['ssl'] {
  if (mode === 'disable') return false;
  if (mode === 'require' && ca === null) return { rejectUnauthorized: false };
  const trusted = ca === null ? {} : { ca: readCertificates(ca) };
  // Who signed it is checked, not which host it names.
  const anyName = mode === 'verify-full' ? {} : { checkServerIdentity: () => undefined };
  return { rejectUnauthorized: true, ...trusted, ...anyName };
}

function readCertificates(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new StoreError(`The certificates in ${path} (DB_SSL_CA) can't be read.`);
  }
}

/** pg tells several failures of one host as one without words. */
function reasonOf(error: unknown): string {
  const { message, code, errors } = error as Error & { code?: string; errors?: readonly Error[] };
  return (message || errors?.map((each) => each.message).join('; ') || code || 'no reason is known').replace(
    /\.$/,
    '',
  );
}
