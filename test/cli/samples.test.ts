import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ComparisonDocument } from '../../server/src/protocol/documents.ts';
import { createWorkplace, type Workplace } from '../helpers/cli.ts';

let place: Workplace;
const GOLDEN =
  'export function total(prices: number[]): number {\n  return prices.reduce((a, b) => a + b, 0);\n}\n';
const WRONG = 'export function total(prices: number[]): string {\n  return prices.join();\n}\n';

beforeAll(() => {
  place = createWorkplace();
  place.writeAll({
    'golden/total.ts': GOLDEN,
    'runs/a/1/total.ts': GOLDEN,
    'runs/a/2/total.ts': WRONG,
    'runs/b/total.ts': GOLDEN,
  });
});
afterAll(() => place.remove());

async function compare(...models: string[]): Promise<ComparisonDocument> {
  const args = models.flatMap((model) => ['--model', model]);
  const { code, stdout } = await place.run([
    'compare',
    '--golden',
    'golden',
    ...args,
    '--no-behaviour',
    '--json',
    '--quiet',
  ]);
  expect(code).toBe(0);
  return JSON.parse(stdout) as ComparisonDocument;
}

test('folders 1, 2, … of a model are samples of it; giving the model again says the same', async () => {
  const byFolder = await compare('a=runs/a', 'b=runs/b');
  expect(byFolder.rankings[0]).toEqual(['b', 1]);
  const a = byFolder.leaderboard[1];
  expect(a).toMatchObject({ model: 'a', samples: { most: 2, best_of_n: 1, flaky: 1 } });
  expect(a.mean).toBeGreaterThan(0.4);
  expect(a.mean).toBeLessThan(0.95);
  const byName = await compare('a=runs/a/1', 'a=runs/a/2', 'b=runs/b');
  expect({ ...byName, evaluation_time_seconds: 0 }).toEqual({ ...byFolder, evaluation_time_seconds: 0 });
});

test('a folder that holds more than numbers is one sample', async () => {
  place.write('runs/a/README.md', 'Two samples.\n');
  const { leaderboard } = await compare('a=runs/a', 'b=runs/b');
  expect(leaderboard.every(({ samples }) => samples === null)).toBe(true);
});
