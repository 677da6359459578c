import { describe, expect, test } from 'vitest';
import { Random } from '../../../server/src/engine/random.ts';
import { compareScores } from '../../../server/src/engine/statistics/compareScores.ts';
import { decide } from '../../../server/src/engine/statistics/decision.ts';
import { type Kind, MEANS, tableOf } from './scenarios.ts';

const TRIALS = 1000;

/**
 * Compares models none of which is better, a thousand times for each number of models and tasks: how often one is called
 * the winner, and how often intervals hold the truth. A kind a file, so that they run beside each other.
 */
export function simulate(kind: Kind): void {
  describe.each([
    [2, 6],
    [2, 20],
    [2, 200],
    [6, 6],
    [6, 20],
    [6, 200],
  ])(`${kind} scores of %d models on %d tasks`, (models, size) => {
    test('a false winner is rare, and intervals hold the truth as often as they say', () => {
      const random = new Random(31 * size + models);
      let winners = 0;
      let differences = 0;
      let means = 0;
      for (let trial = 0; trial < TRIALS; trial++) {
        const table = tableOf(kind, models, size, random);
        const compared = compareScores(table, { margin: 0.02, seed: trial });
        if (compared.pairs.some(({ verdict }) => verdict === 'winner')) winners++;
        // A model that is named in advance, so that its rank does not choose the interval.
        const own = compared.order.indexOf(0);
        const other = compared.order.indexOf(1);
        const pair = compared.pairs.find(
          ({ a, b }) => a === Math.min(own, other) && b === Math.max(own, other),
        );
        if (pair !== undefined && holds(pair.interval, 0)) differences++;
        if (holds(compared.models[own].interval, MEANS[kind])) means++;
        const { verdict } = decide(compared);
        if (verdict === 'winner') expect(compared.pairs[0].verdict).toBe('winner');
      }
      expect(winners / TRIALS).toBeLessThanOrEqual(0.05);
      if (size < 20) return;
      expect(differences / TRIALS).toBeGreaterThanOrEqual(0.93);
      expect(differences / TRIALS).toBeLessThanOrEqual(0.97);
      expect(means / TRIALS).toBeGreaterThanOrEqual(0.93);
      expect(means / TRIALS).toBeLessThanOrEqual(0.97);
    });
  });
}

function holds([low, high]: readonly [number, number], truth: number): boolean {
  return low <= truth + 1e-12 && truth - 1e-12 <= high;
}
