import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { code, EXAMPLES, folder, LONG, openCopy, window } from './workbench/suite.ts';

/** The rest of what Fern does in a real VS Code: commands that are asked for seldom, and what goes wrong. */

const DOGWOOD = 'generated/dogwood/utils/text.ts';

const open = (): Promise<void> =>
  openCopy(EXAMPLES, (copy) => {
    const config = {
      golden: 'golden',
      models: { birch: 'generated/birch', dogwood: 'generated/dogwood' },
      include: ['utils/text.ts', 'lib/strings.ts'],
    };
    writeFileSync(join(copy, 'fern.config.json'), JSON.stringify(config));
  });

test(
  'two files, and two folders, of anybody’s choice are evaluated',
  async () => {
    await open();
    await window.command('Fern: Evaluate Two Files');
    await window.openDialog('Which file is golden?', join(folder, 'golden/utils/text.ts'));
    await window.openDialog('Which file was generated?', join(folder, DOGWOOD));
    await window
      .webview()
      .getByText(/scores 0\.\d+: poor/)
      .waitFor({ timeout: LONG });
    await window.shot('20-two-files');
    await window.command('Fern: Evaluate Folder');
    await window.openDialog('Which folder was generated?', join(folder, 'generated/birch'));
    await window.openDialog('Which folder is golden?', join(folder, 'golden'));
    await window
      .webview()
      .getByText(/1 of 1 golden file found/)
      .waitFor({ timeout: LONG });
    await window.shot('21-two-folders');
  },
  3 * LONG,
);

test(
  'a name is renamed as the golden writes its own, wherever it is used',
  async () => {
    await open();
    mkdirSync(join(folder, '.vscode'));
    writeFileSync(join(folder, '.vscode/settings.json'), '{ "fern.problems.threshold": 0 }');
    const path = join(folder, DOGWOOD);
    const golden = readFileSync(join(folder, 'golden/utils/text.ts'), 'utf8');
    writeFileSync(
      path,
      `${golden}\nconst first_part = 'a';\nconst second_part = first_part + first_part;\nexport const both_parts = second_part;\n`,
    );
    await window.openFile(DOGWOOD);
    await window
      .lens(/Fern 0\.9/)
      .first()
      .waitFor({ timeout: LONG });
    await window.goTo(golden.split('\n').length + 1, 8);
    await window.quickFix('Rename first_part to firstPart');
    await expect
      .poll(() => window.page.locator('.view-line', { hasText: 'firstPart' }).count(), { timeout: LONG })
      .toBe(2);
    await window.shot('22-renamed');
  },
  2 * LONG,
);

test(
  'the view is filtered and asked anew, the cache cleared',
  async () => {
    await open();
    await window.openFile(DOGWOOD);
    await window
      .lens(/Fern 0\.38/)
      .first()
      .waitFor({ timeout: LONG });
    await window.command('View: Show Fern');
    const rows = window.page.locator('.pane-body .monaco-list-row');
    const dogwood = rows.filter({ hasText: 'dogwood' });
    await dogwood.locator('.monaco-tl-twistie').click({ timeout: LONG });
    await rows.filter({ hasText: 'utils/text.ts' }).waitFor({ timeout: LONG });
    await window.page.getByRole('button', { name: 'Filter Files' }).click();
    await window.answer('nothing like it');
    await expect.poll(() => rows.filter({ hasText: 'utils/text.ts' }).count()).toBe(0);
    await window.page.getByRole('button', { name: 'Show All Files' }).click();
    await rows.filter({ hasText: 'utils/text.ts' }).waitFor();
    rmSync(join(folder, 'generated/birch'), { recursive: true });
    await window.page.getByRole('button', { name: 'Refresh' }).click();
    await expect
      .poll(() => rows.filter({ hasText: 'birch' }).textContent(), { timeout: LONG })
      .toMatch(/birch *0\.000 unrelated/);
    await window.shot('23-view');
    await window.command('Fern: Clear Cache');
    await window.page
      .locator('.statusbar-item', { hasText: 'the cache is empty' })
      .waitFor({ timeout: LONG });
  },
  2 * LONG,
);

test(
  'the walkthrough has four steps',
  async () => {
    await open();
    await window.command('Welcome: Open Walkthrough...');
    await window.quickPick('Get Started with Fern');
    const steps = window.page.locator('.getting-started-step');
    await expect.poll(() => steps.count(), { timeout: LONG }).toBe(4);
    await window.shot('24-walkthrough');
  },
  2 * LONG,
);

test(
  'a server that keeps ending stays down, says so, and comes back when it is asked to',
  async () => {
    await open();
    await window.openFile(DOGWOOD);
    await window
      .lens(/Fern 0\.38/)
      .first()
      .waitFor({ timeout: LONG });
    for (let crash = 1; crash <= 5; crash++) {
      await expect.poll(() => code.pids('dist/server.js').length, { timeout: LONG }).toBe(1);
      for (const pid of code.pids('dist/server.js')) process.kill(pid, 'SIGKILL');
      await expect.poll(() => code.pids('dist/server.js').length).toBeLessThan(2);
      await new Promise((resolve) => setTimeout(resolve, 1500));
    }
    const down = window.notification(/keeps ending; no scores are shown/);
    await down.waitFor({ timeout: LONG });
    expect(code.pids('dist/server.js')).toEqual([]);
    await window.shot('25-down');
    await down.getByRole('button', { name: 'Restart Server' }).click();
    await expect.poll(() => code.pids('dist/server.js').length, { timeout: LONG }).toBe(1);
    await window
      .lens(/Fern 0\.38/)
      .first()
      .waitFor({ timeout: LONG });
  },
  3 * LONG,
);
