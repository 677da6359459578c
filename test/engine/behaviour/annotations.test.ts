import { describe, expect, it } from 'vitest';
import { annotated, names } from './shapesOf.ts';

const DECLARED = `
interface Person { id: number; name: string; tags?: string[] }
type Side = 'left' | 'right';
enum Level { Low, High, Top = 7, Beyond }
enum Word { Yes = 'y', No = 'n' }
const LIST = ['red', 'green'] as const;
const TABLE = { a: 1, b: 'z' } as const;
const NOTHING = [] as const;
`;

/** Types of one parameter, beside the declarations above. */
function check(cases: readonly (readonly [type: string, expected: string])[]): void {
  it.each(cases)('%s → %s', (type, expected) => {
    expect(names(annotated(`${DECLARED} function f(v: ${type}) {}`))).toBe(expected);
  });
}

/** Whole files. */
function checkFiles(cases: readonly (readonly [code: string, expected: string])[]): void {
  it.each(cases)('%s → %s', (code, expected) => {
    expect(names(annotated(code))).toBe(expected);
  });
}

const PERSON = '{ id: number; name: string; tags?: string[] }';

describe('keywords and literals', () => {
  check([
    ['number', 'number'],
    ['boolean', 'boolean'],
    ['bigint', 'bigint'],
    ['symbol', 'symbol'],
    ['undefined', 'undefined'],
    ['void', 'undefined'],
    ['never', 'undefined'],
    ['null', 'null'],
    ['any', 'any'],
    ['unknown', 'any'],
    ['object', 'Record<string, any>'],
    ["'a'", '"a"'],
    ['-1', '-1'],
    ["'a' | 3 | true | null", '"a" | 3 | true | null'],
    ['`id-${number}`', '`id-${number}`'],
    ['`${Side}-${number}`', '`${"left" | "right"}-${number}`'],
  ]);
});

describe('types made of others', () => {
  check([
    ['string | number', 'string | number'],
    ['Side | undefined', '"left" | "right" | undefined'],
    ['string[]', 'string[]'],
    ['(string | number)[]', '(string | number)[]'],
    ['readonly string[]', 'string[]'],
    ['[string, number]', '[string, number]'],
    ['[a: string, b?: number]', '[string, number]'],
    ['[...string[]]', 'string[]'],
    ['{ a: { b: { c: number }[] } }', '{ a: { b: { c: number }[] } }'],
    ['{ x: number; y?: string }', '{ x: number; y?: string }'],
    ["{ 'quoted-key': number }", '{ quoted-key: number }'],
    ['{ get(id: number): string }', '{ get: (number) => string }'],
    ['{ [key: string]: number }', 'Record<string, number>'],
    ['{}', '{ }'],
    ['(a: number, b: string) => boolean', '(number, string) => boolean'],
    ['() => void', '() => void'],
    ['((a: string) => void)[]', '((string) => void)[]'],
    ['Person & { extra: boolean }', '{ id: number; name: string; tags?: string[]; extra: boolean }'],
    ["string & { __brand: 'Id' }", 'string'],
    ["string extends string ? 'y' : 'n'", '"y" | "n"'],
  ]);
});

describe('declared types', () => {
  check([
    ['Person', PERSON],
    ['Person[]', `${PERSON}[]`],
    ['Person | null', `${PERSON} | null`],
    ['Side', '"left" | "right"'],
    ['Level', '0 | 1 | 7 | 8'],
    ['Level.Top', '7'],
    ['Level.Beyond', '8'],
    ['Word', '"y" | "n"'],
    ['Word.No', '"n"'],
    ['typeof LIST', '["red", "green"]'],
    ['(typeof LIST)[number]', '"red" | "green"'],
    ['(typeof NOTHING)[number]', 'undefined'],
    ['typeof TABLE', '{ a: 1; b: "z" }'],
    ['keyof typeof TABLE', '"a" | "b"'],
    ['(typeof TABLE)[keyof typeof TABLE]', '1 | "z"'],
    ['keyof Person', '"id" | "name" | "tags"'],
    ["Person['id']", 'number'],
    ["Person['id' | 'name']", 'number | string'],
  ]);

  checkFiles([
    ['interface A { x: number } interface A { y: string } function f(v: A) {}', '{ x: number; y: string }'],
    ['class A { x: number; private y: string; static z: 1 } function f(v: A) {}', '{ x: number }'],
    ['abstract class A { abstract x: number } function f(v: A) {}', '{ x: number }'],
    ['type Fn = (a: number) => string; function f(v: Fn) {}', '(number) => string'],
    ['interface Fn { (a: number): string } function f(v: Fn) {}', '(number) => string'],
    [
      "type S = { kind: 'a'; x: number } | { kind: 'b'; y: string }; function f(v: S) {}",
      '{ kind: "a"; x: number } | { kind: "b"; y: string }',
    ],
    ['function f(a: string, b?: number, ...c: string[]) {}', 'string, number, string[]'],
    ['function f({ a, b }: { a: number; b: string }) {}', '{ a: number; b: string }'],
    ['function f(v: Unknown) {}', 'any'],
    ['function f(v: Some.Where) {}', 'any'],
  ]);
});

