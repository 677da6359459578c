import { describe, expect, it } from 'vitest';
import { nameOfShape } from '../../../server/src/engine/behaviour/shapes/shape.ts';
import { described, likeliest } from './described.ts';
import { factsOf } from './shapesOf.ts';

type Case = readonly [code: string, expected: string];

const DECLARED = `
/** @typedef {Object} Person
 * @property {string} name the name
 * @property {number} [age]
 * @prop {Object} home
 * @prop {string} home.street */
/** @typedef {{ x: number, y?: number }} Point */
/** @typedef {'a' | 'b'} Letter */
/** @typedef {Object[]} Rows
 *  @property {number} id */
/** @callback Check
 * @param {Person} who
 * @param {number} [limit]
 * @returns {boolean} */
/** @template T @typedef {{ value: T }} Box */
/**
 * @template T
 * @typedef {{ item: T }} Crate
 */
class Stack { size = 0; constructor() { this.size = 1; } }
`;

/** Types of one parameter of which the code says nothing. */
function checkTypes(cases: readonly Case[]): void {
  it.each(cases)('{%s} → %s', (type, expected) => {
    const code = `${DECLARED}/** @param {${type}} v */ export function f(v) { return g(v); }`;
    expect(likeliest(described(code).plan.call)).toBe(expected);
  });
}

/** Whole files, whose function is `f`. */
function check(cases: readonly Case[]): void {
  it.each(cases)('%s → %s', (code, expected) => {
    expect(likeliest(described(code).plan.call)).toBe(expected);
  });
}

const PERSON = '{ name: string; age?: number; home: { street: string } }';

describe('types as people write them', () => {
  checkTypes([
    ['string', 'string'],
    ['String', 'string'],
    ['number', 'number'],
    ['int', 'number'],
    ['Boolean', 'boolean'],
    ['string[]', 'string[]'],
    ['Array<string>', 'string[]'],
    ['Array.<string>', 'string[]'],
    ['Array.<Array.<number>>', 'number[][]'],
    ['!Array<!string>', 'string[]'],
    ['?string', 'null | string'],
    ['string?', 'string | null'],
    ['!Person', PERSON],
    ['number=', 'number | undefined'],
    ['(string|number)', 'string | number'],
    ['string|number', 'string | number'],
    ['(string|number)[]', '(string | number)[]'],
    ["'a'|'b'", '"a" | "b"'],
    ['"x" | 1 | -1 | null', '"x" | 1 | -1 | null'],
    ['{a: number, b?: string}', '{ a: number; b?: string }'],
    ['{a: number; b: {c: string[]}}', '{ a: number; b: { c: string[] } }'],
    ['{a, b: number}', '{ a: any; b: number }'],
    ["{'a-b': number}", '{ a-b: number }'],
    ['[string, number]', '[string, number]'],
    ['[name: string, count?: number]', '[string, number]'],
    ['Object<string, number>', 'Record<string, number>'],
    ['Object.<string, number>', 'Record<string, number>'],
    ['Record<string, number[]>', 'Record<string, number[]>'],
    ['Map<string, number>', 'Map<string, number>'],
    ['Set.<number>', 'Set<number>'],
    ['Date', 'date'],
    ['RegExp', 'regexp'],
    ['Promise<number>', 'Promise<number>'],
    ['function(string): number', '(string) => number'],
    ['function(string, number=)', '(string, number) => void'],
    ['function(): ?string', '() => null | string'],
    ['(a: string, b?: number) => boolean', '(string, number) => boolean'],
    ['((a: string) => void)[]', '((string) => void)[]'],
    ['keyof Point', '"x" | "y"'],
    ['Partial<Point>', '{ x?: number; y?: number }'],
    ['`id-${number}`', '`id-${number}`'],
    ['Person', PERSON],
    ['Person[]', `${PERSON}[]`],
    ['Point', '{ x: number; y?: number }'],
    ['Letter', '"a" | "b"'],
    ['Rows', '{ id: number }[]'],
    ['Check', `(${PERSON}, number) => boolean`],
    ['Crate<string>', '{ item: string }'],
    ['Stack', '{ size: any }'],
  ]);
});

describe('what is no type, or says little, leaves the word to the uses', () => {
  it.each([
    ...['*', '?', 'any', 'mixed', 'Foo', 'module:a/b', 'string or number', 'string, number', '{', 'a b'],
    ...['string; type X = 1', 'import("./x").Y', '1 +', '<', 'Array<', ''],
  ])('{%s}', (type) => {
    const code = `/** @param {${type}} v */ export function f(v) { return v.toUpperCase(); }`;
    expect(likeliest(described(code).plan.call)).toBe('string');
  });

  check([
    ['/** @param {Array} v */ export function f(v) { return v.map((x) => x.trim()) }', 'string[]'],
    ['/** @param {Array} v */ export function f(v) { return g(v) }', 'number[]'],
    [
      '/** @param {Object} v */ export function f(v) { return v.a * 2 + v.b.trim() }',
      '{ a: number; b: string }',
    ],
    ['/** @param {object} v */ export function f(v) { return g(v) }', 'Record<string, any>'],
    ['/** @param {Object[]} v */ export function f(v) { return v.map((x) => x.n * 2) }', '{ n: number }[]'],
    [
      '/** @param {Function} v */ export function f(v) { return [1].map((x) => v(x) * 2) }',
      '(number) => number',
    ],
    ['/** @param v the thing */ export function f(v) { return v.trim() }', 'string'],
    ['/* @param {number} v */ export function f(v) { return v.trim() }', 'string'],
  ]);
});

