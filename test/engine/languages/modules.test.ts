import { describe, expect, test } from 'vitest';
import { parse } from '../../helpers/model.ts';

/** `name`, `type` where types only, `= unit` where declared here, `< module#name` where re-exported. */
function exportsOf(code: string, path?: string): string[] {
  const { exports, units } = parse(code, path);
  return exports.map(({ name, unit, from, imported, typeOnly }) => {
    const origin = from === null ? '' : ` < ${from}#${imported}`;
    return `${typeOnly ? 'type ' : ''}${name}${unit < 0 ? '' : ` = ${units[unit].name}`}${origin}`;
  });
}

const EXPORTS: [what: string, code: string, entries: readonly string[], path?: string][] = [
  [
    'declarations',
    'export const a = 1; export function b() {} export class C {} export enum D {}',
    ['a = a', 'b = b', 'C = C', 'D = D'],
  ],
  ['types', 'export interface A {} export type B = 1', ['type A = A', 'type B = B']],
  ['several declarators', 'export const a = 1, b = 2', ['a = a', 'b = b']],
  ['destructuring', 'export const { a, b: c, ...d } = e', ['a = ', 'c = ', 'd = ']],
  ['what is not exported', 'const a = 1; function b() {}', []],
  ['lists', 'const a = 1; function b() {} export { a, b as c }', ['a = a', 'c = b']],
  ['lists before the declaration', 'export { a }; const a = 1', ['a = a']],
  ['lists as default', 'const a = 1; export { a as default }', ['default = a']],
  [
    'lists of types',
    'type A = 1; interface B {} export type { A }; export { type B }',
    ['type A = A', 'type B = B'],
  ],
  ['imported and exported', "import { a } from './a'; export { a }", ['a']],
  ['default functions', 'export default function f() {}', ['default = f']],
  ['default functions without name', 'export default () => 1', ['default = default']],
  ['default names', 'const a = 1; export default a', ['default = a']],
  ['default values', 'export default 42', ['default = default']],
  ['default classes', 'export default class {}', ['default = default']],
  ['default and named', 'export default function a() {} export const b = 1', ['default = a', 'b = b']],
  [
    're-exports',
    "export { a, b as c, default } from './a'",
    ['a < ./a#a', 'c < ./a#b', 'default < ./a#default'],
  ],
  ['re-exports as default', "export { a as default } from './a'", ['default < ./a#a']],
  ['re-exports of types', "export type { A } from './a'", ['type A < ./a#A']],
  ['export *', "export * from './a'; export * from './b'", ['* < ./a#*', '* < ./b#*']],
  ['export * as', "export * as a from './a'", ['a < ./a#*']],
  ['export type *', "export type * from './a'", ['type * < ./a#*']],
  ['twice the same', "export * from './a'; export * from './a'", ['* < ./a#*']],
  [
    'overloads',
    'export function f(a: 1): void; export function f(a: 2): void; export function f(a: unknown) {}',
    ['f = f'],
  ],
  ['a type and a value of one name', 'export type A = 1; export const A = 1', ['type A = A', 'A = A']],
  ['members of namespaces are not', 'namespace N { export const a = 1 } class C { m() {} }', []],
  ['namespaces', 'export namespace N { export const a = 1 }', ['N = N']],
  ['module.exports of a name', 'function f() {} module.exports = f', ['default = f'], 'a.js'],
  [
    'module.exports of an object',
    'function f() {} module.exports = { f, g: f, h: 1 }',
    ['f = f', 'g = f', 'h = module.exports'],
    'a.js',
  ],
  ['module.exports of a function', 'module.exports = function () {}', ['default = module.exports'], 'a.js'],
  [
    'exports.x',
    'function f() {} exports.a = function () {}; module.exports.b = f',
    ['a = a', 'b = f'],
    'a.js',
  ],
  ['both', 'function f() {} module.exports = f; module.exports.g = 1', ['default = f', 'g = g'], 'a.js'],
  ['export =', 'class A {} export = A', ['default = A']],
  [
    'names like members of Object',
    'export const constructor = 1, __proto__ = 2, toString = 3',
    ['constructor = constructor', '__proto__ = __proto__', 'toString = toString'],
  ],
];

describe('exports', () => {
  test.each(EXPORTS)('%s', (...[, code, entries, path]) => {
    expect(exportsOf(code, path)).toEqual(entries);
  });
});

/** `module (names)`, with `~` for modules of the same application and `type` where types only. */
function importsOf(code: string, path?: string): string[] {
  return parse(code, path).imports.map(
    ({ module, relative, names, typeOnly }) =>
      `${typeOnly ? 'type ' : ''}${relative ? '~' : ''}${module} (${names.join(', ')})`,
  );
}

const IMPORTS: readonly (readonly [what: string, code: string, entries: readonly string[]])[] = [
  ['named', "import { a, b as c } from 'p'", ['p (a, b)']],
  ['default', "import a from 'p'", ['p (default)']],
  ['default and named', "import a, { b } from './p'", ['~./p (default, b)']],
  ['namespace', "import * as a from 'p'", ['p (*)']],
  ['for effect', "import './a.css'; import 'p'", ['~./a.css ()', 'p ()']],
  ['types', "import type { A } from './a'; import { type B } from 'b'", ['type ~./a (A)', 'b (B)']],
  [
    'parents and aliases',
    "import a from '../a'; import b from '@/b'; import c from '~/c'; import d from '@d/e'",
    ['~../a (default)', '~@/b (default)', '~~/c (default)', '@d/e (default)'],
  ],
  ['re-exports', "export { a } from './a'; export * from 'b'", ['~./a ()', 'b ()']],
  [
    'require',
    "const a = require('a'); const { b } = require('./b'); require('c')",
    ['a ()', '~./b ()', 'c ()'],
  ],
  ['require inside', "function f() { return require('a') }", ['a ()']],
  ['dynamic imports', "const a = () => import('./a'); await import(`b`)", ['~./a ()', 'b ()']],
  ['what is not known', 'require(a); import(b); foo.require', []],
  ['import equals', "import a = require('p')", ['p (*)']],
  ['attributes', "import a from './a.json' with { type: 'json' }", ['~./a.json (default)']],
];

describe('imports', () => {
  test.each(IMPORTS)('%s', (_, code, entries) => {
    expect(importsOf(code, 'a.ts')).toEqual(entries);
  });
});
