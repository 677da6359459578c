import { expect, test } from 'vitest';
import type { ResultRow } from '../../../server/src/app/results/row.ts';
import { verdictOn } from '../../../server/src/app/results/verdict.ts';

type Given = readonly [task: string, model: string, score: number, rest?: Partial<ResultRow>];

function verdict(rows: readonly Given[]) {
  const full = rows.map(([task, model, score, rest]) => ({
    task,
    model,
    score,
    cluster: null,
    category: null,
    ...rest,
  }));
  return verdictOn([{ format: 'csv', rows: full }], 0.02);
}

const pairsOf = (a: readonly number[], b: readonly number[]): Given[] =>
  a.flatMap((score, i): Given[] => [
    [`t${i}`, 'a', score],
    [`t${i}`, 'b', b[i]],
  ]);

test('seven of seven better: the winner', () => {
  const {
    winner,
    verdict: said,
    statement,
    pairs,
  } = verdict(pairsOf([0.9, 0.8, 0.9, 0.7, 0.9, 0.8, 0.9], [0.5, 0.6, 0.5, 0.4, 0.5, 0.5, 0.6]));
  expect(winner).toBe('a');
  expect(said).toBe('winner');
  expect(statement).toMatch(
    /^a is the best: it leads b by 0\.329 \(95 % interval 0\.\d+ to 0\.\d+\) over 7 tasks\.$/,
  );
  expect(pairs[0].p_value).toBe(2 / 128);
});

test('tasks of a cluster are one observation', () => {
  const rows = pairsOf(
    Array.from({ length: 20 }, () => 0.9),
    Array.from({ length: 20 }, () => 0.5),
  );
  expect(verdict(rows).verdict).toBe('winner');
  const clustered = rows.map(
    ([task, model, score]): Given => [task, model, score, { cluster: `app ${Number(task.slice(1)) % 4}` }],
  );
  const document = verdict(clustered);
  expect(document.verdict).toBe('not_enough_data');
  expect(document.clusters).toBe(4);
  expect(document.statement).toMatch(
    /over 20 tasks in 4 clusters, but so few .* compare at least 6 clusters/,
  );
});

test('several samples of a task are one score, and tell how it wavers', () => {
  const { leaderboard, tasks } = verdict([
    ['t', 'a', 1],
    ['t', 'a', 0],
    ['u', 'a', 1],
    ['u', 'a', 1],
    ['t', 'b', 0.5],
    ['u', 'b', 0.5],
  ]);
  expect(tasks).toBe(2);
  expect(leaderboard[0]).toMatchObject({
    model: 'a',
    mean: 0.75,
    samples: { most: 2, spread: 0.353553, best_of_n: 1, flaky: 0.5 },
  });
  expect(leaderboard[1].samples).toBeNull();
});

test('a task without a score of some model is left out, and told', () => {
  const { left_out, tasks, rankings } = verdict([
    ['t', 'a', 1],
    ['t', 'b', 0.5],
    ['u', 'a', 0],
  ]);
  expect(left_out).toEqual([{ task: 'u', models: ['b'] }]);
  expect(tasks).toBe(1);
  expect(rankings).toEqual([
    ['a', 1],
    ['b', 0.5],
  ]);
});

test('models without a common task are not comparable', () => {
  const document = verdict([
    ['t', 'a', 1],
    ['u', 'b', 0.5],
  ]);
  expect(document).toMatchObject({
    verdict: 'not_comparable',
    winner: null,
    confidence: null,
    margin: null,
    pairs: [],
  });
  expect(document.statement).toMatch(/No task was scored for every model/);
});

test('each category is judged by itself', () => {
  const rows = pairsOf([1, 1, 1, 1, 1, 1, 0], [0, 0, 0, 0, 0, 0, 1]).map(
    ([task, model, score]): Given => [
      task,
      model,
      score,
      { category: task === 't6' ? 'hooks' : 'utilities' },
    ],
  );
  const { categories } = verdict(rows);
  expect(categories.map(({ category, tasks, verdict: said }) => [category, tasks, said])).toEqual([
    ['hooks', 1, 'not_enough_data'],
    ['utilities', 6, 'winner'],
  ]);
});

test('fifty models still have a winner when one is', () => {
  const rows = Array.from({ length: 60 }, (_, task) =>
    Array.from({ length: 50 }, (_, model): Given => {
      const noise = ((task * 7919 + model * 104729) % 997) / 9970;
      return [`t${task}`, `m${String(model).padStart(2, '0')}`, (model === 7 ? 0.8 : 0.4) + noise];
    }),
  ).flat();
  const { winner, leaderboard } = verdict(rows);
  expect(winner).toBe('m07');
  expect(leaderboard[0].rank_interval).toEqual([1, 1]);
});

test('one model alone', () => {
  expect(verdict([['t', 'a', 1]])).toMatchObject({
    verdict: 'not_enough_data',
    winner: null,
    confidence: null,
  });
});

test('no rows at all', () => {
  expect(() => verdict([])).toThrow(/no result/);
});

test('the order of rows changes nothing', () => {
  const rows = pairsOf([0.9, 0.2, 0.9, 0.7, 0.3, 0.8, 0.9], [0.5, 0.6, 0.5, 0.4, 0.5, 0.5, 0.6]);
  const reversed = verdict([...rows].reverse());
  const document = verdict(rows);
  expect(reversed.pairs[0].p_value).toBe(document.pairs[0].p_value);
  expect(reversed.verdict).toBe(document.verdict);
  expect(reversed.rankings).toEqual(document.rankings);
});
