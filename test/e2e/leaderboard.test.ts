import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import type { EvaluationDocument } from '../../server/src/protocol/documents.ts';
import { violations } from './axe.ts';
import { EXAMPLES, folder, LONG, openCopy, window } from './workbench/suite.ts';

/** The leaderboard in a real VS Code: it fills while models are compared, and is there again after a reload. */

/** With a cache of its own, so that comparing takes its time. */
const open = (): Promise<void> =>
  openCopy(EXAMPLES, (copy) => {
    mkdirSync(join(copy, '.vscode'));
    const settings = { 'fern.cache.dir': join(dirname(copy), 'cache') };
    writeFileSync(join(copy, '.vscode/settings.json'), JSON.stringify(settings));
  });

const STATEMENT = /aspen is the best: it leads birch, the second of 5, by 0\.165/;

const heading = (): Locator => window.webview().locator('h1');
const grid = (): Locator => window.webview().getByRole('grid', { name: 'Files by models' });
const tab = (name: string): Locator => window.webview().getByRole('tab', { name });

/** A comparison runs, and its scores are shown as they come. */
async function begun(): Promise<void> {
  await window.command('Fern: Compare Models');
  await window
    .webview()
    .getByText(/^Means of the files/)
    .waitFor({ timeout: LONG });
}

async function compared(): Promise<void> {
  await window.command('Fern: Compare Models');
  await heading().filter({ hasText: STATEMENT }).waitFor({ timeout: LONG });
}

/** The line of a generated file that costs most, as the command line says. */
function dearestLine(path: string, model: string): number {
  const fern = join(import.meta.dirname, '../../dist/fern.js');
  const files = [join(folder, 'golden', path), join(folder, 'generated', model, path)];
  const { stdout } = spawnSync(process.execPath, [fern, 'evaluate', ...files, '--json'], {
    encoding: 'utf8',
  });
  const [{ findings }] = (JSON.parse(stdout) as EvaluationDocument).files;
  const located = findings.filter(({ generated }) => generated !== null);
  const [dearest] = located.toSorted((a, b) => b.points - a.points);
  return (dearest?.generated?.range.start.line ?? -1) + 1;
}

/** The frame that the page of the panel runs in. */
async function panelFrame(): Promise<Frame> {
  const handle = await window.page.locator('iframe.webview.ready').first().elementHandle();
  const outer = await handle?.contentFrame();
  const inner = await (await outer?.waitForSelector('iframe#active-frame'))?.contentFrame();
  if (inner === null || inner === undefined) throw new Error('There is no panel.');
  return inner;
}

const activeCell = (): Promise<string | null> => grid().locator('.active').getAttribute('aria-label');

test(
  'a comparison fills the panel, is worked with by keyboard alone, opens the place, and survives a reload',
  async () => {
    await open();
    await begun();
    await window.webview().locator('.grid-cell.heat:not(.pending)').first().waitFor({ timeout: LONG });
    const pending = window.webview().locator('.grid-cell.pending');
    expect(await pending.count()).toBeGreaterThan(0);
    expect(await heading().textContent()).not.toMatch(STATEMENT);
    await window.shot('20-live');
    await heading().filter({ hasText: STATEMENT }).waitFor({ timeout: LONG });
    await window.shot('21-leaderboard', 'leaderboard');

    const { page } = window;
    await tab('Ranking').focus();
    await page.keyboard.press('ArrowRight');
    await grid().waitFor();
    // Filter, then the grid: all by Tab.
    const tabTo = async (there: Locator): Promise<void> => {
      for (let presses = 0; presses < 12; presses++) {
        await page.keyboard.press('Tab');
        const isThere = await there.evaluate(
          (element: { contains(node: unknown): boolean; ownerDocument: { activeElement: unknown } }) =>
            element.contains(element.ownerDocument.activeElement),
        );
        if (isThere) return;
      }
      throw new Error('Tab does not get there.');
    };
    await tabTo(window.webview().locator('vscode-text-field'));
    await page.keyboard.type('utils/');
    await expect
      .poll(() => window.webview().locator('#view-files .status').textContent())
      .toBe('6 of 18 files');
    await tabTo(grid());
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowUp');
    for (let column = 0; column < 3; column++) await page.keyboard.press('ArrowRight');
    await expect.poll(() => grid().locator('.active').textContent()).toBe('dogwood');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    const order = () => grid().getByRole('columnheader', { name: 'dogwood' }).getAttribute('aria-sort');
    await expect.poll(order).toBe('ascending');
    await expect.poll(() => grid().getByRole('rowheader').first().textContent()).toBe('utils/dates.ts');
    const row = await grid().getByRole('rowheader').allTextContents();
    for (let down = 0; down <= row.indexOf('utils/text.ts'); down++) await page.keyboard.press('ArrowDown');
    await expect.poll(activeCell).toBe('D 0.38 poor');
    await window.shot('22-cell', 'files');
    await page.keyboard.press('Enter');
    await window.tab('utils/text.ts ↔ dogwood').waitFor({ timeout: LONG });
    await expect
      .poll(() => page.locator('.statusbar-item', { hasText: /^Ln \d/ }).textContent())
      .toMatch(new RegExp(`^Ln ${dearestLine('utils/text.ts', 'dogwood')}, `));
    await window.shot('23-cell-diff');

    await window.reload();
    await window.tab('Fern: board').first().click({ timeout: LONG });
    await heading().filter({ hasText: STATEMENT }).waitFor({ timeout: LONG });
    await grid().waitFor();
    await expect
      .poll(() => window.webview().locator('#view-files .status').textContent())
      .toBe('6 of 18 files');
    await expect.poll(order).toBe('ascending');
    await window.shot('24-restored');
  },
  4 * LONG,
);

