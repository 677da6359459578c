import { describe, expect, it } from 'vitest';
import type { Value } from '../../../server/src/engine/behaviour/input.ts';
import { fits } from '../../../server/src/engine/behaviour/shapes/fits.ts';
import { annotated } from './shapesOf.ts';

describe('fits', () => {
  const date: Value = { $date: 0 };
  const cases: readonly (readonly [string, Value, boolean])[] = [
    ['number', 1, true],
    ['number', '1', false],
    ['string', '', true],
    ['`id-${number}`', 'id-1', true],
    ["'a'", 'b', false],
    ['number[]', [1, 2], true],
    ['number[]', [1, 'a'], false],
    ['[number, string]', [1, 'a'], true],
    ['[number, string]', [1], false],
    ['{ a: number; b?: string }', { a: 1 }, true],
    ['{ a: number; b?: string }', { a: 1, b: 2 }, false],
    ['{ a: number }', {}, false],
    ['{ a: number }', [1], false],
    ['{ a: number }', null, false],
    ['string | undefined', { $undefined: 1 }, true],
    ['string', { $undefined: 1 }, false],
    ['Date', date, true],
    ['Date', '2024-01-01', false],
    ['Date', 0, false],
    ['RegExp', { $regexp: ['a', ''] }, true],
    ['RegExp', 'a', false],
    ['Map<string, number>', { $map: [['a', 1]] }, true],
    ['Map<string, number>', { a: 1 }, false],
    ['Set<number>', { $set: [1] }, true],
    ['Set<number>', [1], false],
    ['bigint', { $bigint: '1' }, true],
    ['bigint', 1, false],
    ['Record<string, number>', { a: 1 }, true],
    ['Record<string, number>', { a: 'x' }, false],
    ['Record<string, number>', [1], false],
    ['Record<string, number>', date, false],
    ['() => void', 1, false],
    ['Promise<number>', 1, false],
    ['unknown', date, true],
  ];
  it.each(cases)('%s, %j: %s', (type, value, expected) => {
    expect(fits(annotated(`function f(v: ${type}) {}`)[0], value)).toBe(expected);
  });
});
