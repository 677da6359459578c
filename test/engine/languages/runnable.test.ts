import { describe, expect, test } from 'vitest';
import { prepareModule } from '../../../server/src/engine/index.ts';

type Row<T> = readonly [what: string, code: string, expected: T, path?: string];

/** With the usual path where none is given. */
function rows<T>(list: readonly Row<T>[]): [what: string, code: string, expected: T, path: string][] {
  return list.map(([what, text, expected, path = 'a.ts']) => [what, text, expected, path]);
}

interface Run {
  readonly exports: Record<string, unknown>;
  readonly own: Map<string, () => unknown>;
  readonly hits: number[];
  readonly blanks: () => number;
  readonly error: unknown;
}

const STOP = { stopped: true };

function jsx(type: unknown, props: unknown): unknown {
  return { type: typeof type === 'function' ? type(props) : type, props };
}

const MODULES: Record<string, unknown> = {
  'react/jsx-runtime': { jsx, jsxs: jsx, Fragment: 'fragment' },
  './values': { __esModule: true, default: 'the default', one: 1, two: 2 },
  './plain.cjs': { three: 3 },
};

/** Runs a prepared module as the sandbox would, in this process. */
function run(path: string, text: string, measure: boolean, steps = 10_000): Run {
  const { code, branches, problem } = prepareModule(path, text, { measure });
  if (problem !== null) throw new Error(problem);
  const module = { exports: {} as Record<string, unknown> };
  const own = new Map<string, () => unknown>();
  const hits = new Array<number>(branches).fill(0);
  const left = [steps];
  let blanks = 0;
  let error: unknown;
  try {
    new Function('require', 'module', 'exports', '$own', '$hit', '$left', '$stop', '$read', code)(
      (name: string) => {
        if (!(name in MODULES)) throw new Error(`no module ${name}`);
        return MODULES[name];
      },
      module,
      module.exports,
      (name: string, get: () => unknown) => own.set(name, get),
      hits,
      left,
      () => {
        throw STOP;
      },
      (value: unknown) => {
        if (value === undefined) blanks++;
        return value;
      },
    );
  } catch (thrown) {
    error = thrown;
  }
  return { exports: module.exports, own, hits, blanks: () => blanks, error };
}

function code(text: string, path = 'a.ts', measure = false): string {
  return prepareModule(path, text, { measure }).code;
}

