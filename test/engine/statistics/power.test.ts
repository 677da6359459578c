import { expect, test } from 'vitest';
import { Random } from '../../../server/src/engine/random.ts';
import { compareScores } from '../../../server/src/engine/statistics/compareScores.ts';
import { powerOfT } from '../../../server/src/engine/statistics/power.ts';
import { normal } from './scenarios.ts';

const TRIALS = 2000;

test.each([
  [12, 0.1],
  [20, 0.08],
  [50, 0.05],
  [100, 0.04],
])('%d tasks with a true difference of %d and a deviation of .12: as powerful as a t-test', (size, shift) => {
  const random = new Random(size);
  let found = 0;
  for (let trial = 0; trial < TRIALS; trial++) {
    const tasks = Array.from({ length: size }, () => {
      const base = 0.5 + 0.1 * normal(random);
      const difference = shift + 0.12 * normal(random);
      return { weight: 1, cluster: null, scores: [base + difference, base] };
    });
    const { pairs, order } = compareScores({ models: ['a', 'b'], tasks }, { margin: 0.02, seed: trial });
    if (order[0] === 0 && pairs[0].verdict === 'winner') found++;
  }
  const exact = powerOfT((shift / 0.12) * Math.sqrt(size), size - 1, 0.05);
  expect(Math.abs(found / TRIALS - exact)).toBeLessThan(0.05);
});
