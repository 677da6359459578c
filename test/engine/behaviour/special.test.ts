import { describe, expect, it } from 'vitest';
import type { Value } from '../../../server/src/engine/behaviour/input.ts';
import { isSpecial, sizeOf } from '../../../server/src/engine/behaviour/values/special.ts';

describe('special values', () => {
  it.each<[Value & object, boolean]>([
    [{ $date: 0 }, true],
    [{ $undefined: 1 }, true],
    [{ date: 0 }, false],
    [{ $a: 1, b: 2 }, false],
    [{}, false],
    [[], false],
  ])('%j: %s', (value, expected) => {
    expect(isSpecial(value)).toBe(expected);
  });

  it.each<[Value, number]>([
    [7, 7],
    [-7, 7],
    ['abc', 3],
    [[1, 2, 3], 3],
    [[1, 200], 200],
    [['abcd'], 4],
    [{ a: 'abc', b: 2 }, 3],
    [{}, 0],
    [null, 0],
    [true, 0],
    [{ $set: [1, 9] }, 9],
    [{ $date: 99_999 }, 0],
  ])('size of %j: %s', (value, expected) => {
    expect(sizeOf(value)).toBe(expected);
  });
});