describe('extends', () => {
  checkFiles([
    [
      'interface A { x: number } interface B extends A { y: string } function f(v: B) {}',
      '{ x: number; y: string }',
    ],
    [
      'interface A { x: 1 } interface B { y: 2 } interface C extends A, B { z: 3 } function f(v: C) {}',
      '{ x: 1; y: 2; z: 3 }',
    ],
    [
      'interface A<T> { x: T } interface B extends A<string> { y: number } function f(v: B) {}',
      '{ x: string; y: number }',
    ],
    [
      'interface A<T> { x: T } interface B<U> extends A<U[]> { y: U } function f(v: B<number>) {}',
      '{ x: number[]; y: number }',
    ],
    ['interface A { x: number } interface B extends A { x: 7 } function f(v: B) {}', '{ x: 7 }'],
    ['class A { x: number } class B extends A { y: string } function f(v: B) {}', '{ x: number; y: string }'],
    ['class A implements I { x: number } interface I { y: string } function f(v: A) {}', '{ x: number }'],
    [
      "interface A { x: number; y: string } interface B extends Omit<A, 'x'> { z: 1 } function f(v: B) {}",
      '{ y: string; z: 1 }',
    ],
  ]);
});

describe('generics', () => {
  checkFiles([
    ['function f<T>(v: T) {}', 'any'],
    ['function f<T extends string>(v: T) {}', 'string'],
    ['function f<T extends { id: number }>(v: T[]) {}', '{ id: number }[]'],
    ['interface P { a: 1; b: 2 } function f<K extends keyof P>(v: P, k: K) {}', '{ a: 1; b: 2 }, "a" | "b"'],
    ['type Box<T> = { value: T }; function f(v: Box<number>) {}', '{ value: number }'],
    ['type Box<T> = { value: T }; function f(v: Box<Box<number>>) {}', '{ value: { value: number } }'],
    ['type Pair<A, B = number> = [A, B]; function f(v: Pair<string>) {}', '[string, number]'],
    ['type Pair<A, B = A> = [A, B]; function f(v: Pair<string>) {}', '[string, string]'],
    ['type Pair<A, B = A> = [A, B]; function f(v: Pair<string, 1>) {}', '[string, 1]'],
    ['type Maybe<T> = T | null; function f(v: Maybe<string>[]) {}', '(string | null)[]'],
  ]);
});

describe("the library's types", () => {
  check([
    ['Array<number>', 'number[]'],
    ['ReadonlyArray<Side>', '("left" | "right")[]'],
    ['Iterable<string>', 'string[]'],
    ['Map<string, number[]>', 'Map<string, number[]>'],
    ['Set<Side>', 'Set<"left" | "right">'],
    ['Date', 'date'],
    ['RegExp', 'regexp'],
    ['Error', 'error'],
    ['Uint8Array', 'Uint8Array'],
    ['Promise<string>', 'Promise<string>'],
    ['Function', '() => any'],
    ['Record<string, number>', 'Record<string, number>'],
    ['Record<Side, number>', '{ left: number; right: number }'],
    ['Record<Level, string>', '{ 0: string; 1: string; 7: string; 8: string }'],
    ['Partial<Person>', '{ id?: number; name?: string; tags?: string[] }'],
    ['Required<Person>', '{ id: number; name: string; tags: string[] }'],
    ['Readonly<Person>', PERSON],
    ["Pick<Person, 'id' | 'name'>", '{ id: number; name: string }'],
    ["Omit<Person, 'id'>", '{ name: string; tags?: string[] }'],
    ["Exclude<'left' | 'right' | 'up', Side>", '"up"'],
    ['Exclude<string | number, number>', 'string'],
    ['Extract<string | number, number>', 'number'],
    ['NonNullable<string | null | undefined>', 'string'],
    ['ReturnType<() => string>', 'string'],
    ['Parameters<(a: number) => void>', '[number]'],
    ['Awaited<Promise<number>>', 'number'],
    ['{ [K in Side]: number }', '{ left: number; right: number }'],
    ['{ [K in keyof Person]: boolean }', '{ id: boolean; name: boolean; tags: boolean }'],
    ['{ [K in keyof Person]?: Person[K] }', '{ id?: number; name?: string; tags?: string[] }'],
    ['HTMLElement', 'any'],
  ]);
});

