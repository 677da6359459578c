import { describe, expect, test } from 'vitest';
import { applicationsOf } from '../../server/src/app/comparison/applications.ts';
import { compareModels } from '../../server/src/app/comparison/compareModels.ts';
import { kindOf } from '../../server/src/app/comparison/kinds.ts';
import {
  type Cell,
  type ModelResult,
  modelResult,
  samplesOf,
} from '../../server/src/app/comparison/result.ts';
import { slicesOf } from '../../server/src/app/comparison/slices.ts';
import type { Configuration } from '../../server/src/app/configuration/configuration.ts';
import { type FolderContent, withSamples } from '../../server/src/app/configuration/samples.ts';
import { inlineJudging } from '../../server/src/app/judging.ts';
import { boardComparison } from '../fixtures/documents/comparison.ts';
import { type Folder, madeUpScorer, memoryBench, memorySource } from '../helpers/workbench.ts';

const code = (name: string): string =>
  name === 'x'
    ? 'export const x = (n: number): number => n * 2 + 1;\n'
    : 'export class Board {\n  constructor(readonly title: string, readonly rows: string[]) {}\n  find(text: string): string | null {\n    for (const row of this.rows) if (row.includes(text)) return row;\n    return null;\n  }\n}\n';
const files = (names: readonly string[]): Folder =>
  Object.fromEntries(names.map((name) => [`${name}.ts`, code(name)]));

/** Scores say themselves what they are: `0.7` in the text of the generated file. */
const scorer = madeUpScorer(({ generated }) => Number(/score ([\d.]+)/.exec(generated[0].text)?.[1] ?? 1));
const scored = (scores: Readonly<Record<string, number>>): Folder =>
  Object.fromEntries(
    Object.entries(scores).map(([name, score]) => [`${name}.ts`, `${code(name)}// score ${score}\n`]),
  );

async function compared(models: Readonly<Record<string, Folder>>, golden: Folder) {
  const folders = { golden, ...models };
  const bench = memoryBench(folders, { scorer });
  const named = Object.keys(models).map((name) => ({ name, folder: name }));
  return compareModels(
    bench,
    'golden',
    'golden',
    named,
    () => 0,
    () => {},
  );
}

describe('several samples of a model', () => {
  test('count as their mean; a sample that lacks a file counts 0', async () => {
    const document = await compared(
      {
        'a/1': scored({ x: 0.8, y: 0.6 }),
        'a/2': scored({ x: 0.4 }),
        b: scored({ x: 0.7, y: 0.7 }),
      },
      files(['x', 'y']),
    );
    expect(document.rankings.map(([name]) => name)).toEqual(['b', 'a']);
    const row = document.leaderboard[1];
    expect(document.files.map(({ scores }) => scores.a)).toEqual([0.6, 0.3]);
    expect(row).toMatchObject({ model: 'a', files: 2, missing: 0 });
    const [x, y] = document.files.map(({ weight }) => weight);
    expect(row.mean).toBeCloseTo((0.6 * x + 0.3 * y) / (x + y), 5);
    expect(row.samples).toMatchObject({ most: 2, best_of_n: 0.7, flaky: 1 });
    expect(document.files[0].cells.a.map(({ sample }) => sample)).toEqual(['a/1', 'a/2']);
    expect(document.leaderboard[0].samples).toBeNull();
  });

  test.each([
    [['a/1', 'a/2', 'b'], { a: 2, b: 1 }],
    [['openai/4', 'b'], { 'openai/4': 1, b: 1 }],
    [['a/b', 'a/c'], { 'a/b': 1, 'a/c': 1 }],
    [['x/1/1', 'x/1/2'], { 'x/1': 2 }],
  ])('%j', (names, expected) => {
    const groups = samplesOf(names.map((name) => ({ name })));
    expect(Object.fromEntries([...groups].map(([name, group]) => [name, group.length]))).toEqual(expected);
  });

  const models = [
    { name: 'a', folder: '/g/a' },
    { name: 'b', folder: '/g/b' },
  ];
  const configuration = { golden: '/golden', models } as unknown as Configuration;
  const expand = (content: Readonly<Record<string, FolderContent>>) =>
    withSamples(configuration, { platform: 'linux' }, (folder) => {
      return content[folder] ?? { folders: ['src'], foldersOnly: false };
    }).models;

  test('folders of numbers are samples', () => {
    expect(expand({ '/g/a': { folders: ['1', '10', '2'], foldersOnly: true } })).toEqual([
      { name: 'a/1', folder: '/g/a/1' },
      { name: 'a/2', folder: '/g/a/2' },
      { name: 'a/10', folder: '/g/a/10' },
      { name: 'b', folder: '/g/b' },
    ]);
  });

  test.each([
    ['beside files', { '/g/a': { folders: ['1', '2'], foldersOnly: false } }],
    ['beside other folders', { '/g/a': { folders: ['1', 'src'], foldersOnly: true } }],
    [
      'that the golden code has too: tasks',
      {
        '/g/a': { folders: ['1', '2'], foldersOnly: true },
        '/golden': { folders: ['1', '2', '3'], foldersOnly: false },
      },
    ],
  ])('no samples: folders of numbers %s', (_, content) => {
    expect(expand(content)).toEqual(models);
  });
});