/** What `result` is in the end. */
const RESULTS: readonly Row<unknown>[] = [
  [
    'a generator',
    'function* g() { let i = 0; while (i < 3) yield i++ }\nexport const result = [...g()]',
    [0, 1, 2],
  ],
  [
    'yield*',
    'function* a() { yield 1 } function* g() { yield* a(); return 2 }\nexport const result = [...g()]',
    [1],
  ],
  ['async', 'const f = async (x: number) => (await x) + 1;\nexport const result = f(1)', 2],
  [
    'an async generator',
    'async function* g() { yield 1; yield 2 }\nexport const result = (async () => { let s = 0; for await (const x of g()) s += x; return s })()',
    3,
  ],
  [
    'classes with fields, accessors, statics, private names',
    `class A { static n = 0; #x = 1; constructor(readonly y: number, public z = 2) { A.n++ }
      get x() { return this.#x } set x(v) { this.#x = v } static of() { return new A(5) } static { this.n = 10 } }
    class B extends A { constructor() { const k = 7; super(k); this.x = 3 } }
    const b = new B(); export const result = [b.x, b.y, b.z, A.of().y, A.n]`,
    [3, 7, 2, 5, 12],
  ],
  [
    'labelled loops',
    'let out = ""; outer: for (let i = 0; i < 3; i++) { for (const j of [0, 1, 2]) { if (j === 2) continue outer; if (i === 2) break outer; out += `${i}${j} ` } }\nexport const result = out',
    '00 01 10 11 ',
  ],
  [
    'closures of loops',
    'const fs: (() => number)[] = []; for (let i = 0; i < 3; i++) fs.push(() => i)\nexport const result = fs.map((f) => f())',
    [0, 1, 2],
  ],
  [
    'do and for-in',
    'const o = { a: 1, b: 2 }; const k = []; for (const x in o) k.push(x); let n = 0; do n++; while (n < 5)\nexport const result = [k, n]',
    [['a', 'b'], 5],
  ],
  [
    'a swap',
    'const a = [1, 2, 3]; let i = 0; [a[i], a[i + 1]] = [a[i + 1], a[i]]\nexport const result = a',
    [2, 1, 3],
  ],
  [
    'patterns as targets',
    'const a: any = []; const k = "x"; const i = 0; ({ p: a[i], q: a[i + 1] = 9, ...a[k] } = { p: 1, r: 3 } as any);\nexport const result = [a[0], a[1], a.x]',
    [1, 9, { r: 3 }],
  ],
  [
    'a target in a loop',
    'const a: number[] = []; const i = 0; for (a[i] of [1, 2]);\nexport const result = a',
    [2],
  ],
  [
    'changes in place',
    'const a: any = { n: 1, s: null }; const k = "n"; a[k]++; --a[k]; a[k] += 4; a["s"] ??= 2; (a[k] as number)++; a[k]! *= 2;\nexport const result = a',
    { n: 12, s: 2 },
  ],
  [
    'delete and typeof',
    'const a: any = { n: 1 }; const k = "n"; const t = typeof a[k]; delete a[k];\nexport const result = [t, a]',
    ['number', {}],
  ],
  [
    'the receiver of a call',
    'const o: any = { n: 5, m() { return this.n } }; const k = "m"; class C { static D = class { d = 1 } } const d = "D";\nexport const result = [o[k](), (o[k])(), o[k]!(), new (C as any)[d]().d]',
    [5, 5, 5, 1],
  ],
  [
    'optional chains',
    'const o: any = { m() { return this } }; const k = "m", u = "u";\nexport const result = [o?.[k]() === o, o[u]?.x, o?.[u]?.[k]?.()]',
    [true, undefined, undefined],
  ],
  [
    'destructuring and defaults',
    'function f({ a = 1, b: { c = 2 } = {} as any, ...r }: any, [d = 3] = [], e = a + c) { return [a, c, d, e, r] }\nexport const result = [f({ z: 1 }), f.length]',
    [[1, 2, 3, 3, { z: 1 }], 1],
  ],
  [
    'names of functions',
    'function f(cb = () => 1) { return cb.name } let g: any; g ??= () => 1; const h = () => 1; const { i = function () {} } = {} as any;\nexport const result = [f(), g.name, h.name, i.name]',
    ['cb', 'g', 'h', 'i'],
  ],
  [
    'this of arrows',
    'class A { x = 1; f = () => [1].map((y) => this.x + y); m() { return (() => this.x)() } }\nexport const result = [new A().f(), new A().m()]',
    [[2], 1],
  ],
  ['arrows that answer objects', 'const f = (a: number) => ({ a });\nexport const result = f(1)', { a: 1 }],
  [
    'arguments and new.target',
    'function f() { return arguments.length + (() => arguments.length)() } function g(this: any) { return new.target === undefined }\nexport const result = [f(...([1, 2] as [])), (g as any)()]',
    [4, true],
  ],
  [
    'an enum',
    'enum E { A, B = 5, C = A | B, D = "x".length }\nexport const result = [E.C, E[5], E.D]',
    [5, 'C', 1],
  ],
  ['a constant enum', 'const enum E { A = 2 }\nexport const result = E.A', 2],
  [
    'a namespace',
    'namespace N { export const x = 1; export function f() { return x } }\nexport const result = N.f()',
    1,
  ],
  [
    'switch',
    'const f = (x: number) => { switch (x) { case 1: return "a"; case 2: case 3: x++; default: return x } };\nexport const result = [f(1), f(2), f(9)]',
    ['a', 3, 9],
  ],
  [
    'logic',
    'let a: any = 0; a ||= 3; a &&= a + 1; const b = null ?? a; const c = a && b || 1;\nexport const result = [a, b, c, a > 3 ? "y" : "n"]',
    [4, 4, 4, 'y'],
  ],
  ['try', 'function f() { try { throw 1 } catch { return 2 } finally { } }\nexport const result = f()', 2],
  [
    'tagged templates',
    'const o: any = { t(s: any, v: any) { return this.p + s[0] + v }, p: "p" }; const k = "t";\nexport const result = o[k]`a${1}`',
    'pa1',
  ],
  [
    'decorators',
    'const log: string[] = []; const d = (v: any, name?: any) => { log.push(name ?? v.name) };\n@d class A { @d m() {} }\nexport const result = log',
    ['m', 'A'],
  ],
  [
    'import default and names',
    "import d, { one as uno, two } from './values'\nexport const result = [d, uno, two]",
    ['the default', 1, 2],
  ],
  ['import of a namespace', "import * as v from './values'\nexport const result = v.one", 1],
  [
    'import of CommonJS',
    "import p from './plain.cjs'\nimport { three } from './plain.cjs'\nexport const result = [p.three, three]",
    [3, 3],
  ],
  ['import with require', "import v = require('./values')\nexport const result = v.one", 1],
  ['import()', "export const result = import('./values').then((m) => m.one)", 1],
  [
    'import() of a computed name',
    "const n = 'values';\nexport const result = import(`./${n}`).then((m) => m.two)",
    2,
  ],
  [
    'import.meta',
    'export const result = [import.meta.url, (import.meta as any).env.X]',
    ['file:///module', undefined],
  ],
  ['exports that change', 'export let result = 1; function up() { result++ } up(); up()', 3],
  ['re-exports', "export { one as result } from './values'", 1],
  ['re-exports of all', "export * from './values'; export const result = 0", 0],
  [
    'TSX',
    'const A = ({ n }: { n: number }) => <b>{n}</b>;\nexport const result = <A n={1} />',
    { type: { type: 'b', props: { children: 1 } }, props: { n: 1 } },
    'a.tsx',
  ],
  ['JSX', 'exports.result = <b/>', { type: 'b', props: {} }, 'a.js'],
  ['CommonJS', "const { one } = require('./values'); module.exports = { result: one }", 1, 'a.js'],
  ['a script with #!', '#!/usr/bin/env node\nexports.result = 1', 1, 'a.cjs'],
  ['JSON', '{ "result": { "__proto__": 1 } }', JSON.parse('{ "__proto__": 1 }'), 'a.json'],
  [
    'a lax script',
    'implicit = 3; with ({ a: 1 }) { implicit += a } exports.result = implicit; delete globalThis.implicit',
    4,
    'a.js',
  ],
  ['a lax function in an if', 'if (true) function f() { return 1 }\nexports.result = f()', 1, 'a.js'],
  [
    'a strict script',
    '"use strict"; exports.result = (function () { return this === undefined })()',
    true,
    'a.js',
  ],
  [
    'a strict function',
    'exports.result = (function () { "use strict"; return this === undefined })()',
    true,
    'a.js',
  ],
  ['a strict module', 'export const result = (function () { return this === undefined })()', true, 'a.js'],
  ['a variable named module', 'const module = { a: 1 }; export const result = module.a', 1],
  [
    'a script of its own exports',
    'const exports = 1; globalThis.$seen = exports; module.exports.result = globalThis.$seen; delete globalThis.$seen',
    1,
    'a.js',
  ],
  [
    'using',
    'const log: string[] = []; { using r = { [Symbol.dispose ?? Symbol.for("d")]() { log.push("out") } } as any; log.push("in") }\nexport const result = log.length > 0',
    true,
  ],
];

