import { describe, expect, test } from 'vitest';
import { parse, treeText } from '../../helpers/model.ts';

type Row = [what: string, a: string, b: string, path?: string];

const SAME: readonly Row[] = [
  ['parentheses', 'x = (a + (b * c));', 'x = a + b * c'],
  ['parentheses of types', 'type A = ((string | number))[];', 'type A = (string | number)[]'],
  ['parentheses of parameters', 'const f = (x) => x;', 'const f = x => x'],
  ['semicolons', 'a();\nb();', 'a()\nb()'],
  ['empty statements', ';;a();;', 'a()'],
  ['semicolons of members', 'class A { a = 1; m() {}; }', 'class A { a = 1\n m() {} }'],
  ['separators of type members', 'type A = { a: 1; b: 2 }', 'type A = {\n a: 1,\n b: 2,\n}'],
  ['quotes', `f('a "b"')`, `f("a \\"b\\"")`],
  ['escapes', `f('\\u0061\\x62\\n')`, 'f("ab\\n")'],
  ['trailing commas', 'f([a, b,], { a, }, c,)', 'f([a, b], { a }, c)'],
  ['trailing commas of parameters', 'function f(a, b,) {}', 'function f(a, b) {}'],
  ['trailing commas of imports', "import { a, } from './a'", "import { a } from './a'"],
  ['trailing commas of types', 'type A<T,> = [T,]', 'type A<T> = [T]'],
  ['trailing commas of enums', 'enum E { A, B, }', 'enum E { A, B }'],
  ['shorthand properties', 'f({ a, b })', 'f({ a: a, b: b })'],
  ['shorthand in patterns', 'const { a, b = 1 } = x', 'const { a: a, b: b = 1 } = x'],
  ['braces of if', 'if (a) b(); else c();', 'if (a) { b() } else { c() }'],
  [
    'braces of loops',
    'for (const a of b) c(); while (d) e();',
    'for (const a of b) { c() } while (d) { e() }',
  ],
  ['braces of do', 'do a(); while (b)', 'do { a() } while (b)'],
  ['JSX text broken over lines', '<p>\n  one\n  two\n</p>', '<p>one two</p>'],
  ["{' '} at the end of a line", "<p>\n  one{' '}\n  <b>two</b>\n</p>", '<p>one <b>two</b></p>'],
  ["{' '} between texts", "<p>one{' '}two</p>", '<p>one two</p>'],
  ['text in braces', "<p>{'one'}</p>", '<p>one</p>'],
  ['text in braces as a template', '<p>{`one`}</p>', '<p>one</p>'],
  ["attributes as {'a'}", "<p id={'a'} />", '<p id="a" />'],
  ['quotes of attributes', `<p id='a' />`, '<p id="a" />'],
  ['self-closing', '<p></p>', '<p />'],
  ['white space inside an empty element', '<p>\n</p>', '<p/>'],
  ['parentheses around JSX', 'const a = (\n  <p/>\n)', 'const a = <p/>'],
  ['comments in JSX', '<p>{/* c */}</p>', '<p/>'],
  ['quoted keys', "f({ 'a': 1, 2: 3 })", 'f({ a: 1, "2": 3 })'],
  ['computed keys that are texts', "f({ ['a']: 1 })", 'f({ a: 1 })'],
  ['quoted keys of types', "type A = { 'a': 1 }", 'type A = { a: 1 }'],
  ['leading |', 'type A =\n  | 1\n  | 2', 'type A = 1 | 2'],
  ['leading | of one', 'type A = | 1', 'type A = 1'],
  ['leading &', 'type A = & { a: 1 } & B', 'type A = { a: 1 } & B'],
  [
    'comments',
    '/** doc */ function f(/* a */ a) { return a /* b */ + 1 } // end',
    'function f(a) { return a + 1 }',
  ],
  ['numbers by value', 'f(0xFF, 1_000, 1e3, .5, 0b11, 5.0)', 'f(255, 1000, 1000, 0.5, 3, 5)'],
  ['bigints by value', 'f(0xFFn, 1_0n)', 'f(255n, 10n)'],
  ['a template without substitution', 'f(`a`)', "f('a')"],
  ['white space in tagged templates', 'css`\n  a: b;\n  c: d;\n`', 'css`a: b; c: d;`'],
  ['white space and line ends', 'if (a) {\r\n\tb();\r\n}', 'if (a) { b() }'],
  ['a byte order mark', '\ufeffa()', 'a()'],
  ['a shebang', '#!/usr/bin/env node\na()', 'a()'],
  ['angle brackets and as', 'x = <T>y', 'x = y as T', 'a.ts'],
  ['string modules', "import a from 'x'", 'import a from "x";'],
  ['new without arguments', 'new A', 'new A()'],
];

