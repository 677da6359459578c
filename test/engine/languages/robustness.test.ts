import { describe, expect, test } from 'vitest';
import { languageOf, parseSource } from '../../../server/src/engine/index.ts';
import { parse, textOf, treeText, unitsText } from '../../helpers/model.ts';

const GOOD: [what: string, code: string, path?: string][] = [
  ['nothing', ''],
  ['only a byte order mark', '\ufeff'],
  ['only white space', ' \t\r\n\u00a0\u2028'],
  ['only comments', '// a\n/* b */'],
  ['only a shebang', '#!/usr/bin/env node'],
  ['decorators', '@a @b.c @d() class A { @e f = 1; @g() h(@i j) {} @k get l() { return 1 } }', 'a.ts'],
  ['decorators of exports', '@a export class A {} export @b class B {}', 'a.ts'],
  ['using', 'using a = b; async function f() { await using c = d; for (using e of f) {} }', 'a.ts'],
  [
    'import attributes',
    "import a from './a.json' with { type: 'json' }; export * from './b' with { type: 'json' }",
  ],
  ['enums', "enum A { B, C = 1 << 2, 'd-e' = 'f' } const enum G {} declare enum H { I }", 'a.ts'],
  [
    'abstract classes',
    'abstract class A { abstract a: string; abstract m(): void; protected abstract get b(): 1 }',
    'a.ts',
  ],
  [
    'overloads',
    'function f(a: 1): 1; function f(a: 2): 2; function f(a: unknown) { return a } class A { m(): 1; m(a?: 2): 1 { return 1 } }',
    'a.ts',
  ],
  [
    'accessors',
    'class A { accessor a = 1; static accessor #b = 2; get c() { return 1 } set c(d) {} }',
    'a.ts',
  ],
  ['private members', 'class A { #a = 1; static { A.#b() } static #b() { return #a in this } }', 'a.ts'],
  ['satisfies', 'const a = { b: 1 } satisfies Record<string, number>', 'a.ts'],
  ['const type parameters', 'function f<const T extends readonly unknown[]>(a: T): T { return a }', 'a.ts'],
  ['variance', 'interface A<in T, out U, in out V> {}', 'a.ts'],
  ['unicode identifiers', 'const größe = 1, 变量 = 2, \\u0061b = 3, 𝒳 = 4; größe + 变量', 'a.ts'],
  [
    'declarations',
    'declare global { interface Window { a: 1 } } declare module "x" { export default a } declare namespace N.M { let b: 1 }',
    'a.ts',
  ],
  ['namespaces of dots', 'namespace A.B.C { export const d = 1 }', 'a.ts'],
  [
    'import equals',
    "import a = require('a'); import B = N.C; export import D = N.E; export as namespace F",
    'a.ts',
  ],
  [
    'types of all kinds',
    'type A<T> = T extends (infer U extends string)[] ? `a-${U}` : { readonly [K in keyof T as `x${K & string}`]-?: T[K] } | [a?: 1, ...b: 2[]] | typeof import("x") | unique symbol | asserts | (new (...a: never[]) => this) | import("y").Z<1> | -1 | null',
    'a.ts',
  ],
  ['new targets and metas', 'function f() { return new.target ?? import.meta.url }'],
  ['optional everything', 'a?.b?.[c]?.(d)?.e!.f'],
  ['labels', 'a: b: for (;;) { continue a }'],
  ['sequences', 'a, b, (c, d); for (a, b; c, d; e, f) ;'],
  ['with', 'with (a) b()', 'a.js'],
  ['octals and octal escapes', '"\\07"; 0o17', 'a.js'],
  ['HTML comments', '<!-- a\nf()', 'a.cjs'],
  ['JSX of all kinds', '<A.B.C<T> x:y="1" {...a} b={<c/>} d=<e/>>{...f}&nbsp;{}</A.B.C>'],
  ['JSX names with dashes', '<my-tag data-a-b="c" aria-label={`d`} />'],
  ['numbers', 'f(0, -0, 1e400, 0x1p, .1e-5, 9007199254740993, 1n)', 'a.js'],
  [
    'names of Object',
    'const { __proto__: a, constructor, ...toString } = { __proto__: null, ["__proto__"]: 1, hasOwnProperty() {} }',
  ],
];

