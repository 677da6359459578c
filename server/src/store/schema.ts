import { customType, integer, pgSchema, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** The tables of a store, the same in the embedded database and on a server. `migrations/` makes them. */

const fern = pgSchema('fern');

const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  toDriver: (value) => Buffer.from(value.buffer, value.byteOffset, value.byteLength),
});
const moment = (name: string) => timestamp(name, { withTimezone: true });

export const jobs = fern.table('jobs', {
  id: uuid('id').primaryKey(),
  kind: text('kind').notNull(),
  state: text('state').notNull().default('queued'),
  /** JSON as text, here and below: what is kept is given back to the byte. */
  request: text('request').notNull(),
  result: text('result'),
  problem: text('problem'),
  done: integer('done').notNull().default(0),
  total: integer('total').notNull().default(0),
  created: moment('created').notNull().defaultNow(),
  started: moment('started'),
  finished: moment('finished'),
});

export const steps = fern.table(
  'steps',
  {
    job: uuid('job')
      .notNull()
      .references(() => jobs.id, { onDelete: 'cascade' }),
    number: integer('number').notNull(),
    /** begin, part or finish. */
    stage: text('stage').notNull(),
    /** waiting, running or done. */
    state: text('state').notNull().default('waiting'),
    task: text('task').notNull().default('null'),
    /** What it adds to the job's progress. */
    size: integer('size').notNull().default(0),
    result: text('result'),
    attempts: integer('attempts').notNull().default(0),
    /** The process that does it, or did. */
    worker: uuid('worker'),
    /** In the queue. */
    message: uuid('message').notNull(),
    created: moment('created').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.job, table.number] })],
);

/** Who is alive: whoever was not seen for some seconds is gone, and what it held is free. */
export const processes = fern.table('processes', {
  id: uuid('id').primaryKey(),
  /** worker: it takes steps; api: it does not. */
  role: text('role').notNull(),
  started: moment('started').notNull().defaultNow(),
  seen: moment('seen').notNull().defaultNow(),
});

export const runs = fern.table('runs', {
  id: text('id').primaryKey(),
  created: moment('created').notNull(),
  summary: text('summary').notNull(),
  run: text('run').notNull(),
});

/** What was computed, by content: what one process knows, none does again. */
export const results = fern.table('results', {
  key: text('key').primaryKey(),
  value: bytes('value').notNull(),
  used: moment('used').notNull().defaultNow(),
});

/** What was answered to requests with an Idempotency-Key. */
export const answers = fern.table('answers', {
  key: text('key').primaryKey(),
  /** Hash of the request. */
  body: text('body').notNull(),
  /** The process that answers it. */
  holder: uuid('holder').notNull(),
  /** JSON; null while it is being answered. */
  answer: text('answer'),
  created: moment('created').notNull().defaultNow(),
});

/** Archives of code that were sent, by their hash. */
export const uploads = fern.table('uploads', {
  id: text('id').primaryKey(),
  archive: bytes('archive').notNull(),
  files: integer('files').notNull(),
  /** Unpacked. */
  bytes: integer('bytes').notNull(),
  used: moment('used').notNull().defaultNow(),
});
