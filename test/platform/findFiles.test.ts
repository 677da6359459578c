import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findFiles } from '../../server/src/platform/findFiles.ts';

const root = mkdtempSync(join(tmpdir(), 'fern-find-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

for (const file of [
  'z.json',
  'b/fern.config.json',
  'a/deep/fern.config.json',
  'a/deep/a.ts',
  'fern.config.json',
  'node_modules/x/fern.config.json',
  '.hidden/fern.config.json',
  'dist/fern.config.json',
]) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), '');
}
symlinkSync(root, join(root, 'a/again'));

const find = async (pattern: string, most = 100) =>
  (await findFiles(root, pattern, most)).map((file) => relative(root, file).replaceAll('\\', '/'));

test('nearest first, without what was built, installed, hidden or linked', async () => {
  expect(await find('**/fern.config.json')).toEqual([
    'fern.config.json',
    'b/fern.config.json',
    'a/deep/fern.config.json',
  ]);
  expect(await find('**/*.{ts,js}')).toEqual(['a/deep/a.ts']);
});

test('at most so many', async () => {
  expect(await find('**/fern.config.json', 2)).toEqual(['fern.config.json', 'b/fern.config.json']);
});

test('nothing where there is nothing', async () => {
  expect(await findFiles(join(root, 'nowhere'), '**/*', 10)).toEqual([]);
});
