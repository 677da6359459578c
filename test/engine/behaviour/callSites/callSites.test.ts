import { describe, expect, it } from 'vitest';
import { callSitesOf } from '../../../../server/src/engine/behaviour/callSites/examples.ts';
import { createReader } from '../../../../server/src/engine/behaviour/reader.ts';
import { parseSource } from '../../../../server/src/engine/index.ts';

/** Calls as texts: `path(arguments)`, then what was done with the result. */

type Links = Readonly<Record<string, Readonly<Record<string, string>>>>;

const GOLDEN = `
export const slugify = (text, options) => text;
export default function main(a, b) { return a; }
export class Cart { constructor(items) {} add(item) {} get size() { return 0; } }
export const money = { format: (n) => '' };
export const LIMIT = 7;
export enum Status { Open = 'open', Done = 'done' }
`;

function sitesIn(files: Readonly<Record<string, string>>, links: Links = {}): string[] {
  const [path] = Object.keys(files);
  const sources = {
    files: [{ path: 'golden.ts', text: GOLDEN }],
    links: {},
    callers: {
      paths: [path],
      files: Object.entries(files).map(([name, text]) => ({ path: name, text })),
      links: { ...links, [path]: { './golden': 'golden.ts', ...links[path] } },
    },
  };
  return callSitesOf(createReader(), sources, parseSource('golden.ts', GOLDEN)).map(
    ({ path: called, args, uses }) => {
      const shown = (values: readonly unknown[] | null): string =>
        values === null ? '?' : values.map((value) => JSON.stringify(value)).join(', ');
      const used = uses.map(
        ({ member, args: given }) => `${member === null ? '' : `.${member}`}(${shown(given)})`,
      );
      return `${called}(${shown(args)})${used.join('')}`;
    },
  );
}

function check(cases: readonly (readonly [code: string, ...sites: string[]])[]): void {
  it.each(cases.map(([code, ...sites]) => [code, sites] as const))('%s → %j', (code, sites) => {
    expect(sitesIn({ 'a.test.ts': code })).toEqual(sites);
  });
}

const NAMED = "import { slugify, Cart, money, LIMIT, Status } from './golden';\n";
const named = (cases: readonly (readonly [code: string, ...sites: string[]])[]): void =>
  check(cases.map(([code, ...sites]) => [NAMED + code, ...sites] as const));

describe('what names mean', () => {
  check([
    ["import { slugify as s } from './golden'; s('a')", 'slugify("a")'],
    ["import anything from './golden'; anything(1)", 'default(1)'],
    ["import main, { slugify } from './golden'; main(1); slugify('x')", 'default(1)', 'slugify("x")'],
    [
      "import * as all from './golden'; all.slugify('a'); all.money.format(3)",
      'slugify("a")',
      'money.format(3)',
    ],
    ["const { slugify } = require('./golden'); slugify('a')", 'slugify("a")'],
    ["const { slugify: s } = require('./golden'); s('a')", 'slugify("a")'],
    ["const all = require('./golden'); all.slugify('a'); all(1)", 'slugify("a")', 'default(1)'],
    ["const s = require('./golden').slugify; s('a')", 'slugify("a")'],
    ["const { slugify } = await import('./golden'); await slugify('a')", 'slugify("a")'],
    ["import all = require('./golden'); all.slugify('a')", 'slugify("a")'],
    ["import { money } from './golden'; money.format(3)", 'money.format(3)'],
    // Others' functions of that name, types, and names that stand for something else inside.
    ["import { slugify } from './other'; slugify('a')"],
    ["import type { slugify } from './golden'; const f = (slugify) => slugify('a')"],
    ["import { slugify } from './golden'; const f = (slugify) => slugify('a')"],
    ["slugify('a')"],
    ["// import { slugify } from './golden'; slugify('a')"],
  ]);
});

