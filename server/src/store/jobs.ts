import { randomUUID } from 'node:crypto';
import { and, desc, eq, inArray, notInArray, sql } from 'drizzle-orm';
import { ENDED, hasEnded, type Job, type JobKind, type JobState, type Jobs } from '../service/jobs.ts';
import type { ProblemBody } from '../service/problems.ts';
import type { Database } from './database.ts';
import { olderThan } from './older.ts';
import type { Queue } from './queue.ts';
import { jobs, steps } from './schema.ts';

/** Beginning first, so that small jobs don't wait behind the parts of large ones; what was begun is finished before. */
export const PRIORITY = { begin: 1, part: 0, finish: 2 } as const;

const COLUMNS = {
  id: jobs.id,
  kind: jobs.kind,
  state: jobs.state,
  created: jobs.created,
  started: jobs.started,
  finished: jobs.finished,
  done: jobs.done,
  total: jobs.total,
  problem: jobs.problem,
};

export function createJobs(database: Database, queue: Queue): Jobs {
  const { orm } = database;
  async function find(id: string): Promise<Job | null> {
    const [row] = await orm.select(COLUMNS).from(jobs).where(eq(jobs.id, id));
    return row === undefined ? null : jobOf(row);
  }
  return {
    async submit({ id, kind, request }) {
      await database.transaction(async (tx, own) => {
        const added = await tx
          .insert(jobs)
          .values({ id, kind, request: JSON.stringify(request) })
          .onConflictDoNothing()
          .returning({ id: jobs.id });
        if (added.length === 0) return;
        const message = randomUUID();
        await tx.insert(steps).values({ job: id, number: 0, stage: 'begin', message });
        await queue.send([{ id: message, job: id, number: 0, priority: PRIORITY.begin }], own);
      });
      return (await find(id)) as Job;
    },

    find,

    async findAll(ids) {
      const rows = await orm
        .select(COLUMNS)
        .from(jobs)
        .where(inArray(jobs.id, [...ids]));
      return rows.map(jobOf);
    },

    async result(id) {
      const [row] = await orm
        .select({ result: jobs.result })
        .from(jobs)
        .where(and(eq(jobs.id, id), eq(jobs.state, 'completed')));
      return row?.result ?? null;
    },

    async list({ state, before, limit }) {
      const rows = await orm
        .select(COLUMNS)
        .from(jobs)
        .where(and(state === undefined ? undefined : eq(jobs.state, state), olderThan(jobs, before)))
        .orderBy(desc(jobs.created), desc(jobs.id))
        .limit(limit);
      return rows.map(jobOf);
    },

    async cancel(id) {
      await orm
        .update(jobs)
        .set({ state: 'cancelled', finished: sql`now()` })
        .where(and(eq(jobs.id, id), notInArray(jobs.state, [...ENDED])));
      const job = await find(id);
      if (job === null || !hasEnded(job.state)) return job;
      const waiting = await orm
        .select({ message: steps.message })
        .from(steps)
        .where(and(eq(steps.job, id), inArray(steps.state, ['waiting'])));
      await queue.complete(waiting.map(({ message }) => message));
      return job;
    },
  };
}

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly created: Date;
  readonly started: Date | null;
  readonly finished: Date | null;
  readonly done: number;
  readonly total: number;
  readonly problem: string | null;
}

function jobOf({ done, total, problem, ...row }: Row): Job {
  return {
    ...row,
    kind: row.kind as JobKind,
    state: row.state as JobState,
    progress: { done, total },
    problem: problem === null ? null : (JSON.parse(problem) as ProblemBody),
  };
}
