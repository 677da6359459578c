import { expect, test } from 'vitest';
import { createTurns } from '../../server/src/platform/yielding.ts';

/** A clock that each step of work moves on by so many milliseconds. */
async function longestStretch(lanes: number, steps: number, stepMs: number): Promise<number> {
  let clock = 0;
  let loop = 0;
  const turn = createTurns(() => clock);
  let longest = 0;
  let done = false;
  const others = (): void => {
    longest = Math.max(longest, clock - loop);
    loop = clock;
    if (!done) setImmediate(others);
  };
  setImmediate(others);
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (let step = 0; step < steps; step++) {
        await turn();
        clock += stepMs;
      }
    }),
  );
  done = true;
  return Math.max(longest, clock - loop);
}

test('one that does much in small steps lets others in between', async () => {
  expect(await longestStretch(1, 200, 1)).toBeLessThanOrEqual(10);
});

test('so do many at a time, together', async () => {
  expect(await longestStretch(8, 200, 1)).toBeLessThanOrEqual(18);
});

test('work within a turn is not held up', () => {
  expect(createTurns(() => 0)()).toBeUndefined();
});
