import { describe, expect, test } from 'vitest';
import { evaluateFiles, evaluateFolders } from '../../server/src/app/evaluate.ts';
import type { Scorer } from '../../server/src/app/scorer.ts';
import { evaluateTexts } from '../helpers/inline.ts';
import {
  type BenchOptions,
  countingAnalyst,
  type Folder,
  madeUpScorer,
  memoryBench,
  scoreOf,
} from '../helpers/workbench.ts';

const A = 'export function readNames(source) {\n  return source.rows.map((row) => row.name);\n}\n';
const B =
  'export class Cart {\n  items = [];\n  add(item) { this.items.push({ item, at: Date.now() }) }\n}\n';
const C =
  "export const palette = { red: '#f00', green: '#0f0', blue: '#00f' };\nexport type Colour = keyof typeof palette;\n";

const folders = (golden: Folder, generated: Folder, options: BenchOptions = {}) =>
  evaluateFolders(
    memoryBench({ g: golden, m: generated }, options),
    'g',
    'm',
    { golden: 'golden', generated: 'model' },
    () => {},
  );

describe('folders', () => {
  test('files are paired, missing ones count 0, extra ones are named', async () => {
    const document = await folders({ 'a.ts': A, 'b.ts': B }, { 'x/a.ts': A, 'c.ts': C });
    expect(document).toMatchObject({
      golden: 'golden',
      generated: 'model',
      missing: ['b.ts'],
      extra: ['c.ts'],
      unreadable: [],
    });
    expect(document.files.map(({ golden, generated }) => [golden, generated])).toEqual([['a.ts', 'x/a.ts']]);
    expect(document.overall).toBeGreaterThan(0.3);
    expect(document.overall).toBeLessThan(0.7);
  });

  test('files come in order of their paths', async () => {
    const all = { 'b.ts': B, 'C.ts': C, 'a.ts': A };
    expect((await folders(all, all)).files.map(({ golden }) => golden)).toEqual(['C.ts', 'a.ts', 'b.ts']);
  });

  test('the configuration may say what is paired', async () => {
    const pinned = new Map([['m/a.ts', 'g/b.ts']]);
    const document = await folders({ 'a.ts': A, 'b.ts': B }, { 'a.ts': A, 'b.ts': B }, { pinned });
    expect(document.files.map(({ golden, generated }) => [golden, generated])).toContainEqual([
      'b.ts',
      'a.ts',
    ]);
  });

  test('a generated folder without code is all missing', async () => {
    expect(await folders({ 'a.ts': A }, {})).toMatchObject({
      overall: 0,
      band: 'unrelated',
      files: [],
      missing: ['a.ts'],
    });
  });

  test('a golden folder without code is an error', async () => {
    await expect(folders({ 'a.ts': '// c' }, { 'a.ts': A })).rejects.toThrow(
      /golden: there is no golden code.*a\.ts: there is no code in it/,
    );
  });
});

describe('one bad file never ends a run', () => {
  const failing = (error: Error): Scorer => ({
    ...madeUpScorer(() => 1),
    score: async (request) => {
      if (request.golden.path === 'a.ts') throw error;
      return { ...scoreOf(1), findings: [], behaviour: null };
    },
  });

  test.each<readonly [string, Error, string]>([
    [
      'its own fault',
      Object.assign(new Error('nested too deep'), { code: 'FERN_SOURCE' }),
      'nested too deep',
    ],
    ['an unexpected one', new Error('heap is full'), 'Fern could not analyse it: heap is full'],
  ])('%s', async (_, error, reason) => {
    const document = await folders(
      { 'a.ts': A, 'b.ts': B },
      { 'a.ts': A, 'b.ts': B },
      { scorer: failing(error) },
    );
    expect(document.unreadable).toEqual([{ path: 'a.ts', reason }]);
    expect(document.missing).toEqual(['a.ts']);
    expect(document.files.map(({ golden }) => golden)).toEqual(['b.ts']);
  });

  test('when every pair fails unexpectedly, that is told instead', async () => {
    await expect(
      folders({ 'a.ts': A }, { 'a.ts': A }, { scorer: failing(new Error('heap is full')) }),
    ).rejects.toThrow('heap is full');
  });

  test('when the model is damaged, that is told instead', async () => {
    const error = Object.assign(new Error('model.onnx is damaged'), { code: 'FERN_MODEL' });
    await expect(
      folders({ 'a.ts': A, 'b.ts': B }, { 'a.ts': A, 'b.ts': B }, { scorer: failing(error) }),
    ).rejects.toThrow('model.onnx is damaged');
  });

  test('a file that vanishes between reading and scoring', async () => {
    const bench = memoryBench({ g: { 'a.ts': A, 'b.ts': B }, m: { 'a.ts': A, 'b.ts': B } });
    let reads = 0;
    const source = {
      ...bench.source,
      read: (path: string, most: number) =>
        path === 'm/a.ts' && ++reads > 1
          ? Promise.resolve({ ok: false as const, reason: 'it is gone' })
          : bench.source.read(path, most),
    };
    const document = await evaluateFolders(
      { ...bench, source },
      'g',
      'm',
      { golden: 'g', generated: 'm' },
      () => {},
    );
    expect(document.unreadable).toEqual([{ path: 'a.ts', reason: 'it is gone' }]);
    expect(document.missing).toEqual(['a.ts']);
  });
});

