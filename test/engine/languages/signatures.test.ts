import { describe, expect, test } from 'vitest';
import { parse, textOf } from '../../helpers/model.ts';

/** `async* (a: T, b?, ...c, {d, e}) => R throws X, Y` */
function signatureOf(code: string, path = 'a.tsx'): string {
  const model = parse(code, path);
  const signature = model.units.find((unit) => unit.signature !== null)?.signature;
  if (!signature) return 'none';
  const { tree } = model;
  const typeText = (node: number): string =>
    node < 0 ? '' : `: ${textOf(code, { start: tree.start[node], end: tree.end[node] })}`;
  const parameters = signature.parameters.map(
    ({ name, keys, optional, rest, type }) =>
      `${rest ? '...' : ''}${keys === null ? name : `{${keys.join(' ')}}`}${optional ? '?' : ''}${typeText(type)}`,
  );
  const words = `${signature.async ? 'async ' : ''}${signature.generator ? '* ' : ''}`;
  const throws = signature.throws.length > 0 ? ` throws ${signature.throws.join(' ')}` : '';
  return `${words}(${parameters.join(', ')})${typeText(signature.returns)}${throws}`;
}

const CASES: readonly (readonly [what: string, code: string, signature: string])[] = [
  ['nothing', 'function f() {}', '()'],
  ['no function', 'const a = 1', 'none'],
  ['names', 'function f(a, b) {}', '(a, b)'],
  [
    'types',
    'function f(a: string, b: number[]): Promise<void> {}',
    '(a: string, b: number[]): Promise<void>',
  ],
  ['optional', 'function f(a?: string, b = 1) {}', '(a?: string, b?)'],
  ['rest', 'function f(a, ...b: string[]) {}', '(a, ...b: string[])'],
  ['destructured', 'function f({ a, b: c, d = 1, ...e }: P) {}', '({a b d}: P)'],
  ['destructured with a default', 'const f = ({ a } = {}) => a', '({a}?)'],
  ['destructured deep', 'const f = ({ a: { b } }) => b', '({a})'],
  ['an array pattern', 'const f = ([a, b]) => a', '()'],
  ['arrows', 'const f = (a: string): string => a', '(a: string): string'],
  ['arrows without parameters', 'const f = (): string => ""', '(): string'],
  ['arrows whose body names a type', 'const f = (a) => a as string', '(a)'],
  ['function expressions', 'const f = function g(a): void {}', '(a): void'],
  ['wrapped', 'const F = memo(function G({ a }: P) { return <p>{a}</p> })', '({a}: P)'],
  ['async', 'async function f(): Promise<void> {}', 'async (): Promise<void>'],
  ['generators', 'function* f() {}', '* ()'],
  ['async generators', 'async function* f() {}', 'async * ()'],
  ['type parameters', 'function f<T extends string>(a: T): T { return a }', '(a: T): T'],
  ['predicates', 'function f(a: unknown): a is string { return true }', '(a: unknown): a is string'],
  ['this is no parameter', 'function f(this: Window, a: string) {}', '(a: string)'],
  [
    'errors',
    'function f() { if (a) throw new TypeError("x"); throw new RangeError() }',
    '() throws RangeError TypeError',
  ],
  ['errors told once', 'function f() { if (a) throw new E(); throw new E() }', '() throws E'],
  ['errors of a module', 'function f() { throw new errors.Bad() }', '() throws errors.Bad'],
  ['made by a function', 'function f() { throw createError() }', '() throws createError'],
  ['thrown values', 'function f() { try {} catch (e) { throw e } }', '() throws value'],
  [
    'methods',
    'class A { async m(a?: string): Promise<void> { throw new E() } }',
    'async (a?: string): Promise<void> throws E',
  ],
  ['constructors', 'class A { constructor(private a: string) {} }', '(a: string)'],
  ['decorated parameters', 'class A { m(@d() a: string) {} }', '(a: string)'],
  ['fields', 'class A { m = (a: string) => a }', '(a: string)'],
  ['setters', 'class A { set m(a: string) {} }', '(a: string)'],
  ['declared', 'declare function f(a: string): void', '(a: string): void'],
];

describe('signatures', () => {
  test.each(CASES)('%s', (_, code, signature) => {
    expect(signatureOf(code, 'a.tsx')).toBe(signature);
  });
});