describe('arguments', () => {
  named([
    ["expect(slugify('a  b')).toBe('a-b')", 'slugify("a  b")'],
    ['assert.equal(slugify(`a`, { lower: true, "max": -1 }), "a")', 'slugify("a", {"lower":true,"max":-1})'],
    ['slugify([1, , 2])'],
    ['slugify([1, [null, undefined]])', 'slugify([1,[null,{"$undefined":1}]])'],
    [
      'slugify(NaN, -Infinity); slugify(-0)',
      'slugify({"$number":"NaN"}, {"$number":"-Infinity"})',
      'slugify({"$number":"-0"})',
    ],
    ['slugify(10n, -3n)', 'slugify({"$bigint":"10"}, {"$bigint":"-3"})'],
    ['slugify(/a\\/b/gi)', 'slugify({"$regexp":["a\\\\/b","gi"]})'],
    ["slugify(new Date('2024-01-02'))", 'slugify({"$date":1704153600000})'],
    ["slugify(new Date('2024-01-02T03:04'))", 'slugify({"$date":1704164640000})'],
    ['slugify(new Date(2024, 0, 2), new Date(5))', 'slugify({"$date":1704153600000}, {"$date":5})'],
    ["slugify(new Map([['a', 1]]), new Set([1]))", 'slugify({"$map":[["a",1]]}, {"$set":[1]})'],
    ['slugify(new Uint8Array([1, 2]))', 'slugify({"$typed":["Uint8Array",[1,2]]})'],
    ["slugify(new TypeError('x'))", 'slugify({"$error":["TypeError","x"]})'],
    ["slugify('a' + 'b', 60 * 60)", 'slugify("ab", 3600)'],
    ["slugify('a'.repeat(3))", 'slugify("aaa")'],
    ['slugify(`a${1}b`)', 'slugify("a1b")'],
    ["slugify('a' as any, 1!)", 'slugify("a", 1)'],
    ["const args = ['a', 2] as const; slugify(...args)", 'slugify("a", 2)'],
    ['slugify(LIMIT, Status.Done)', 'slugify(7, "done")'],
    // Nothing that has to be run to be known.
    ['slugify(other())'],
    ['slugify((x) => x)'],
    ['slugify(process.env.HOME)'],
    ['slugify({ $date: 1 })'],
    ['slugify({ get a() { return 1; } })'],
    ['slugify(new Date())'],
  ]);
});

describe('constants', () => {
  named([
    ["const text = 'a'; slugify(text)", 'slugify("a")'],
    ["it('x', () => { slugify(text); }); const text = 'a';", 'slugify("a")'],
    [
      "const cases = { one: { text: 'a' }, two: ['b'] }; slugify(cases.one.text, cases.two[0])",
      'slugify("a", "b")',
    ],
    ["const { one, two: [, second] } = { one: 'a', two: [1, 2] }; slugify(one, second)", 'slugify("a", 2)'],
    ['const base = { a: 1 }; slugify({ ...base, b: 2 })', 'slugify({"a":1,"b":2})'],
    ["function f() { const text = 'inner'; slugify(text); }", 'slugify("inner")'],
    ["let text = 'a'; slugify(text)"],
    ['const a = b; const b = a; slugify(a)'],
  ]);

  it('are read from other files, one by one, and from JSON', () => {
    const links = { 'a.test.ts': { './fixtures': 'fixtures.ts', './data.json': 'data.json' } };
    const fixtures = "export const TEXT = 'f'; export const ALL = { a: [1] }; export default ['d'];";
    expect(
      sitesIn(
        {
          'a.test.ts': `${NAMED}import { TEXT, ALL } from './fixtures'; import d from './fixtures'; import data from './data.json';
            slugify(TEXT, ALL.a); slugify(d[0]); slugify(data.list[1]); slugify(data);`,
          'fixtures.ts': fixtures,
          'data.json': '{ "list": ["x", "y"] }',
        },
        links,
      ),
    ).toEqual(['slugify("f", [1])', 'slugify("d")', 'slugify("y")', 'slugify({"list":["x","y"]})']);
  });
});

describe('tables', () => {
  named([
    [
      "test.each([['a', 'A'], ['b', 'B']])('%s', (text, wanted) => { expect(slugify(text)).toBe(wanted); });",
      'slugify("a")',
      'slugify("b")',
    ],
    [
      "const rows = [['a']]; describe.each(rows)('x', (text) => { it('y', () => slugify(text)); });",
      'slugify("a")',
    ],
    ["it.each(['a', 'b'])('%s', (text) => slugify(text));", 'slugify("a")', 'slugify("b")'],
    [
      "it.each([{ text: 'a', n: 1 }])('%s', ({ text, n: times }) => slugify(text, times));",
      'slugify("a", 1)',
    ],
    ["test.for([['a', 1]])('%s', ([text]) => slugify(text));", 'slugify("a")'],
    [
      "test.each`text | n\n${'a'} | ${1}\n${'b'} | ${2}`('x', ({ text, n }) => slugify(text, n));",
      'slugify("a", 1)',
      'slugify("b", 2)',
    ],
    [
      "for (const [text, wanted] of [['a', 1], ['b', 2]]) test(text, () => equal(slugify(text), wanted));",
      'slugify("a")',
      'slugify("b")',
    ],
    ['for (const [text] of Object.entries({ a: 1 })) slugify(text)', 'slugify("a")'],
    ["[{ text: 'a' }].forEach(({ text }) => { slugify(text); });", 'slugify("a")'],
    [
      "const check = (text, wanted) => expect(slugify(text)).toBe(wanted); check('a', 'A'); check('b', 'B');",
      'slugify("a")',
      'slugify("b")',
    ],
    ["test('x', () => { check('a'); }); function check(text) { slugify(text); }", 'slugify("a")'],
    ["const f = (x) => f(x); f(1); slugify('a')", 'slugify("a")'],
    ["test.each(rows)('x', (text) => { slugify(text); slugify('b'); });", 'slugify("b")'],
  ]);
});

