import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect } from 'vitest';
import { type Editor, type EditorOptions, editInProcess, editOverStdio } from '../helpers/editor.ts';
import { inlineHost } from './host.ts';
import type { Folder } from './workspace.ts';

/** The two ways in which every request is tested, and what tests have in common. */

export const EXAMPLES = join(import.meta.dirname, '../../examples');
export const cache = mkdtempSync(join(tmpdir(), 'fern-lsp-cache-'));
afterAll(() => rmSync(cache, { recursive: true, force: true }));

type Start = (options: EditorOptions) => Promise<Editor>;

export const WAYS: readonly (readonly [string, Start])[] = [
  ['in this process', (options) => editInProcess(inlineHost(), options, { read: 5, run: 10, others: 20 })],
  ['the built server over stdio', (options) => editOverStdio(options, { CACHE_DIR: cache })],
];

let open: Editor | undefined;
afterEach(async () => {
  const code = await open?.exit();
  open = undefined;
  expect(code ?? 0).toBe(0);
});

/** An editor with a folder open; it has to end well after the test. */
export async function edit(
  start: Start,
  root: string,
  options: Partial<EditorOptions> = {},
): Promise<Editor> {
  open = await start({ folders: [root], initialization: { trusted: true, views: true }, ...options });
  return open;
}

/** Opens a file of a folder as it is on disk. */
export async function openFile(editor: Editor, folder: Folder, name: string): Promise<string> {
  await editor.open(folder.path(name), folder.read(name));
  return folder.path(name);
}

export async function titles(editor: Editor, path: string): Promise<string[]> {
  return (await editor.lenses(path)).map(({ command }) => command.title);
}
