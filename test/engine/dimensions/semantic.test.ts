import { describe, expect, test } from 'vitest';
import {
  calibrate,
  lexicalBounds,
  NARROW,
} from '../../../server/src/engine/dimensions/semantic/calibration.ts';
import { planSemantic, type SemanticPlan } from '../../../server/src/engine/dimensions/semantic/plan.ts';
import { evaluateSemantic, windowCosine } from '../../../server/src/engine/dimensions/semantic/semantic.ts';
import { cutWindows } from '../../../server/src/engine/dimensions/semantic/windows.ts';
import { checkResult, type InputOptions, inputOf } from '../../helpers/dimensions.ts';

const planOf = (golden: string, generated: string, options?: InputOptions): SemanticPlan =>
  planSemantic(inputOf(golden, generated, options));

/** Every text is the same vector, or each is at right angles to all others. */
const alike = (plan: SemanticPlan): Float32Array[] => plan.texts.map(() => Float32Array.of(1, 0));
const apart = (plan: SemanticPlan): Float32Array[] =>
  plan.texts.map((_, i) => Float32Array.from({ length: plan.texts.length }, (_, j) => (i === j ? 1 : 0)));

function shareOf(golden: string, generated: string, answer = alike, options?: InputOptions): number {
  const plan = planOf(golden, generated, options);
  const result = evaluateSemantic(plan, answer(plan));
  checkResult(result, golden, generated);
  return result.value as number;
}

const GOLDEN = `
import { load } from './load';
const LIMIT = 10;
function trim(text: string): string { return text.trim().slice(0, LIMIT); }
export async function readNames(source: string): Promise<string[]> {
  const rows = await load(source);
  const names: string[] = [];
  for (const row of rows) {
    if (row.active && row.name !== '') names.push(trim(row.name));
  }
  return names.sort();
}
`;

const CHANGED = GOLDEN.replace("row.active && row.name !== ''", 'row.visible || row.title.length > 3')
  .replace('names.sort()', 'names.reverse().concat(rows.map(String))')
  .replace('const names: string[] = [];', 'const names: string[] = []; console.log(source, rows.length);');

describe('who is asked', () => {
  test('identical units never ask', () => {
    for (const other of [
      GOLDEN,
      `// c\n${GOLDEN}`,
      GOLDEN.replace(/\brow\b/g, 'entry').replace(/(?<!\.)\btrim\b/g, 'cut'),
    ]) {
      const plan = planOf(GOLDEN, other);
      expect(plan.texts).toEqual([]);
      expect(plan.questions).toEqual([]);
      expect(evaluateSemantic(plan, [])).toMatchObject({ value: 1, findings: [] });
    }
  });

  test('units that differ do', () => {
    const plan = planOf(GOLDEN, CHANGED);
    expect(plan.questions).toHaveLength(1);
    expect(plan.texts).toHaveLength(2);
  });

  test('units whose bounds are narrow never ask', () => {
    const lines = Array.from({ length: 60 }, (_, i) => `  call${i}(source.a${i}, ${i}, 'text ${i}');`).join(
      '\n',
    );
    const golden = `export function f(source) {\n${lines}\n}`;
    const plan = planOf(golden, golden.replace("'text 7'", "'text 8'"));
    const [question] = plan.questions;
    const { low, high } = lexicalBounds(question.similarity);
    expect(high - low).toBeLessThanOrEqual(NARROW);
    expect(plan.texts).toEqual([]);
    expect(evaluateSemantic(plan, []).value).toBeGreaterThan(0.9);
    expect(evaluateSemantic(plan, []).value).toBeLessThan(1);
  });

  test('tiny units never ask', () => {
    const plan = planOf('const a = f(1);', "const a = g('x', 2);");
    expect(plan.questions).toHaveLength(1);
    expect(plan.texts).toEqual([]);
    expect(evaluateSemantic(plan, []).value).toBeLessThan(1);
  });

  test('imports and export lists never ask', () => {
    const names = (prefix: string): string =>
      Array.from({ length: 20 }, (_, i) => `${prefix}${i}`).join(', ');
    expect(planOf(`import { ${names('a')} } from 'p';`, `import { ${names('b')} } from 'p';`).texts).toEqual(
      [],
    );
    expect(planOf(`export { ${names('a')} } from 'p';`, `export { ${names('b')} } from 'p';`).texts).toEqual(
      [],
    );
  });

  test('a text is asked once, however often it stands there', () => {
    const body = (n: number, change: string): string =>
      `export function f${n}(a) { for (const b of a) { if (b.c) run(b.d, ${change}); else stop(b.e, b.f); } return a.length + 1 }`;
    const plan = planOf(`${body(1, "'x'")}`.repeat(1), body(1, 'other(a).thing(2), more'));
    expect(new Set(plan.texts).size).toBe(plan.texts.length);
  });
});

