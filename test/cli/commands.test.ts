import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMANDS } from '../../server/src/cli/commandTable.ts';
import type {
  ComparisonDocument,
  EvaluationDocument,
  MatchDocument,
} from '../../server/src/protocol/documents.ts';
import { createWorkplace, documentOf, EXAMPLES, linesOf, type Workplace } from '../helpers/cli.ts';
import { ordinary } from './hostile.ts';

let place: Workplace;
beforeAll(() => {
  place = createWorkplace();
  const take = (from: string, to: string): void => void place.write(to, readFileSync(join(EXAMPLES, from)));
  take('golden/utils/text.ts', 'golden/text.ts');
  take('golden/utils/effort.ts', 'golden/sub/effort.ts');
  take('golden/utils/text.ts', 'generated/good/strings.ts');
  take('golden/utils/effort.ts', 'generated/good/sub/effort.ts');
  take('generated/elder/components/WeekPlanner.tsx', 'generated/good/sub/more.tsx');
  take('generated/birch/utils/text.ts', 'generated/bad/text.ts');
});
afterAll(() => place.remove());

const ok = async (args: readonly string[], env: Record<string, string> = {}): Promise<string> => {
  const { code, stdout, stderr } = await place.run(args, { env });
  expect({ code, stderr }, args.join(' ')).toEqual({ code: 0, stderr: '' });
  return stdout;
};
const json = async <T>(args: readonly string[], env?: Record<string, string>): Promise<T> =>
  JSON.parse(await ok([...args, '--json'], env)) as T;

describe('init', () => {
  test('guesses, writes what compare reads, and never overwrites', async () => {
    place.writeAll({
      'p/golden/a.ts': ordinary('a'),
      'p/generated/x/a.ts': ordinary('a'),
      'p/generated/y/a.ts': ordinary('b'),
    });
    const cwd = join(place.folder, 'p');
    const written = await place.run(['init'], { cwd });
    expect(written.code).toBe(0);
    expect(written.stdout).toMatch(
      /fern\.config\.json\n {2}golden {2}golden\n {2}model {3}x: generated\/x\n {2}model {3}y/,
    );
    const text = readFileSync(join(cwd, 'fern.config.json'), 'utf8');
    const again = await place.run(['init', '--golden', 'golden', '--model', 'z=generated/x'], { cwd });
    expect({ code: again.code, stdout: again.stdout }).toEqual({ code: 2, stdout: '' });
    expect(again.stderr).toMatch(/is there already/);
    expect(readFileSync(join(cwd, 'fern.config.json'), 'utf8')).toBe(text);
    const compared = await place.run(['compare', '--json'], { cwd });
    expect(documentOf<ComparisonDocument>(compared).rankings.map(([name]) => name)).toEqual(['x', 'y']);
  });

  test('with names, for a file elsewhere, as JSON', async () => {
    const args = [
      'init',
      '--golden',
      'golden',
      '--model',
      'it"s=generated/good',
      '--config',
      'ci/fern.config.json',
    ];
    const document = await json<{ file: string; golden: string; models: object }>(args);
    expect(document).toMatchObject({ golden: '../golden', models: { 'it"s': '../generated/good' } });
    const compared = await json<ComparisonDocument>(['compare', '--config', 'ci/fern.config.json']);
    expect(compared.rankings).toEqual([['it"s', 1]]);
  });

  test.each<[args: string[], says: RegExp]>([
    [['--golden', 'golden'], /both --golden DIR and --model/],
    [['--golden', 'nowhere', '--model', 'a=generated/good'], /nowhere: there is no such folder/],
    [[], /no folders that look like/],
  ])('init %j is refused and writes nothing', async (args, says) => {
    place.write('empty/readme.md', '');
    const cwd = args.length === 0 ? join(place.folder, 'empty') : place.folder;
    const { code, stderr } = await place.run(['init', ...args, '--config', 'no.json'], { cwd });
    expect(stderr).toMatch(says);
    expect(code).toBe(2);
    expect(existsSync(join(cwd, 'no.json'))).toBe(false);
  });
});

test('doctor tells what works and what does not', async () => {
  const well = await json<{ ok: boolean; checks: { name: string; ok: boolean }[] }>(['doctor']);
  expect(well.ok).toBe(true);
  expect(well.checks.map(({ name }) => name)).toContain('Embedding model');
  const ill = await place.run(['doctor', '--cache-dir', join(place.folder, 'golden/text.ts')], {
    env: { EMBEDDING_MODEL: 'nowhere' },
  });
  expect(ill.code).toBe(1);
  expect(linesOf(ill.stdout).filter((line) => line.startsWith('✗'))).toHaveLength(2);
  expect(ill.stdout).toMatch(/✗ Embedding model.*nowhere/);
});

