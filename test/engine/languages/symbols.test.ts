import { describe, expect, test } from 'vitest';
import { parse, symbolsText } from '../../helpers/model.ts';

/** Code, and every name in it with what it refers to. */
const CASES: readonly (readonly [what: string, code: string, names: string])[] = [
  ['a local', 'function f() { const a = 1; return a }', 'f:module a:local a:local'],
  ['a parameter', 'const f = (a) => a', 'f:module a:local a:local'],
  ['a global', 'console.log(window)', 'console:global window:global'],
  ['a hoisted var', 'function f() { if (a) { var a = 1 } return a }', 'f:module a:local a:local a:local'],
  ['let is not hoisted', 'function f() { { let a = 1 } return a }', 'f:module a:local a:global'],
  ['var of a loop', 'function f() { for (var i = 0; ; ) {} return i }', 'f:module i:local i:local'],
  ['let of a loop', 'for (let i = 0; i < 1; ) {} i', 'i:local i:local i:global'],
  ['a function used before it is declared', 'f(); function f() {}', 'f:module f:module'],
  ['a class used before it is declared', 'const a = () => new B(); class B {}', 'a:module B:module B:module'],
  ['shadowing in a block', 'const a = 1; { const a = 2; a } a', 'a:module a:local:2 a:local:2 a:module'],
  ['shadowing by a parameter', 'const a = 1; const f = (a) => a', 'a:module f:module a:local:2 a:local:2'],
  [
    'shadowing of a global',
    'function f(name) { return name } name',
    'f:module name:local name:local name:global',
  ],
  ['var twice is one', 'var a; var a; a', 'a:module a:module a:module'],
  ['object destructuring', 'const { a, b: c, ...d } = e', 'a:module c:module d:module e:global'],
  ['array destructuring', 'const [a, , b = a] = c', 'a:module b:module a:module c:global'],
  [
    'destructured parameters',
    'const f = ({ a: { b } }, [c]) => b + c',
    'f:module b:local c:local b:local c:local',
  ],
  ['destructuring assignment', 'let a; ({ a } = b)', 'a:module a:module b:global'],
  ['defaults see other parameters', 'const f = (a, b = a) => b', 'f:module a:local b:local a:local b:local'],
  ['catch', 'try {} catch (e) { e } e', 'e:local e:local e:global'],
  ['catch with a pattern', 'try {} catch ({ message }) { message }', 'message:local message:local'],
  [
    'the name of a function expression',
    'const a = function b() { b() }; b',
    'a:module b:local b:local b:global',
  ],
  ['the name of a class expression', 'const a = class b { c = b }; b', 'a:module b:local b:local b:global'],
  [
    'type parameters',
    'function f<T>(a: T): T { return a }',
    'f:module T:local a:local T:local T:local a:local',
  ],
  ['type parameters of types', 'type A<T> = T; type B = T', 'A:module T:local T:local B:module T:global'],
  ['infer', 'type A<T> = T extends (infer U)[] ? U : T', 'A:module T:local T:local U:local U:local T:local'],
  ['mapped types', 'type A = { [K in B]: K }', 'A:module K:local B:global K:local'],
  ['names in function types', 'type A = (a: string) => a is string', 'A:module a:local a:local'],
  ['relative imports', "import { a } from './a'; a", 'a:relative a:relative'],
  ['imports under an alias', "import a from '@/a'; import b from '~/b'", 'a:relative b:relative'],
  [
    'package imports',
    "import a, { b as c } from 'p'; import * as d from '@p/q'",
    'a:package c:package d:package',
  ],
  ['import equals', "import a = require('p'); a", 'a:package a:package'],
  [
    'exported declarations',
    'export const a = 1; export function b() { return a } export class C {}',
    'a:exported b:exported a:exported C:exported',
  ],
  ['exported destructuring', 'export const { a, b: [c] } = d', 'a:exported c:exported d:global'],
  [
    'exported types',
    'export type A = 1; export interface B {} export enum C {}',
    'A:exported B:exported C:exported',
  ],
  ['export lists', 'const a = 1; export { a as b }', 'a:exported a:exported'],
  ['export lists before the declaration', 'export { a }; const a = 1', 'a:exported a:exported'],
  ['default exports of a name', 'const a = 1; export default a', 'a:exported a:exported'],
  ['default exports before the declaration', 'export default a; function a() {}', 'a:exported a:exported'],
  ['re-exports declare nothing', "export { a } from './a'; a", 'a:global'],
  ['namespaces', 'namespace N { const a = 1; a } a', 'N:module a:local a:local a:global'],
  ['enums', 'enum E { A } E.A', 'E:module E:module'],
  ['labels and fields are no names', 'a: for (;;) { b.c; break a }', 'b:global'],
  ['JSX tags', 'const A = 1; <A><b><C.D /></b></A>', 'A:module A:module C:global'],
  ['JSX attributes', '<p a={a} />', 'a:global'],
  ['methods see the file', 'const a = 1; class B { m() { return a } }', 'a:module B:module a:module'],
  ['a function below a block', 'function f() { g(); { function g() {} } }', 'f:module g:global g:local'],
  [
    'a name like a member of Object',
    'const constructor = 1, __proto__ = 2; constructor + __proto__ + toString',
    'constructor:module __proto__:module constructor:module __proto__:module toString:global',
  ],
  [
    'an argument of a decorator',
    'import { d } from "p"; @d(a) class A {}',
    'd:package d:package a:global A:module',
  ],
];

describe('names', () => {
  test.each(CASES)('%s', (_, code, names) => {
    expect(symbolsText(parse(code, code.includes('<') && !code.includes('<T>') ? 'a.tsx' : 'a.ts'))).toBe(
      names,
    );
  });
});

test('imports know where they come from', () => {
  const { tree } = parse("import a, { b as c, type D } from 'p'; import * as e from './e';");
  expect(tree.symbols.map(({ name, origin }) => `${name} ${origin}`)).toEqual([
    'a p#default',
    'c p#b',
    'D p#D',
    'e ./e#*',
  ]);
});
