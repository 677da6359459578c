import { and, count, eq, notInArray, sql } from 'drizzle-orm';
import { ENDED } from '../service/jobs.ts';
import type { StoreOverview } from '../service/overview.ts';
import type { Database } from './database.ts';
import { GONE_SECONDS } from './processes.ts';
import { jobs, processes, steps } from './schema.ts';

/** How work stands in all processes together. */
export async function overview({ orm }: Pick<Database, 'orm'>): Promise<StoreOverview> {
  const [states, [waiting], [workers]] = await Promise.all([
    orm.select({ state: jobs.state, jobs: count() }).from(jobs).groupBy(jobs.state),
    orm
      .select({
        steps: count(),
        age: sql<number>`coalesce(extract(epoch from now() - min(${steps.created})), 0)`.mapWith(Number),
      })
      .from(steps)
      .innerJoin(jobs, eq(jobs.id, steps.job))
      // Nobody takes those of a job that was cancelled or has failed.
      .where(and(eq(steps.state, 'waiting'), notInArray(jobs.state, [...ENDED]))),
    orm
      .select({ alive: count() })
      .from(processes)
      .where(
        sql`${processes.role} = 'worker' and ${processes.seen} > now() - make_interval(secs => ${GONE_SECONDS})`,
      ),
  ]);
  return {
    jobs: Object.fromEntries(states.map(({ state, jobs: some }) => [state, some])),
    steps: waiting.steps,
    queueAgeSeconds: waiting.age,
    workers: workers.alive,
  };
}
