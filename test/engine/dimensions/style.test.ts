import { describe, expect, test } from 'vitest';
import { style } from '../../../server/src/engine/dimensions/style.ts';
import { costOf, type InputOptions, resultOf, rulesIn } from '../../helpers/dimensions.ts';
import { parse } from '../../helpers/model.ts';

const evaluate = (golden: string, generated: string, options?: InputOptions) =>
  resultOf(style, golden, generated, options);

/** A habit, and code that has it and code that has another. Both sides are seen often enough to be a habit. */
const HABITS: readonly (readonly [habit: string, golden: string, generated: string])[] = [
  [
    'names-of-functions',
    many((i) => `function readItem${i}() {}`),
    many((i) => `function read_item${i}() {}`),
  ],
  ['names-of-variables', many((i) => `const itemCount${i} = 1`), many((i) => `const item_count${i} = 1`)],
  ['names-of-types', many((i) => `interface ItemRow${i} {}`), many((i) => `interface itemRow${i} {}`)],
  [
    'names-of-components',
    many((i) => `function ItemRow${i}() { return <p /> }`),
    many((i) => `function Item_row${i}() { return <p /> }`),
  ],
  [
    'functions',
    many((i) => `function f${i}() { return 1 }`),
    many((i) => `const f${i} = () => { return 1 }`),
  ],
  [
    'components',
    many((i) => `function Row${i}() { return <p /> }`),
    many((i) => `const Row${i} = () => { return <p /> }`),
  ],
  ['variables', many((i) => `const a${i} = 1`), many((i) => `var a${i} = 1`)],
  ['object-types', many((i) => `interface A${i} { b: 1 }`), many((i) => `type A${i} = { b: 1 }`)],
  ['alternatives', many((i) => `type A${i} = 'b' | 'c'`), many((i) => `enum A${i} { B, C }`)],
  ['exports', many((i) => `export function f${i}() {}`), 'export default function f() {}'],
  ['return-types', many((i) => `function f${i}(): void {}`), many((i) => `function f${i}() {}`)],
  ['unsafe-types', many((i) => `let a${i}: unknown`), many((i) => `let a${i}: any`)],
  ['array-types', many((i) => `let a${i}: string[]`), many((i) => `let a${i}: Array<string>`)],
  ['equality', many(() => 'f(a === b)'), many(() => 'f(a == b)')],
  ['promises', `async function f() { ${many(() => 'await g();')} }`, many(() => 'g().then(h)')],
  ['loops', many(() => 'for (const a of b) c(a)'), many(() => 'for (let i = 0; i < b.length; i++) c(b[i])')],
  ['loops', many(() => 'for (const a of b) c(a)'), many(() => 'b.forEach(c)')],
  ['joining-text', many(() => 'f(`a ${b}`)'), many(() => `f('a ' + b)`)],
  ['defaults', many((i) => `const a${i} = b ?? 1`), many((i) => `const a${i} = b || 1`)],
  ['arrow-bodies', many(() => 'f((a) => a.b)'), many(() => 'f((a) => { return a.b })')],
  [
    'order-of-imports',
    `${many((i) => `import a${i} from 'p${i}'`)}\nimport b from './b'`,
    `import b from './b'\n${many((i) => `import a${i} from 'p${i}'`)}`,
  ],
  [
    'type-imports',
    many((i) => `import type { A${i} } from 'p${i}'`),
    many((i) => `import { A${i} } from 'p${i}'`),
  ],
  [
    'endings-of-imports',
    many((i) => `import a${i} from './p${i}.ts'`),
    many((i) => `import a${i} from './p${i}'`),
  ],
  ['documentation', many((i) => `/** Reads. */\nfunction f${i}() {}`), many((i) => `function f${i}() {}`)],
  ['comments', many((i) => `// Reads ${i}.\nf(a);`), 'f(a);\nf(a);'],
  ['quotes', many(() => `f('a')`), many(() => `f("a")`)],
  ['semicolons', many(() => 'f(a);'), many(() => 'f(a)')],
  ['indentation', many(() => 'if (a) {\n  f();\n}'), many(() => 'if (a) {\n    f();\n}')],
  ['indentation', many(() => 'if (a) {\n  f();\n}'), many(() => 'if (a) {\n\tf();\n}')],
  ['trailing-commas', many(() => 'f({\n  a: b,\n})'), many(() => 'f({\n  a: b\n})')],
];

function many(line: (i: number) => string, times = 8): string {
  return Array.from({ length: times }, (_, i) => line(i)).join('\n');
}

