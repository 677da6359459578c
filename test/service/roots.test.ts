import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRoots } from '../../server/src/service/roots.ts';
import { localPlaces } from '../../server/src/wiring/workbench.ts';

/** What requests may name where several folders are served. */

let base: string;
beforeAll(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'fern-roots-')));
  for (const file of [
    'a/both.ts',
    'a/only-a.ts',
    'a/folder-in-a/x.ts',
    'a/inner/deep.ts',
    'b/both.ts',
    'b/only-b.ts',
    'b/shadowed.ts',
    'b/lost.ts',
    'b/folder-in-a',
    'b/out/only-b.ts',
    'a-private/secret.ts',
    'private/secret.ts',
  ]) {
    mkdirSync(dirname(join(base, file)), { recursive: true });
    writeFileSync(join(base, file), file);
  }
  for (const [link, target] of [
    ['a/to-b', 'b'],
    ['a/out', 'private'],
    ['a/shadowed.ts', 'private/secret.ts'],
    ['a/lost.ts', 'private/gone.ts'],
    ['a/lost', 'private/gone'],
    ['lost-root', 'gone'],
    ['b/to-a.ts', 'a/only-a.ts'],
    ['linked-root', 'a'],
  ] as const)
    symlinkSync(join(base, target), join(base, link));
  symlinkSync('/dev/null', join(base, 'a/device.ts'));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** Where a path leads below the folders, or the status of its refusal. */
async function find(
  roots: readonly string[],
  given: string,
  kind: 'file' | 'folder' = 'file',
): Promise<string | number> {
  const places = roots.map((root) => join(base, root));
  const served = createRoots(places, localPlaces, { folder: async () => null });
  return served.find(given.replace('BASE', base), kind, '/path').then(
    (real) => real.slice(base.length + 1),
    (problem: { status: number }) => problem.status,
  );
}

const AB = ['a', 'b'];

describe('a relative path', () => {
  test.each<[readonly string[], string, string | number]>([
    [AB, 'only-a.ts', 'a/only-a.ts'],
    [AB, 'only-b.ts', 'b/only-b.ts'],
    [AB, 'both.ts', 'a/both.ts'],
    [['b', 'a'], 'both.ts', 'b/both.ts'],
    [['gone', 'b'], 'both.ts', 'b/both.ts'],
    [['gone', 'gone-too'], 'both.ts', 404],
    [['a', 'a/inner'], 'deep.ts', 'a/inner/deep.ts'],
    [['linked-root', 'b'], 'only-a.ts', 'a/only-a.ts'],
    [AB, 'gone.ts', 404],
    [AB, 'gone/only-b.ts', 404],
    // What is there first is meant, of whichever kind.
    [AB, 'folder-in-a', 422],
    [['b', 'a'], 'folder-in-a', 'b/folder-in-a'],
  ])('below %j, %j: %j', async (roots, given, found) => {
    expect(await find(roots, given)).toBe(found);
  });

  test('that is a folder', async () => {
    expect(await find(AB, 'folder-in-a', 'folder')).toBe('a/folder-in-a');
    expect(await find(AB, '.', 'folder')).toBe('a');
    expect(await find(['b', 'a'], '', 'folder')).toBe('b');
  });
});

describe('an absolute path', () => {
  test.each<[readonly string[], string, string | number]>([
    [AB, 'BASE/b/both.ts', 'b/both.ts'],
    [AB, 'BASE/a/../b/only-b.ts', 'b/only-b.ts'],
    [AB, 'BASE/b/gone.ts', 404],
    [['linked-root'], 'BASE/a/only-a.ts', 'a/only-a.ts'],
    [['b'], 'BASE/a/only-a.ts', 403],
    [AB, 'BASE/private/secret.ts', 403],
    [AB, 'BASE/a-private/secret.ts', 403],
    [AB, 'BASE/a/../private/gone.ts', 403],
  ])('with %j, %j: %j', async (roots, given, found) => {
    expect(await find(roots, given)).toBe(found);
  });
});

describe('a way from one folder to another', () => {
  test.each<[readonly string[], string, string | number]>([
    // Judged by where it ends.
    [AB, '../b/only-b.ts', 'b/only-b.ts'],
    [AB, '../a/only-a.ts', 'a/only-a.ts'],
    [AB, '../b/gone.ts', 404],
    [['a', 'a/inner'], '../only-a.ts', 'a/only-a.ts'],
    [['a/inner', 'a'], '../only-a.ts', 'a/only-a.ts'],
    [AB, 'to-b/only-b.ts', 'b/only-b.ts'],
    [AB, 'to-a.ts', 'a/only-a.ts'],
    [['a'], 'to-b/only-b.ts', 403],
    [['b'], 'to-a.ts', 403],
    // Outside, whatever is there.
    [AB, '../private/secret.ts', 403],
    [AB, '../private/gone.ts', 403],
    [AB, '../a-private/secret.ts', 403],
    [AB, '..', 403],
    [AB, 'inner/../../private/secret.ts', 403],
    // Behind a link too, even where the next folder has something of that name.
    [AB, 'out/secret.ts', 403],
    [AB, 'out/gone.ts', 403],
    [AB, 'out/only-b.ts', 403],
    [AB, 'shadowed.ts', 403],
    // Nor is it told whether a link leads anywhere.
    [AB, 'lost.ts', 403],
    [AB, 'lost/only-b.ts', 403],
    [AB, 'device.ts', 403],
    [['lost-root', 'b'], 'only-b.ts', 'b/only-b.ts'],
    [['b', 'a'], 'out/only-b.ts', 'b/out/only-b.ts'],
    [AB, 'both.ts\0', 403],
  ])('below %j, %j: %j', async (roots, given, found) => {
    expect(await find(roots, given)).toBe(found);
  });
});
