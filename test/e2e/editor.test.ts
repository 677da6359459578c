import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EXAMPLES, folder, LONG, openCopy, window } from './workbench/suite.ts';
import { startVsCode } from './workbench/workbench.ts';

/** Fern in a real VS Code: its package in an empty profile, on the bundled example. */

const DOGWOOD = 'generated/dogwood/utils/text.ts';

/** The example's texts alone, so that all of it is scored in seconds. */
function onlyTexts(models: readonly string[]): void {
  const config = {
    golden: 'golden',
    models: Object.fromEntries(models.map((model) => [model, `generated/${model}`])),
    include: ['utils/text.ts', 'lib/strings.ts'],
  };
  writeFileSync(join(folder, 'fern.config.json'), JSON.stringify(config));
}

function lineOf(path: string, text: string): number {
  return (
    readFileSync(join(folder, path), 'utf8')
      .split('\n')
      .findIndex((line) => line.includes(text)) + 1
  );
}

const SLUGIFY_DIFFERS = /Fern 0\.\d\d \w+ · behaves differently: slugify\(/;
const SLUGIFY_AGREES = /Fern (?:1\.00|0\.9\d) excellent · behaves the same \(\d+ inputs\)/;

describe('a generated file', () => {
  test(
    'lenses, squiggles, problems, a hover and the status',
    async () => {
      await openCopy(EXAMPLES);
      await window.openFile(DOGWOOD);
      await window.lens(SLUGIFY_DIFFERS).waitFor({ timeout: LONG });
      await window.lens(/Fern 0\.38 poor · utils\/text\.ts/).waitFor();
      await window.page.locator('.monaco-editor .squiggly-error').first().waitFor();
      await expect.poll(() => window.statusItem().textContent()).toContain('Fern 0.38');
      await window.shot('1-lenses');

      await window.command('Problems: Focus on Problems View');
      const problem = window.problem(/slugify.*gives/).first();
      await problem.waitFor();
      expect(await problem.textContent()).toMatch(/slugify\("B"\).*golden gives "b"/s);
      await window
        .problem(/The golden code is here/)
        .first()
        .waitFor();
      await window.shot('2-problems', 'problems');

      await window.tab('text.ts').first().click();
      await window.focusEditor();
      await window.goTo(lineOf(DOGWOOD, 'function slugify'), 20);
      await window.command('Show or Focus Hover');
      const hover = window.page.locator('.monaco-hover:visible', { hasText: 'Evidence' });
      await hover.waitFor();
      expect(await hover.textContent()).toMatch(/functional \(executed\)/);
      await window.shot('3-hover', 'hover');
    },
    2 * LONG,
  );

  test(
    'a quick fix takes the golden code, and the score follows before anything is saved',
    async () => {
      await openCopy(EXAMPLES);
      await window.openFile(DOGWOOD);
      await window.lens(SLUGIFY_DIFFERS).waitFor({ timeout: LONG });
      await window.goTo(lineOf(DOGWOOD, 'function slugify'), 20);
      await window.quickFix("Take the golden's slugify", () => window.shot('4-quick-fixes', 'quick-fixes'));
      await window.lens(SLUGIFY_AGREES).waitFor({ timeout: LONG });
      expect(await window.lens(SLUGIFY_DIFFERS).count()).toBe(0);
      expect(readFileSync(join(folder, DOGWOOD), 'utf8')).toBe(readFileSync(join(EXAMPLES, DOGWOOD), 'utf8'));
      await window.shot('5-unsaved');
    },
    2 * LONG,
  );

  test(
    'a lens opens the diff',
    async () => {
      await openCopy(EXAMPLES);
      await window.openFile(DOGWOOD);
      await window.lens(SLUGIFY_DIFFERS).waitFor({ timeout: LONG });
      await window.clickLens(SLUGIFY_DIFFERS, window.tab('utils/text.ts ↔ dogwood/utils/text.ts'));
      await window.page.locator('.monaco-diff-editor .modified').first().waitFor();
      await window.shot('6-diff', 'diff');
    },
    2 * LONG,
  );

  test(
    'a lens of the file explains the score',
    async () => {
      await openCopy(EXAMPLES);
      await window.openFile(DOGWOOD);
      const lens = /Fern 0\.38 poor · utils/;
      await window.lens(lens).waitFor({ timeout: LONG });
      await window.clickLens(lens, window.webview().getByText('Where the points went'));
      await window.shot('7-explanation');
    },
    2 * LONG,
  );

  test(
    'settings are in force without a reload',
    async () => {
      await openCopy(EXAMPLES);
      await window.openFile(DOGWOOD);
      await window.lens(SLUGIFY_DIFFERS).waitFor({ timeout: LONG });
      const settings = join(folder, '.vscode/settings.json');
      mkdirSync(dirname(settings));
      writeFileSync(settings, '{ "fern.lens.units": false }');
      await expect.poll(() => window.lens(/Fern/).count(), { timeout: LONG }).toBe(1);
      await window.shot('8-setting');
      rmSync(settings);
      await window.lens(SLUGIFY_DIFFERS).waitFor({ timeout: LONG });
    },
    2 * LONG,
  );

  test(
    'the selection is evaluated against the part of the golden file that it stands for',
    async () => {
      await openCopy(EXAMPLES);
      await window.openFile(DOGWOOD);
      await window.lens(SLUGIFY_DIFFERS).waitFor({ timeout: LONG });
      await window.goTo(lineOf(DOGWOOD, 'function slugify'));
      for (let line = 0; line < 8; line++) await window.page.keyboard.press('Shift+ArrowDown');
      await window.command('Fern: Evaluate Selection');
      await expect.poll(() => window.picks().first().textContent()).toContain('slugify');
      await window.shot('9-selection');
      await window.quickPick('slugify');
      await window
        .webview()
        .getByText(/scores 0\.\d+: partial/)
        .waitFor({ timeout: LONG });
      await window.shot('10-selection-result');
    },
    2 * LONG,
  );
});

test(
  'a golden file says how each model stands',
  async () => {
    await openCopy(EXAMPLES);
    await window.openFile('golden/utils/text.ts');
    await window.lens(/Fern: aspen 0\.98 · .*dogwood 0\.38 · elder missing$/).waitFor({ timeout: LONG });
    await window.shot('11-golden');
  },
  2 * LONG,
);

test(
  'models are compared, with progress, and the view Fern shows them',
  async () => {
    await openCopy(EXAMPLES);
    onlyTexts(['birch', 'dogwood']);
    await window.command('Fern: Compare Models');
    await window
      .webview()
      .getByText(/^Means of the files/)
      .waitFor({ timeout: LONG });
    await window.webview().getByText('birch').first().waitFor({ timeout: LONG });
    await window.shot('12-leaderboard');
    await window.command('View: Show Fern');
    const rows = window.page.locator('.pane-body .monaco-list-row');
    await expect.poll(() => rows.first().textContent(), { timeout: LONG }).toMatch(/birch.*0\.\d{3}/);
    await rows.filter({ hasText: 'dogwood' }).locator('.monaco-tl-twistie').click();
    await rows.filter({ hasText: 'utils/text.ts' }).locator('.monaco-tl-twistie').click();
    await rows.filter({ hasText: 'slugify("B")' }).waitFor({ timeout: LONG });
    await window.shot('13-view', 'view');
  },
  2 * LONG,
);

test(
  'models are tests: green where they do what the golden does, red with a witness',
  async () => {
    await openCopy(EXAMPLES);
    onlyTexts(['aspen', 'dogwood']);
    await window.command('Testing: Focus on Test Explorer View');
    const rows = window.page.locator('.test-explorer .monaco-list-row');
    await rows.filter({ hasText: 'dogwood' }).waitFor({ timeout: LONG });
    await window.command('Test: Run All Tests');
    await window.page.getByRole('treeitem', { name: /dogwood.*Failed/ }).waitFor({ timeout: LONG });
    await window.page.getByRole('treeitem', { name: /aspen.*Passed/ }).waitFor({ timeout: LONG });
    await rows.filter({ hasText: 'dogwood' }).locator('.monaco-tl-twistie').click();
    const file = rows.filter({ hasText: 'utils/text.ts' });
    await file.waitFor();
    await file.dblclick();
    await window.page.locator('body', { hasText: 'slugify("B"): generated' }).waitFor({ timeout: LONG });
    await window.lens(/Fern/).first().waitFor({ timeout: LONG });
    await window.shot('14-tests', 'tests');
  },
  2 * LONG,
);

test(
  'a folder without a configuration: three clicks to the first score',
  async () => {
    await openCopy(EXAMPLES);
    rmSync(join(folder, 'fern.config.json'));
    for (const model of ['aspen', 'cedar', 'elder'])
      rmSync(join(folder, 'generated', model), { recursive: true });
    for (const root of ['golden', 'generated/birch', 'generated/dogwood'])
      for (const part of ['components', 'hooks', 'api', 'state'])
        rmSync(join(folder, root, part), { recursive: true, force: true });
    await window.page.locator('.activitybar .action-label[aria-label="Fern"]').click();
    const setUp = window.page.getByRole('button', { name: 'Set Up Fern' });
    await setUp.waitFor({ timeout: LONG });
    await window.shot('15-welcome');
    await setUp.click();
    const ask = window.notification(/Fern found golden code in golden and 2 models/);
    await ask.waitFor({ timeout: LONG });
    await window.shot('16-set-up');
    await ask.getByRole('button', { name: 'Set Up and Compare' }).click();
    await window.webview().getByText('birch').first().waitFor({ timeout: LONG });
    await window.shot('17-first-score');
    expect(readFileSync(join(folder, 'fern.config.json'), 'utf8')).toContain(
      '"dogwood": "generated/dogwood"',
    );
  },
  2 * LONG,
);

test(
  'in a workspace that nobody trusts code is read and not run',
  async () => {
    const careful = await startVsCode({ trust: true });
    try {
      await openCopy(EXAMPLES, undefined, careful);
      await window.openFile(DOGWOOD);
      await window.lens(/Fern 0\.99 excellent · utils\/text\.ts/).waitFor({ timeout: LONG });
      await window.shot('18-untrusted');
      expect(await window.lens(/behaves/).count()).toBe(0);
      await window.command('Workspaces: Manage Workspace Trust');
      await window.page.getByRole('button', { name: /^Trust$/ }).click();
      await window.page.getByText('You trust this folder').waitFor({ timeout: LONG });
      await window.lens(SLUGIFY_DIFFERS).waitFor({ timeout: LONG });
      await window.close();
    } finally {
      await careful.stop();
    }
  },
  3 * LONG,
);

test(
  'the editor recovers when its processes are killed at work, and leaves none behind',
  async () => {
    const own = await startVsCode();
    try {
      await openCopy(EXAMPLES, undefined, own);
      await window.openFile(DOGWOOD);
      await expect.poll(() => own.pids('dist/server.js').length, { timeout: LONG }).toBe(1);
      const [server] = own.pids('dist/server.js');
      process.kill(server, 'SIGKILL');
      await window.lens(SLUGIFY_DIFFERS).waitFor({ timeout: LONG });
      expect(own.pids('dist/server.js')).not.toContain(server);

      await window.openFile('generated/birch/utils/dates.ts');
      await expect.poll(() => own.pids('dist/embed.js').length, { timeout: LONG }).toBeGreaterThan(0);
      for (const pid of own.pids('dist/embed.js')) process.kill(pid, 'SIGKILL');
      await window.lens(/Fern 0\.8\d excellent · utils\/dates\.ts/).waitFor({ timeout: LONG });
      await window.command('Fern: Show Log');
      await window.page
        .locator('.output-view .view-line', { hasText: 'has ended; it is started again' })
        .first()
        .waitFor();
      await window.shot('19-recovered');
      await window.close();
    } finally {
      await own.end();
      const left = own.pids('.');
      own.clear();
      expect(left).toEqual([]);
    }
  },
  3 * LONG,
);
