import { describe, expect, it } from 'vitest';
import { examplesOf } from '../../../server/src/engine/behaviour/examples.ts';
import type { Value } from '../../../server/src/engine/behaviour/input.ts';
import type { CallPlan } from '../../../server/src/engine/behaviour/maker.ts';
import { ANY, arrayOf, NUMBER, type Shape, TEXT } from '../../../server/src/engine/behaviour/shapes/shape.ts';

function plan(...shapes: readonly Shape[]): CallPlan {
  return { fillings: [{ shapes, weight: 1 }], sameLength: [], rest: false };
}

const ANYTHING = plan(ANY, ANY, ANY);

function check(cases: readonly (readonly [text: string, ...expected: (readonly Value[])[]])[]): void {
  it.each(cases.map(([text, ...expected]) => [text, expected] as const))('%s → %j', (text, expected) => {
    expect(examplesOf(text, 'f', ANYTHING).map(({ args }) => args)).toEqual(expected);
  });
}

describe('where calls stand', () => {
  check([
    ['f(1)', [1]],
    ['// f(1) → 2', [1]],
    ['/** @example f("a") // => "b" */', ['a']],
    ['console.log(f(3)); expect(f(4)).toBe(5);', [3], [4]],
    ['/**\n * f([1, 2,\n *   3])\n */', [[1, 2, 3]]],
    ['// f({\n//   a: 1,\n// })', [{ a: 1 }]],
    ['await f(1)', [1]],
    [
      '/**\n * @example <caption>one</caption>\n * f(1) // => 2\n * f(2) => 3\n * >>> f(3)\n * 4\n */',
      [1],
      [2],
      [3],
    ],
    ['// f(1) === 2, f(2) -> 3', [1], [2]],
    ['/**\n * ```js\n * const a = f("x");\n * ```\n */', ['x']],
    ['g(f(1))', [1]],
    // Others' functions of that name, other names, and the declaration itself.
    ['x.f(1)'],
    ['$f(1) af(2) f2(3)'],
    ['function f(a, b) { return a }'],
    ['f()'],
  ]);
});

describe('literals', () => {
  check([
    ['f(-1.5, 1e3, 1_000)', [-1.5, 1000, 1000]],
    ['f(.5)', [0.5]],
    ['f(true, false, null)', [true, false, null]],
    ['f(undefined)', [{ $undefined: 1 }]],
    ["f('it\\'s', \"a\\n\", `x`)", ["it's", 'a\n', 'x']],
    ["f('\\u0041\\x42\\\\')", ['AB\\']],
    ["f('\\u{1F600}')", ['😀']],
    ['f([], {}, [[1], { a: [2] }])', [[], {}, [[1], { a: [2] }]]],
    ['f({ a: 1, \'b c\': 2, "d": 3 })', [{ a: 1, 'b c': 2, d: 3 }]],
    ['f(1, 2,)', [1, 2]],
    ["f('a, b)')", ['a, b)']],
  ]);
});

describe('what is not literal is left out', () => {
  check([
    ['f(x)'],
    ['f(1, x)'],
    ['f(1 + 2)'],
    ["f('a' + 'b')"],
    ['f([1, x])'],
    ['f({ a: x })'],
    ['f({ a })'],
    ['f({ ...x })'],
    ['f(...[1])'],
    ['f(`a${x}`)'],
    ['f(10n)'],
    ['f(0x10)'],
    ['f(/a/)'],
    ['f(() => 1)'],
    ['f(new Date(0))'],
    ['f(1'],
    ["f('a"],
    ['f({ $date: 1 })'],
    ['f(1).g, f(y)', [1]],
  ]);
});

describe('what fits', () => {
  it('only arguments of the right types', () => {
    const found = examplesOf("f(1, 'a') f('a', 1) f(2)", 'f', plan(NUMBER, TEXT));
    expect(found.map(({ args }) => args)).toEqual([[1, 'a'], [2]]);
  });

  it('of any of the ways to fill the parameters', () => {
    const either: CallPlan = {
      ...plan(NUMBER),
      fillings: [...plan(NUMBER).fillings, ...plan(TEXT).fillings],
    };
    expect(examplesOf("f(1) f('a') f(true)", 'f', either).map(({ args }) => args)).toEqual([[1], ['a']]);
  });

  it('no more arguments than parameters', () => {
    expect(examplesOf('f(1, 2)', 'f', plan(NUMBER))).toEqual([]);
  });

  it('all arguments of a rest parameter', () => {
    const rest: CallPlan = { ...plan(TEXT, arrayOf(NUMBER)), rest: true };
    const found = examplesOf("f('a', 1, 2, 3) f('b') f('c', 'd')", 'f', rest);
    expect(found.map(({ args }) => args)).toEqual([['a', 1, 2, 3], ['b']]);
  });

  it('names with a dollar sign', () => {
    expect(examplesOf('$f$(1) f(2)', '$f$', ANYTHING).map(({ args }) => args)).toEqual([[1]]);
  });

  it('twenty at most', () => {
    const text = Array.from({ length: 50 }, (_, at) => `f(${at})`).join(' ');
    expect(examplesOf(text, 'f', ANYTHING).length).toBe(20);
  });
});