const DIFFERENT: readonly Row[] = [
  ['operators', 'a + b', 'a - b'],
  ['equality', 'a === b', 'a == b'],
  ['comparison', 'a < b', 'a <= b'],
  ['logical operators', 'a || b', 'a ?? b'],
  ['assignments', 'a += b', 'a -= b'],
  ['prefix and postfix', '++a', 'a++'],
  ['unary operators', '!a', '-a'],
  ['typeof', 'typeof a', 'void a'],
  ['sides', 'a - b', 'b - a'],
  ['grouping that matters', '(a + b) * c', 'a + b * c'],
  ['numbers', 'f(1)', 'f(2)'],
  ['a number and a bigint', 'f(1)', 'f(1n)'],
  ['a number and a text', 'f(1)', "f('1')"],
  ['texts', "f('a')", "f('b')"],
  ['case of texts', "f('a')", "f('A')"],
  ['white space in texts', "f('a b')", "f('a  b')"],
  ['white space in templates', 'f(`a ${b}`)', 'f(`a  ${b}`)'],
  ['order in templates', 'f(`a${b}`)', 'f(`${b}a`)'],
  ['constants', 'f(true)', 'f(false)'],
  ['null and undefined', 'f(null)', 'f(undefined)'],
  ['regular expressions', 'f(/a/)', 'f(/a/g)'],
  ['await', 'async () => { await f() }', 'async () => { f() }'],
  ['async', 'async function f() {}', 'function f() {}'],
  ['async arrows', 'const f = async () => 1', 'const f = () => 1'],
  ['generators', 'function* f() {}', 'function f() {}'],
  ['yield*', 'function* f() { yield* a }', 'function* f() { yield a }'],
  ['for await', 'async () => { for await (const a of b) c(a) }', 'async () => { for (const a of b) c(a) }'],
  ['for in and for of', 'for (const a in b) c(a)', 'for (const a of b) c(a)'],
  ['optional chaining of members', 'a?.b', 'a.b'],
  ['optional chaining of calls', 'a?.()', 'a()'],
  ['optional chaining of indices', 'a?.[0]', 'a[0]'],
  ['non-null assertions', 'f(a!)', 'f(a)'],
  ['as and satisfies', 'f(a as T)', 'f(a satisfies T)'],
  ['as const', 'f([1] as const)', 'f([1])'],
  ['const and let', 'const a = 1', 'let a = 1'],
  ['let and var', 'let a = 1', 'var a = 1'],
  ['using and const', 'using a = b', 'const a = b'],
  ['await using and using', 'async () => { await using a = b }', 'async () => { using a = b }'],
  ['readonly members', 'type A = { readonly a: 1 }', 'type A = { a: 1 }'],
  ['readonly fields', 'class A { readonly a = 1 }', 'class A { a = 1 }'],
  ['readonly arrays', 'type A = readonly string[]', 'type A = string[]'],
  ['optional members', 'type A = { a?: 1 }', 'type A = { a: 1 }'],
  ['optional parameters', 'function f(a?: 1) {}', 'function f(a: 1) {}'],
  ['defaults of parameters', 'function f(a = 1) {}', 'function f(a = 2) {}'],
  ['rest parameters', 'function f(...a) {}', 'function f(a) {}'],
  ['spread', 'f(...a)', 'f(a)'],
  ['spread in objects', 'f({ ...a })', 'f({ a })'],
  ['static', 'class A { static a() {} }', 'class A { a() {} }'],
  ['abstract', 'abstract class A {}', 'class A {}'],
  ['private names', 'class A { #a = 1 }', 'class A { a = 1 }'],
  ['getters and methods', 'class A { get a() { return 1 } }', 'class A { a() { return 1 } }'],
  ['getters and setters', 'class A { get a() {} }', 'class A { set a(b) {} }'],
  ['parameter properties', 'class A { constructor(public a: 1) {} }', 'class A { constructor(a: 1) {} }'],
  [
    'private parameter properties',
    'class A { constructor(private a: 1) {} }',
    'class A { constructor(a: 1) {} }',
  ],
  ['extends and implements', 'class A extends B {}', 'class A implements B {}'],
  ['exported', 'export const a = 1', 'const a = 1'],
  ['default exports', 'export default function f() {}', 'export function f() {}'],
  ['type imports', "import type { a } from 'a'", "import { a } from 'a'"],
  ['type names of imports', "import { type a } from 'a'", "import { a } from 'a'"],
  ['default and named imports', "import a from 'a'", "import { a } from 'a'"],
  ['namespace imports', "import * as a from 'a'", "import a from 'a'"],
  ['modules', "import a from 'a'", "import a from 'b'"],
  ['unions and intersections', 'type A = B | C', 'type A = B & C'],
  ['keyof', 'type A = keyof B', 'type A = B'],
  ['type keywords', 'type A = string', 'type A = number'],
  ['predicates', 'function f(a): asserts a is string {}', 'function f(a): a is string {}'],
  ['constructor types', 'type A = new () => B', 'type A = () => B'],
  ['optional tuple members', 'type A = [string?]', 'type A = [string]'],
  ['rest tuple members', 'type A = [...string[]]', 'type A = [string[]]'],
  ['named optional tuple members', 'type A = [a?: string]', 'type A = [a: string]'],
  ['named rest tuple members', 'type A = [...a: string[]]', 'type A = [a: string[]]'],
  ['mapped types made optional', 'type A = { [K in B]?: C }', 'type A = { [K in B]: C }'],
  ['mapped types made required', 'type A = { [K in B]-?: C }', 'type A = { [K in B]?: C }'],
  ['mapped types made mutable', 'type A = { -readonly [K in B]: C }', 'type A = { readonly [K in B]: C }'],
  ['const enums', 'const enum E { A }', 'enum E { A }'],
  ['const type parameters', 'function f<const T>(a: T) {}', 'function f<T>(a: T) {}'],
  ['labels', 'a: for (;;) break a', 'a: for (;;) break'],
  ['else', 'if (a) b(); else c()', 'if (a) b(); c()'],
  ['finally', 'try { a() } finally { b() }', 'try { a() } catch { b() }'],
  ['do and while', 'do a(); while (b)', 'while (b) a()'],
  ['case and default', 'switch (a) { case 1: b() }', 'switch (a) { default: b() }'],
  ['parts of for', 'for (a(); ; ) {}', 'for (; a(); ) {}'],
  ['parts of for, last', 'for (; a(); ) {}', 'for (; ; a()) {}'],
  ['calls and new', 'new A()', 'A()'],
  ['members and indices', 'a.b', "a['b']"],
  ['holes', 'f([, a])', 'f([a])'],
  ['elements and components', '<p />', '<P />'],
  ['fragments', '<><a /></>', '<a />'],
  ['JSX text', '<p>one</p>', '<p>two</p>'],
  ['JSX text and expressions', '<p>one</p>', '<p>{one}</p>'],
  ['attributes without value', '<p hidden />', '<p hidden={false} />'],
  ['attributes', '<p id="a" />', '<p title="a" />'],
  ['spread of attributes', '<p {...a} />', '<p a={a} />'],
  ['JSX children', '<a><b /></a>', '<a /> '],
  ['which name is meant', 'const a = 1; { const b = 2; f(a) }', 'const a = 1; { const a = 2; f(a) }'],
];

