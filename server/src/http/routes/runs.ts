import { Type } from 'typebox';
import { changesBetween } from '../../app/history/changes.ts';
import { historyAmong, MOST_SHOWN } from '../../app/history/history.ts';
import type { KeptRun, RunSummary } from '../../app/history/run.ts';
import type { HistoryEntry } from '../../protocol/history.ts';
import { Problem } from '../../service/problems.ts';
import type { RunStore } from '../../service/runs.ts';
import { json, parameter, type Route } from '../route.ts';
import { Comparison } from '../schemas/comparison.ts';
import { Changes, History, Runs } from '../schemas/runs.ts';

const RUN_ID = /^[0-9a-f]{12}$/;
const MOST_LISTED = 500;

const RunsQuery = Type.Object(
  {
    limit: Type.Optional(
      Type.String({ pattern: '^[1-9][0-9]{0,2}$', description: `At most ${MOST_LISTED}.` }),
    ),
    before: Type.Optional(
      Type.String({ pattern: RUN_ID.source, description: 'Only runs older than this one.' }),
    ),
  },
  { additionalProperties: false },
);

/** Comparisons that are kept. */
export function runRoutes(runs: RunStore): readonly Route[] {
  async function known(id: string): Promise<KeptRun> {
    const run = RUN_ID.test(id) ? await runs.find(id) : null;
    if (run === null) throw new Problem(404, 'There is no such run; GET /runs lists those that there are.');
    return run;
  }
  /** Looks back as far as needed: between comparisons of one golden code there may be many of others. */
  async function lookBack(run: KeptRun): Promise<HistoryEntry[]> {
    const entries: HistoryEntry[] = [];
    let before: { before?: string } = {};
    let page: readonly RunSummary[];
    do {
      page = await runs.list({ ...before, limit: MOST_LISTED });
      entries.push(...historyAmong(page, run));
      before = { before: page.at(-1)?.id };
    } while (page.length === MOST_LISTED && entries.length < MOST_SHOWN);
    return entries.slice(0, MOST_SHOWN);
  }
  return [
    {
      method: 'GET',
      url: '/runs',
      summary: 'Comparisons that are kept, newest first.',
      query: RunsQuery,
      answer: Runs,
      problems: [503],
      async handle({ query }) {
        const { limit, before } = query as { limit?: string; before?: string };
        const listed = await runs.list({
          ...(before === undefined ? {} : { before }),
          limit: Math.min(MOST_LISTED, Number(limit ?? MOST_LISTED)),
        });
        return json({ schema_version: 1, runs: listed.map(runDocument) });
      },
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
      url: '/runs/:id/history',
      summary:
        'The newest comparisons of the same golden code, newest first, and why scores can’t be held against this one’s.',
      answer: History,
      problems: [404, 503],
      async handle(request) {
        const run = await known(parameter(request, 'id'));
        return json({ schema_version: 1, history: await lookBack(run) });
      },
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
  const {
    id,
    name,
    created,
    golden = null,
    engine_version,
    models,
    files,
    verdict,
    statement,
    rankings,
  } = run;
  return { id, name, created, golden, engine_version, models, files, verdict, statement, rankings };
}
