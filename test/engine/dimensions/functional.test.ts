import { describe, expect, test } from 'vitest';
import { functional } from '../../../server/src/engine/dimensions/functional.ts';
import { type InputOptions, resultOf, rulesIn } from '../../helpers/dimensions.ts';

const evaluate = (golden: string, generated: string, options?: InputOptions) =>
  resultOf(functional, golden, generated, options);
const valueOf = (golden: string, generated: string, options?: InputOptions): number =>
  evaluate(golden, generated, options).value as number;

const BODY = '{ const rows = load(source, 10); return rows.filter((row) => row.ok).map((row) => row.name); }';

/** Golden and generated that offer the same. */
const SAME: readonly (readonly [what: string, golden: string, generated: string])[] = [
  [
    'other bodies',
    `export function f(a: string): number ${BODY}`,
    'export function f(a: string): number { return 1 }',
  ],
  ['other names of parameters', 'export function f(a: string) {}', 'export function f(b: string) {}'],
  [
    'a function and an arrow',
    'export function f(a: string): void {}',
    'export const f = (a: string): void => {}',
  ],
  ['a list and a word', 'function f() {} export { f }', 'export function f() {}'],
  ['a renamed list and a word', 'function g() {} export { g as f }', 'export function f() {}'],
  ['a default by name and in place', 'function f() {} export default f', 'export default function f() {}'],
  ['a list above and below', 'export { f }; function f() {}', 'function f() {} export { f };'],
  ['other order', 'export const a = 1; export function b() {}', 'export function b() {} export const a = 1;'],
  ['private helpers', 'export function f() {}', 'function g() {} export function f() { g() }'],
  ['what is exported besides', 'export function f() {}', 'export function f() {} export function g() {}'],
  [
    'names of own types',
    'interface A { x: 1 } export function f(a: A): void {}',
    'interface B { x: 1 } export function f(a: B): void {}',
  ],
  [
    'an interface and a type',
    'export interface A { x: string; y?: number }',
    'export type A = { y?: number; x: string }',
  ],
  ['order of members', 'export interface A { x: 1; y: 2 }', 'export interface A { y: 2; x: 1 }'],
  ['order of alternatives', "export type A = 'a' | 'b'", "export type A = 'b' | 'a'"],
  [
    'inherited members',
    'interface B { x: 1 } export interface A extends B { y: 2 }',
    'export interface A { x: 1; y: 2 }',
  ],
  ['intersections', 'export type A = { x: 1 } & { y: 2 }', 'export interface A { x: 1; y: 2 }'],
  ['re-exports', "export { a } from './a'", "export { a } from './b'"],
  ['export *', "export * from './lib/a'", "export * from './a.ts'"],
  ['CommonJS in two ways', 'function f(a) {} module.exports = { f }', 'exports.f = function (a) {}'],
  [
    'order of errors',
    'export function f() { throw new A(); throw new B() }',
    'export function f() { throw new B(); throw new A() }',
  ],
  [
    'a result where the golden says none',
    'export function f() { return 1 }',
    'export function f(): number { return 1 }',
  ],
];

describe('costs nothing', () => {
  test.each(SAME)('%s', (_, golden, generated) => {
    const result = evaluate(golden, generated);
    expect(result.findings.map(({ message }) => message)).toEqual([]);
    expect(result.value).toBe(1);
  });
});

