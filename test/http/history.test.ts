import { expect, test } from 'vitest';
import { type KeptRun, summaryOf } from '../../server/src/app/history/run.ts';
import { runRoutes } from '../../server/src/http/routes/runs.ts';
import type { HistoryEntry } from '../../server/src/protocol/history.ts';
import type { RunStore } from '../../server/src/service/runs.ts';
import { boardComparison } from '../fixtures/documents/comparison.ts';

const NEWEST = 'aaaaaaaaaaaa';
const OLDEST = 'bbbbbbbbbbbb';

test.each([0, 498, 499, 500, 1700])(
  'a history goes back behind %i comparisons of other golden code',
  async (others) => {
    const runs = [run(NEWEST, 'ours'), ...many(others, 'others'), run(OLDEST, 'ours')];
    expect(await historyOf(runs, NEWEST)).toEqual([NEWEST, OLDEST]);
  },
);

test('a long history shows the newest', async () => {
  const runs = many(1200, 'ours');
  expect(await historyOf(runs, runs[1100].id)).toEqual(runs.slice(0, 50).map(({ id }) => id));
});

function many(count: number, golden: string): KeptRun[] {
  return Array.from({ length: count }, (_, index) => run(index.toString(16).padStart(12, '0'), golden));
}

function run(id: string, golden: string): KeptRun {
  const document = boardComparison();
  const inputs = { ...document.inputs, golden };
  return {
    schema_version: 1,
    id,
    name: null,
    created: '2026-01-01T00:00:00.000Z',
    document: { ...document, inputs },
  };
}

/** @param runs newest first */
async function historyOf(runs: readonly KeptRun[], id: string): Promise<string[]> {
  const store: RunStore = {
    keep: async () => {},
    find: async (wanted) => runs.find((each) => each.id === wanted) ?? null,
    list: async ({ before, limit }) => {
      const from = before === undefined ? 0 : runs.findIndex((each) => each.id === before) + 1;
      return runs.slice(from, from + limit).map(summaryOf);
    },
  };
  const route = runRoutes(store).find(({ url }) => url === '/runs/:id/history');
  const answer = await route?.handle({ params: { id } } as never, new AbortController().signal);
  const { history } = JSON.parse(String(answer?.body)) as { history: HistoryEntry[] };
  return history.map((entry) => entry.id);
}
