import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';

/** Queries in drizzle's words. */
export type Orm = PgDatabase<PgQueryResultHKT>;

/** The same connection for whoever writes SQL: the queue. */
export interface Sql {
  // biome-ignore lint/suspicious/noExplicitAny: rows of any shape.
  executeSql(text: string, values?: unknown[]): Promise<{ rows: any[] }>;
}

/** A connection, or a pool of them, to an embedded database or a server. */
export interface Database {
  /** Shared by several processes. */
  readonly isShared: boolean;
  readonly orm: Orm;
  readonly sql: Sql;
  /** All of it or nothing. */
  transaction<T>(work: (orm: Orm, sql: Sql) => Promise<T>): Promise<T>;
  /** While one process does it, others wait: making tables. */
  exclusively<T>(work: (orm: Orm) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Of a store's own tables; the queue's are in `pgboss`. */
export const SCHEMA = 'fern';

/** A store that can't be used; the message says what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

/** Codes of a connection that broke or was never made, and of a server that ends, starts or is full. */
const UNREACHABLE =
  /^(?:ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|08...|57P0[1-5]|53300)$/;

/** Whether an error means that the database does not answer, rather than that it was asked something wrong. */
export function isUnreachable(error: unknown): boolean {
  const { code, message, cause } = (error ?? {}) as Error & { code?: string };
  if (code !== undefined && UNREACHABLE.test(code)) return true;
  if (/connection terminated|timeout exceeded when trying to connect|connection timeout/i.test(message ?? ''))
    return true;
  return cause !== undefined && isUnreachable(cause);
}
