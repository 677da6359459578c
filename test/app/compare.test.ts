import { describe, expect, test } from 'vitest';
import { compareModels } from '../../server/src/app/comparison/compareModels.ts';
import type { OnProgress } from '../../server/src/app/ports.ts';
import type { ComparisonDocument } from '../../server/src/protocol/documents.ts';
import { type BenchOptions, type Folder, madeUpScorer, memoryBench } from '../helpers/workbench.ts';

/** Golden files of the same length; a model's file says in a comment what it scores. */
const code = (index: number): string =>
  `export function read${index}(source${index}) {\n  return source${index}.item${index}('text ${index}');\n}\n`;
const folder = (scores: readonly (number | null)[]): Folder =>
  Object.fromEntries(
    scores.flatMap((score, i) => (score === null ? [] : [[`f${i}.ts`, `${code(i)}// ${score}`]])),
  );

async function compare(
  models: Readonly<Record<string, readonly (number | null)[]>>,
  options: BenchOptions & { order?: readonly string[]; onProgress?: OnProgress } = {},
): Promise<ComparisonDocument> {
  const files = Math.max(...Object.values(models).map((scores) => scores.length));
  const folders = {
    golden: folder(Array.from({ length: files }, () => 1)),
    ...Object.fromEntries(Object.entries(models).map(([name, scores]) => [`m/${name}`, folder(scores)])),
  };
  const scorer = madeUpScorer(({ generated }) => Number(/\/\/ (.*)$/.exec(generated[0].text)?.[1]));
  const names = options.order ?? Object.keys(models);
  return compareModels(
    memoryBench(folders, { scorer, ...options }),
    'golden',
    'golden',
    names.map((name) => ({ name, folder: `m/${name}` })),
    () => 1000,
    options.onProgress ?? (() => {}),
  );
}

const six = (score: number): number[] => Array.from({ length: 6 }, () => score);

describe('ranking', () => {
  test('by mean, best first, whatever the order', async () => {
    const models = { a: six(0.5), b: six(0.9), c: six(0.7) };
    const document = await compare(models);
    expect(document.rankings).toEqual([
      ['b', 0.9],
      ['c', 0.7],
      ['a', 0.5],
    ]);
    expect(document.leaderboard.map(({ rank, model }) => [rank, model])).toEqual([
      [1, 'b'],
      [2, 'c'],
      [3, 'a'],
    ]);
    expect(document.margin).toBe(0.2);
    expect(document.total_models).toBe(3);
    expect(await compare(models, { order: ['c', 'b', 'a'] })).toEqual(document);
  });

  test('ties share a rank, in order of their names', async () => {
    const { leaderboard } = await compare({ z: six(0.7), b: six(0.9), a: six(0.7), c: six(0.1) });
    expect(leaderboard.map(({ rank, model }) => [rank, model])).toEqual([
      [1, 'b'],
      [2, 'a'],
      [2, 'z'],
      [4, 'c'],
    ]);
  });

  test('missing files count 0 and are counted', async () => {
    const { leaderboard, files } = await compare({ a: [1, null, 0.5, null], b: [0.2, 0.2, 0.2, 0.2] });
    const [a, b] = ['a', 'b'].map((name) => leaderboard.find(({ model }) => model === name));
    expect(a).toMatchObject({ mean: 0.375, files: 2, missing: 2, min: 0, max: 1, median: 0.25 });
    expect(b).toMatchObject({ mean: 0.2, files: 4, missing: 0 });
    expect(files[1]).toMatchObject({ golden: 'f1.ts', scores: { a: null, b: 0.2 } });
  });

  test('deviations are those of samples', async () => {
    const { leaderboard, summary_statistics: summary } = await compare({ a: [0, 1], b: [0.5, 0.7] });
    expect(leaderboard.find(({ model }) => model === 'a')?.std).toBeCloseTo(Math.SQRT1_2, 6);
    expect(summary).toEqual({ mean: 0.55, std: 0.070711, min: 0.5, max: 0.6 });
  });

  test('bigger files weigh more', async () => {
    const long = `${code(0)}${'f(a);\n'.repeat(100)}`;
    const folders = {
      golden: { 'f0.ts': long, 'f1.ts': code(1) },
      m: { 'f0.ts': `${long}// 1`, 'f1.ts': `${code(1)}// 0` },
    };
    const scorer = madeUpScorer(({ generated }) => Number(/\/\/ (.*)$/.exec(generated[0].text)?.[1]));
    const document = await compareModels(
      memoryBench(folders, { scorer }),
      'golden',
      'g',
      [{ name: 'm', folder: 'm' }],
      () => 0,
      () => {},
    );
    expect(document.rankings[0][1]).toBeGreaterThan(0.7);
    expect(document.files[0].weight).toBeGreaterThan(2 * document.files[1].weight);
  });

  test('dimensions are means of the files that are there', async () => {
    const { leaderboard } = await compare({ a: [1, null, 0.5] });
    expect(leaderboard[0].dimensions).toMatchObject({ semantic: 0.75, accessibility: null });
  });
});

