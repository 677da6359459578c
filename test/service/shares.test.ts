import { expect, test } from 'vitest';
import { sharesOf } from '../../server/src/service/shares.ts';

/** Shares of a model, fewest and most files of a share. */
const cases: readonly [models: number, files: number, expected: readonly [number, number, number]][] = [
  [1, 0, [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
  [1, 1, [1, 1, 1]],
  [2, 3, [1, 3, 3]],
  // A small comparison: no share is smaller than it must be.
  [2, 18, [6, 3, 3]],
  // One for each of many machines.
  [20, 18, [5, 3, 4]],
  [5, 200, [19, 10, 11]],
  // A large one: shares do not grow without end.
  [3, 10_000, [200, 50, 50]],
  [100, 51, [2, 25, 26]],
];

test.each(cases)('%i models, %i files', (count, files, expected) => {
  const models = Array.from({ length: count }, (_, index) => `m${index}`);
  const shares = sharesOf(models, files);
  const sizes = shares.map((share) => share.count);
  expect([shares.length / count, Math.min(...sizes), Math.max(...sizes)]).toEqual(expected);
  // Each file of each model once, model by model and in order.
  const covered = shares.flatMap(({ model, from, count: many }) =>
    Array.from({ length: many }, (_, index) => `${model} ${from + index}`),
  );
  expect(covered).toEqual(
    models.flatMap((model) => Array.from({ length: files }, (_, index) => `${model} ${index}`)),
  );
});
