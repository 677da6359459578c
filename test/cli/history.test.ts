import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorkplace, EXAMPLES, type Workplace } from '../helpers/cli.ts';

let place: Workplace;
beforeAll(() => {
  place = createWorkplace();
  const take = (from: string, to: string): void => void place.write(to, readFileSync(join(EXAMPLES, from)));
  for (const name of ['text', 'effort', 'dates', 'tasks']) {
    take(`golden/utils/${name}.ts`, `golden/${name}.ts`);
    take(`golden/utils/${name}.ts`, `a/${name}.ts`);
    take(`generated/birch/utils/${name}.ts`, `b/${name}.ts`);
  }
});
afterAll(() => place.remove());

const compare = (...more: string[]) =>
  place.run([
    'compare',
    '--golden',
    'golden',
    '--model',
    'a=a',
    '--model',
    'b=b',
    '--no-behaviour',
    '--json',
    ...more,
  ]);

test('a comparison is kept, held against, exported, deleted and imported', async () => {
  expect((await compare('--name', 'spring')).code).toBe(0);

  const unchanged = await compare('--baseline', 'spring', '--fail-on', 'regression');
  expect(unchanged.code).toBe(0);
  expect(unchanged.stderr).toContain('No file changed its score');
  expect(JSON.parse(unchanged.stdout).total_models).toBe(2);

  const exported = await place.run(['history', 'export', 'spring', 'spring.json']);
  expect(exported.code).toBe(0);

  // Noise: one more comment.
  const path = join(place.folder, 'a/effort.ts');
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, `// ${'x'.repeat(20)}\n${text}`);
  expect((await compare('--baseline', 'spring', '--fail-on', 'regression')).code).toBe(0);

  // A planted regression: half of the file is gone.
  writeFileSync(path, text.slice(0, text.indexOf('export', text.length / 3)));
  const fallen = await compare('--baseline', 'spring', '--fail-on', 'regression');
  expect(fallen.code).toBe(1);
  expect(fallen.stderr).toMatch(
    /^fern: a: effort\.ts fell by 0\.\d{3}, from (?:1\.000|0\.9\d+) to 0\.\d{3}$/m,
  );
  expect(fallen.stderr).toMatch(
    /^fern: 1 file.* fell by more than 0\.02 since spring \(--fail-on regression\)\.$/m,
  );
  const told = await compare('--baseline', 'spring.json');
  expect(told.code).toBe(0);
  expect(told.stderr).toMatch(/−0\.\d{3} {2}a: effort\.ts/);

  const diff = await place.run(['history', 'diff', 'spring', 'last', '--json']);
  expect(JSON.parse(diff.stdout)).toMatchObject({
    not_comparable: null,
    files: [{ model: 'a', golden: 'effort.ts' }],
  });

  const list = JSON.parse((await place.run(['history', 'list', '--json'])).stdout);
  expect(list.runs.length).toBeGreaterThanOrEqual(2);
  expect(list.runs.at(-1)).toMatchObject({ name: 'spring', models: 2, files: 4 });
  const shown = await place.run(['history', 'show', 'spring', '--format', 'markdown']);
  expect(shown.stdout).toContain('| 1 | `a` |');

  expect((await place.run(['history', 'delete', 'spring'])).code).toBe(0);
  expect((await place.run(['history', 'show', 'spring'])).code).toBe(2);
  expect((await place.run(['history', 'import', 'spring.json'])).code).toBe(0);
  expect((await place.run(['history', 'show', 'spring'])).code).toBe(0);

  // Other golden code is no baseline.
  writeFileSync(
    join(place.folder, 'golden/dates.ts'),
    `${readFileSync(join(place.folder, 'golden/dates.ts'), 'utf8')}export const more = 1;\n`,
  );
  const foreign = await compare('--baseline', 'spring', '--fail-on', 'regression');
  expect(foreign.code).toBe(2);
  expect(foreign.stderr).toMatch(
    /spring is no baseline for this comparison: the golden code has changed since/,
  );
});

test.each([
  [['history', 'show', 'nothing'], /There is no run nothing/],
  [['history', 'import', 'gone.json'], /gone\.json is not there/],
  [['history', 'import', 'cut.json'], /cut\.json can't be read as a run/],
  [['compare', '--fail-on', 'regression'], /needs --baseline RUN/],
  [['compare', '--baseline', 'x', '--fail-on', 'everything'], /--fail-on knows regression, not "everything"/],
])('%j ends with 2 and says why', async (args, expected) => {
  place.write('cut.json', '{"schema_version":1,"id":"ab');
  const { code, stderr } = await place.run(args);
  expect(code).toBe(2);
  expect(stderr).toMatch(expected);
});
