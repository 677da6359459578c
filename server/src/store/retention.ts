import { and, inArray, lt, sql } from 'drizzle-orm';
import { ENDED } from '../service/jobs.ts';
import type { Database } from './database.ts';
import { answers, jobs, results, runs, uploads } from './schema.ts';

/** How long a store keeps what. */
export interface Retention {
  /** Of jobs that have ended, and of runs. */
  readonly days: number;
  readonly jobs: number;
  readonly runs: number;
  /** Bytes of results that processes share; what was used longest ago goes first. */
  readonly resultBytes: number;
}

/** Hours in which a request with the same Idempotency-Key gets the same answer. */
const ANSWER_HOURS = 24;

/** Days for which an archive is kept that nobody names. */
export const UPLOAD_DAYS = 7;

/** Deletes what is too old or too much. */
export async function tidy(
  { orm }: Pick<Database, 'orm'>,
  { days, jobs: mostJobs, runs: mostRuns, resultBytes }: Retention,
): Promise<void> {
  const before = sql`now() - make_interval(days => ${days})`;
  const hasEnded = inArray(jobs.state, [...ENDED]);
  await orm.delete(answers).where(lt(answers.created, sql`now() - make_interval(hours => ${ANSWER_HOURS})`));
  await orm.delete(uploads).where(lt(uploads.used, sql`now() - make_interval(days => ${UPLOAD_DAYS})`));
  await orm.delete(jobs).where(and(hasEnded, lt(jobs.finished, before)));
  await orm
    .delete(jobs)
    .where(
      and(
        hasEnded,
        inArray(
          jobs.id,
          orm.select({ id: jobs.id }).from(jobs).orderBy(sql`${jobs.created} desc`).offset(mostJobs),
        ),
      ),
    );
  await orm.delete(runs).where(lt(runs.created, before));
  await orm
    .delete(runs)
    .where(
      inArray(
        runs.id,
        orm.select({ id: runs.id }).from(runs).orderBy(sql`${runs.created} desc`).offset(mostRuns),
      ),
    );
  await orm
    .delete(results)
    .where(
      sql`${results.key} in (select key from (select key, sum(octet_length(value)) over (order by used desc, key) as room from ${results}) kept where room > ${resultBytes})`,
    );
}
