import { describe, expect, test } from 'vitest';
import { structural } from '../../../server/src/engine/dimensions/structural.ts';
import { type InputOptions, resultOf, rulesIn } from '../../helpers/dimensions.ts';

const evaluate = (golden: string, generated: string, options?: InputOptions) =>
  resultOf(structural, golden, generated, options);
const shareOf = (golden: string, generated: string, options?: InputOptions): number =>
  evaluate(golden, generated, options).value as number;

const FUNCTION = `
export function total(items: Item[], rate: number): number {
  let sum = 0;
  for (const item of items) {
    if (item.count > 0) sum += item.price * item.count;
  }
  return Math.round(sum * (1 + rate));
}
`;

const SAME: readonly (readonly [what: string, golden: string, generated: string])[] = [
  ['the same', FUNCTION, FUNCTION],
  [
    'other names',
    FUNCTION,
    FUNCTION.replace(/\bsum\b/g, 'acc')
      .replace(/\bitem\b/g, 'x')
      .replace(/\btotal\b/g, 'sumUp'),
  ],
  ['other literals', 'export const a = f(1, "x")', 'export const a = f(2, "y")'],
  ['other fields', 'f(a.b.c)', 'f(a.x.y)'],
  ['other formatting', 'export const a = { b: 1 };', '\nexport const a = {\n  b: 1,\n}'],
  ['comments', '/** a */ f(a)', 'f(a) // b'],
  ['keys of an object in another order', 'f({ a: 1, b: [2], c: g() })', 'f({ c: g(), a: 1, b: [2] })'],
  ['alternatives in another order', "type A = 'a' | B[] | { c: 1 }", "type A = { c: 1 } | 'a' | B[]"],
  [
    'members of a type in another order',
    'interface A { a: string; b(): void; c?: B[] }',
    'interface A { c?: B[]; a: string; b(): void }',
  ],
  [
    'members of a class in another order',
    'class A { a = 1; m() { return [1] } n() { f() } }',
    'class A { n() { f() } a = 1; m() { return [1] } }',
  ],
  [
    'destructured names in another order',
    'const { a, b: { c }, d = 1 } = e',
    'const { d = 1, a, b: { c } } = e',
  ],
  ['imported names in another order', "import { a, b, type C } from 'd'", "import { type C, b, a } from 'd'"],
  ['members of an enum in another order', 'enum A { B, C = 1, D = f(2) }', 'enum A { D = f(2), B, C = 1 }'],
  [
    'declarations in another order',
    `const a = [1];\nfunction g() { return a }\n${FUNCTION}`,
    `${FUNCTION}\nfunction g() { return a }\nconst a = [1];`,
  ],
];

describe('costs nothing', () => {
  test.each(SAME)('%s', (_, golden, generated) => {
    expect(evaluate(golden, generated)).toMatchObject({ value: 1, findings: [] });
  });
});

const DIFFERENT: readonly (readonly [
  what: string,
  golden: string,
  generated: string,
  low: number,
  high: number,
])[] = [
  ['an operator', FUNCTION, FUNCTION.replace('>', '>='), 0.8, 0.99],
  ['a loop', FUNCTION, FUNCTION.replace('for (const item of items)', 'for (const item in items)'), 0.7, 0.99],
  ['arguments in another order', 'f([a], b => c)', 'f(b => c, [a])', 0.3, 0.95],
  [
    'statements in another order',
    'function f() { a(1, 2); if (b) c(); }',
    'function f() { if (b) c(); a(1, 2); }',
    0.5,
    0.97,
  ],
  ['elements in another order', 'f([1, g(), x => x])', 'f([x => x, 1, g()])', 0.3, 0.97],
  ['a missing unit', `${FUNCTION}function g(a) { return a.b(1) }`, FUNCTION, 0.6, 0.95],
  ['everything else', FUNCTION, "export class A { b = 'c'; }", 0, 0.1],
  ['nothing there', FUNCTION, '', 0, 0],
];

describe('costs', () => {
  test.each(DIFFERENT)('%s', (_, golden, generated, low, high) => {
    const value = shareOf(golden, generated);
    expect(value).toBeGreaterThanOrEqual(low);
    expect(value).toBeLessThanOrEqual(high);
  });

  test.each([
    ['a missing unit', `${FUNCTION}function g(a) { return a.b(1) }`, FUNCTION, ['structural/missing']],
    ['an extra unit', FUNCTION, `${FUNCTION}function g(a) { return a.b(1) }`, ['structural/extra']],
    ['what changed', FUNCTION, FUNCTION.replace('>', '>='), ['structural/value']],
    [
      'what was added',
      FUNCTION,
      FUNCTION.replace('let sum = 0;', 'let sum = 0;\n  console.log(items);'),
      ['structural/added'],
    ],
    ['what was removed', FUNCTION, FUNCTION.replace('let sum = 0;', ''), ['structural/removed']],
  ])('%s is told', (_, golden, generated, rules) => {
    expect(rulesIn(evaluate(golden, generated))).toEqual(rules);
  });
});

test('more changes cost more', () => {
  const once = FUNCTION.replace('>', '>=');
  const twice = once.replace('for (const item of items)', 'while (items.pop())');
  expect(shareOf(FUNCTION, twice)).toBeLessThan(shareOf(FUNCTION, once));
});

test('a missing unit costs more than an extra one', () => {
  const more = `${FUNCTION}function g(a) { return a.b(1) }`;
  expect(shareOf(more, FUNCTION)).toBeLessThan(shareOf(FUNCTION, more));
});

test('what is extra is not charged where other golden files share the generated one', () => {
  const more = `${FUNCTION}function g(a) { return a.b(1) }`;
  expect(shareOf(FUNCTION, more, { shared: true })).toBe(1);
  expect(shareOf(more, FUNCTION, { shared: true })).toBeLessThan(1);
});

test('extra imports are not charged', () => {
  expect(shareOf(FUNCTION, `import a from 'a';\n${FUNCTION}`)).toBe(1);
});

test('the word before several declarators is part of the structure', () => {
  expect(shareOf('let a = 1, b = 2;', 'var a = 1, b = 2;')).toBeLessThan(1);
});

test('null without golden code', () => {
  for (const generated of ['', '// b', 'f()']) expect(evaluate('// a', generated).value).toBeNull();
});
