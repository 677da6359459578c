import { describe, expect, it } from 'vitest';
import {
  almostSameValue,
  isSenseless,
  keyOf,
  sameValue,
} from '../../../server/src/engine/behaviour/outcome.ts';
import { outcome } from './outcomes.ts';

type Case = readonly [a: string, b: string, expected: boolean];

function check(same: (a: string, b: string) => boolean, cases: readonly Case[]): void {
  it.each(cases)('%s and %s: %s', (a, b, expected) => {
    expect([same(a, b), same(b, a)]).toEqual([expected, expected]);
  });
}

describe('sameValue', () => {
  check(sameValue, [
    ['1', '1', true],
    ['1', '2', false],
    ['1', '1n', false],
    ['0', '-0', false],
    ['0.30000000000000004', '0.3', true],
    ['0.3', '0.3000001', false],
    ['1e21', '1.0000000000001e21', true],
    ['1000000000.5', '1000000000.6', true],
    ['1000000.5', '1000000.6', false],
    ['1e-12', '2e-12', true],
    ['-0.1', '0.1', false],
    ['9007199254740991', '9007199254740990', false],
    ['9007199254740993n', '9007199254740994n', false],
    ['12345678901234567890n', '12345678901234567891n', false],
    ['5n', '5n', true],
    ['[1, 0.1]', '[1, 0.10000000000000001]', true],
    ['[1, 2]', '[1, 3]', false],
    ['[1, 2]', '[1, 2, 3]', false],
    ['[0.1]', '{"a": 0.1}', false],
    ['{"a": 0.1}', '{"b": 0.1}', false],
    ['{"a1": 0.1}', '{"a1": 0.1000000000000001}', true],
    ['"0.1"', '"0.10000000000000001"', false],
    ['["x1", 0.1]', '["x2", 0.1]', false],
    ['["a \\" 1", 0.1]', '["a \\" 1", 0.1000000000000001]', true],
    ['"5"', '5', false],
    ['null', 'undefined', false],
    ['NaN', 'NaN', true],
    ['NaN', '0', false],
    ['Infinity', '1e308', false],
    ['true', 'false', false],
  ]);
});

describe('almostSameValue', () => {
  check(almostSameValue, [
    ['5', '"5"', true],
    ['-1.5', '"-1.5"', true],
    ['5', '"6"', false],
    ['null', 'undefined', true],
    ['[null, 1]', '[undefined, "1"]', true],
    ['["1", 2]', '[1, "2"]', true],
    ['0', 'null', false],
    ['""', '0', false],
    ['true', '1', false],
    ['"a"', '"b"', false],
    ['"1.50"', '"1.5"', false],
    ['"0.3"', '"0.30000000000000004"', false],
    ['"undefined"', '"null"', false],
    ['{"1": 2}', '{"1": "2"}', true],
    ['0.1', '0.10000000000000001', true],
  ]);
});

describe('keyOf', () => {
  it('tells how it ended and with what', () => {
    expect(keyOf(outcome({ value: '1' }))).toBe('value 1');
    expect(keyOf(outcome({ ending: 'throw', value: 'TypeError', message: 'x' }))).toBe('throw TypeError');
    expect(keyOf(outcome({ value: '1', mutated: '[2]' }))).toBe('value 1');
    expect(keyOf(outcome({ value: 'undefined', mutated: '[2]' }))).toBe('value undefined [2]');
    expect(keyOf(outcome({ ending: 'steps', value: 'whatever' }))).toBe('steps');
  });
});

describe('isSenseless', () => {
  it.each([
    [outcome({ value: 'Instance[undefined,3,undefined] fields {"n":3}' }), false],
    [outcome({ value: 'Instance[undefined] fields {"n":NaN}' }), true],
    [outcome({ value: 'Instance[undefined,NaN] fields {"n":3}' }), true],
    [outcome({ value: 'Instance[] fields {"n":undefined}' }), true],
    [outcome({ value: '1' }), false],
    [outcome({ value: 'null' }), false],
    [outcome({ value: '""' }), false],
    [outcome({ value: 'NaN' }), true],
    [outcome({ value: '[1, NaN]' }), true],
    [outcome({ value: 'Infinity' }), true],
    [outcome({ value: '-Infinity' }), true],
    [outcome({ value: '{"a": undefined}' }), true],
    [outcome({ value: '"NaN"' }), false],
    [outcome({ value: '"undefined is not a function"' }), false],
    [outcome({ value: 'undefined' }), true],
    [outcome({ value: 'undefined', mutated: '[1]' }), false],
    [outcome({ value: 'undefined', effects: ['log(1)'] }), false],
    [outcome({ ending: 'throw', value: 'Error' }), true],
    [outcome({ ending: 'steps' }), true],
  ])('%j: %s', (given, expected) => {
    expect(isSenseless(given)).toBe(expected);
  });
});