describe('pairs of models', () => {
  test('every two, the better first, with wins, losses, ties', async () => {
    const { pairs } = await compare({ a: [0.9, 0.5, 0.5, 0.9], b: [0.5, 0.9, 0.5, 0.5], c: [0, 0, 0, 0] });
    expect(pairs.map(({ a, b }) => `${a}${b}`)).toEqual(['ab', 'ac', 'bc']);
    expect(pairs[0]).toMatchObject({
      difference: 0.1,
      wins: 2,
      losses: 1,
      ties: 1,
      p_value: 1,
      p_adjusted: 1,
    });
  });

  test('less than a thousandth is level', async () => {
    const { pairs } = await compare({ a: [0.5005, 0.502], b: [0.5, 0.5] });
    expect(pairs[0]).toMatchObject({ wins: 1, losses: 0, ties: 1 });
  });

  test('a missing file loses', async () => {
    const { pairs } = await compare({ a: [0.5, 0.5], b: [null, 0.5] });
    expect(pairs[0]).toMatchObject({ a: 'a', wins: 1, losses: 0, ties: 1 });
  });
});

describe('what is said', () => {
  test.each<readonly [string, Readonly<Record<string, readonly (number | null)[]>>, string, RegExp]>([
    [
      'one model',
      { a: six(0.5) },
      'not_enough_data',
      /Only a was scored \(0\.500 over 6 files\).*nothing to decide/,
    ],
    ['one file', { a: [0.5], b: [0.4] }, 'not_enough_data', /a leads b by 0\.100 over 1 file, but so few/],
    [
      'five files',
      { a: [1, 1, 1, 1, 1], b: [0, 0, 0, 0, 0] },
      'not_enough_data',
      /so few can't tell a lead from luck: compare at least 6 files/,
    ],
    [
      'six files',
      { a: six(0.9), b: six(0.5) },
      'winner',
      /^a is the best: it leads b by 0\.400 \(95 % interval 0\.400 to 0\.400\) over 6 files\.$/,
    ],
    [
      'six files and three models',
      { a: six(0.9), b: six(0.5), c: six(0.1) },
      'lead_not_proven',
      /^a leads b by 0\.400, but with 6 files that can be luck: about 2 more would settle it\.$/,
    ],
    [
      'a lead that wavers',
      { a: [0.9, 0.5, 0.9, 0.4, 0.9, 0.5, 0.9, 0.5], b: [0.5, 0.6, 0.5, 0.8, 0.5, 0.6, 0.9, 0.6] },
      'lead_not_proven',
      /^a leads b by 0\.06\d, but with 8 files that can be luck: about \d+ more would settle it\.$/,
    ],
    [
      'level',
      { a: six(0.5), b: six(0.5) },
      'practically_equal',
      /^a and b are practically equal: over 6 files they differ by 0\.000, surely by less than the 0\.02 that matters\.$/,
    ],
    [
      'nearly level, but wavering',
      { a: [0.9, 0.1, 0.9, 0.1, 0.9, 0.1, 0.9, 0.11], b: [0.1, 0.9, 0.1, 0.9, 0.1, 0.9, 0.1, 0.9] },
      'not_enough_data',
      /^a and b differ by 0\.001 over 8 files, and anything from −0\.\d+ to 0\.\d+ is possible: about [\d,]+ more would show/,
    ],
  ])('%s', async (_, models, verdict, statement) => {
    const document = await compare(models);
    expect(document.verdict).toBe(verdict);
    expect(document.statement).toMatch(statement);
    expect(document.winner).toBe(verdict === 'winner' ? 'a' : null);
    if (verdict !== 'winner') expect(document.statement).not.toMatch(/winner|wins|best/i);
    if (Object.keys(models).length === 1) expect(document.confidence).toBeNull();
    else expect(document.confidence).toBeGreaterThan(0.3);
    if (Object.keys(models).length === 1) expect(document.margin).toBeNull();
  });
});

