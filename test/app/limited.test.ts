import { describe, expect, test } from 'vitest';
import { forEachLimited } from '../../server/src/app/limited.ts';

const ITEMS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** Lets all that is ready run. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('every item once, in order, with its index', async () => {
  const seen: [number, number][] = [];
  await forEachLimited(ITEMS, 3, undefined, async (item, index) => {
    seen.push([item, index]);
    await settle();
  });
  expect(seen).toEqual(ITEMS.map((item) => [item, item]));
});

describe('never more at a time than allowed', () => {
  test.each([
    [1, 1],
    [3, 3],
    [10, 10],
    [100, 10],
    [0, 1],
    [-1, 1],
  ])('a limit of %d: %d', async (limit, expected) => {
    let running = 0;
    let most = 0;
    await forEachLimited(ITEMS, limit, undefined, async () => {
      most = Math.max(most, ++running);
      await settle();
      running--;
    });
    expect(most).toBe(expected);
    expect(running).toBe(0);
  });
});

test('nothing to do', async () => {
  await forEachLimited([], 3, undefined, async () => expect.unreachable());
});

test('it is done only when the slowest is', async () => {
  const done: number[] = [];
  await forEachLimited([3, 1, 2], 3, undefined, async (turns) => {
    for (let i = 0; i < turns; i++) await settle();
    done.push(turns);
  });
  expect(done).toEqual([1, 2, 3]);
});

describe('the first failure', () => {
  test('is what it fails with, and nothing more is begun', async () => {
    const begun: number[] = [];
    const work = forEachLimited(ITEMS, 2, undefined, async (item) => {
      begun.push(item);
      await settle();
      if (item === 2) throw new Error('two');
      if (item === 3) throw new Error('three');
    });
    await expect(work).rejects.toThrow('two');
    await settle();
    await settle();
    expect(begun).toEqual([0, 1, 2, 3]);
  });

  test('also one that is thrown at once', async () => {
    const begun: number[] = [];
    const work = forEachLimited(ITEMS, 2, undefined, (item) => {
      begun.push(item);
      throw new Error('at once');
    });
    await expect(work).rejects.toThrow('at once');
    expect(begun.length).toBeLessThanOrEqual(2);
  });
});

describe('interrupting', () => {
  test('begins nothing more and fails with an AbortError', async () => {
    const signal = { aborted: false };
    const begun: number[] = [];
    const work = forEachLimited(ITEMS, 2, signal, async (item) => {
      begun.push(item);
      await settle();
      if (item === 3) signal.aborted = true;
    });
    await expect(work).rejects.toMatchObject({ name: 'AbortError' });
    await settle();
    expect(begun.length).toBeLessThanOrEqual(5);
  });

  test('before it began, does nothing', async () => {
    const work = forEachLimited(ITEMS, 2, { aborted: true }, async () => expect.unreachable());
    await expect(work).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('after the last item, changes nothing', async () => {
    const signal = { aborted: false };
    await forEachLimited([1], 2, signal, async () => {
      signal.aborted = true;
    });
  });
});
