import { describe, expect, it } from 'vitest';
import type { Input, Value } from '../../../server/src/engine/behaviour/input.ts';
import { shrink } from '../../../server/src/engine/behaviour/shrink.ts';

type Holds = (...args: never[]) => boolean;

function shrunk(args: readonly Value[], holds: Holds, budget?: number): readonly Value[] {
  const differs = (inputs: readonly Input[]): boolean[] =>
    inputs.map((input) => holds(...(input.args as never[])));
  return shrink({ args }, differs, budget).args;
}

describe('the smallest that differs', () => {
  const cases: readonly (readonly [
    says: string,
    args: readonly Value[],
    holds: Holds,
    expected: readonly Value[],
  ])[] = [
    ['any number', [937], () => true, [0]],
    ['a positive number', [937], (n: number) => n > 0, [1]],
    ['a number from 10 on', [937], (n: number) => n >= 10, [10]],
    ['a negative number', [-937], (n: number) => n < 0, [-1]],
    ['an even number that is not 0', [64], (n: number) => n !== 0 && n % 2 === 0, [2]],
    ['a fraction', [3.75], () => true, [0]],
    ['any text', ['hello world'], () => true, ['']],
    ['a text with a letter', ['hello world'], (s: string) => s.includes('o'), ['o']],
    ['a text of two', ['hello'], (s: string) => s.length >= 2, ['aa']],
    ['a pair of brackets', ['((a)(b))'], (s: string) => s.includes('(') && s.includes(')'), ['()']],
    ['any list', [[3, 1, 2]], () => true, [[]]],
    ['a list of two', [[30, 10, 20, 40, 50]], (list: number[]) => list.length >= 2, [[0, 0]]],
    ['a list with a 7', [[3, 7, 2, 9]], (list: number[]) => list.includes(7), [[7]]],
    [
      'a list out of order',
      [[1, 5, 3, 9, 12]],
      (list: number[]) => list.some((n, at) => at > 0 && n < list[at - 1]),
      [[1, 0]],
    ],
    ['a list of words', [['red', 'green']], (list: string[]) => list.some((w) => w.length > 2), [['aaa']]],
    ['one of two arguments', [5, 'hello'], (n: number) => n > 0, [1, '']],
    ['an object', [{ a: 5, b: 'hello' }], ({ a }: { a: number }) => a > 2, [{ a: 3, b: '' }]],
    ['a flag', [true], () => true, [false]],
    ['a special value', [{ $date: 5 }], () => true, [{ $date: 5 }]],
    ['null', [null], () => true, [null]],
  ];
  it.each(cases)('%s', (_, args, holds, expected) => {
    expect(shrunk(args, holds)).toEqual(expected);
  });

  it('calls on an instance', () => {
    const input: Input = {
      args: [9],
      calls: [
        ['add', ['x']],
        ['size', []],
        ['add', ['yy']],
        ['clear', []],
      ],
    };
    const differs = (inputs: readonly Input[]): boolean[] =>
      inputs.map(({ calls = [] }) => calls.some(([name]) => name === 'clear'));
    expect(shrink(input, differs)).toEqual({ args: [0], calls: [['clear', []]] });
  });

  it('calls of a result keep at least one', () => {
    const input: Input = { args: [4], further: [[1], [22], [3]] };
    expect(shrink(input, (inputs) => inputs.map(() => true))).toEqual({ args: [0], further: [[0]] });
  });
});

describe('what is kept', () => {
  it('an input of which nothing simpler differs', () => {
    expect(shrunk([937, 'hello'], () => false)).toEqual([937, 'hello']);
  });

  it('never answers an input that does not differ', () => {
    for (let seed = 1; seed < 60; seed++) {
      const holds = (list: number[]): boolean =>
        list.reduce((sum, n) => (sum * 31 + n * seed) % 97, 7) % 3 === 1;
      const list = Array.from({ length: 6 }, (_, at) => (at * seed * 13) % 50);
      if (holds(list)) expect(holds(shrunk([list], holds)[0] as number[])).toBe(true);
    }
  });

  it('is never longer than before', () => {
    for (const args of [[[5, 4, 3]], ['zebra'], [{ a: [1, 2], b: 'x' }]] as Value[][]) {
      const result = shrunk(args, () => true);
      expect(JSON.stringify(result).length).toBeLessThanOrEqual(JSON.stringify(args).length);
    }
  });

  it('leaves the input alone that it is given', () => {
    const input: Input = { args: [[1, 2, 3], { a: 'x' }] };
    const before = JSON.stringify(input);
    shrink(input, (inputs) => inputs.map(() => true));
    expect(JSON.stringify(input)).toBe(before);
  });
});

describe('the budget', () => {
  it.each([0, 1, 10, 100])('%i inputs at most', (budget) => {
    let tried = 0;
    const list = Array.from({ length: 40 }, (_, at) => at + 1000);
    shrink(
      { args: [list, 'a long text to shorten'] },
      (inputs) => {
        tried += inputs.length;
        return inputs.map(() => true);
      },
      budget,
    );
    expect(tried).toBeLessThanOrEqual(budget);
  });

  it('no input is tried twice', () => {
    const seen: string[] = [];
    shrink({ args: [[5, 5, 5, 5], 'aabb'] }, (inputs) => {
      seen.push(...inputs.map((input) => JSON.stringify(input)));
      return inputs.map(({ args }) => (args[0] as number[]).length > 1);
    });
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('ends for huge numbers', () => {
    expect(shrunk([1e300], (n: number) => n > 1).length).toBe(1);
  });
});