describe('prepared code does what the source does', () => {
  for (const measure of [false, true]) {
    test.each(rows(RESULTS))(`%s${measure ? ', measured' : ''}`, async (what, text, result, path) => {
      const { exports, error } = run(path, text, measure);
      if (what !== 'using') expect(error).toBeUndefined();
      if (error === undefined) expect(await exports.result).toEqual(result);
    });
  }
});

const ENDLESS: readonly (readonly [what: string, code: string])[] = [
  ['while', 'while (true);'],
  ['for', 'for (;;) {}'],
  ['do', 'do {} while (1)'],
  ['for-of', 'function* g() { for (;;) yield 1 } for (const x of g());'],
  ['functions', 'function f() { try { f() } finally { f() } } f()'],
  ['arrows', 'const f = (n) => n === 0 ? 0 : f(n - 1); for (const x of [1]) while (1) f(10)'],
  ['methods', 'const o = { m() { try { this.m() } finally { this.m() } } }; o.m()'],
  ['getters', 'const o = { get x() { try { return this.x } finally { this.x } } }; o.x'],
  ['constructors', 'class A { constructor() { try { new A() } finally { new A() } } } new A()'],
  ['derived constructors', 'class A {} class B extends A { constructor(x) { super(); while (1); } } new B()'],
];