describe('each habit', () => {
  test.each(HABITS)('%s', (habit, golden, generated) => {
    expect(parse(golden).problems).toEqual([]);
    expect(parse(generated).problems).toEqual([]);
    const there = evaluate(golden, generated);
    expect(rulesIn(there)).toContain(`style/${habit}`);
    const back = evaluate(generated, golden);
    expect(rulesIn(back)).toContain(`style/${habit}`);
    expect(evaluate(golden, golden)).toMatchObject({ value: 1, findings: [] });
    expect(evaluate(generated, generated)).toMatchObject({ value: 1, findings: [] });
  });

  test('is one of the table above', () => {
    const seen = new Set(
      HABITS.flatMap(([, ...codes]) => codes.flatMap((code) => Object.keys(parse(code).habits))),
    );
    const tested = new Set(HABITS.map(([habit]) => habit));
    expect([...seen].filter((habit) => !tested.has(habit.replace(/ /g, '-')))).toEqual([]);
  });
});

const FORMATTING = ['quotes', 'semicolons', 'indentation', 'trailing-commas'].map(
  (habit) => `style/${habit}`,
);

test('what a formatter sets costs less than a third of the whole', () => {
  const golden = many(() => `if (a) {\n  f('b', {\n    c: 'd',\n  });\n  return;\n}`, 50);
  const generated = many(() => `if (a) {\n\tf("b", {\n\t\tc: "d"\n\t})\n\treturn\n}`, 50);
  const result = evaluate(golden, generated);
  expect(rulesIn(result)).toEqual([...FORMATTING].sort());
  expect(1 - (result.value as number)).toBeLessThan(1 / 3);
  expect(1 - (result.value as number)).toBeGreaterThan(0.05);
});

test('of all that every habit together can cost, formatting is less than a third', () => {
  const worst = new Map<string, number>();
  for (const [habit, golden, generated] of HABITS) {
    const long = (code: string): string =>
      /\b(?:function|const|let|type|interface|enum|import)\b/.test(code) ? code : many(() => code, 40);
    const found = evaluate(long(golden), long(generated)).findings.filter(
      ({ rule }) => rule === `style/${habit}`,
    );
    worst.set(`style/${habit}`, Math.max(worst.get(`style/${habit}`) ?? 0, costOf(found)));
  }
  const sum = (rules: readonly string[]): number =>
    rules.reduce((total, rule) => total + (worst.get(rule) ?? 0), 0);
  expect(sum(FORMATTING) / sum([...worst.keys()])).toBeLessThan(1 / 3);
});

describe('a habit that one side does not show costs nothing', () => {
  test.each<readonly [string, string, string]>([
    ['no loops there', many(() => 'for (const a of b) c(a)'), 'f(a)'],
    ['no loops here', 'f(a)', many(() => 'for (const a of b) c(a)')],
    ['no types', many((i) => `let a${i}: string[]`), many((i) => `let a${i}`)],
    ['no imports', many((i) => `import a${i} from './p${i}.ts'`), 'f(a)'],
    ['nothing there', many(() => `f('a');`), ''],
  ])('%s', (_, golden, generated) => {
    const rules = rulesIn(evaluate(golden, generated)).filter((rule) => rule !== 'style/comments');
    expect(rules).toEqual([]);
  });
});

test('little evidence costs little', () => {
  const cost = (times: number): number =>
    costOf(
      evaluate(
        many(() => 'f(a === b)', times),
        many(() => 'f(a == b)', times),
      ).findings,
    );
  expect(cost(1)).toBeLessThan(cost(4));
  expect(cost(4)).toBeLessThan(cost(40));
});

test('a share of the habit costs a share', () => {
  const golden = many(() => `f('a')`, 20);
  const half = `${many(() => `f('a')`, 10)}\n${many(() => `f("a")`, 10)}`;
  expect(costOf(evaluate(golden, half).findings)).toBeCloseTo(
    costOf(
      evaluate(
        golden,
        many(() => `f("a")`, 20),
      ).findings,
    ) / 2,
    9,
  );
});

test('what is told: the place here, the place there, what is usual', () => {
  const golden = many(() => 'f(a === b)');
  const generated = `f(c);\n${many(() => 'f(a == b)')}`;
  const [finding] = evaluate(golden, generated).findings.filter(({ rule }) => rule === 'style/equality');
  expect(finding.message).toBe('Equality: loose here, the golden mostly has strict.');
  expect(generated.slice(finding.generated?.start, finding.generated?.end)).toBe('a == b');
  expect(golden.slice(finding.golden?.start, finding.golden?.end)).toBe('a === b');
});

test('null without golden code', () => {
  expect(evaluate('// a', 'f(a)').value).toBeNull();
});
