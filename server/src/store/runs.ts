import { desc, eq } from 'drizzle-orm';
import { type KeptRun, parseRun, type RunSummary, summaryOf } from '../app/history/run.ts';
import type { RunStore } from '../service/runs.ts';
import type { Database } from './database.ts';
import { olderThan } from './older.ts';
import { runs } from './schema.ts';

export function createRuns({ orm }: Pick<Database, 'orm'>): RunStore {
  return {
    async keep(run) {
      const row = {
        created: new Date(run.created),
        summary: JSON.stringify(summaryOf(run)),
        run: JSON.stringify(run),
      };
      await orm
        .insert(runs)
        .values({ id: run.id, ...row })
        .onConflictDoUpdate({ target: runs.id, set: row });
    },
    async list({ before, limit }) {
      const rows = await orm
        .select({ summary: runs.summary })
        .from(runs)
        .where(olderThan(runs, before))
        .orderBy(desc(runs.created), desc(runs.id))
        .limit(limit);
      return rows.map(({ summary }) => JSON.parse(summary) as RunSummary);
    },
    async find(id): Promise<KeptRun | null> {
      const [row] = await orm.select({ run: runs.run }).from(runs).where(eq(runs.id, id));
      return row === undefined ? null : parseRun(row.run, `The run ${id}`);
    },
  };
}