/** What differs, the rules that say so, and bounds of the value. */
const DIFFERENT: readonly (readonly [
  what: string,
  golden: string,
  generated: string,
  rules: readonly string[],
  low: number,
  high: number,
])[] = [
  [
    'a missing export',
    'export function f() {} export function g(a) {}',
    'export function f() {}',
    ['missing-export'],
    0.3,
    0.7,
  ],
  ['everything missing', 'export function f() {}', 'run()', ['missing-export'], 0, 0],
  [
    'no longer exported',
    'export function f() {}',
    'export const a = 1; function f() {}',
    ['missing-export'],
    0,
    0,
  ],
  [
    'a renamed export',
    `export function readNames(source) ${BODY}`,
    `export function loadNames(source) ${BODY}`,
    ['renamed-export'],
    0.85,
    0.99,
  ],
  [
    'an export of quite another name',
    `export function readNames(source) ${BODY}`,
    `export function xyz(source) ${BODY}`,
    ['renamed-export'],
    0.8,
    0.95,
  ],
  ['a parameter too few', 'export function f(a, b) {}', 'export function f(a) {}', ['parameters'], 0.8, 0.95],
  [
    'a parameter too many',
    'export function f(a) {}',
    'export function f(a, b) {}',
    ['parameters'],
    0.8,
    0.95,
  ],
  [
    'an optional parameter too many',
    'export function f(a) {}',
    'export function f(a, b = 1) {}',
    ['parameters'],
    0.9,
    0.99,
  ],
  [
    'optional and required',
    'export function f(a?: string) {}',
    'export function f(a: string) {}',
    ['parameters'],
    0.9,
    0.99,
  ],
  [
    'rest and plain',
    'export function f(...a: string[]) {}',
    'export function f(a: string[]) {}',
    ['parameters'],
    0.8,
    0.97,
  ],
  [
    'other keys of props',
    'export function F({ a, b }) {}',
    'export function F({ a, c, d }) {}',
    ['parameters'],
    0.8,
    0.99,
  ],
  [
    'types of parameters',
    'export function f(a: string) {}',
    'export function f(a: number) {}',
    ['types'],
    0.85,
    0.95,
  ],
  [
    'members of parameter types',
    'interface P { x: 1; y: 2 } export function f(a: P) {}',
    'interface P { x: 1 } export function f(a: P) {}',
    ['types'],
    0.9,
    0.99,
  ],
  ['results', 'export function f(): string {}', 'export function f(): number {}', ['result'], 0.85, 0.95],
  ['a result not told', 'export function f(): string {}', 'export function f() {}', ['result'], 0.95, 0.99],
  ['async', 'export async function f() {}', 'export function f() {}', ['async'], 0.94, 0.96],
  ['generators', 'export function* f() {}', 'export function f() {}', ['async'], 0.94, 0.96],
  ['errors', 'export function f() { throw new A() }', 'export function f() {}', ['errors'], 0.94, 0.96],
  [
    'other errors',
    'export function f() { throw new A() }',
    'export function f() { throw new B() }',
    ['errors'],
    0.94,
    0.96,
  ],
  ['a value where a function was', 'export function f(a) {}', 'export const f = 1', ['parameters'], 0.5, 0.6],
  [
    'a missing member',
    'export interface A { x: 1; y: 2 }',
    'export interface A { x: 1 }',
    ['members'],
    0.75,
    0.9,
  ],
  [
    'a renamed member',
    'export interface A { x: 1; y: 2 }',
    'export interface A { x: 1; z: 2 }',
    ['members'],
    0.85,
    0.95,
  ],
  [
    'a member of another type',
    'export interface A { x: 1; y: string }',
    'export interface A { x: 1; y: number }',
    ['members'],
    0.9,
    0.95,
  ],
  [
    'an optional member',
    'export interface A { x: 1; y: string }',
    'export interface A { x: 1; y?: string }',
    ['members'],
    0.9,
    0.95,
  ],
  [
    'an inherited member that is not',
    'interface B { x: 1 } export interface A extends B { y: 2 }',
    'export interface A { y: 2 }',
    ['members'],
    0.75,
    0.9,
  ],
  ['members of enums', 'export enum A { X, Y }', 'export enum A { X, Z }', ['members'], 0.5, 0.95],
  [
    'members of classes',
    'export class A { x() {} y() {} }',
    'export class A { x() {} }',
    ['members'],
    0.75,
    0.9,
  ],
  [
    'members of objects of functions',
    'export const a = { x() {}, y() {} }',
    'export const a = { x() {}, z() {} }',
    ['members'],
    0.5,
    0.95,
  ],
  ['alternatives', "export type A = 'a' | 'b'", "export type A = 'a' | 'c'", ['members'], 0.5, 0.95],
  ['values', "export const A = 'a'", "export const A = 'b'", ['value'], 0.5, 0.99],
  [
    'default and named',
    `export default function load(source) ${BODY}`,
    `export function load(source) ${BODY}`,
    ['renamed-export'],
    0.8,
    0.95,
  ],
  [
    'named and default',
    `export function load(source) ${BODY}`,
    `export default function load(source) ${BODY}`,
    ['renamed-export'],
    0.8,
    0.95,
  ],
  ['re-exported and declared', "export { a } from './a'", 'export const a = 1', ['kind'], 0.85, 0.95],
  [
    'a missing re-export',
    "export * from './a'; export * from './b'",
    "export * from './a'",
    ['missing-export'],
    0.5,
    0.5,
  ],
  [
    'a missing function of a script',
    'function f() {} function g() {}',
    'function f() {}',
    ['missing-export'],
    0.5,
    0.5,
  ],
  [
    'a syntax error',
    'export function f() {}',
    'export function f() {} const = 1',
    ['syntax-error'],
    0.5,
    0.5,
  ],
];

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
  expect(valueOf('function f() {} class C {} const a = 1', 'class C {} function f() {}')).toBe(1);
});

