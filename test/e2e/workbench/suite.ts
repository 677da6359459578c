import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { launch } from '../browser.ts';
import { copyOf, startVsCode, type VsCode, Window } from './workbench.ts';

/** A VS Code for all tests of a file, which importing this starts, and a window with a folder of its own for each. */

export const EXAMPLES = join(import.meta.dirname, '../../../examples');
/** Starting, scoring and running on a slow machine. */
export const LONG = 120_000;

export let code: VsCode;
/** Of the test that runs. */
export let folder: string;
export let window: Window;

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
  code = await startVsCode();
}, 600_000);

afterAll(async () => {
  await browser?.close();
  await code?.stop();
}, 60_000);

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await window?.shot(`failed ${task.name}`);
  await window?.close();
  if (folder !== undefined) rmSync(dirname(folder), { recursive: true, force: true });
});

/**
 * Opens a window on a copy of a folder.
 * @param prepare changes the copy before
 * @param within another VS Code than that of the file
 */
export async function openCopy(
  path: string,
  prepare: (folder: string) => void = () => {},
  within: VsCode = code,
): Promise<void> {
  folder = copyOf(path);
  prepare(folder);
  window = await Window.open(browser, within, folder);
}
