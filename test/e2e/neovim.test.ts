import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { uriOf } from '../helpers/editor.ts';
import { copyOf } from './workbench/workbench.ts';

/** Real Neovim with the set-up of docs/editors.md. */

const ROOT = join(import.meta.dirname, '../..');
const home = mkdtempSync(join(tmpdir(), 'fern-neovim-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** The Lua code of the page, with the path of this build in it. */
function setUp(): string {
  const page = readFileSync(join(ROOT, 'docs/editors.md'), 'utf8');
  const code = /```lua\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  expect(code).toContain('/path/to/fern/dist/server.js');
  const path = join(home, 'setUp.lua');
  writeFileSync(path, code.replace('/path/to/fern', ROOT));
  return path;
}

test('diagnostics, lenses, a command, an edit and a clean exit', () => {
  const folder = copyOf(join(ROOT, 'examples'));
  const file = join(folder, 'generated/dogwood/utils/text.ts');
  const golden = join(folder, 'golden/utils/text.ts');
  const { stdout, status } = spawnSync(
    'nvim',
    ['--headless', '--clean', '-c', `luafile ${join(import.meta.dirname, 'neovim/drive.lua')}`],
    {
      encoding: 'utf8',
      timeout: 200_000,
      env: { ...process.env, HOME: home, XDG_CACHE_HOME: home, SETUP: setUp(), FILE: file, GOLDEN: golden },
    },
  );
  rmSync(dirname(folder), { recursive: true, force: true });
  const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
  const seen = Object.fromEntries(
    lines
      .map((line) => JSON.parse(line) as { event: string; value: unknown })
      .map(({ event, value }) => [event, value]),
  );
  expect(seen.error).toBeUndefined();
  expect(seen.diagnostics).toContainEqual(
    expect.stringMatching(/^`slugify\("B"\)` gives ""; golden gives "b"/),
  );
  expect(seen.lenses).toContainEqual('Fern 0.38 poor · utils/text.ts');
  expect(seen.lenses).toContainEqual(expect.stringMatching(/behaves differently: slugify\(/));
  expect(seen.counterpart).toBe(uriOf(golden));
  expect((seen['after edit'] as string[])[0]).toMatch(/^Fern 1\.00 excellent/);
  expect(seen.stopped).toBe(true);
  expect(status).toBe(0);
}, 240_000);