test('what could not be used is told with the model that it is of', async () => {
  const document = await compare(
    { a: [0.5, 0.5], b: [0.5, 0.5] },
    { unreadable: { 'golden/f1.ts': 'it is binary', 'm/b/f0.ts': 'it is gone' } },
  );
  expect(document.unreadable).toEqual([
    { model: null, path: 'f1.ts', reason: 'it is binary' },
    { model: 'b', path: 'f0.ts', reason: 'it is gone' },
  ]);
  expect(document.files.map(({ golden }) => golden)).toEqual(['f0.ts']);
});

test('extra files are counted, not scored', async () => {
  const folders = {
    golden: { 'f0.ts': code(0) },
    m: {
      'f0.ts': code(0),
      'other/zoo.ts': 'export class Zoo { animals = new Map(); feed(keeper) { keeper.bring(this.animals) } }',
    },
  };
  const document = await compareModels(
    memoryBench(folders),
    'golden',
    'g',
    [{ name: 'm', folder: 'm' }],
    () => 0,
    () => {},
  );
  expect(document.leaderboard[0]).toMatchObject({ mean: 1, files: 1, missing: 0, extra: 1 });
});

describe('names like members of Object are models too', () => {
  test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])('%s', async (name) => {
    const folders = { golden: { 'f0.ts': code(0) }, m: { 'f0.ts': code(0) } };
    const document = await compareModels(
      memoryBench(folders),
      'golden',
      'g',
      [{ name, folder: 'm' }],
      () => 0,
      () => {},
    );
    expect(document.rankings).toEqual([[name, 1]]);
    expect(Object.entries(document.files[0].scores)).toEqual([[name, 1]]);
  });
});

describe('input that cannot be used', () => {
  test.each<readonly [string, readonly string[], Folder, RegExp]>([
    ['a model named twice', ['a', 'a'], folder([1]), /The model a is named twice/],
    ['no model', [], folder([1]), /No model to compare/],
    ['no golden code', ['a'], {}, /^golden: there is no golden code/],
    [
      'golden without code',
      ['a'],
      { 'a.ts': '// c', 'b.ts': '' },
      /2 files could not be used, the first: a\.ts: there is no code/,
    ],
  ])('%s', async (_, names, golden, message) => {
    const bench = memoryBench({ golden, a: folder([1]) });
    const models = names.map((name) => ({ name, folder: name }));
    await expect(
      compareModels(
        bench,
        'golden',
        'golden',
        models,
        () => 0,
        () => {},
      ),
    ).rejects.toThrow(message);
  });

  test('a model without files is last, not an error', async () => {
    const { leaderboard } = await compare({ a: [0.5, 0.5], b: [null, null] });
    expect(leaderboard[1]).toMatchObject({ model: 'b', mean: 0, files: 0, missing: 2 });
    expect(leaderboard[1].dimensions.semantic).toBeNull();
  });
});

test('time is measured, nothing else is', async () => {
  let now = 5000;
  const folders = { golden: folder([1]), a: folder([1]) };
  const document = await compareModels(
    memoryBench(folders, { scorer: madeUpScorer(() => 1) }),
    'golden',
    'g',
    [{ name: 'a', folder: 'a' }],
    () => (now += 1234),
    () => {},
  );
  expect(document.evaluation_time_seconds).toBe(1.234);
});

test('progress names the model', async () => {
  const models = new Set<string | undefined>();
  await compare({ a: [1], b: [1] }, { onProgress: ({ model }) => models.add(model) });
  expect(models).toEqual(new Set([undefined, 'a', 'b']));
});
