import { describe, expect, it } from 'vitest';
import type { Input, Value } from '../../../server/src/engine/behaviour/input.ts';
import { type CallName, showCall, showValue } from '../../../server/src/engine/behaviour/show.ts';

function evaluated(code: string, names: readonly string[] = [], values: readonly unknown[] = []): unknown {
  return new Function(...names, `return (${code});`)(...values);
}

describe('values as code', () => {
  const cases: readonly (readonly [Value, code: string, value: unknown])[] = [
    [1, '1', 1],
    [-0.5, '-0.5', -0.5],
    [1e21, '1e+21', 1e21],
    ['a "b"\n\\', '"a \\"b\\"\\n\\\\"', 'a "b"\n\\'],
    [null, 'null', null],
    [true, 'true', true],
    [[1, [2, 'x']], '[1, [2, "x"]]', [1, [2, 'x']]],
    [[], '[]', []],
    [{}, '{}', {}],
    [{ a: 1, 'b c': { d: [] } }, '{ a: 1, "b c": { d: [] } }', { a: 1, 'b c': { d: [] } }],
    [{ $a: 1, b: 2 }, '{ $a: 1, b: 2 }', { $a: 1, b: 2 }],
    [{ $undefined: 1 }, 'undefined', undefined],
    [{ $number: 'NaN' }, 'NaN', Number.NaN],
    [{ $number: '-0' }, '-0', -0],
    [{ $number: '-Infinity' }, '-Infinity', -Infinity],
    [{ $bigint: '-12' }, '-12n', -12n],
    [{ $date: 0 }, 'new Date("1970-01-01T00:00:00.000Z")', new Date(0)],
    [{ $regexp: ['a\\d+', 'gi'] }, '/a\\d+/gi', /a\d+/gi],
    [{ $map: [['a', { $set: [1] }]] }, 'new Map([["a", new Set([1])]])', new Map([['a', new Set([1])]])],
    [{ $map: [] }, 'new Map([])', new Map()],
    [{ $set: ['x'] }, 'new Set(["x"])', new Set(['x'])],
    [{ $typed: ['Uint8Array', [1, 2]] }, 'new Uint8Array([1, 2])', new Uint8Array([1, 2])],
    [{ $typed: ['BigInt64Array', [1, 2]] }, 'new BigInt64Array([1n, 2n])', new BigInt64Array([1n, 2n])],
    [{ $error: ['TypeError', 'no'] }, 'new TypeError("no")', new TypeError('no')],
  ];
  it.each(cases)('%j → %s', (value, code, expected) => {
    expect(showValue(value)).toBe(code);
    expect(evaluated(code)).toEqual(expected);
  });

  it('an own __proto__ stays an own property', () => {
    const value = JSON.parse('{"__proto__": 1}') as Value;
    expect(Object.keys(evaluated(showValue(value)) as object)).toEqual(['__proto__']);
  });

  it('symbols', () => {
    expect(String(evaluated(showValue({ $symbol: 'x' })))).toBe('Symbol(x)');
  });

  it('promises', async () => {
    await expect(evaluated(showValue({ $promise: { value: [1] } }))).resolves.toEqual([1]);
    await expect(evaluated(showValue({ $promise: { error: 'no' } }))).rejects.toThrow('no');
  });

  it('callbacks', () => {
    const call = (answer: 'table' | 'compare' | 'first' | 'throw', answers?: Value[]) =>
      evaluated(
        showValue({
          $callback: answers ? { answer, answers, observed: false } : { answer, observed: false },
        }),
      ) as (...args: unknown[]) => unknown;
    expect([2, 1, 3].sort(call('compare') as (a: number, b: number) => number)).toEqual([1, 2, 3]);
    expect(call('first')(7, 8)).toBe(7);
    expect(call('throw')).toThrow();
    expect(call('table', [5])(1)).toBe(5);
    expect(call('table', [{ a: 1 }])(1)).toEqual({ a: 1 });
    expect(call('table', [])(1)).toBeUndefined();
  });
});

/** Names with a capital are classes here. */
function called(name: string): CallName {
  return { name, kind: /^[A-Z]/.test(name) ? 'class' : 'function', isRead: () => false };
}

describe('calls as code', () => {
  const cases: readonly (readonly [target: string, Input, code: string])[] = [
    ['slugify', { args: ['a  b'] }, 'slugify("a  b")'],
    ['f', { args: [] }, 'f()'],
    ['f', { args: [1, [2], { $undefined: 1 }] }, 'f(1, [2], undefined)'],
    ['money.format', { args: [1] }, 'money.format(1)'],
    ['adder', { args: [1], further: [[2]] }, 'adder(1)(2)'],
    ['adder', { args: [1], further: [[2], [3]] }, 'const result = adder(1); result(2); result(3)'],
    ['Cart', { args: [3], calls: [] }, 'new Cart(3)'],
    ['Cart', { args: [3], calls: [['add', ['x']]] }, 'new Cart(3).add("x")'],
    [
      'Cart',
      {
        args: [],
        calls: [
          ['add', ['x']],
          ['size', []],
        ],
      },
      'const it = new Cart(); it.add("x"); it.size()',
    ],
    ['Cart', { args: [], calls: [['static of', [1]]] }, 'Cart.of(1)'],
    ['createCart', { args: [3], calls: [['add', ['x']]] }, 'createCart(3).add("x")'],
    ['createCart', { args: [3], calls: [['get total', []]] }, 'createCart(3).total'],
    [
      'Cart',
      {
        args: [1],
        calls: [
          ['static of', [1]],
          ['add', [2]],
        ],
      },
      'const it = new Cart(1); Cart.of(1); it.add(2)',
    ],
  ];
  it.each(cases)('%s %j → %s', (target, input, code) => {
    expect(showCall(called(target), input)).toBe(code);
  });

  it('can be run', () => {
    class Cart {
      readonly all: unknown[] = [];
      static of(n: number): number {
        return n;
      }
      add(one: unknown): number {
        return this.all.push(one);
      }
    }
    const code = showCall(called('Cart'), {
      args: [],
      calls: [
        ['add', ['x']],
        ['static of', [1]],
        ['add', ['y']],
      ],
    });
    const last = code.lastIndexOf('; ');
    const run = new Function('Cart', `${code.slice(0, last)}; return ${code.slice(last + 2)};`);
    expect(run(Cart)).toBe(2);
    expect(evaluated(showCall(called('f'), { args: [2, 3] }), ['f'], [(a: number, b: number) => a * b])).toBe(
      6,
    );
  });
});
