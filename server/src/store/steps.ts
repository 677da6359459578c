import { randomUUID } from 'node:crypto';
import { and, asc, eq, inArray, ne, notInArray, sql } from 'drizzle-orm';
import { ENDED, type JobKind, MOST_ATTEMPTS, type Outcome, type Step, type Steps } from '../service/jobs.ts';
import { type ProblemBody, problemBody } from '../service/problems.ts';
import { failedFor } from '../service/worker.ts';
import type { Database, Orm, Sql } from './database.ts';
import { PRIORITY } from './jobs.ts';
import type { Queue, StepName } from './queue.ts';
import { jobs, steps } from './schema.ts';

/** Ids in the order of their numbers: messages of the same moment are taken in the order of theirs. */
const ordered = (index: number): string => index.toString(16).padStart(8, '0') + randomUUID().slice(8);

/** @param worker the process that takes them */
export function createSteps(database: Database, queue: Queue, worker: string): Steps {
  const { orm } = database;
  const named = (step: { job: string; number: number }) =>
    and(eq(steps.job, step.job), eq(steps.number, step.number));
  const isGoingOn = (job: string) => and(eq(jobs.id, job), notInArray(jobs.state, [...ENDED]));

  async function begin(tx: Orm, own: Sql, message: string, name: StepName): Promise<Step | null> {
    const [job] = await tx
      .update(jobs)
      .set({ state: 'running', started: sql`coalesce(${jobs.started}, now())` })
      .where(isGoingOn(name.job))
      .returning({ kind: jobs.kind, request: jobs.request, begun: jobs.started });
    const [row] =
      job === undefined
        ? []
        : await tx
            .update(steps)
            .set({ state: 'running', worker, attempts: sql`${steps.attempts} + 1` })
            .where(and(named(name), ne(steps.state, 'done')))
            .returning();
    if (job === undefined || row === undefined) {
      // Done already, or nobody wants it any more.
      await queue.complete([message], own);
      return null;
    }
    return {
      ...name,
      stage: row.stage as Step['stage'],
      kind: job.kind as JobKind,
      request: JSON.parse(job.request),
      task: JSON.parse(row.task),
      begun: job.begun ?? new Date(),
      attempt: row.attempts,
    };
  }

  async function failed(step: Step, problem: ProblemBody): Promise<void> {
    await database.transaction(async (tx, own) => {
      await tx
        .update(jobs)
        .set({ state: 'failed', problem: JSON.stringify(problem), finished: sql`now()` })
        .where(isGoingOn(step.job));
      const left = await tx
        .update(steps)
        .set({ state: 'done' })
        .where(and(eq(steps.job, step.job), ne(steps.state, 'done')))
        .returning({ message: steps.message });
      await queue.complete(
        left.map(({ message }) => message),
        own,
      );
    });
  }

  return {
    async take(most) {
      const begun = await database.transaction(async (tx, own) => {
        const taken = [...(await queue.take(most, own))];
        // In one order everywhere: who locks in another waits for each other.
        taken.sort((a, b) =>
          a.step.job === b.step.job ? a.step.number - b.step.number : a.step.job < b.step.job ? -1 : 1,
        );
        const found: Step[] = [];
        for (const { message, step } of taken) {
          const one = await begin(tx, own, message, step);
          if (one !== null) found.push(one);
        }
        return found;
      });
      const isSpent = ({ attempt }: Step): boolean => attempt > MOST_ATTEMPTS;
      const problem = problemBody(failedFor(MOST_ATTEMPTS, 'the process that did it ended.'));
      for (const step of begun.filter(isSpent)) await failed(step, problem);
      return begun.filter((step) => !isSpent(step));
    },

    async progress(step, done, total) {
      // A part tells only when it is done: several at a time would count against each other.
      if (step.stage !== 'begin') return;
      await orm.update(jobs).set({ done, total }).where(isGoingOn(step.job));
    },

    async done(step, outcome) {
      await database.transaction(async (tx, own) => {
        // First the job, then its steps, as everywhere: who locks in another order waits for each other.
        const [job] = await tx.select({ id: jobs.id }).from(jobs).where(isGoingOn(step.job)).for('update');
        const [row] = await tx
          .update(steps)
          .set({
            state: 'done',
            result: 'result' in outcome && step.stage === 'part' ? outcome.result : null,
          })
          .where(and(named(step), ne(steps.state, 'done')))
          .returning({ message: steps.message, size: steps.size });
        // Somebody else was first.
        if (row === undefined) return;
        await queue.complete([row.message], own);
        if (job === undefined) return;
        if ('parts' in outcome) await addParts(tx, own, step.job, outcome.parts);
        else if (step.stage === 'part') await finishPart(tx, own, step.job, row.size);
        else
          await tx
            .update(jobs)
            .set({
              state: 'completed',
              result: outcome.result,
              finished: sql`now()`,
              total: sql`greatest(${jobs.total}, 1)`,
              done: sql`greatest(${jobs.total}, 1)`,
            })
            .where(isGoingOn(step.job));
      });
    },

    failed,

    async again(step, why) {
      await database.transaction(async (tx, own) => {
        const [row] = await tx
          .update(steps)
          .set({
            state: 'waiting',
            ...(why === 'stopping' ? { attempts: sql`greatest(${steps.attempts} - 1, 0)` } : {}),
          })
          .where(and(named(step), eq(steps.worker, worker), eq(steps.state, 'running')))
          .returning({ message: steps.message });
        if (row !== undefined) await queue.putBack([row.message], own);
      });
    },

    async ended(names) {
      const rows = await orm
        .select({ id: jobs.id })
        .from(jobs)
        .where(and(inArray(jobs.id, [...names]), inArray(jobs.state, [...ENDED])));
      return new Set(rows.map(({ id }) => id));
    },

    async found(job) {
      const rows = await orm
        .select({ result: steps.result })
        .from(steps)
        .where(and(eq(steps.job, job), eq(steps.stage, 'part')))
        .orderBy(asc(steps.number));
      return rows.map(({ result }) => result ?? 'null');
    },
  };

  async function addParts(
    tx: Orm,
    own: Sql,
    job: string,
    parts: Extract<Outcome, { parts: unknown }>['parts'],
  ): Promise<void> {
    const rows = parts.map(({ task, size }, index) => ({
      job,
      number: index + 1,
      stage: 'part',
      task: JSON.stringify(task),
      size,
      message: ordered(index),
    }));
    await tx.insert(steps).values(rows);
    await queue.send(
      rows.map(({ number, message }) => ({ id: message, job, number, priority: PRIORITY.part })),
      own,
    );
    const total = parts.reduce((sum, { size }) => sum + size, 0);
    await tx.update(jobs).set({ done: 0, total }).where(eq(jobs.id, job));
  }

  /** The job's row is locked, so of two parts that end together one sees that none is left. */
  async function finishPart(tx: Orm, own: Sql, job: string, size: number): Promise<void> {
    await tx
      .update(jobs)
      .set({ done: sql`${jobs.done} + ${size}` })
      .where(eq(jobs.id, job));
    const [{ left, last }] = await tx
      .select({
        left: sql<number>`count(*) filter (where ${steps.state} <> 'done')`.mapWith(Number),
        last: sql<number>`max(${steps.number})`.mapWith(Number),
      })
      .from(steps)
      .where(eq(steps.job, job));
    if (left > 0) return;
    const message = randomUUID();
    const number = last + 1;
    await tx.insert(steps).values({ job, number, stage: 'finish', message });
    await queue.send([{ id: message, job, number, priority: PRIORITY.finish }], own);
  }
}