test('cache stats and clear', async () => {
  const cache = ['--cache-dir', join(place.folder, 'own cache')];
  interface Stats {
    entries: number;
    size_bytes: number;
    hit_rate: number | null;
    on_disk: boolean;
  }
  expect(await json<Stats>(['cache', 'stats', ...cache])).toMatchObject({
    entries: 0,
    hit_rate: null,
    on_disk: true,
  });
  await ok(['evaluate', 'golden', 'generated/good', '--json', ...cache]);
  const cold = await json<Stats>(['cache', 'stats', ...cache]);
  expect(cold.entries).toBeGreaterThan(5);
  await ok(['evaluate', 'golden', 'generated/good', '--json', ...cache]);
  const warm = await json<Stats>(['cache', 'stats', ...cache]);
  expect(warm.entries).toBe(cold.entries);
  expect(warm.hit_rate).toBeGreaterThan(cold.hit_rate ?? 0);
  expect(await ok(['cache', 'stats', ...cache])).toMatch(/Folder .*own cache[\s\S]*Hit rate .* %/);
  expect(await ok(['cache', 'clear', ...cache])).toMatch(new RegExp(`Removed ${warm.entries} entries`));
  expect(await json<Stats>(['cache', 'stats', ...cache])).toMatchObject({ entries: 0 });
});

describe.concurrent('config', () => {
  test('show says which layer wins', async () => {
    interface Shown {
      settings: { key: string; value: unknown; layer: string }[];
    }
    place.write(
      'layers/fern.config.json',
      '{ "workers": 3, "fail_under": 0.5, "environments": { "production": { "workers": 4 } } }',
    );
    const shown = async (args: string[], env: Record<string, string> = {}): Promise<unknown> => {
      const layers = { MAX_WORKERS: undefined, ...env };
      const run = await place.run(['config', 'show', '--json', ...args], {
        env: layers,
        cwd: join(place.folder, 'layers'),
      });
      return documentOf<Shown>(run).settings.find(({ key }) => key === 'workers')?.value;
    };
    expect(await shown([])).toBe(3);
    expect(await shown([], { ENVIRONMENT: 'production' })).toBe(4);
    expect(await shown([], { ENVIRONMENT: 'production', MAX_WORKERS: '5' })).toBe(5);
    expect(await shown(['--workers', '6'], { ENVIRONMENT: 'production', MAX_WORKERS: '5' })).toBe(6);
  });

  test('the schema accepts what init writes and refuses what is unknown', async () => {
    const validate = new Ajv({ strict: false }).compile(JSON.parse(await ok(['config', 'schema'])));
    expect(validate({ golden: 'g', models: { a: 'b' }, weights: 'default' })).toBe(true);
    expect(validate({ golden: 'g', modles: {} })).toBe(false);
  });

  test('validate without a file says so', async () => {
    expect(await ok(['config', 'validate'])).toMatch(/no fern\.config\.json/);
  });
});

test('match says what goes with which, and what with nothing', async () => {
  const { pairs, missing, extra } = await json<MatchDocument>(['match', 'golden', 'generated/good']);
  expect(pairs.map((pair) => [pair.golden, pair.generated])).toEqual([
    ['sub/effort.ts', 'sub/effort.ts'],
    ['text.ts', 'strings.ts'],
  ]);
  expect(pairs[1].units.map((unit) => unit.golden)).toContain('slugify');
  expect(pairs[0].reason).not.toBe('');
  expect({ missing, extra }).toEqual({ missing: [], extra: ['sub/more.tsx'] });
  const partial = await json<MatchDocument>(['match', 'golden', 'generated/bad']);
  expect(partial.missing).toEqual(['sub/effort.ts']);
});

test('pairs of the configuration overrule what looks right', async () => {
  const pairs = {
    'generated/good/sub/effort.ts': 'golden/text.ts',
    'generated/good/strings.ts': 'golden/sub/effort.ts',
  };
  place.write('pairs.json', JSON.stringify({ pairs }));
  for (const command of ['match', 'evaluate']) {
    const document = await json<MatchDocument>([
      command,
      'golden',
      'generated/good',
      '--config',
      'pairs.json',
    ]);
    const files = command === 'match' ? document.pairs : (document as unknown as EvaluationDocument).files;
    expect(
      files.map((file) => [file.golden, file.generated]),
      command,
    ).toEqual([
      ['sub/effort.ts', 'strings.ts'],
      ['text.ts', 'sub/effort.ts'],
    ]);
  }
});