const BROKEN: [what: string, code: string, path?: string][] = [
  ['an open brace', 'function f() {'],
  ['an open parenthesis', 'f(a, (b'],
  ['an open bracket', 'f([1, 2'],
  ['an open text', "const a = 'b"],
  ['an open template', 'const a = `b ${c'],
  ['an open regular expression', 'const a = /b'],
  ['an open comment', 'f() /* b'],
  ['an open element', '<p><b>text'],
  ['an open attribute', '<p a={'],
  ['a wrong closing tag', '<p></b>'],
  ['an open class', 'class A { m('],
  ['an open type', 'type A = { b: ', 'a.ts'],
  ['an open import', "import { a, b from 'c'"],
  ['an open arrow', 'const f = (a, b =>'],
  ['an open switch', 'switch (a) { case'],
  ['an open for', 'for (const a of'],
  ['an open decorator', '@'],
  ['an open enum', 'enum A { B =', 'a.ts'],
  ['closing brackets', ')]}>'],
  [
    'missing names',
    'function () {} class { } const = 1; let { : a } = b; import from; export { as }; enum {} interface {} type = 1',
    'a.ts',
  ],
  ['missing operands', 'a + ; * b; !; a ? : ; new ; await ; yield ; ...; a.; a?.; a[ ]'],
  ['merge conflicts', '<<<<<<< a\nf()\n=======\ng()\n>>>>>>> b\n'],
  ['another language', 'def f(a):\n    return f"{a}"\n\nif __name__ == "__main__":\n    f(1)\n'],
  ['prose', "Here is the code you asked for:\n```ts\nconst a = 1;\n```\nIt's good."],
  ['control characters', 'a\u0000b\u0001 \u007f'],
  ['half a surrogate', 'const a = "\ud800"; \udfff'],
];

describe('whatever is written, a model comes out', () => {
  test.each([...GOOD, ...BROKEN])('%s', (_, code, path) => {
    const model = parse(code, path);
    expect(model.tree.length).toBeGreaterThan(0);
    expect(model.tree.size[0]).toBe(model.tree.length);
    for (const { start, end } of [...model.problems, ...model.comments]) {
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeGreaterThanOrEqual(start);
      expect(end).toBeLessThanOrEqual(code.length);
    }
    for (let node = 0; node < model.tree.length; node++) {
      expect(model.tree.end[node]).toBeGreaterThanOrEqual(model.tree.start[node]);
      expect(model.tree.end[node]).toBeLessThanOrEqual(code.length);
    }
    expect(treeText(model)).toBe(treeText(parse(code, path)));
    expect(structuredClone(model)).toEqual(model);
  });
});

describe('syntax problems', () => {
  test.each(BROKEN)('%s', (_, code, path) => {
    const { problems } = parse(code, path);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems[0].message).toMatch(/\w/);
  });

  test('are where they are', () => {
    const code = 'const a = ;\nconst b = 1;';
    const [problem] = parse(code).problems;
    expect(problem.message).toBe('Expression expected.');
    expect(textOf(code, problem)).toBe(';');
  });

  test('what comes behind them is still read', () => {
    expect(unitsText(parse('const a = ;\nfunction b() {}\nexport class C { m() {} }'))).toEqual([
      'variable a',
      'function b',
      'class C!',
      '  method C.m',
    ]);
  });

  test('TypeScript in JavaScript is one', () => {
    expect(parse('const a = <T>b;', 'a.js').problems.length).toBeGreaterThan(0);
  });
});

describe('which language', () => {
  test.each([
    ['a.ts', 'typescript'],
    ['a.tsx', 'typescript'],
    ['a.mts', 'typescript'],
    ['a.cts', 'typescript'],
    ['a.d.ts', 'typescript'],
    ['a.js', 'javascript'],
    ['a.jsx', 'javascript'],
    ['a.mjs', 'javascript'],
    ['a.cjs', 'javascript'],
    ['A.TSX', 'typescript'],
    ['x.y/a.test.js', 'javascript'],
    ['a.py', null],
    ['a', null],
    ['.ts', null],
    ['a.ts/b', null],
    ['a.tsx.snap', null],
    ['__proto__', null],
    ['constructor.ts', 'typescript'],
    ['', null],
  ])('%s', (path, language) => {
    expect(languageOf(path)).toBe(language);
    if (language === null) expect(() => parseSource(path, '')).toThrow(/no language/);
    else expect(parseSource(path, 'f()').language).toBe(language);
  });
});

test('a chain of thousands of operators needs no stack', () => {
  const sum = Array.from({ length: 20_000 }, (_, i) => `a${i}`).join(' + ');
  expect(parse(`const s = ${sum};`).tree.length).toBeGreaterThan(39_999);
});

test('lines of code', () => {
  expect(parse('').codeLines).toBe(0);
  expect(parse('// a\n\n/* b\n c */\n').codeLines).toBe(0);
  expect(parse('a();\n\n// b\nc(); d();\n').codeLines).toBe(2);
  expect(parse('a();\r\nb();\rc();\n').codeLines).toBe(3);
});