test('a model costs what the configuration tells', async () => {
  const models = { a: scored({ x: 0.8 }), b: scored({ x: 0.4 }) };
  const golden = files(['x']);
  const bench = { ...memoryBench({ golden, ...models }, { scorer }), costs: new Map([['b', 1.25]]) };
  const named = Object.keys(models).map((name) => ({ name, folder: name }));
  const { leaderboard } = await compareModels(
    bench,
    'golden',
    'golden',
    named,
    () => 0,
    () => {},
  );
  expect(leaderboard.map(({ model, cost }) => [model, cost])).toEqual([
    ['a', null],
    ['b', 1.25],
  ]);
});

describe('kinds of files', () => {
  const summary = { jsx: false, typesOnly: false };
  test.each([
    ['utils/slug.ts', {}, 'utilities'],
    ['utils/slug.test.ts', {}, 'tests'],
    ['src/__tests__/slug.ts', {}, 'tests'],
    ['components/Card.tsx', { jsx: true }, 'components'],
    ['pages/Home.tsx', { jsx: true }, 'pages'],
    ['app/board/page.tsx', { jsx: true }, 'pages'],
    ['hooks/useBoard.ts', {}, 'hooks'],
    ['hooks/user.ts', {}, 'utilities'],
    ['types/board.ts', { typesOnly: true }, 'types'],
    ['Card.styles.ts', {}, 'styles'],
  ])('%s is one of the %s', (path, traits, kind) => {
    const file = { path, summary: { ...summary, ...traits } };
    expect(kindOf(file as Parameters<typeof kindOf>[0])).toBe(kind);
  });
});

describe('a dimension', () => {
  const cell = (values: (number | null)[]): Cell => ({
    generated: 'x.ts',
    score: 0.5,
    values: [...values, null, null, null, null, null, null, null].slice(0, 8),
    bounds: { least: 0, most: 1 },
    dearest: null,
  });
  const result = (name: string, cells: (Cell | null)[]): ModelResult =>
    modelResult(name, [{ name, cells, extra: 0, hash: name, accepted: [] }]);
  const files = Array.from({ length: 4 }, () => ({
    weight: 1,
    codeLines: 10,
    category: 'utilities',
    application: null,
    cluster: null,
  }));

  test('is judged where it applies to all; a missing file counts 0', async () => {
    const strong = result('strong', [cell([0.9]), cell([null]), cell([null]), cell([0.9])]);
    const weak = result('weak', [cell([0.6]), cell([0.6]), cell([0.6]), null]);
    const [slice] = await slicesOf({ judging: inlineJudging, concurrency: 1, margin: 0.02 }, files, [
      strong,
      weak,
    ]);
    expect(slice).toMatchObject({
      by: 'dimension',
      name: 'functional',
      files: 2,
      rankings: [
        ['strong', 0.9],
        ['weak', 0.3],
      ],
    });
  });

  test('of few applications is judged by files', async () => {
    const many = Array.from({ length: 20 }, (_, row) => ({
      ...files[0],
      application: `app-${row % 7}`,
      cluster: `app-${row % 7}`,
      category: row % 7 === 0 ? 'hooks' : 'utilities',
    }));
    const scoredBy = (name: string, score: number): ModelResult =>
      result(
        name,
        many.map((_, row) => ({ ...cell([null]), score: score - (row % 3) / 100 })),
      );
    const slices = await slicesOf({ judging: inlineJudging, concurrency: 1, margin: 0.02 }, many, [
      scoredBy('a', 0.9),
      scoredBy('b', 0.5),
    ]);
    const utilities = slices.find(({ name }) => name === 'utilities');
    expect(utilities?.statement).toMatch(/over 17 files in 6 clusters/);
    expect(slices.find(({ name }) => name === 'app-1')?.statement).not.toMatch(/cluster/);
  });
});

describe('applications', () => {
  const paths = ['apps/a/src/x.ts', 'apps/b/y.ts', 'shared/z.ts'];
  const application = { root: 'golden', unreadable: [], files: paths.map((path) => ({ path })) };
  const at = (...manifests: string[]) =>
    applicationsOf(
      memorySource({ golden: Object.fromEntries([...paths, ...manifests].map((path) => [path, '{}'])) }),
      application as unknown as Parameters<typeof applicationsOf>[1],
    );

  test('are folders with a package.json; what is in none is of the whole', async () => {
    expect(await at('apps/a/package.json', 'apps/b/package.json')).toEqual(['apps/a', 'apps/b', '.']);
  });

  test('one alone is no slice', async () => {
    expect(await at('package.json')).toEqual([null, null, null]);
  });
});

describe('parts and notable files', () => {
  const document = boardComparison();

  test('every file is in one category and one size', () => {
    for (const by of ['category', 'size'] as const) {
      const parts = document.slices.filter((slice) => slice.by === by);
      expect(parts.length).toBeGreaterThan(1);
      expect(parts.reduce((sum, { files: n }) => sum + n, 0)).toBe(document.files.length);
    }
  });

  test('a part ranks all models by their mean there', () => {
    const hooks = document.slices.find(({ name }) => name === 'hooks');
    expect(hooks?.files).toBe(2);
    expect(hooks?.rankings[0]).toEqual(['aspen', 0.945]);
  });

  test('files on which models are furthest apart, furthest first', () => {
    const spreads = document.most_different.map(({ spread }) => spread);
    expect(spreads).toEqual(spreads.toSorted((a, b) => b - a));
    expect(document.most_different[0]).toMatchObject({ best: 'aspen' });
  });

  test('what all models fail in the same way asks whether the golden code is wrong', async () => {
    const both = { x: 0.3, y: 0.9 };
    const { failed_by_all: failed } = await compared({ a: scored(both), b: scored(both) }, files(['x', 'y']));
    expect(failed).toEqual([{ golden: 'x.ts', best: 0.3, finding: null }]);
  });
});