describe('two files', () => {
  const files = (
    golden: string,
    generated: string,
    names: readonly [string, string] = ['a.ts', 'b.ts'],
    options: BenchOptions = {},
  ) =>
    evaluateFiles(
      memoryBench({ '': { [names[0]]: golden, [names[1]]: generated } }, options),
      { absolute: `/${names[0]}`, path: names[0] },
      { absolute: `/${names[1]}`, path: names[1] },
    );

  test('are one entry', async () => {
    const document = await files(A, B, ['a.ts', 'b.ts'], { scorer: madeUpScorer(() => 0.5) });
    expect(document).toMatchObject({
      golden: 'a.ts',
      generated: 'b.ts',
      overall: 0.5,
      missing: [],
      extra: [],
      unreadable: [],
    });
    expect(document.files).toHaveLength(1);
    expect(document.dimensions).toEqual(document.files[0].dimensions);
  });

  test.each<readonly [string, string, string, readonly [string, string], BenchOptions, RegExp]>([
    ['a golden in another language', A, A, ['a.py', 'b.ts'], {}, /a\.py: Fern does not read this language/],
    ['a golden without code', '// c', A, ['a.ts', 'b.ts'], {}, /a\.ts: there is no code in the golden file/],
    [
      'an unreadable golden',
      A,
      A,
      ['a.ts', 'b.ts'],
      { unreadable: { '/a.ts': 'it is binary' } },
      /a\.ts: it is binary/,
    ],
    [
      'an unreadable generated',
      A,
      A,
      ['a.ts', 'b.ts'],
      { unreadable: { '/b.ts': 'it is gone' } },
      /b\.ts: it is gone/,
    ],
    [
      'a golden nested too deep',
      `f(${'['.repeat(60_000)}${']'.repeat(60_000)})`,
      A,
      ['a.ts', 'b.ts'],
      {},
      /a\.ts: .*nested too deep/,
    ],
  ])('%s is an error', async (_, golden, generated, names, options, message) => {
    await expect(files(golden, generated, names, options)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
  });
});

describe('with the real engine', () => {
  const GOLDEN = [
    { path: 'names.ts', text: A },
    { path: 'cart.ts', text: B },
    { path: 'palette.ts', text: C },
  ];

  test('the same application is exactly 1', async () => {
    const document = await evaluateTexts(GOLDEN, GOLDEN);
    expect(document).toMatchObject({ overall: 1, band: 'excellent', missing: [], extra: [] });
    for (const file of document.files) expect(file).toMatchObject({ overall: 1, findings: [] });
  });

  test('every file is balanced', async () => {
    const generated = GOLDEN.map(({ path, text }) => ({
      path: `lib/${path}`,
      text: text.replace('row.name', 'row.id').replace('push', 'unshift').replace('#f00', 'red'),
    }));
    const document = await evaluateTexts(GOLDEN, generated);
    expect(document.files).toHaveLength(3);
    for (const { overall, findings } of document.files) {
      expect(overall).toBeLessThan(1);
      expect(findings.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(1 - overall, 6);
    }
  });
});

test('nothing is matched or drafted twice in one run', async () => {
  const { analyst, calls } = countingAnalyst();
  await folders({ 'a.ts': A, 'b.ts': B }, { 'a.ts': A, 'b.ts': B }, { analyst });
  expect(calls.match).toBe(1);
  expect(calls.summarize).toBeLessThanOrEqual(4);
});
