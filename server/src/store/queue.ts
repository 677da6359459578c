import PgBoss from 'pg-boss';
import type { Database, Sql } from './database.ts';

/** Messages that say which step is to be done. What a step is, and whether it was done, its row says. */
export interface Queue {
  /** Within a transaction, so that a step and its message are there together or not at all. */
  send(messages: readonly Message[], sql: Sql): Promise<void>;
  /** At most so many, which nobody else gets; within a transaction, so that none is taken by a process that dies. */
  take(most: number, sql: Sql): Promise<readonly { readonly message: string; readonly step: StepName }[]>;
  complete(messages: readonly string[], sql?: Sql): Promise<void>;
  /** To be taken again, later and later. */
  putBack(messages: readonly string[], sql?: Sql): Promise<void>;
  close(): Promise<void>;
}

export interface StepName {
  readonly job: string;
  readonly number: number;
}

export interface Message extends StepName {
  readonly id: string;
  /** Larger ones first. */
  readonly priority: number;
}

type End = (name: string, ids: readonly string[], data: undefined, options: object) => Promise<unknown>;

const NAME = 'fern-steps';
/** Steps count their tries themselves, so that those of a process that was stopped are none. */
const TRIES = { retryLimit: 1000, retryDelay: 1, retryBackoff: true };
/** A step may take long; that its process is gone is seen by other signs. */
const EXPIRE_SECONDS = 23 * 3600;

/** @param warn told of what its housekeeping meets, such as a server that is gone for a while */
export async function openQueue(database: Database, warn: (error: unknown) => void): Promise<Queue> {
  const boss = new PgBoss({
    db: database.sql as PgBoss.Db,
    schedule: false,
    archiveCompletedAfterSeconds: 3600,
    deleteAfterDays: 1,
  });
  boss.on('error', warn);
  // It makes tables of its own.
  await database.exclusively(async () => {
    await boss.start();
    await boss.createQueue(NAME);
  });
  // Its types leave out what they return of several messages, which is nothing here.
  const end = boss as unknown as Record<'complete' | 'fail', End>;
  const options = (sql: Sql | undefined) => (sql === undefined ? {} : { db: sql as PgBoss.Db });
  return {
    async send(messages, sql) {
      const inserts = messages.map(({ id, priority, ...data }) => ({
        id,
        name: NAME,
        data,
        priority,
        expireInSeconds: EXPIRE_SECONDS,
        ...TRIES,
      }));
      if (inserts.length > 0) await boss.insert(inserts, options(sql) as PgBoss.InsertOptions);
    },
    async take(most, sql) {
      const taken = await boss.fetch<StepName>(NAME, { batchSize: most, ...options(sql) });
      return taken.map(({ id, data }) => ({ message: id, step: data }));
    },
    async complete(messages, sql) {
      if (messages.length > 0) await end.complete(NAME, messages, undefined, options(sql));
    },
    async putBack(messages, sql) {
      if (messages.length > 0) await end.fail(NAME, messages, undefined, options(sql));
    },
    close: () => boss.stop({ graceful: false, close: false, wait: true, timeout: 1000 }),
  };
}
