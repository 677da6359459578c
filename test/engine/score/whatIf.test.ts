import { describe, expect, test } from 'vitest';
import {
  DIMENSION_IDS,
  type DimensionId,
  type DimensionResult,
} from '../../../server/src/engine/dimensions/dimension.ts';
import { Random } from '../../../server/src/engine/random.ts';
import { weigh } from '../../../server/src/engine/score/weigh.ts';
import {
  firstPlaces,
  meansUnder,
  type WhatIfCell,
  whatIfTable,
} from '../../../server/src/engine/score/whatIf.ts';

const NONE = DIMENSION_IDS.map(() => null);

function cell(model: number, values: readonly (number | null)[], rest: Partial<WhatIfCell> = {}): WhatIfCell {
  return { model, share: 1, values: [...values, ...NONE].slice(0, 8), least: 0, most: 1, ...rest };
}

const only = (index: number): number[] => DIMENSION_IDS.map((_, d) => (d === index ? 1 : 0));

describe('scores under other weights', () => {
  test('are what weighing gives, for any values and weights', () => {
    const random = new Random(3);
    for (let trial = 0; trial < 300; trial++) {
      const values = DIMENSION_IDS.map(() => (random.chance(0.2) ? null : random.next()));
      const weights = DIMENSION_IDS.map(() => (random.chance(0.3) ? 0 : random.next()));
      const results = new Map(
        DIMENSION_IDS.map((id, d): [DimensionId, DimensionResult] => [
          id,
          { value: values[d], evidence: {}, findings: [] },
        ]),
      );
      const configured = Object.fromEntries(DIMENSION_IDS.map((id, d) => [id, weights[d]])) as Record<
        DimensionId,
        number
      >;
      const [mean] = meansUnder(whatIfTable(1, [cell(0, values)]), weights);
      expect(mean).toBeCloseTo(weigh(results, configured).overall, 12);
    }
  });

  test('stay within what behaviour allows', () => {
    const table = whatIfTable(2, [cell(0, [1], { most: 0.3 }), cell(1, [0.1], { least: 0.9 })]);
    expect([...meansUnder(table, only(0))]).toEqual([0.3, 0.9]);
  });

  test('count a missing file as nothing', () => {
    const table = whatIfTable(1, [cell(0, [0.8], { share: 0.25 })]);
    expect([...meansUnder(table, only(0))]).toEqual([0.2]);
  });
});

describe('who is first under which weightings', () => {
  test('a model that is better everywhere is always first', () => {
    const table = whatIfTable(2, [cell(0, [0.9, 0.9, 0.9, 0.9]), cell(1, [0.7, 0.7, 0.7, 0.7])]);
    expect([...firstPlaces(table, 1).shares].map((share) => Math.round(share * 1000))).toEqual([1000, 0]);
  });

  test('each of two that trade one dimension for another is first half of the time', () => {
    const table = whatIfTable(2, [cell(0, [0.9, 0.7]), cell(1, [0.7, 0.9])]);
    const { draws, shares } = firstPlaces(table, 1);
    expect(draws).toBe(1000);
    // Three standard errors of a share of one half.
    expect(Math.abs(shares[0] - 0.5)).toBeLessThan((3 * 0.5) / Math.sqrt(draws));
    expect(shares[0] + shares[1]).toBeCloseTo(1, 12);
  });

  test('equal models: the earlier one; same seed, same shares', () => {
    const table = whatIfTable(2, [cell(0, [0.9, 0.7]), cell(1, [0.9, 0.7])]);
    expect(firstPlaces(table, 1).shares[0]).toBeCloseTo(1, 12);
    expect(firstPlaces(table, 5)).toEqual(firstPlaces(table, 5));
  });

  test('fewer weightings for more files', () => {
    const many = Array.from({ length: 50_000 }, (_, i) =>
      cell(i % 2, [0.5 + (i % 7) / 20], { share: 1 / 25_000 }),
    );
    expect(firstPlaces(whatIfTable(2, many), 1).draws).toBe(400);
  });
});