test('types do not count where the golden is JavaScript', () => {
  expect(valueOf('export function f(a) {}', 'export function f(a) {}', { path: 'a.js' })).toBe(1);
  expect(valueOf('export const f = (a, b) => a', 'export const f = (a) => a', { path: 'a.js' })).toBeLessThan(
    1,
  );
});

test('a syntax error halves what there is, unless the golden has one too', () => {
  const golden = 'export function f(a) {}\nexport function g(a) {}';
  const half = valueOf(golden, 'export function f(a) {}');
  expect(valueOf(golden, 'export function f(a) {}\nconst = 1')).toBeCloseTo(half / 2, 9);
  expect(valueOf(`${golden}\nlet = ;`, `${golden}\nlet = ;`)).toBe(1);
});

test('code under another name that is other code is not the export', () => {
  const other = 'export function xyz(a, b, c) { for (const d of a) { console.log(d, b); } return c ? 1 : 2 }';
  expect(valueOf(`export function readNames(source) ${BODY}`, other)).toBeLessThan(0.5);
});

test('bigger exports weigh more', () => {
  const golden = `export function big(source) ${BODY}\nexport const tiny = 1;`;
  expect(valueOf(golden, 'export const tiny = 1;')).toBeLessThan(
    valueOf(golden, `export function big(source) ${BODY}`),
  );
});

test('null where the golden offers nothing', () => {
  for (const golden of ['', '// c', "import './a'", 'run()', 'const a = 1; run(a)'])
    expect(evaluate(golden, 'export function f() {}').value).toBeNull();
});

test('names like members of Object are names', () => {
  const golden = 'export const constructor = 1; export function toString() {} export const __proto__ = 2;';
  expect(valueOf(golden, golden)).toBe(1);
  expect(rulesIn(evaluate(golden, 'export const a = 3'))).toEqual(['functional/missing-export']);
  const types = 'export interface A { constructor: 1; __proto__: 2; hasOwnProperty(): 3 }';
  expect(valueOf(types, types)).toBe(1);
  expect(valueOf(types, 'export interface A { constructor: 1 }')).toBeLessThan(1);
});

test('types that hold themselves end', () => {
  const loop =
    'interface A extends B { a: 1 } interface B extends A { b: 2 } type C = D; type D = C; export function f(a: A, c: C) {}';
  expect(valueOf(loop, loop)).toBe(1);
});

test('names taken out of a pattern are exports of their own', () => {
  const result = evaluate('export const { a, b } = make()', 'export const { a } = make()');
  expect(result.findings.map(({ message }) => message)).toContain('`b` is not exported.');
});
