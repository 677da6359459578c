import { describe, expect, test } from 'vitest';
import type { DimensionId, DimensionResult } from '../../../server/src/engine/dimensions/dimension.ts';
import { DIMENSION_IDS } from '../../../server/src/engine/dimensions/dimension.ts';
import { bandOf } from '../../../server/src/engine/score/bands.ts';
import { weigh } from '../../../server/src/engine/score/weigh.ts';

type Values = Partial<Record<DimensionId, number | null>>;

function weighed(values: Values, weights: Partial<Record<DimensionId, number>>) {
  const results = new Map<DimensionId, DimensionResult>(
    DIMENSION_IDS.map((id) => [id, { value: values[id] ?? null, evidence: {}, findings: [] }]),
  );
  const all = Object.fromEntries(DIMENSION_IDS.map((id) => [id, weights[id] ?? 0])) as Record<
    DimensionId,
    number
  >;
  return weigh(results, all);
}

const CORE = { functional: 1, semantic: 1, structural: 1 };

describe('weights', () => {
  test.each<readonly [string, Values, Partial<Record<DimensionId, number>>, number]>([
    ['a mean', { functional: 1, semantic: 0.5 }, { functional: 1, semantic: 1 }, 0.75],
    ['a weighted mean', { functional: 1, semantic: 0.5 }, { functional: 3, semantic: 1 }, 0.875],
    ['any sum', { functional: 1, semantic: 0.5 }, { functional: 0.003, semantic: 0.001 }, 0.875],
    ['what does not apply is left out', { functional: 1, semantic: null, structural: 0.5 }, CORE, 0.75],
    ['what weighs nothing is left out', { functional: 0.8, style: 0 }, { functional: 1 }, 0.8],
    ['one alone', { style: 0.4 }, { style: 7 }, 0.4],
    ['everything 1', { functional: 1, semantic: 1, structural: 1, style: 1 }, { ...CORE, style: 1 }, 1],
    ['everything 0', { functional: 0, semantic: 0, structural: 0, style: 0 }, { ...CORE, style: 1 }, 0],
  ])('%s', (_, values, weights, overall) => {
    expect(weighed(values, weights).overall).toBeCloseTo(overall, 12);
  });

  test('add up to 1 over what applies', () => {
    const { weights } = weighed(
      { functional: 1, style: 0.3, security: 0.1, semantic: null },
      { functional: 2, semantic: 9, style: 1, security: 1 },
    );
    expect(weights).toMatchObject({
      functional: 0.5,
      semantic: 0,
      style: 0.25,
      security: 0.25,
      performance: 0,
    });
    expect(Object.values(weights).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
  });

  test.each<readonly [string, Values, Partial<Record<DimensionId, number>>]>([
    ['weights of zero', { functional: 1, style: 1 }, {}],
    ['nothing that weighs applies', { functional: 1 }, { accessibility: 1 }],
  ])('%s: functional, semantic and structural stand in', (_, values, weights) => {
    const result = weighed(values, weights);
    expect(result.overall).toBe(1);
    expect(result.gate).toBe(1);
    expect(result.weights.functional).toBe(1);
    expect(result.weights.style).toBe(0);
  });

  test('nothing applies: 0, and nothing weighs', () => {
    const result = weighed({}, CORE);
    expect(result.overall).toBe(0);
    for (const weight of Object.values(result.weights)) expect(weight).toBe(0);
  });
});

describe('good manners make no counterpart', () => {
  const weights = { ...CORE, style: 3 };
  const core = (value: number): Values => ({
    functional: value,
    semantic: value,
    structural: value,
    style: 1,
  });

  test.each([
    [0, 0, 0],
    [0.15, 0.25, 0.2],
    [0.3, 0.5, 0.4],
    [0.6, 1, 0.8],
    [0.9, 1, 0.95],
    [1, 1, 1],
  ])('what is common %d: the others count %d', (value, gate, overall) => {
    const result = weighed(core(value), weights);
    expect(result.gate).toBeCloseTo(gate, 12);
    expect(result.overall).toBeCloseTo(overall, 12);
  });

  test('the gate goes by the weighted mean of the three', () => {
    expect(weighed({ functional: 0.6, semantic: 0 }, { functional: 1, semantic: 1 }).gate).toBeCloseTo(
      0.5,
      12,
    );
    expect(weighed({ functional: 0.6, semantic: 0 }, { functional: 3, semantic: 1 }).gate).toBeCloseTo(
      0.75,
      12,
    );
  });

  test('without the three there is no gate', () => {
    expect(weighed({ style: 0.5 }, { style: 1 })).toMatchObject({ gate: 1, overall: 0.5 });
  });

  test('more in common never scores less', () => {
    let before = -1;
    for (let value = 0; value <= 1; value += 0.01) {
      const { overall } = weighed(core(value), weights);
      expect(overall).toBeGreaterThanOrEqual(before);
      before = overall;
    }
  });
});

test.each([
  [1, 'excellent'],
  [0.8, 'excellent'],
  [0.799999, 'good'],
  [0.6, 'good'],
  [0.599999, 'partial'],
  [0.4, 'partial'],
  [0.399999, 'poor'],
  [0.2, 'poor'],
  [0.199999, 'unrelated'],
  [0, 'unrelated'],
] as const)('%d is %s', (score, band) => {
  expect(bandOf(score)).toBe(band);
});