describe('types of other files', () => {
  const files = {
    './a': `export interface Point { x: Inner } interface Inner { y: number }
      export type Side = 'left' | 'right'; export default interface Main { z: string }
      export interface Box<T = string> { value: T }`,
    './b': "export * from './a'",
    './c': "export { Point as Place } from './a'",
    './circle': "export * from './circle'",
  };
  const cases: readonly (readonly [code: string, expected: string])[] = [
    ["import { Point } from './a'; function f(v: Point) {}", '{ x: { y: number } }'],
    ["import type { Side as Hand } from './a'; function f(v: Hand) {}", '"left" | "right"'],
    ["import Main from './a'; function f(v: Main) {}", '{ z: string }'],
    ["import { Point } from './b'; function f(v: Point) {}", '{ x: { y: number } }'],
    ["import { Place } from './c'; function f(v: Place) {}", '{ x: { y: number } }'],
    [
      "import { Box } from './a'; function f(v: Box<number>, w: Box) {}",
      '{ value: number }, { value: string }',
    ],
    ["import { Box } from './a'; type T = 1; function f(v: Box<T>) {}", '{ value: 1 }'],
    [
      "import { Point } from './a'; interface P extends Point { w: 1 } function f(v: P) {}",
      '{ x: { y: number }; w: 1 }',
    ],
    ["import { None } from './a'; function f(v: None) {}", 'any'],
    ["import { Point } from './gone'; function f(v: Point) {}", 'any'],
    ["import { Point } from './circle'; function f(v: Point) {}", 'any'],
  ];
  it.each(cases)('%s → %s', (code, expected) => {
    expect(names(annotated(code, files))).toBe(expected);
  });
});

describe('types that go into themselves', () => {
  checkFiles([
    [
      'interface N { value: number; next: N | null } function f(v: N) {}',
      '{ value: number; next: { value: number; next: { value: number; next: { value: number; next: any | null } | null } | null } | null }',
    ],
    [
      'interface N { value: string; children: N[] } function f(v: N) {}',
      '{ value: string; children: { value: string; children: { value: string; children: any[] }[] }[] }',
    ],
    ['type A = B; type B = A; function f(v: A) {}', 'any'],
    ['type A<T> = A<A<T>>; function f(v: A<string>) {}', 'any'],
    ['interface A extends A { x: number } function f(v: A) {}', '{ x: number }'],
    ['function f<T extends T>(v: T) {}', 'any'],
    ['type A = { [K in keyof A]: A[K] }; function f(v: A) {}', 'Record<string, any>'],
  ]);

  it.each([
    'type Json = string | number | boolean | null | Json[] | { [key: string]: Json }; function f(v: Json) {}',
    `interface A { ${Array.from({ length: 12 }, (_, index) => `p${index}: A`).join('; ')} } function f(v: A) {}`,
    'interface A { b: B; c: Map<string, A>; d: (a: A) => B } interface B { a: A; e: Partial<A> } function f(v: A) {}',
    'type Deep<T> = { [K in keyof T]: Deep<T[K]> }; function f(v: Deep<{ a: { b: { c: 1 } } }>) {}',
    'type A<T> = T extends string ? A<T> : A<T[]>; function f(v: A<number>) {}',
  ])('%s ends soon', (code) => {
    const started = performance.now();
    expect(annotated(code).length).toBe(1);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
