import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { ComparisonDocument, EvaluationDocument } from '../../server/src/protocol/documents.ts';
import type { CounterpartAnswer, FileStatus } from '../../server/src/protocol/editor.ts';
import { score } from '../../server/src/protocol/figures.ts';
import { editOverStdio, uriOf } from '../helpers/editor.ts';

const ROOT = join(import.meta.dirname, '../..');
const EXAMPLES = join(ROOT, 'examples');
const caches = ['editor', 'terminal'].map(() => mkdtempSync(join(tmpdir(), 'fern-numbers-')));
afterAll(() => {
  for (const cache of caches) rmSync(cache, { recursive: true, force: true });
});

function print(...args: string[]): string {
  const program = join(ROOT, 'dist/fern.js');
  const env = { ...process.env, CACHE_DIR: caches[1] };
  return execFileSync(process.execPath, [program, ...args], {
    env,
    encoding: 'utf8',
    cwd: EXAMPLES,
    maxBuffer: 64 << 20,
  });
}

const fern = <T>(...args: string[]): T => JSON.parse(print(...args)) as T;

test('editor, comparison and command line give every file of the example the same number', async () => {
  const editor = await editOverStdio(
    { folders: [EXAMPLES], initialization: { trusted: true, views: true } },
    { CACHE_DIR: caches[0] },
  );
  const compared = await editor.execute<ComparisonDocument>('fern.server.compare');
  const { evaluation_time_seconds: _, ...document } = compared;
  const { evaluation_time_seconds: __, ...printed } = fern<ComparisonDocument>(
    'compare',
    '--json',
    '--quiet',
  );
  expect(printed).toEqual({ ...document, golden: undefined });
  expect(compared).toMatchObject({ winner: 'aspen', verdict: 'winner' });
  expect(compared.statement).toMatch(/^aspen is the best: it leads birch, the second of 5, by 0\.165 /);
  for (const format of ['table', 'markdown', 'html']) {
    const text = print('compare', '--format', format, '--quiet');
    // Markdown and HTML escape what would be markup.
    const said = text.replaceAll('\\', '').replace(/&\w+;/g, ' ').replace(/\s+/g, ' ');
    expect(said, format).toContain(compared.statement);
  }

  let files = 0;
  for (const { golden, scores } of compared.files) {
    const uri = uriOf(join(EXAMPLES, 'golden', golden));
    const { generated } = await editor.execute<CounterpartAnswer>('fern.server.counterpart', uri);
    expect(generated.map(({ model }) => model)).toEqual(
      Object.keys(scores)
        .filter((model) => scores[model] !== null)
        .sort(),
    );
    for (const { model, uri: file } of generated) {
      const status = await editor.connection.sendRequest<FileStatus>('fern/score', { uri: file });
      const own = status.documents?.find((each) => each.golden === golden);
      expect(own?.overall, `${model}: ${golden}`).toBe(scores[model]);
      if (status.documents?.length === 1) expect(status.overall).toBe(own?.overall);
      files++;
    }
  }
  expect(files).toBeGreaterThan(60);

  const model = 'dogwood';
  const evaluated = fern<EvaluationDocument>('evaluate', 'golden', `generated/${model}`, '--json', '--quiet');
  for (const file of evaluated.files) {
    expect(file.overall).toBe(compared.files.find(({ golden }) => golden === file.golden)?.scores[model]);
  }
  const [first] = evaluated.files;
  const path = join(EXAMPLES, 'generated', model, first.generated);
  const { readFileSync } = await import('node:fs');
  await editor.open(path, readFileSync(path, 'utf8'));
  await editor.status(path);
  const [lens] = await editor.lenses(path);
  expect(lens.command.title).toBe(`Fern ${score(first.overall, 2)} ${first.band} · ${first.golden}`);
  await editor.exit();
}, 300_000);
