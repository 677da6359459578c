import { Type } from 'typebox';
import { changesBetween } from '../../app/history/changes.ts';
import type { KeptRun, RunSummary } from '../../app/history/run.ts';
import { Problem } from '../../service/problems.ts';
import type { RunStore } from '../../service/runs.ts';
import { json, parameter, type Route } from '../route.ts';
import { Comparison } from '../schemas/comparison.ts';
import { Changes, Runs } from '../schemas/runs.ts';

const RUN_ID = /^[0-9a-f]{12}$/;

/** Comparisons that are kept. */
export function runRoutes(runs: RunStore): readonly Route[] {
  async function known(id: string): Promise<KeptRun> {
    const run = RUN_ID.test(id) ? await runs.find(id) : null;
    if (run === null) throw new Problem(404, 'There is no such run; GET /runs lists those that there are.');
    return run;
  }
  return [
    {
      method: 'GET',
      url: '/runs',
      summary: 'Comparisons that are kept, newest first.',
      answer: Runs,
      problems: [503],
      handle: async () => json({ schema_version: 1, runs: (await runs.list()).map(runDocument) }),
    },
    {
      method: 'GET',
      url: '/runs/:id',
      summary: 'A comparison that is kept.',
      answer: Comparison,
      problems: [404, 503],
      handle: async (request) => json((await known(parameter(request, 'id'))).document),
    },
    {
      method: 'GET',
      url: '/runs/:id/changes',
      summary: 'What changed from an earlier comparison to this one.',
      query: Type.Object(
        { since: Type.String({ pattern: RUN_ID.source, description: 'The earlier one.' }) },
        { additionalProperties: false },
      ),
      answer: Changes,
      problems: [404, 503],
      async handle(request) {
        const { since } = request.query as { since: string };
        const [before, after] = await Promise.all([known(since), known(parameter(request, 'id'))]);
        return json(changesBetween(before.document, after.document));
      },
    },
  ];
}

function runDocument(run: RunSummary) {
  const { id, name, created, engine_version, models, files, verdict, statement, rankings } = run;
  return { id, name, created, engine_version, models, files, verdict, statement, rankings };
}