describe('entries', () => {
  check([
    [
      '/** @param {string} a\n * @param {number} [b] how many\n * @param {boolean} [c=true] */ export function f(a, b, c) {}',
      'string, number | undefined, boolean | undefined',
    ],
    ['/** @param {number} b\n * @param {string} a */ export function f(a, b) {}', 'string, number'],
    [
      '/** @param {Object} options\n * @param {number} options.depth\n * @param {string} [options.mark="x"] */ export function f(options) {}',
      '{ depth: number; mark?: string }',
    ],
    [
      '/** @param {Object} o\n * @param {Object} o.a\n * @param {number} o.a.b */ export function f({ a }) {}',
      '{ a: { b: number } }',
    ],
    [
      '/** @param {Object[]} rows\n * @param {number} rows[].id */ export function f(rows) {}',
      '{ id: number }[]',
    ],
    [
      '/** @param {Object} o\n * @param {number} o.a */ export function f(o) { return o.a + o.b.trim() }',
      '{ a: number; b: string }',
    ],
    ['/** @param {...number} all */ export function f(...all) {}', 'number[]'],
    ['/** @param {number[]} all */ export function f(...all) {}', 'number[]'],
    ['/** @param name {string} who */ export function f(name) {}', 'string'],
    ['/** @arg {string} v */ export function f(v) {}', 'string'],
    [
      '/**\n * @param {{\n *   a: number,\n *   b: string\n * }} v\n */ export function f(v) {}',
      '{ a: number; b: string }',
    ],
    ['/** @template T\n * @param {T[]} v */ export function f(v) { return v.map((x) => x * 2) }', 'number[]'],
    ['/** @template {string} T\n * @param {T[]} v */ export function f(v) { return g(v) }', 'string[]'],
    ['/** @type {(a: string, b: number) => string} */ export const f = (a, b) => g(a, b);', 'string, number'],
  ]);
});

describe('where comments stand', () => {
  check([
    ['/** @param {string} v */\nexport const f = (v) => g(v);', 'string'],
    ['/** @param {string} v */\nexport const f = async function (v) {};', 'string'],
    ['/** @param {string} v */\nexport default async function f(v) {}', 'string'],
    ['/** @param {string} v */\nexports.f = function f(v) {};', 'string'],
    [
      '/** @param {string} v */\n// eslint-disable-next-line\n/* istanbul ignore next */\nexport function f(v) {}',
      'string',
    ],
    ['/** @param {number} v */\n/** @param {string} v */\nexport function f(v) {}', 'string'],
    ['/** @param {string} v */\nconst other = 1;\nexport function f(v) { return v * 2 }', 'number'],
    ['/** @param {string} v */ function g(v) {}\nexport function f(v) { return v * 2 }', 'number'],
  ]);

  it('methods, constructors and what is said above their class', () => {
    const code = `/** @param {string} name */ export class C {
      constructor(name) {} /** @param {number[]} list */ add(list) {} }`;
    const { plan } = described(code, 'file.js', { path: 'C', kind: 'class', members: ['add'] });
    expect([likeliest(plan.call), likeliest(plan.members[0].plan)]).toEqual(['string', 'number[]']);
  });

  it('a function that is returned', () => {
    const code =
      '/** @returns {function(string, number): string} */ export function f() { return (a, b) => g(a, b); }';
    expect(likeliest(described(code).plan.further!)).toBe('string, number');
  });

  it('types that are imported', () => {
    const code = "import { Stack } from './stack';\n/** @param {Stack} v */ export function f(v) {}";
    const others = { './stack': 'export class Stack { size = 0 }' };
    expect(likeliest(described(code, 'file.js', { others }).plan.call)).toBe('{ size: any }');
  });
});

describe('with other evidence', () => {
  it('annotations win', () => {
    const code = '/** @param {string} a\n * @param {string} b */ export function f(a: number, b) {}';
    expect(likeliest(described(code, 'file.ts').plan.call)).toBe('number, string');
  });

  it('uses add what they know of the values', () => {
    const code =
      '/** @param {number} n */ export function f(n) { if (n < 0) return 0; return n % 7 === 3 ? 1 : 2 }';
    expect(factsOf(described(code).plan.call.fillings[0].shapes[0])).toContain('integer');
  });

  it.each([
    ['Date', 'b - a', 'date'],
    ['string', 'new Date(a).getTime() - b', 'string'],
  ])('dates from and as other values are no contradiction: {%s} %s', (type, body, expected) => {
    const code = `/** @param {${type}} a */ export function f(a, b) { return ${body} }`;
    const { fillings } = described(code).plan.call;
    expect([...new Set(fillings.map(({ shapes }) => nameOfShape(shapes[0])))]).toEqual([expected]);
  });

  it('where uses say otherwise, both are tried', () => {
    const code = '/** @param {string} n */ export function f(n) { return Math.sqrt(n) - 3 * n }';
    const { fillings } = described(code).plan.call;
    expect(fillings.map(({ shapes }) => nameOfShape(shapes[0]))).toEqual(['string', 'number']);
    expect(fillings[0].weight).toBeGreaterThan(fillings[1].weight);
  });
});