describe('what a formatter decides is not in the tree', () => {
  test.each<Row>(SAME)('%s', (_, a, b, path) => {
    expect(treeText(parse(a, path))).toBe(treeText(parse(b, path)));
    expect(parse(a, path).problems).toEqual([]);
  });
});

describe('what means something is in the tree', () => {
  test.each<Row>(DIFFERENT)('%s', (_, a, b, path) => {
    expect(treeText(parse(a, path))).not.toBe(treeText(parse(b, path)));
    expect(parse(a, path).problems).toEqual([]);
    expect(parse(b, path).problems).toEqual([]);
  });
});

test('JavaScript and TypeScript make the same tree of the same code', () => {
  const code = "import a from 'a';\nexport const f = async ({ b }) => <p>{await a(b)}</p>;\n";
  expect(treeText(parse(code, 'a.js'))).toBe(treeText(parse(code, 'a.tsx')));
});

test('the tree in full, once', () => {
  const code = 'export async function f(a: string) { return await g(`x${a}`) }';
  expect(treeText(parse(code)).split('\n')).toEqual([
    'Program',
    '  Function Async Exported',
    '    Identifier "f" #0',
    '    Parameter',
    '      Identifier "a" #1',
    '      TypeKeyword "string"',
    '    Block',
    '      Return',
    '        Await',
    '          Call',
    '            Identifier "g"',
    '            Template',
    '              TemplateText "x"',
    '              Identifier "a" #1',
  ]);
});

test('every node lies inside its parent, in source order, and starts at a character of code', () => {
  const code = `// first\n@dec class A { /* x */ a = 1 }\nconst b = <p>\n  text {c}\n</p>; // last\n`;
  const { tree } = parse(code);
  for (let node = 1; node < tree.length; node++) {
    const parent = tree.parent[node];
    expect(tree.start[node]).toBeGreaterThanOrEqual(tree.start[parent]);
    expect(tree.end[node]).toBeLessThanOrEqual(tree.end[parent]);
    expect(node + tree.size[node]).toBeLessThanOrEqual(parent + tree.size[parent]);
    expect(code.slice(tree.start[node], tree.start[node] + 2)).not.toMatch(/^(\/[/*])/);
  }
});