test(
  'a comparison is cancelled in the panel and made again; what has changed since is told',
  async () => {
    await open();
    await window.command('Fern: Compare Models');
    await window.webview().getByRole('button', { name: 'Cancel' }).click({ timeout: LONG });
    await window
      .webview()
      .getByText(/Cancelled/)
      .waitFor({ timeout: LONG });
    await window.shot('25-cancelled');
    await window.webview().getByRole('button', { name: 'Compare Again' }).click();
    await heading().filter({ hasText: STATEMENT }).waitFor({ timeout: LONG });

    // Birch gets what the golden has.
    writeFileSync(
      join(folder, 'generated/birch/utils/text.ts'),
      readFileSync(join(folder, 'golden/utils/text.ts'), 'utf8'),
    );
    await window.webview().getByRole('button', { name: 'Compare Again' }).click();
    await window
      .webview()
      .getByText(/^Means of the files/)
      .waitFor({ timeout: LONG });
    await heading()
      .filter({ hasText: /aspen is the best/ })
      .waitFor({ timeout: LONG });
    await tab('History').click();
    const since = window.webview().getByRole('button', { name: 'Since then' });
    await expect.poll(() => since.count(), { timeout: LONG }).toBe(1);
    await since.click();
    const changed = window.webview().getByRole('region', { name: 'Files that changed' });
    await changed.waitFor({ timeout: LONG });
    expect(await changed.locator('tbody tr').count()).toBe(1);
    expect(await changed.locator('tbody tr').textContent()).toMatch(
      /utils\/text\.tsbirch0\.\d{3}1\.000\+0\.\d{3}/,
    );
    await window.shot('26-history');
  },
  4 * LONG,
);

test(
  'who compares again meanwhile is told so; who closes the panel is told the result',
  async () => {
    await open();
    await begun();
    await window.command('Fern: Compare Models');
    const already = window.notification(/models are being compared already/);
    await already.waitFor({ timeout: LONG });
    await already.getByRole('button', { name: 'Show' }).click();
    await window.command('View: Close Editor');
    const result = window.notification(STATEMENT);
    await result.waitFor({ timeout: LONG });
    await window.shot('27-told');
    await result.getByRole('button', { name: 'Show Leaderboard' }).click();
    await heading().filter({ hasText: STATEMENT }).waitFor({ timeout: LONG });
  },
  3 * LONG,
);

/** Themes by what VS Code calls them, and the class that a page gets. */
const THEMES = [
  ['light', 'Light Modern', 'vscode-light'],
  ['dark', 'Dark Modern', 'vscode-dark'],
  ['contrast', 'Dark High Contrast', 'vscode-high-contrast'],
] as const;

test(
  'everybody can use it: no violation of WCAG A and AA in any theme, wide or narrow',
  async () => {
    await open();
    await compared();
    await window.command('View: Close Primary Side Bar');
    for (const [name, theme, shown] of THEMES) {
      await window.page.setViewportSize({ width: 1280, height: 900 });
      await window.command('Preferences: Color Theme');
      await window.answer(theme);
      await window.webview().locator(`body.${shown}`).waitFor({ timeout: LONG });
      for (const width of [1280, 480]) {
        await window.page.setViewportSize({ width, height: 900 });
        for (const part of ['Ranking', 'Files', 'Parts', 'Weights', 'History']) {
          await tab(part).click();
          await window.page.waitForTimeout(300);
          await window.shot(`30-${part.toLowerCase()}-${name}-${width}`);
          expect(await violations(await panelFrame()), `${part}, ${theme}, ${width}`).toEqual([]);
        }
      }
    }
  },
  4 * LONG,
);
