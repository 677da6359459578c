import { describe, expect, test } from 'vitest';
import { parseSource } from '../../../server/src/engine/languages/registry.ts';
import {
  maintainabilityIndex,
  measureUnits,
  type UnitMetrics,
} from '../../../server/src/engine/metrics/metrics.ts';

function measure(code: string, name = 'f'): UnitMetrics {
  const model = parseSource('file.tsx', code);
  const unit = model.units.findIndex((candidate) => candidate.name === name);
  const metrics = measureUnits(model)[unit];
  if (metrics === null || metrics === undefined) throw new Error(`no metrics for ${name}`);
  return metrics;
}

/** Code, cyclomatic, cognitive. The first are the examples of the white paper on cognitive complexity. */
const COMPLEXITY: readonly [string, number, number][] = [
  [
    // sumOfPrimes
    `function f(max) { let total = 0; OUT: for (let i = 1; i <= max; ++i) { for (let j = 2; j < i; ++j) {
       if (i % j === 0) { continue OUT; } } total += i; } return total; }`,
    4,
    7,
  ],
  [
    // getWords
    `function f(number) { switch (number) { case 1: return 'one'; case 2: return 'a couple'; case 3: return 'a few';
       default: return 'lots'; } }`,
    4,
    1,
  ],
  [
    // myMethod with try, loops and catch
    `function f() { try { if (a) { for (let i = 0; i < 10; i++) { while (b) { } } } }
       catch (e) { if (c) { } } }`,
    6,
    9,
  ],
  ['function f() { const r = () => { if (a) { } }; }', 2, 2],
  ['function f() { if (a && b && c || d || e && g) { } }', 7, 4],
  ['function f() { if (a && !(b && c)) { } }', 4, 3],
  ['function f(x) { if (a) { } else if (b) { } else { } }', 3, 3],
  ['function f(x) { if (a) { if (b) { } else { } } }', 3, 4],
  ['function f(a) { return a ? 1 : 2; }', 2, 1],
  ['function f(a, b) { return a ? 1 : b ? 2 : 3; }', 3, 3],
  ['function f(a) { return a ?? 1; }', 2, 0],
  ['function f(a) { return a?.b?.c; }', 1, 0],
  ['function f(a) { a ||= 1; a &&= 2; }', 3, 0],
  ['function f(n) { return n < 2 ? 1 : f(n - 1) + f(n - 2); }', 2, 2],
  ['const f = (n) => (n === 0 ? 0 : f(n - 1));', 2, 2],
  ['const f = (g) => { do { } while (a); for (const k in o) { } return g(); };', 3, 2],
  ['function f() { return 1; }', 1, 0],
  ['function f(x: A extends B ? C : D): x is string { return true; }', 1, 0],
];

describe('complexity', () => {
  test.each(COMPLEXITY)('%s', (code, cyclomatic, cognitive) => {
    const { complexity } = measure(code);
    expect(complexity).toMatchObject({ cyclomatic, cognitive });
  });

  test('recursion of a method', () => {
    const code = 'class A { f(n) { return this.f(n - 1); } g(n) { return this.f(n); } }';
    expect(measure(code, 'A.f').complexity.cognitive).toBe(1);
    expect(measure(code, 'A.g').complexity.cognitive).toBe(0);
  });

  test('loops and iteration callbacks nest', () => {
    expect(measure('const f = (xs) => xs.map((x) => x.ys.filter((y) => y));').complexity.loopDepth).toBe(2);
    expect(
      measure('function f(xs) { for (const x of xs) use(x); for (const x of xs) use(x); }').complexity
        .loopDepth,
    ).toBe(1);
    expect(measure('const f = (p) => p.then((x) => x.map((y) => y));').complexity.loopDepth).toBe(1);
  });
});

describe('Halstead', () => {
  test('counts as by hand', () => {
    // operators: function, return, +, * (1 each); operands: f, a, b, a, b, 2 (twice `a` and `b`)
    const { halstead } = measure('function f(a, b) { return a + b * 2; }');
    expect(halstead).toMatchObject({
      distinctOperators: 4,
      totalOperators: 4,
      distinctOperands: 4,
      totalOperands: 6,
      vocabulary: 8,
      length: 10,
      volume: 30,
      difficulty: 3,
      effort: 90,
      logicalLines: 2,
    });
  });

  test('types, names, comments and braces do not count', () => {
    const plain = measure('function f(a, b) { if (a) return b; return a; }');
    const typed = measure(
      'function f(first: Array<string>, second?: Map<string, X>): string {\n  // why\n  if (first) {\n    return second as string;\n  }\n  return first!;\n}',
    );
    expect(typed.halstead).toEqual(plain.halstead);
  });

  test('an expression body is a line like a return', () => {
    expect(measure('const f = (a) => g(a);').halstead.logicalLines).toBe(2);
    expect(measure('const f = (a) => { return g(a); };').halstead.logicalLines).toBe(2);
  });
});

test('maintainability index: the published formula, kept within 0 and 100', () => {
  const index = maintainabilityIndex({ cyclomatic: 5 }, { volume: 1000, logicalLines: 20 });
  expect(index).toBeCloseTo(((171 - 5.2 * Math.log(1000) - 0.23 * 5 - 16.2 * Math.log(20)) * 100) / 171, 9);
  expect(maintainabilityIndex({ cyclomatic: 1 }, { volume: 0, logicalLines: 1 })).toBeLessThanOrEqual(100);
  expect(maintainabilityIndex({ cyclomatic: 900 }, { volume: 1e9, logicalLines: 1e6 })).toBe(0);
});

test('units that can not be called have no metrics; closures count into their unit', () => {
  const model = parseSource(
    'a.ts',
    'export interface A { b: string }\nexport const LIST = [1];\nexport const f = () => 1;',
  );
  expect(measureUnits(model).map((metrics) => metrics !== null)).toEqual([false, false, true]);
  expect(measureUnits(model)).toBe(measureUnits(model));
});

test('long chains cost no stack and no square', () => {
  const chain = Array.from({ length: 4000 }, (_, i) => `a${i}`).join(' && ');
  const { complexity } = measure(`function f() { return ${chain}; }`);
  expect(complexity).toMatchObject({ cyclomatic: 4000, cognitive: 1 });
});