describe('endless code stops', () => {
  test.each(ENDLESS)('%s', (_, text) => {
    expect(run('a.js', text, false, 1000).error).toBe(STOP);
    expect(run('a.js', text, true, 1000).error).toBe(STOP);
  });
});

/** Hits of all counters, in order of appearance. */
const COUNTED: readonly (readonly [what: string, code: string, hits: readonly number[]])[] = [
  ['functions', 'function f() {} const g = () => f(); g(); f()', [2, 1]],
  ['if with else', 'for (const x of [1, 2, 3]) if (x > 1) {} else {}', [3, 2, 1]],
  ['if without else', 'for (const x of [1, 2, 3]) if (x > 1) {}', [3, 2, 1]],
  ['conditional expressions', '[1, 2, 3].map((x) => x > 1 ? 1 : 0)', [3, 2, 1]],
  ['logic', '[0, 1, null].map((x) => [x && 1, x || 1, x ?? 1])', [3, 1, 2, 1]],
  [
    'logical assignments',
    '[0, 1, null].map((x) => { let a = x, b = x, c = x; a &&= 1; b ||= 1; c ??= 1 })',
    [3, 1, 2, 1],
  ],
  ['cases', 'for (const x of [1, 2, 3]) switch (x) { case 1: break; case 2: default: }', [3, 1, 1, 2]],
  ['catch', 'for (const x of [1, 2]) try { if (x > 1) throw 1 } catch {}', [2, 1, 1, 1]],
  ['defaults', 'function f(a = 1, { b = 2 } = {}) {} f(); f(1, {}); f(1, { b: 3 })', [3, 1, 1, 2]],
  [
    'loops',
    'for (let i = 0; i < 4; i++); let n = 3; while (n--); do {} while (0); for (const k in { a: 1 });',
    [4, 3, 1, 1],
  ],
];

describe('branches are counted', () => {
  test.each(COUNTED)('%s', (_, text, hits) => {
    expect(run('a.js', text, true).hits).toEqual(hits);
    expect(prepareModule('a.js', text, { measure: false }).branches).toBe(0);
  });

  test('elements that are not there', () => {
    const text =
      'const a = [1, 2]; let s = 0; for (let i = 0; i <= a.length; i++) s += a[i]; a[9]; a?.[s]; a["x"]';
    expect(run('a.js', text, true).blanks()).toBe(1);
    expect(code(text)).not.toContain('$read');
  });
});

