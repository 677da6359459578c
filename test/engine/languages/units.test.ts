import { describe, expect, test } from 'vitest';
import { parse, textOf, unitsText } from '../../helpers/model.ts';

const CASES: [what: string, code: string, units: readonly string[], path?: string][] = [
  [
    'functions',
    'function a() {} export function b() {} async function* c() {}',
    ['function a', 'function b!', 'function c'],
  ],
  [
    'functions as values',
    'const a = () => 1; export const b = function () {}',
    ['function a', 'function b!'],
  ],
  ['variables', 'const a = 1; let b; export const c = { d: 1 }', ['variable a', 'variable b', 'variable c!']],
  ['several declarators', 'export const a = 1, b = () => 2', ['variable a!', 'function b!']],
  ['patterns', 'const { a, b } = c', ['variable']],
  ['imports', "import a from './a'; import 'b'", ['import ./a', 'import b']],
  [
    'exports',
    "export { a } from './a'; export * from 'b'; const c = 1; export { c }",
    ['export ./a', 'export b', 'variable c!', 'export'],
  ],
  ['statements', "'use strict'; run(); if (a) b()", ['statement', 'statement', 'statement']],
  ['types', 'type A = 1; interface B {} export enum C { D }', ['type A', 'interface B', 'enum C!']],
  [
    'classes',
    'export class A { x = 1; constructor() {} m() {} get g() { return 1 } set g(v) {} f = () => 1; static s() {} #p() {} }',
    [
      'class A!',
      '  method A.constructor',
      '  method A.m',
      '  method A.g (get)',
      '  method A.g (set)',
      '  method A.f',
      '  method A.s',
      '  method A.#p',
    ],
  ],
  ['class expressions', 'const A = class { m() {} }', ['class A', '  method A.m']],
  [
    'decorated members',
    'class A { @d() m() {} @e f = () => 1 }',
    ['class A', '  method A.m', '  method A.f'],
  ],
  [
    'objects of functions',
    'export const api = { get() {}, put: () => 1, x: 2 }',
    ['namespace api!', '  method api.get', '  method api.put'],
  ],
  ['an object with one function', 'const a = { get() {}, x: 2 }', ['variable a']],
  [
    'namespaces',
    'namespace N { export const a = 1; export function f() {} namespace M { class C { m() {} } } }',
    [
      'namespace N',
      '  variable N.a!',
      '  function N.f!',
      '  namespace N.M',
      '    class N.M.C',
      '      method N.M.C.m',
    ],
  ],
  [
    'components',
    'function A() { return <p /> } const B = () => <><a /></>; const c = () => <p />',
    ['component A', 'component B', 'function c'],
  ],
  ['a capital alone makes no component', 'function A() { return 1 }', ['function A']],
  [
    'memo and forwardRef',
    'export const A = memo(forwardRef((p, r) => <p ref={r} />)); const B = memo(function B() { return <p /> })',
    ['component A!', 'component B'],
  ],
  [
    'wrapped functions',
    'const a = useCallback(() => 1, []); const b = debounce(wait, () => 2) as F',
    ['function a', 'function b'],
  ],
  ['a call without function', 'const a = createStore(1)', ['variable a']],
  ['default functions', 'export default function () {}', ['function default!']],
  ['named default functions', 'export default function App() { return <p /> }', ['component App!']],
  ['default arrows', 'export default () => <p />', ['component default!']],
  ['default classes', 'export default class extends B { m() {} }', ['class default!', '  method default.m']],
  ['default memo', 'export default memo(() => <p />)', ['component default!']],
  [
    'default objects',
    'export default { a() {}, b() {} }',
    ['namespace default!', '  method default.a', '  method default.b'],
  ],
  ['default names', 'const a = 1; export default a', ['variable a!', 'export default!']],
  ['default values', 'export default 42', ['variable default!']],
  [
    'module.exports of an object',
    'module.exports = { a() {}, b: function () {} }',
    ['namespace module.exports', '  method module.exports.a', '  method module.exports.b'],
    'a.js',
  ],
  ['module.exports of a function', 'module.exports = function () {}', ['function module.exports'], 'a.js'],
  ['exports.x', 'exports.a = function () {}; module.exports.b = 1', ['function a', 'variable b'], 'a.js'],
  [
    'prototypes',
    'function A() {} A.prototype.m = function () {}',
    ['function A', 'function A.prototype.m'],
    'a.js',
  ],
  [
    'IIFE',
    '(function () { var a = 1; function f() {} window.b = function () {} })()',
    ['statement', '  variable a', '  function f', '  function window.b'],
    'a.js',
  ],
  [
    'IIFE with a sign',
    '!function () { a(); b(); function f() {} }()',
    ['statement', '  statement', '  statement', '  function f'],
    'a.js',
  ],
  [
    'arrow IIFE',
    '(() => { const a = 1; const b = 2; run(a) })()',
    ['statement', '  variable a', '  variable b', '  statement'],
  ],
  [
    'overloads',
    'function f(a: string): void; function f(a: number): void; function f(a: unknown) {}',
    ['function f', 'function f', 'function f'],
  ],
  [
    'declare',
    'declare function f(): void; declare const a: 1; declare module "x" { const y: 1 }',
    ['function f', 'variable a', 'namespace', '  variable .y'],
  ],
  ['export equals', 'class A {} export = A', ['class A!', 'export default!']],
  ['nothing', '', []],
];

describe('units', () => {
  test.each(CASES)('%s', (_, code, units, path) => {
    expect(unitsText(parse(code, path))).toEqual(units);
  });
});

describe('units own every node of the file once', () => {
  const MORE: readonly (readonly [string, string])[] = [
    ['several declarators', 'let a = 1, b = 2;'],
    ['exported declarators', 'export const a = 1, b = () => 2;'],
    [
      'a mixed file',
      "import a from 'a';\nexport class B { x = 1; m() { return a } }\nnamespace N { export const c = { d() {}, e() {} } }\nrun();",
    ],
  ];
  test.each([...MORE, ...CASES.map(([what, code]) => [what, code] as const)])('%s', (_, code) => {
    const { tree, units } = parse(code);
    const owners = new Array<number>(tree.length).fill(0);
    for (const unit of units) {
      let weight = 0;
      for (let r = 0; r < unit.ranges.length; r += 2) {
        for (let node = unit.ranges[r]; node < unit.ranges[r + 1]; node++) {
          owners[node]++;
          weight++;
        }
      }
      expect(unit.weight).toBe(weight);
    }
    expect(Math.max(0, ...owners)).toBeLessThanOrEqual(1);
    const unowned = owners.flatMap((count, node) =>
      count > 0 || node === 0 ? [] : [textOf(code, { start: tree.start[node], end: tree.end[node] })],
    );
    expect(unowned).toEqual([]);
  });
});

test('a unit stands where its declaration stands', () => {
  const code = '/** doc */\nexport const a = () => 1;\n\nclass B {\n  // x\n  m() { return 2 }\n}\n';
  const { tree, units } = parse(code);
  expect(units.map(({ node }) => textOf(code, { start: tree.start[node], end: tree.end[node] }))).toEqual([
    'export const a = () => 1;',
    'class B {\n  // x\n  m() { return 2 }\n}',
    'm() { return 2 }',
  ]);
});