describe('what is answered', () => {
  test('equal vectors reach the upper bound', () => {
    const plan = planOf(GOLDEN, CHANGED);
    const [{ similarity, weight }] = plan.questions;
    const { high } = lexicalBounds(similarity);
    expect(shareOf(GOLDEN, CHANGED, alike)).toBeCloseTo(1 - (weight * (1 - high)) / plan.total, 9);
  });

  test('unlike vectors reach the lower bound', () => {
    const plan = planOf(GOLDEN, CHANGED);
    const [{ similarity, weight }] = plan.questions;
    const { low } = lexicalBounds(similarity);
    expect(shareOf(GOLDEN, CHANGED, apart)).toBeCloseTo(1 - (weight * (1 - low)) / plan.total, 9);
  });

  test('what differs is never 1, whatever the model says', () => {
    expect(shareOf(GOLDEN, CHANGED, alike)).toBeLessThan(1);
  });

  test('missing units cost in full, extra ones little', () => {
    const more = `${GOLDEN}\nexport function g(a) { return a.b(1, 2).c }`;
    const missing = 1 - shareOf(more, GOLDEN);
    const extra = 1 - shareOf(GOLDEN, more);
    expect(missing).toBeGreaterThan(0.1);
    expect(extra).toBeGreaterThan(0);
    expect(extra).toBeLessThan(missing / 3);
    expect(shareOf(GOLDEN, more, alike, { shared: true })).toBe(1);
  });

  test('imports count less than code', () => {
    const two = `import { a } from 'p';\n${GOLDEN}`;
    expect(1 - shareOf(two, GOLDEN)).toBeLessThan(0.03);
  });

  test('null without golden code', () => {
    for (const generated of ['', '// b', 'f()'])
      expect(evaluateSemantic(planOf('// a', generated), []).value).toBeNull();
  });
});

