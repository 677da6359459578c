import { describe, expect, test } from 'vitest';
import { compareModels } from '../../server/src/app/comparison/compareModels.ts';
import { createEmbeddings } from '../../server/src/app/embeddings.ts';
import { evaluateFiles, evaluateFolders } from '../../server/src/app/evaluate.ts';
import { createScorer } from '../../server/src/app/scorer.ts';
import { contentHash, fakeEmbedder, mapStore, SETTINGS } from '../helpers/inline.ts';
import { type BenchOptions, countingAnalyst, type Folder, memoryBench } from '../helpers/workbench.ts';

const GOLDEN = 'export function size(list: number[]) { return list.length; }\nexport const NAME = "a";\n';
const GENERATED = 'export function size(list: string[]) { return list.length; }\nexport const NAME = "b";\n';

function bench(folders: Readonly<Record<string, Folder>>, options: BenchOptions = {}) {
  const { analyst, calls } = countingAnalyst();
  const store = options.store ?? mapStore();
  const scorer = createScorer({
    analyst,
    embeddings: createEmbeddings(fakeEmbedder(), store, contentHash),
    behaviour: null,
    embedderId: 'fake',
    store,
    settings: SETTINGS,
    hash: contentHash,
  });
  return { bench: memoryBench(folders, { ...options, analyst, scorer, store }), calls };
}

const evaluate = (golden: Folder, generated: Folder, options: BenchOptions = {}) =>
  evaluateFolders(
    bench({ g: golden, m: generated }, options).bench,
    'g',
    'm',
    { golden: 'g', generated: 'm' },
    () => {},
  );

const LINE = { golden: 'g/a.ts', unit: 'size', rule: 'functional', reason: 'any list will do' };

describe('the configuration accepts', () => {
  test('what costs nothing is listed, with its file, places and reason', async () => {
    const plain = await evaluate({ 'a.ts': GOLDEN }, { 'b.ts': GENERATED });
    const document = await evaluate({ 'a.ts': GOLDEN }, { 'b.ts': GENERATED }, { accepted: [LINE] });
    expect(document.overall).toBeGreaterThan(plain.overall);
    expect(document.accepted).toMatchObject([
      {
        rule: 'functional/types',
        golden_file: 'a.ts',
        generated_file: 'b.ts',
        unit: 'size',
        reason: 'any list will do',
        accepted_by: 'configuration',
        golden: { file: 'a.ts' },
        generated: { file: 'b.ts' },
      },
    ]);
    expect(document.accepted[0].points).toBeGreaterThan(0);
    expect(document.unused_accepted).toEqual([]);
  });

  test.each<readonly [string, Partial<typeof LINE>, string]>([
    ['no such difference', { rule: 'security' }, 'a.ts'],
    ['no such file', { golden: 'g/gone.ts' }, 'gone.ts'],
  ])('%s is told as unused', async (_, change, file) => {
    const document = await evaluate(
      { 'a.ts': GOLDEN },
      { 'a.ts': GENERATED },
      { accepted: [{ ...LINE, ...change }] },
    );
    expect(document.accepted).toEqual([]);
    expect(document.unused_accepted).toMatchObject([{ golden_file: file, accepted_by: 'configuration' }]);
  });

  test('of another application nothing is told', async () => {
    const accepted = [{ ...LINE, golden: 'other/a.ts' }];
    expect(await evaluate({ 'a.ts': GOLDEN }, { 'a.ts': GENERATED }, { accepted })).toMatchObject({
      accepted: [],
      unused_accepted: [],
    });
  });

  test('scores are kept apart by what is accepted', async () => {
    const store = mapStore();
    const plain = await evaluate({ 'a.ts': GOLDEN }, { 'a.ts': GENERATED }, { store });
    const excused = await evaluate({ 'a.ts': GOLDEN }, { 'a.ts': GENERATED }, { store, accepted: [LINE] });
    expect(excused.overall).toBeGreaterThan(plain.overall);
    const again = await evaluate({ 'a.ts': GOLDEN }, { 'a.ts': GENERATED }, { store, accepted: [LINE] });
    expect(again).toEqual(excused);
  });

  test('two files are held to it as folders are', async () => {
    const tools = bench({ g: { 'a.ts': GOLDEN }, m: { 'a.ts': GENERATED } }, { accepted: [LINE] });
    const file = (root: string) => ({ absolute: `${root}/a.ts`, path: 'a.ts' });
    expect((await evaluateFiles(tools.bench, file('g'), file('m'))).accepted).toHaveLength(1);
  });

  test('a comparison counts by model, and tells what no model made use of', async () => {
    const tools = bench(
      { g: { 'a.ts': GOLDEN }, m: { 'a.ts': GENERATED }, n: { 'a.ts': GOLDEN } },
      { accepted: [LINE, { ...LINE, rule: 'security' }] },
    );
    const models = ['m', 'n'].map((name) => ({ name, folder: name }));
    const document = await compareModels(
      tools.bench,
      'g',
      'g',
      models,
      () => 0,
      () => {},
    );
    expect(document.leaderboard.map(({ model, accepted }) => [model, accepted])).toEqual([
      ['n', 0],
      ['m', 1],
    ]);
    expect(document.accepted).toMatchObject([
      { model: 'm', golden_file: 'a.ts', reason: 'any list will do' },
    ]);
    expect(document.unused_accepted).toMatchObject([{ golden_file: 'a.ts', rule: 'security' }]);
  });
});

describe('two versions of a golden file', () => {
  const alternatives = new Map([['g/a.ts', ['g/alt/a.ts']]]);
  const golden = { 'a.ts': GOLDEN, 'alt/a.ts': GENERATED };

  test.each<readonly [string, string, string | undefined]>([
    ['the first', GOLDEN, undefined],
    ['the second', GENERATED, 'alt/a.ts'],
  ])('agreeing with %s is enough', async (_, generated, version) => {
    const document = await evaluate(golden, { 'a.ts': generated }, { alternatives });
    expect(document).toMatchObject({ overall: 1, missing: [] });
    expect(document.files.map((file) => [file.golden, file.golden_version])).toEqual([['a.ts', version]]);
  });

  test('without it the second is a golden file of its own', async () => {
    expect(await evaluate(golden, { 'a.ts': GOLDEN })).toMatchObject({ missing: ['alt/a.ts'] });
  });

  test('in a comparison too', async () => {
    const tools = bench({ g: golden, m: { 'a.ts': GOLDEN }, n: { 'a.ts': GENERATED } }, { alternatives });
    const models = ['m', 'n'].map((name) => ({ name, folder: name }));
    const { rankings, files } = await compareModels(
      tools.bench,
      'g',
      'g',
      models,
      () => 0,
      () => {},
    );
    expect(rankings).toEqual([
      ['m', 1],
      ['n', 1],
    ]);
    expect(files).toHaveLength(1);
  });

  test('and with two single files', async () => {
    const tools = bench({ g: golden, m: { 'a.ts': GENERATED } }, { alternatives });
    const document = await evaluateFiles(
      tools.bench,
      { absolute: 'g/a.ts', path: 'a.ts' },
      { absolute: 'm/a.ts', path: 'a.ts' },
    );
    expect(document).toMatchObject({ overall: 1, files: [{ golden: 'a.ts', golden_version: 'alt/a.ts' }] });
  });
});
