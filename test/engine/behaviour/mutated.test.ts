import { expect, test } from 'vitest';
import { sameOutcome } from '../../../server/src/engine/behaviour/judge.ts';
import type { Outcome } from '../../../server/src/engine/index.ts';

function returned(value: string, mutated: string): Outcome {
  const nothing = { message: '', effects: [], steps: 1, hits: [], blanks: 0, invented: false };
  return { ending: 'value', value, mutated, ...nothing };
}

test('of functions without a result the arguments afterwards are compared', () => {
  expect(sameOutcome(returned('undefined', '([1])'), returned('undefined', '([1])'))).toBe(true);
  expect(sameOutcome(returned('undefined', '([1])'), returned('undefined', '([2])'))).toBe(false);
  expect(sameOutcome(returned('undefined', '([1])'), returned('undefined', ''))).toBe(false);
});

test('a result speaks for itself, whatever becomes of the arguments', () => {
  expect(sameOutcome(returned('[1, 2]', '([1, 2])'), returned('[1, 2]', ''))).toBe(true);
});
