import { describe, expect, test } from 'vitest';
import { functional } from '../../../server/src/engine/dimensions/functional.ts';
import { type InputOptions, resultOf, rulesIn } from '../../helpers/dimensions.ts';
import { BODY, DIFFERENT, SAME } from './functionalCases.ts';

const evaluate = (golden: string, generated: string, options?: InputOptions) =>
  resultOf(functional, golden, generated, options);
const shareOf = (golden: string, generated: string, options?: InputOptions): number =>
  evaluate(golden, generated, options).value as number;

describe('costs nothing', () => {
  test.each(SAME)('%s', (_, golden, generated) => {
    const result = evaluate(golden, generated);
    expect(result.findings.map(({ message }) => message)).toEqual([]);
    expect(result.value).toBe(1);
  });
});

describe('costs', () => {
  test.each(DIFFERENT)('%s', (_, golden, generated, rules, low, high) => {
    const result = evaluate(golden, generated);
    expect(rulesIn(result)).toEqual(rules.map((rule) => `functional/${rule}`).sort());
    expect(result.value).toBeGreaterThanOrEqual(low - 1e-12);
    expect(result.value).toBeLessThanOrEqual(high + 1e-12);
  });
});

describe('what is told', () => {
  test.each<readonly [string, string, RegExp]>([
    ['export function f() {}', 'run()', /^`f` is not exported\.$/],
    [
      'export function f(a, b) {}',
      'export function f(a) {}',
      /^`f` takes 1 parameter where the golden takes 2 parameters\.$/,
    ],
    [
      'export function f(a, b = 1) {}',
      'export function f(a) {}',
      /takes 1 parameter where the golden takes 2 parameters \(1 optional\)/,
    ],
    [
      'export async function f() {}',
      'export function f() {}',
      /^`f` is synchronous where the golden is async\.$/,
    ],
    [
      'export function f() { throw new A() }',
      'export function f() {}',
      /^`f` throws nothing where the golden throws A\.$/,
    ],
    ['export interface A { x: 1; y: 2 }', 'export interface A { x: 1 }', /^`A` lacks y\.$/],
    [
      'export interface A { x: 1 }',
      'export interface A { x: 1; y: 2 }',
      /members that the golden does not have/,
    ],
    ['export interface A { x: 1 }', 'export interface A { x: 2 }', /members of other types/],
    [
      'export interface A { a: 1; b: 1; c: 1; d: 1; e: 1; f: 1 }',
      'export interface A { z: 2 }',
      /lacks a, b, c, d and 2 more/,
    ],
  ])('%s | %s', (golden, generated, message) => {
    expect(evaluate(golden, generated).findings[0]?.message).toMatch(message);
  });
});

test('a script without exports is held to its functions and classes, not to its variables', () => {
  expect(shareOf('function f() {} class C {} const a = 1', 'class C {} function f() {}')).toBe(1);
});

test('types do not count where the golden is JavaScript', () => {
  expect(shareOf('export function f(a) {}', 'export function f(a) {}', { path: 'a.js' })).toBe(1);
  expect(shareOf('export const f = (a, b) => a', 'export const f = (a) => a', { path: 'a.js' })).toBeLessThan(
    1,
  );
});

test('a syntax error halves what there is, unless the golden has one too', () => {
  const golden = 'export function f(a) {}\nexport function g(a) {}';
  const half = shareOf(golden, 'export function f(a) {}');
  expect(shareOf(golden, 'export function f(a) {}\nconst = 1')).toBeCloseTo(half / 2, 9);
  expect(shareOf(`${golden}\nlet = ;`, `${golden}\nlet = ;`)).toBe(1);
});

test('code under another name that is other code is not the export', () => {
  const other = 'export function xyz(a, b, c) { for (const d of a) { console.log(d, b); } return c ? 1 : 2 }';
  expect(shareOf(`export function readNames(source) ${BODY}`, other)).toBeLessThan(0.5);
});

test('bigger exports weigh more', () => {
  const golden = `export function big(source) ${BODY}\nexport const tiny = 1;`;
  expect(shareOf(golden, 'export const tiny = 1;')).toBeLessThan(
    shareOf(golden, `export function big(source) ${BODY}`),
  );
});

test('null where the golden offers nothing', () => {
  for (const golden of ['', '// c', "import './a'", 'run()', 'const a = 1; run(a)'])
    expect(evaluate(golden, 'export function f() {}').value).toBeNull();
});

test('names like members of Object are names', () => {
  const golden = 'export const constructor = 1; export function toString() {} export const __proto__ = 2;';
  expect(shareOf(golden, golden)).toBe(1);
  expect(rulesIn(evaluate(golden, 'export const a = 3'))).toEqual(['functional/missing-export']);
  const types = 'export interface A { constructor: 1; __proto__: 2; hasOwnProperty(): 3 }';
  expect(shareOf(types, types)).toBe(1);
  expect(shareOf(types, 'export interface A { constructor: 1 }')).toBeLessThan(1);
});

test('types that hold themselves end', () => {
  const loop =
    'interface A extends B { a: 1 } interface B extends A { b: 2 } type C = D; type D = C; export function f(a: A, c: C) {}';
  expect(shareOf(loop, loop)).toBe(1);
});

test('names taken out of a pattern are exports of their own', () => {
  const result = evaluate('export const { a, b } = make()', 'export const { a } = make()');
  expect(result.findings.map(({ message }) => message)).toContain('`b` is not exported.');
});