describe('what is sent to the model', () => {
  const words = (golden: string, generated: string): string => planOf(golden, generated).texts.join(' ');

  test('no comments', () => {
    const commented = GOLDEN.replace('const rows', '// secretword\n  /* otherword */ const rows');
    expect(planOf(commented, CHANGED).texts).toEqual(planOf(GOLDEN, CHANGED).texts);
  });

  test('no names of locals, parameters, private helpers and types', () => {
    const text = words(GOLDEN, CHANGED);
    for (const name of ['row', 'rows', 'names', 'source', 'trim', 'LIMIT'])
      expect(text).not.toMatch(new RegExp(`\\b${name}\\b`));
    for (const name of ['readNames', 'load', 'push', 'console'])
      expect(text).toMatch(new RegExp(`\\b${name}\\b`));
  });

  test.each<readonly [string, (code: string) => string]>([
    ['renamed locals', (code) => code.replace(/\brow\b/g, 'entry').replace(/\bnames\b/g, 'found')],
    ['renamed parameters', (code) => code.replace(/\bsource\b/g, 'from')],
    [
      'renamed private helpers',
      (code) => code.replace(/(?<!\.)\btrim\(/g, 'shorten(').replace(/\bLIMIT\b/g, 'MOST'),
    ],
    [
      'an import under another name',
      (code) => code.replace('{ load }', '{ load as get }').replace('await load(', 'await get('),
    ],
    [
      'reordered declarations',
      (code) => code.replace('const LIMIT = 10;\n', '').concat('const LIMIT = 10;\n'),
    ],
    ['other formatting', (code) => code.replace(/;\n/g, '\n').replace(/ {2}/g, '\t').replace(/'/g, '"')],
  ])('%s make the same texts', (_, change) => {
    const other = change(CHANGED);
    expect(other).not.toBe(CHANGED);
    expect(planOf(GOLDEN, other).texts).toEqual(planOf(GOLDEN, CHANGED).texts);
  });

  test('methods speak for themselves', () => {
    const code = (extra: string): string => `class A {
  add(a: number) { for (const b of this.all) { if (b.size > a) this.put(b.name, ${extra}); } return this.all.length; }
}`;
    const plan = planOf(code('1'), code('other(a).thing.more(2), b.c, this.d, f(b)'));
    expect(plan.texts).toHaveLength(2);
    for (const text of plan.texts) expect(text).not.toContain('class');
  });
});

describe('windows', () => {
  const long = (word: string, lines: number): string => {
    const body = Array.from(
      { length: lines },
      (_, i) => `  if (source.${word}${i} > ${i}) source.run${i}('${word} ${i}');`,
    );
    return `export function f(source) {\n${body.join('\n')}\n}`;
  };

  test.each([1, 2, 4, 8])('at most %d a unit', (maxWindows) => {
    const plan = planOf(long('a', 200), long('b', 200), { maxWindows });
    const [question] = plan.questions;
    expect(question.golden).toHaveLength(maxWindows);
    expect(question.generated).toHaveLength(maxWindows);
  });

  test('a short unit is one', () => {
    expect(planOf(GOLDEN, CHANGED).questions[0].golden).toHaveLength(1);
  });

  const WORDS = Array.from({ length: 1000 }, (_, i) => `w${i}`);

  test('all words, in order, where there is room', () => {
    expect(cutWindows(WORDS, 100).join(' ')).toBe(WORDS.join(' '));
  });

  test('from the first to the last where there is not', () => {
    const all = cutWindows(WORDS, 100);
    const few = cutWindows(WORDS, 3);
    expect(few).toHaveLength(3);
    expect(few[0]).toBe(all[0]);
    expect(few[2]).toBe(all.at(-1));
    expect(all).toEqual(expect.arrayContaining(few));
    expect(new Set(few).size).toBe(3);
  });

  test('about equally long', () => {
    const sizes = cutWindows(WORDS, 100).map((text) => text.split(' ').length);
    expect(Math.min(...sizes) / Math.max(...sizes)).toBeGreaterThan(0.5);
  });

  test('of nothing there are none', () => {
    expect(cutWindows([], 4)).toEqual([]);
    expect(cutWindows(['', ''], 4)).toEqual([]);
  });

  test('one huge word is one window', () => {
    expect(cutWindows(['x'.repeat(5000)], 4)).toHaveLength(1);
  });
});

describe('figures', () => {
  test('calibration', () => {
    expect([-1, 0, 0.5, 0.75, 1, 1.1].map(calibrate)).toEqual([0, 0, 0, 0.5, 1, 1]);
  });

  test('bounds', () => {
    expect(lexicalBounds(1)).toEqual({ low: 1, high: 1 });
    for (let t = 0; t < 1; t += 0.05) {
      const { low, high } = lexicalBounds(t);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(low).toBeLessThan(high);
      expect(high).toBeLessThan(1);
    }
  });

  test('windows find their best partners, both ways', () => {
    const x = Float32Array.of(1, 0);
    const y = Float32Array.of(0, 1);
    expect(windowCosine([x], [x])).toBe(1);
    expect(windowCosine([x, y], [y, x])).toBe(1);
    expect(windowCosine([x], [y])).toBe(0);
    expect(windowCosine([x, y], [x])).toBeCloseTo(0.75, 9);
    expect(windowCosine([x], [x, y])).toBeCloseTo(0.75, 9);
  });
});