describe.concurrent('evaluate', () => {
  test('two files give the same as two folders of them', async () => {
    const files = await json<EvaluationDocument>(['evaluate', 'golden/text.ts', 'generated/bad/text.ts']);
    expect([files.golden, files.generated]).toEqual(['text.ts', 'text.ts']);
    const folders = await json<EvaluationDocument>(['evaluate', 'golden', 'generated/bad']);
    const [alone] = files.files;
    const [among] = folders.files;
    expect({ ...alone, weight: 0 }).toEqual({ ...among, weight: 0 });
    expect(files.overall).toBe(alone.overall);
    expect(folders.missing).toEqual(['sub/effort.ts']);
    expect(folders.overall).toBeLessThan(0.6);
  });

  test('--fail-under ends with 1 below, 0 at and above', async () => {
    const gate = async (args: string[]): Promise<(number | null)[]> => {
      // Slow runs tell their progress.
      const { code, stderr, stdout } = await place.run([...args, '--no-behaviour', '--json']);
      JSON.parse(stdout);
      return [code, linesOf(stderr).length];
    };
    const compare = [
      'compare',
      '--golden',
      'golden',
      '--model',
      'g=generated/good',
      '--model',
      'b=generated/bad',
    ];
    expect(await gate(['evaluate', 'golden', 'generated/good', '--fail-under', '1'])).toEqual([0, 0]);
    expect(await gate(['evaluate', 'golden', 'generated/bad', '--fail-under', '0.9'])).toEqual([1, 1]);
    expect(await gate(['evaluate', 'golden', 'generated/bad', '--fail-under', '0.9', '--quiet'])).toEqual([
      1, 0,
    ]);
    expect(await gate([...compare, '--fail-under', '1'])).toEqual([0, 0]);
    expect(await gate([...compare.slice(0, 3), '--model', 'b=generated/bad', '--fail-under', '0.9'])).toEqual(
      [1, 1],
    );
  });

  test('--weights names a preset or gives numbers of any sum', async () => {
    const weigh = async (weights: string): Promise<EvaluationDocument> =>
      json<EvaluationDocument>(['evaluate', 'golden/text.ts', 'generated/bad/text.ts', '--weights', weights]);
    const only = await weigh('{"structural": 7}');
    expect(only.dimensions.structural.weight).toBe(1);
    expect(only.dimensions.style.weight).toBe(0);
    expect((await weigh('{"structural": 0.001}')).overall).toBe(only.overall);
    expect((await weigh('quality-focused')).dimensions.security.weight).toBeGreaterThan(0);
  });

  test('--output and --html write files; stdout stays what it is', async () => {
    const { code, stdout, stderr } = await place.run([
      ...[
        'evaluate',
        'golden',
        'generated/good',
        '--json',
        '--output',
        'out/result.json',
        '--html',
        'out/result.html',
      ],
    ]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(linesOf(stderr)).toEqual([`Report: ${join(place.folder, 'out/result.html')}`]);
    const document = JSON.parse(
      readFileSync(join(place.folder, 'out/result.json'), 'utf8'),
    ) as EvaluationDocument;
    expect(document.overall).toBe(1);
    const page = readFileSync(join(place.folder, 'out/result.html'), 'utf8');
    expect(page).toMatch(/^<!doctype html>/i);
    expect(page).not.toMatch(/(?:src|href)="(?!#|data:)/);
  });

  test('no colours where there is no terminal', async () => {
    const args = ['evaluate', 'golden', 'generated/good'];
    for (const value of ['1', '']) expect(await ok(args, { NO_COLOR: value })).not.toContain('\u001b');
    expect(await ok(args)).not.toContain('\u001b');
  });
});

describe.concurrent('help', () => {
  test.each(COMMANDS.map(({ name }) => name))('fern %s --help shows two examples', async (name) => {
    const text = await ok([...name.split(' '), '--help']);
    const [, examples = ''] = text.split('Examples:\n');
    const shown = examples.match(/^ {2}(?:[A-Z]+=\S+ )?fern .*$/gm) ?? [];
    expect(shown).toHaveLength(2);
    for (const line of shown) expect(line).toContain(`fern ${name}`);
    for (const line of linesOf(text)) expect(line.length).toBeLessThanOrEqual(80);
  });

  test('--version', async () => {
    expect(await ok(['--version'])).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
