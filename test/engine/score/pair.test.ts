import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  draftPair,
  type EngineSettings,
  finishPair,
  type PairScore,
  parseSource,
} from '../../../server/src/engine/index.ts';
import { mutate } from '../../corpus/transforms/mutate.ts';
import { fakeEmbedder, SETTINGS } from '../../helpers/inline.ts';

const embedder = fakeEmbedder();

async function score(
  golden: string,
  generated: string,
  settings: Partial<EngineSettings> = {},
  path = 'file.tsx',
): Promise<PairScore> {
  const all = { ...SETTINGS, ...settings };
  const draft = draftPair(parseSource(path, golden), parseSource(path, generated), all.maxWindows, false);
  return finishPair(draft, await embedder.embed(draft.semantic.texts), all);
}

function expectBalance({ overall, findings }: PairScore): void {
  const points = findings.reduce((sum, finding) => sum + finding.points, 0);
  expect(points).toBeCloseTo(1 - overall, 6);
  for (const finding of findings) expect(finding.points).toBeGreaterThan(0);
  expect(findings.map((finding) => finding.points)).toEqual(
    [...findings]
      .filter(({ rule }) => rule !== 'overall/more')
      .map(({ points }) => points)
      .sort((a, b) => b - a)
      .concat(findings.filter(({ rule }) => rule === 'overall/more').map(({ points }) => points)),
  );
}

const example = (path: string): string =>
  readFileSync(new URL(`../../../examples/golden/${path}`, import.meta.url), 'utf8');
const FILES = [
  'api/boardApi.ts',
  'components/TaskCard.tsx',
  'components/FilterBar.tsx',
  'state/boardReducer.ts',
  'utils/dates.ts',
  'types/board.ts',
];
const EVEN: Partial<EngineSettings> = {
  weights: {
    functional: 1,
    semantic: 1,
    structural: 1,
    style: 1,
    maintainability: 1,
    accessibility: 1,
    security: 1,
    performance: 1,
  },
};

describe('points add up to what was lost', () => {
  test.each(FILES.flatMap((path) => [1, 3, 12].map((count) => [path, count] as const)))(
    '%s with %d mutations',
    async (path, count) => {
      const golden = example(path);
      for (const seed of ['a', 'b']) {
        const generated = mutate(golden, path, count, `${path}:${seed}`).text;
        for (const settings of [{}, EVEN]) {
          const result = await score(golden, generated, settings, path);
          expect(result.overall).toBeLessThan(1);
          expectBalance(result);
        }
      }
    },
  );

  test('between files that have nothing in common', async () => {
    for (const [a, b] of [
      [FILES[0], FILES[1]],
      [FILES[3], FILES[4]],
      [FILES[5], FILES[2]],
    ]) {
      const result = await score(example(a), example(b), EVEN);
      expectBalance(result);
      expect(result.findings.map(({ rule }) => rule)).toContain('overall/not-a-counterpart');
    }
  });

  test.each([
    ['nothing there', 'export function f(a) { return a + 1 }', ''],
    ['only a comment there', 'export function f(a) { return a + 1 }', '// later'],
    ['a syntax error', 'export function f(a) { return a + 1 }', 'export function f(a { return a + 1 }'],
    ['another language', 'export function f(a) { return a + 1 }', 'def f(a):\n    return a + 1\n'],
    ['only imports', "import './a'", "import './b'"],
    ['only types', 'type A = 1', 'type A = 2'],
  ])('%s', async (_, golden, generated) => {
    expectBalance(await score(golden, generated));
    expectBalance(await score(golden, generated, EVEN));
  });
});

describe('the same is exactly 1, without a finding', () => {
  test.each(FILES)('%s', async (path) => {
    const golden = example(path);
    expect(await score(golden, golden, EVEN, path)).toMatchObject({
      overall: 1,
      band: 'excellent',
      findings: [],
    });
  });

  test.each([
    ['faults in both', 'eval(a); document.write(b); el.innerHTML = c; const k = <img />;'],
    ['syntax errors in both', 'function f( {'],
    ['one statement', 'f()'],
  ])('%s', async (_, code) => {
    expect(await score(code, code, EVEN)).toMatchObject({ overall: 1, findings: [] });
  });
});

describe('when nothing that weighs applies', () => {
  const weights = {
    ...SETTINGS.weights,
    functional: 0,
    semantic: 0,
    structural: 0,
    style: 0,
    maintainability: 0,
    accessibility: 1,
  };

  test('points add up all the same', async () => {
    expectBalance(await score('export const a = 1', 'export const a = 2', { weights }));
  });

  test('the same is not told as unrelated', async () => {
    expect((await score('export const a = 1', 'export const a = 1', { weights })).band).not.toBe('unrelated');
  });
});

describe('findings', () => {
  const golden = example('utils/tasks.ts');
  const generated = mutate(golden, 'utils/tasks.ts', 20, 'many').text;

  test.each([1, 2, 5, 10])('at most %d, the rest in one', async (maxFindings) => {
    const all = await score(golden, generated, {}, 'utils/tasks.ts');
    const few = await score(golden, generated, { maxFindings }, 'utils/tasks.ts');
    expect(all.findings.length).toBeGreaterThan(10);
    expect(few.findings).toHaveLength(maxFindings);
    expect(few.overall).toBe(all.overall);
    expectBalance(few);
    const rest = few.findings.at(-1);
    expect(rest).toMatchObject({ rule: 'overall/more', dimension: 'overall', generated: null, golden: null });
    expect(rest?.message).toBe(`${all.findings.length - maxFindings + 1} more places that cost little each.`);
    expect(few.findings.slice(0, -1)).toEqual(all.findings.slice(0, maxFindings - 1));
  });

  test('none is left out when they are just as many as allowed', async () => {
    const all = await score(golden, generated, {}, 'utils/tasks.ts');
    const same = await score(golden, generated, { maxFindings: all.findings.length }, 'utils/tasks.ts');
    expect(same.findings).toEqual(all.findings);
  });

  test('ranges lie in the files', async () => {
    const lines = (text: string): string[] => text.split('\n');
    const { findings } = await score(golden, generated, EVEN, 'utils/tasks.ts');
    for (const { generated: here, golden: there } of findings) {
      for (const [range, text] of [
        [here, generated],
        [there, golden],
      ] as const) {
        if (range === null) continue;
        expect(range.end.line).toBeLessThan(lines(text).length);
        expect(range.start.character).toBeLessThanOrEqual(lines(text)[range.start.line].length);
        expect(range.end.character).toBeLessThanOrEqual(lines(text)[range.end.line].length);
        expect(range.start.line * 1e6 + range.start.character).toBeLessThanOrEqual(
          range.end.line * 1e6 + range.end.character,
        );
      }
    }
  });

  test('nothing of a dimension that weighs nothing', async () => {
    const { findings, dimensions } = await score(golden, generated, {}, 'utils/tasks.ts');
    for (const { dimension } of findings) {
      if (dimension === 'overall') continue;
      expect(dimensions[dimension].weight).toBeGreaterThan(0);
    }
  });
});

test('a dimension that does not apply says why', async () => {
  const { dimensions } = await score('export const a = 1', 'export const a = 2', EVEN);
  expect(dimensions.accessibility).toMatchObject({ value: null, weight: 0 });
  expect(dimensions.accessibility.reason).toMatch(/\w/);
  expect(dimensions.functional.basis).toBe('contract');
  const weights = Object.values(dimensions).reduce((sum, { weight }) => sum + weight, 0);
  expect(weights).toBeCloseTo(1, 5);
});