describe('instances', () => {
  named([
    ["const cart = new Cart([1]); cart.add('x'); expect(cart.size).toBe(2)", 'Cart([1]).add("x").size()'],
    ["expect(new Cart([]).add('x').add('y').size).toBe(2)", 'Cart([]).add("x").add("y").size()'],
    [
      'const cart = new Cart([]); expect(() => cart.add(null)).toThrow(); cart.add(other())',
      'Cart([]).add(null).add(?)',
    ],
    [
      "let cart; beforeEach(() => { cart = new Cart([1]); cart.add('b'); });\nit('one', () => { cart.add(1); });\nit('two', () => { cart.add(2); });",
      'Cart([1]).add("b")',
      'Cart([1]).add("b").add(1)',
      'Cart([1]).add("b").add(2)',
    ],
    [
      "const cart = new Cart([]);\nit('a', () => { cart.add(1); });\nit('b', () => { cart.add(2); });",
      'Cart([])',
      'Cart([]).add(1)',
      'Cart([]).add(2)',
    ],
    ['const cart = new Cart(other()); cart.add(1)'],
    [
      "slugify('a')('b'); const f = slugify('c'); f('d'); f('e')",
      'slugify("a")("b")',
      'slugify("c")("d")("e")',
    ],
  ]);
});

describe('through other files', () => {
  it.each([
    ["export * from './golden';", "import { slugify } from './lib'; slugify('a')", ['slugify("a")']],
    ["export { slugify as s } from './golden';", "import { s } from './lib'; s('a')", ['slugify("a")']],
    ["export { default as run } from './golden';", "import { run } from './lib'; run(1)", ['default(1)']],
    ["export * as g from './golden';", "import { g } from './lib'; g.money.format(1)", ['money.format(1)']],
    [
      "import { slugify } from './golden'; export { slugify };",
      "import { slugify } from './lib'; slugify('a')",
      ['slugify("a")'],
    ],
    ["export * from './golden';", "import * as lib from './lib'; lib.slugify('a')", ['slugify("a")']],
    [
      "export * from './golden'; export const slugify = (x) => x;",
      "import { slugify } from './lib'; slugify('a')",
      [],
    ],
    ["export * from './lib';", "import { slugify } from './lib'; slugify('a')", []],
    ["export * from './golden';", "import { nothing } from './lib'; nothing('a')", []],
  ])('%s: %s', (lib, code, sites) => {
    const links = {
      'a.test.ts': { './lib': 'lib.ts' },
      'lib.ts': { './golden': 'golden.ts', './lib': 'lib.ts' },
    };
    expect(sitesIn({ 'a.test.ts': code, 'lib.ts': lib }, links)).toEqual(sites);
  });
});

describe('bounds', () => {
  it('of a long table the first rows are read', () => {
    const rows = JSON.stringify(Array.from({ length: 500 }, (_, index) => [index]));
    expect(sitesIn({ 'a.test.ts': `${NAMED}test.each(${rows})('x', (n) => slugify(n));` })).toHaveLength(60);
  });

  it('tables in tables in tables end soon', () => {
    const row = '[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20]';
    const nested = 'abcdefgh'
      .split('')
      .reduceRight((inner, name) => `for (const ${name} of rows) { ${inner} }`, 'other(a);');
    const started = performance.now();
    expect(sitesIn({ 'a.test.ts': `${NAMED}const rows = ${row}; ${nested}` })).toEqual([]);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it('what is nested too deep, is no code or does not parse calls what can be read of it', () => {
    expect(sitesIn({ 'a.test.ts': `${NAMED}slugify(${'['.repeat(20_000)}${']'.repeat(20_000)})` })).toEqual(
      [],
    );
    expect(sitesIn({ 'a.txt': 'slugify(1)' })).toEqual([]);
    expect(sitesIn({ 'a.test.ts': `${NAMED}slugify('a'); const = ` })).toEqual(['slugify("a")']);
  });
});