const OWN: readonly Row<Record<string, unknown>>[] = [
  [
    'functions first',
    'const a = 1; function f() {} var b = 2; function g() {}',
    { f: 'fn', g: 'fn', a: 1, b: 2 },
  ],
  [
    'exported ones',
    'export const a = 1; export function f() {}; export class C {}; export let { x, y: [z] } = { x: 3, y: [4] }',
    { f: 'fn', a: 1, C: 'fn', x: 3, z: 4 },
  ],
  ['default exports', 'export default function f() {}', { f: 'fn' }],
  [
    'classes and enums',
    'class A {} export enum E { X = 1 } const enum F { Y }',
    { A: 'fn', E: { 1: 'X', X: 1 }, F: { 0: 'Y', Y: 0 } },
  ],
  [
    'namespaces of values',
    'namespace N { export const x = 1 } namespace T { export type X = 1 }',
    { N: { x: 1 } },
  ],
  [
    'not what is only declared',
    'declare const a: number; declare function f(): void; function g(x: 1): void; function g(x: any) {} interface I {} type T = 1; abstract class C {}',
    { g: 'fn', C: 'fn' },
  ],
  ['each name once', 'var a = 1; var a = 2; function f() {} function f() {}', { f: 'fn', a: 2 }, 'a.js'],
  [
    'patterns',
    'const { a, b: { c = 2 } = {}, ...r } = { a: 1 } as any, [d, , ...e] = [3, 4, 5]',
    { a: 1, c: 2, r: {}, d: 3, e: [5] },
  ],
  ['behind a directive', '"use strict"; var a = 1', { a: 1 }, 'a.js'],
  [
    'in spite of an error',
    'const a = 1; throw new Error("x"); const b = 2; function f() {}',
    { f: 'fn', a: 1 },
  ],
  [
    'in spite of a missing module',
    'import { y } from "nowhere"; export function f() {} const a = y',
    { f: 'fn' },
  ],
  ['not what is nested', 'if (true) { const a = 1; function f() {} }', {}],
];

describe('top-level names are offered', () => {
  test.each(rows(OWN))('%s', (_, text, names, path) => {
    const { own } = run(path, text, true);
    const seen = [...own].map(([name, get]) => {
      const value = get();
      return [name, typeof value === 'function' ? 'fn' : value];
    });
    expect(seen).toEqual(Object.entries(names));
  });
});

const SPECIFIERS: readonly Row<readonly string[]>[] = [
  [
    'values',
    "import a from './a'; import * as b from 'b'; import './c'; console.log(a, b)",
    ['./a', 'b', './c'],
  ],
  [
    'not types',
    "import type { A } from './a'; import { type B } from './b'; import { C } from './c'; let x: A | B | C",
    [],
  ],
  ['everything in JavaScript', "import { A } from './a'", ['./a'], 'a.js'],
  [
    're-exports',
    "export * from './a'; export { b } from './b'; export type { C } from './c'",
    ['./a', './b'],
  ],
  [
    'require',
    "require('./a'); function f() { return require(`./b`) } require('./' + x)",
    ['./a', './b'],
    'a.js',
  ],
  ['import()', "import('./a'); import(x)", ['./a']],
  ['each once', "import a from './a'; import('./b'); export * from './a'; console.log(a)", ['./a', './b']],
  ['the runtime of JSX', 'export const a = <b/>', ['react/jsx-runtime'], 'a.tsx'],
];

describe('specifiers', () => {
  test.each(rows(SPECIFIERS))('%s', (_, text, specifiers, path) => {
    expect([...prepareModule(path, text, { measure: true }).specifiers].sort()).toEqual(
      [...specifiers].sort(),
    );
  });
});

const PROBLEMS: readonly (readonly [what: string, path: string, code: string, problem: RegExp])[] = [
  ['bad syntax', 'a.ts', 'let a = 1\nlet = = 2', /^line 2: /],
  ['types in JavaScript', 'a.js', 'let a = 1\n\nlet b: number = 2', /^line 3: .*TypeScript/],
  ['await at the top', 'a.ts', 'export const a = 1\nawait a', /^line 2: await at the top/],
  ['for await at the top', 'a.ts', 'export {}\nfor await (const a of []) {}', /^line 2: await at the top/],
  [
    'its own require',
    'a.ts',
    "import { createRequire } from 'module'\nconst require = createRequire('')",
    /^line 2: .*'require'/,
  ],
  ['JSON', 'a.json', '{ a: 1 }', /JSON/],
  ['another language', 'a.css', 'a {}', /does not read/],
];

describe('what cannot be run', () => {
  test.each(PROBLEMS)('%s', (_, path, text, problem) => {
    const module = prepareModule(path, text, { measure: true });
    expect(module.problem).toMatch(problem);
    expect(module).toMatchObject({ code: '', branches: 0, specifiers: [] });
  });

  test('await within functions can', () => {
    expect(
      prepareModule('a.ts', 'async () => { for await (const a of []) await a }', { measure: true }).problem,
    ).toBe(null);
  });
});
