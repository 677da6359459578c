import { expect, test } from 'vitest';
import { boundsOf } from '../../../server/src/engine/score/behaviour.ts';

test.each([
  // Nothing ran: no bounds.
  [0, null, 0, 1],
  // All of the golden ran.
  [1, 1, 0.9, 1],
  [1, 0.98, 0.735, 0.983],
  [1, 0.7, 0.525, 0.745],
  [1, 0, 0, 0.15],
  // Half of it.
  [0.5, 1, 0.45, 1],
  [0.5, 0.5, 0.1875, 0.7875],
  [0, 0, 0, 1],
])('of the golden %s ran, with the value %s', (executed, value, least, most) => {
  const bounds = boundsOf({ executed, value });
  expect(bounds.least).toBeCloseTo(least, 12);
  expect(bounds.most).toBeCloseTo(most, 12);
});

test('more of the same never takes away, and what works stands above what does not', () => {
  let before = boundsOf({ executed: 1, value: 0 });
  for (let value = 0.05; value <= 1.0001; value += 0.05) {
    const now = boundsOf({ executed: 1, value: Math.min(1, value) });
    expect(now.least).toBeGreaterThanOrEqual(before.least);
    expect(now.most).toBeGreaterThanOrEqual(before.most);
    before = now;
  }
  // The most that code with a difference inside the domain can have is .7.
  expect(boundsOf({ executed: 1, value: 1 }).least).toBeGreaterThan(
    boundsOf({ executed: 1, value: 0.7 }).most,
  );
});
