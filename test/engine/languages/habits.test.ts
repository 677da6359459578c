import { describe, expect, test } from 'vitest';
import { caseOf } from '../../../server/src/engine/languages/nameCase.ts';
import { parse } from '../../helpers/model.ts';

const CASES: readonly (readonly [
  habit: string,
  code: string,
  counts: Readonly<Record<string, number>> | undefined,
])[] = [
  ['variables', 'const a = 1, b = 2; let c; var d; for (let e of f) {}', { const: 1, let: 2, var: 1 }],
  [
    'names of variables',
    'const aB = 1, a_b = 2, AB = 3, c = 4; ((dE) => 1)',
    { camelCase: 2, snake_case: 1, UPPER_CASE: 1, lower: 1 },
  ],
  [
    'names of functions',
    'function aB() {} const c_d = () => 1; class E { fG() {} get h() { return 1 } constructor() {} }',
    { camelCase: 2, snake_case: 1, lower: 1 },
  ],
  [
    'names of types',
    'type AB = 1; interface c {} enum D_E { F } class Gh {}',
    { UPPER_CASE: 2, lower: 1, PascalCase: 1 },
  ],
  [
    'functions',
    'function a() {} const b = () => 1; const c = function () {}',
    { declaration: 1, arrow: 1, expression: 1 },
  ],
  ['components', 'function A() { return <p /> } const B = () => <p />', { declaration: 1, arrow: 1 }],
  ['equality', 'a === b; a !== b; a == b; a != b; a < b', { strict: 2, loose: 2 }],
  ['joining text', "a + 'b'; 'a' + b; a + b; `a${b}`; `a`", { concatenation: 2, template: 1 }],
  ['defaults', 'const a = b || c, d = e ?? f, g = h && i; if (a || b) {}', { '||': 1, '??': 1 }],
  [
    'promises',
    'async () => { await a; b.then(c); d.catch(e) }',
    Object.fromEntries([
      ['await', 1],
      ['then', 1],
    ]),
  ],
  [
    'loops',
    'for (;;) {} for (a in b) {} for (a of b) {} while (a) {} do {} while (a); a.forEach(b)',
    { for: 1, 'for in': 1, 'for of': 1, while: 2, forEach: 1 },
  ],
  ['arrow bodies', 'f(() => 1, () => { g() }, () => ({}))', { expression: 2, block: 1 }],
  ['object types', 'interface A {} type B = { a: 1 }; type C = string', { interface: 1, type: 1 }],
  ['array types', 'let a: string[], b: Array<string>, c: Map<string, string>', { 'T[]': 1, 'Array<T>': 1 }],
  ['unsafe types', 'let a: any, b: string, c: unknown', { any: 1, none: 2 }],
  ['alternatives', "type A = 'a' | 'b'; enum B { C } type D = string | number", { union: 1, enum: 1 }],
  ['exports', 'export function a() {} export default function b() {}', { named: 1, default: 1 }],
  ['return types', 'function a(): void {} function b() {} const c = (): 1 => 1', { written: 2, inferred: 1 }],
  [
    'documentation',
    '/** A. */\nfunction a() {}\nfunction b() {}\n// c\nfunction c() {}\n/** D. */\nexport const d = 1;',
    { documented: 2, plain: 2 },
  ],
  [
    'order of imports',
    "import a from 'a'; import b from './b'; import c from 'c'",
    { 'packages first': 1, mixed: 1 },
  ],
  [
    'endings of imports',
    "import a from './a'; import b from './b.ts'; import c from 'c.js'",
    { written: 1, 'left out': 1 },
  ],
  ['quotes', `f('a', "b", "c", \`d\`); import e from 'e'`, { single: 1, double: 2 }],
  ['quotes', `<p a="b" />`, undefined],
  ['semicolons', 'a();\nb()\nfunction f() { return 1; }\nfunction g() { return }', { yes: 2, no: 2 }],
  ['trailing commas', 'f([\n  a,\n])\nf({\n  a\n})\nf([a, b])', { yes: 1, no: 1 }],
  [
    'indentation',
    'if (a) {\n  b()\n}\nif (a) {\n    b()\n}\nif (a) {\n\tb()\n}',
    { '2 spaces': 1, '4 spaces': 1, tab: 1 },
  ],
  ['loops', 'f()', undefined],
];

describe('habits are counted', () => {
  test.each(CASES)('%s: %s', (habit, code, counts) => {
    const model = parse(code);
    expect(model.problems).toEqual([]);
    const variants = model.habits[habit];
    const found =
      variants && Object.fromEntries(Object.entries(variants).map(([name, { count }]) => [name, count]));
    expect(found).toEqual(counts);
  });
});

test('places are where the habit is, and few of them', () => {
  const code = 'f(a == b);\n'.repeat(50);
  const { count, places } = parse(code).habits.equality.loose;
  expect(count).toBe(50);
  expect(places.length).toBeLessThan(20);
  for (const [start, end] of places) expect(code.slice(start, end)).toBe('a == b');
});

test('no text can reach what objects inherit', () => {
  const { habits } = parse('const constructor = 1, __proto__ = 2; f(toString)');
  expect(Object.getPrototypeOf(habits)).toBeNull();
  for (const variants of Object.values(habits)) expect(Object.getPrototypeOf(variants)).toBeNull();
});

test.each([
  ['a', 'lower'],
  ['abc1', 'lower'],
  ['_abc', 'lower'],
  ['aB', 'camelCase'],
  ['$aB', 'camelCase'],
  ['#aB', 'camelCase'],
  ['AB', 'UPPER_CASE'],
  ['MAX_SIZE', 'UPPER_CASE'],
  ['AbC', 'PascalCase'],
  ['a_b', 'snake_case'],
  ['a_B', 'mixed'],
  ['größe', 'mixed'],
  ['', 'lower'],
])('%s is %s', (name, form) => {
  expect(caseOf(name)).toBe(form);
});
