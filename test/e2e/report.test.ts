import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../server/src/cli/reporters/reporter.ts';
import type { ComparisonDocument } from '../../server/src/protocol/documents.ts';
import { boardComparison, emptyComparison, loneComparison } from '../fixtures/documents/comparison.ts';
import { boardEvaluation } from '../fixtures/documents/evaluation.ts';
import { comparisonFrom, largeComparison } from '../fixtures/documents/madeComparison.ts';
import {
  boardMatch,
  emptyEvaluation,
  emptyMatch,
  hostileComparison,
  hostileEvaluation,
  hostileMatch,
  largeEvaluation,
} from '../fixtures/documents/others.ts';
import { violations } from './axe.ts';
import { launch, openReport } from './browser.ts';
import { POOR_CONTRAST, TYPE_A_FILTER } from './inPage.ts';
import { type OpenPage, overflow, shoot, using } from './opened.ts';

const REPORTS: Record<string, () => Report> = {
  comparison: () => ({ kind: 'comparison', document: boardComparison() }),
  'comparison-lone': () => ({ kind: 'comparison', document: loneComparison() }),
  'comparison-empty': () => ({ kind: 'comparison', document: emptyComparison() }),
  'comparison-hostile': () => ({ kind: 'comparison', document: hostileComparison() }),
  evaluation: () => ({ kind: 'evaluation', document: boardEvaluation() }),
  'evaluation-empty': () => ({ kind: 'evaluation', document: emptyEvaluation() }),
  'evaluation-hostile': () => ({ kind: 'evaluation', document: hostileEvaluation() }),
  match: () => ({ kind: 'match', document: boardMatch() }),
  'match-empty': () => ({ kind: 'match', document: emptyMatch() }),
  'match-hostile': () => ({ kind: 'match', document: hostileMatch() }),
};

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
});

async function withReport(
  report: Report,
  use: (opened: OpenPage) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const opened = await openReport(browser, report, options);
  await using(opened, use);
}

const column = (page: Page, caption: string, cell: string) =>
  page.locator(`[aria-label="${caption}"] tbody ${cell}`).allInnerTexts();

describe('every report opens from disk without an error', () => {
  for (const [name, report] of Object.entries(REPORTS)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`${name}, ${colorScheme}`, async () => {
        await withReport(
          report(),
          async ({ page }) => {
            expect(await page.locator('h1').count()).toBe(1);
            expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false);
            expect(await page.locator('main script, main img').count()).toBe(0);
            await shoot(page, `${name}-${colorScheme}-1400`);
          },
          { colorScheme },
        );
      });
    }
    for (const width of [800, 400]) {
      it(`${name} fits into ${width} pixels`, async () => {
        await withReport(
          report(),
          async ({ page }) => {
            await shoot(page, `${name}-light-${width}`);
            expect(await overflow(page)).toBeLessThanOrEqual(0);
          },
          { viewport: { width, height: 900 } },
        );
      });
    }
  }
});

describe('comparison', () => {
  it('says the verdict first and lists models by rank', async () => {
    const report = REPORTS.comparison!();
    await withReport(report, async ({ page }) => {
      expect(await page.locator('h1').textContent()).toBe((report.document as ComparisonDocument).statement);
      expect(await column(page, 'Leaderboard', 'th')).toEqual(['aspen', 'birch', 'dogwood', 'cedar', 'elm']);
    });
  });

  it('sorts by any column, with the keyboard too, and says so', async () => {
    await withReport(REPORTS.comparison!(), async ({ page }) => {
      const heads = page.locator('[aria-label="Leaderboard"] thead th');
      for (let i = 0; i < (await heads.count()); i++) {
        await heads.nth(i).getByRole('button').focus();
        await page.keyboard.press('Enter');
        const first = await heads.nth(i).getAttribute('aria-sort');
        const before = await column(page, 'Leaderboard', 'th');
        await page.keyboard.press('Space');
        expect([first, await heads.nth(i).getAttribute('aria-sort')].toSorted()).toEqual([
          'ascending',
          'descending',
        ]);
        expect(before).toHaveLength(5);
        expect(await page.locator('[aria-label="Leaderboard"] [aria-sort$="ending"]').count()).toBe(1);
      }
      await page.getByRole('button', { name: 'Model', exact: true }).first().click();
      expect(await column(page, 'Leaderboard', 'th')).toEqual(['aspen', 'birch', 'cedar', 'dogwood', 'elm']);
      await page.getByRole('button', { name: 'Mean', exact: true }).click();
      expect(await column(page, 'Leaderboard', 'th')).toEqual(['aspen', 'birch', 'dogwood', 'cedar', 'elm']);
    });
  });

  const names = (page: Page) => page.getByRole('grid').getByRole('rowheader').allTextContents();

  async function openFiles(page: Page): Promise<void> {
    await page.getByRole('tab', { name: 'Files' }).click();
    await page.getByRole('grid').waitFor();
  }

  it('filters files by text and kind and keeps those where models differ', async () => {
    await withReport(REPORTS.comparison!(), async ({ page }) => {
      await openFiles(page);
      const filter = page.getByRole('textbox', { name: 'Filter files' });
      const status = page.locator('#view-files').getByRole('status');
      await filter.fill('HOOKS/');
      await expect.poll(() => names(page)).toEqual(['hooks/useBoard.ts', 'hooks/useDebounce.ts']);
      await filter.fill('no such file');
      await expect.poll(() => names(page)).toEqual([]);
      expect(await status.textContent()).toBe('0 of 15 files');
      await filter.fill('');
      await expect.poll(() => status.textContent()).toBe('15 files');
      await page.getByRole('combobox', { name: 'Show' }).click();
      await page.getByRole('option', { name: 'types' }).click();
      await expect.poll(() => names(page)).toEqual(['types/board.ts', 'types/errors.ts']);
    });
  });

  it('hides rows on which all models have one band', async () => {
    const document = boardComparison();
    document.files[0]!.scores = { aspen: 0.91, birch: 0.92, dogwood: 0.93, cedar: 0.94, elm: 0.95 };
    await withReport({ kind: 'comparison', document }, async ({ page }) => {
      await openFiles(page);
      expect(await names(page)).toContain('api/boardApi.ts');
      await page.getByRole('checkbox', { name: /Only where they differ/ }).click();
      await expect.poll(() => names(page)).not.toContain('api/boardApi.ts');
    });
  });

  it('gives each cell of the heatmap a letter and a spoken band, and tells what it is made of', async () => {
    await withReport(REPORTS.comparison!(), async ({ page }) => {
      await openFiles(page);
      const cells = page.getByRole('row', { name: /api\/boardApi\.ts/ }).getByRole('gridcell');
      expect(await cells.allTextContents()).toEqual([
        'A 0.94',
        'A 0.88',
        'B 0.70',
        'B 0.61',
        'D 0.22',
        '0.72',
      ]);
      expect(await cells.first().getAttribute('aria-label')).toBe('A 0.94 excellent');
      await cells.nth(2).hover();
      expect(await page.locator('.cell-detail').textContent()).toMatch(
        /dogwood on api\/boardApi\.ts.*src\/api\/boardApi\.ts.*functional 0\.\d\d/,
      );
    });
  });

  it('answers other weights at once, and says who is first then', async () => {
    const document = await comparisonFrom(
      ['a.ts', 'b.ts'],
      [
        ['careful', [0.9, 0.9]],
        ['fast', [0.8, 0.8]],
      ],
    );
    for (const { cells } of document.files) {
      cells.careful![0]!.values = [0.7, 1, 1, 1, 1, null, null, null];
      cells.fast![0]!.values = [1, 0.7, 0.7, 0.7, 0.7, null, null, null];
    }
    await withReport({ kind: 'comparison', document }, async ({ page }) => {
      await page.getByRole('tab', { name: 'Weights' }).click();
      const first = page.locator('.what-if li').first();
      expect(await first.textContent()).toContain('careful');
      for (const name of ['semantic', 'structural', 'style', 'maintainability'])
        await page.getByRole('slider', { name }).fill('0');
      expect(await first.textContent()).toContain('fast1.000');
      expect(await page.locator('#view-weights p[role=status]').textContent()).toMatch(/fast is first/);
      await page.getByRole('button', { name: 'As compared' }).click();
      expect(await first.textContent()).toContain('careful0.900');
    });
  });
});

describe('evaluation', () => {
  it('opens the findings of a file by keyboard, with both places', async () => {
    await withReport(REPORTS.evaluation!(), async ({ page }) => {
      const opener = page.getByRole('button', { name: 'utils/dates.ts' });
      await opener.focus();
      await page.keyboard.press('Enter');
      expect(await opener.getAttribute('aria-expanded')).toBe('true');
      const detail = page.locator(`#${await opener.getAttribute('aria-controls')}`);
      expect(await detail.textContent()).toContain('lib/calendar.ts:29:3');
      expect(await detail.textContent()).toContain('utils/dates.ts:40:3');
      expect(await detail.textContent()).toContain('functional/export');
      await shoot(page, 'evaluation-open-light-1400');
      await page.keyboard.press('Enter');
      expect(await opener.getAttribute('aria-expanded')).toBe('false');
      expect(await detail.count()).toBe(0);
    });
  });

  it('shows the open file in the dark and at 800 pixels', async () => {
    const options = { colorScheme: 'dark', viewport: { width: 800, height: 900 } } as const;
    await withReport(
      REPORTS.evaluation!(),
      async ({ page }) => {
        await page.getByRole('button', { name: 'components/TaskForm.tsx' }).click();
        await shoot(page, 'evaluation-open-dark-800');
        expect(await overflow(page)).toBeLessThanOrEqual(0);
      },
      options,
    );
  });

  it('names what has no counterpart', async () => {
    await withReport(REPORTS.evaluation!(), async ({ page }) => {
      const text = await page.locator('main').textContent();
      for (const part of ['types/errors.ts', 'Extra (2)', 'Unreadable (1)']) expect(text).toContain(part);
    });
  });
});

describe('size', () => {
  it('4,000 files by 10 models: only what is in sight is there', async () => {
    const report: Report = { kind: 'comparison', document: await largeComparison(4000, 10) };
    await withReport(report, async ({ page }) => {
      await page.getByRole('tab', { name: 'Files' }).click();
      const grid = page.getByRole('grid');
      await grid.waitFor();
      expect(await grid.getAttribute('aria-rowcount')).toBe('4001');
      expect(await grid.getByRole('row').count()).toBeLessThan(80);
      expect(await page.evaluate<number>("document.getElementsByTagName('*').length")).toBeLessThan(12_000);
      await grid.focus();
      await page.keyboard.press('Control+End');
      await expect.poll(() => grid.locator('.active').getAttribute('id')).toMatch(/-4000-11$/);
      expect(await grid.locator('.active').isVisible()).toBe(true);
      await shoot(page, 'comparison-large-light-1400');
    });
  });

  it('50 models by 200 files can be read: names stay in sight, nothing is wider than the page', async () => {
    const report: Report = { kind: 'comparison', document: await largeComparison(200, 50) };
    await withReport(report, async ({ page }) => {
      await shoot(page, 'comparison-50-ranking-light-1400');
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await page.getByRole('tab', { name: 'Files' }).click();
      const grid = page.getByRole('grid');
      await grid.focus();
      await page.keyboard.press('End');
      const name = grid.getByRole('rowheader').first();
      await expect
        .poll(async () => ((await name.boundingBox())?.x ?? 0) - ((await grid.boundingBox())?.x ?? 0))
        .toBeLessThan(3);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await shoot(page, 'comparison-50-files-light-1400');
    });
  });

  it('3,000 files as evaluation: few nodes, quick answers', async () => {
    await withReport({ kind: 'evaluation', document: largeEvaluation(3000) }, async ({ page }) => {
      expect(await page.evaluate<number>("document.getElementsByTagName('*').length")).toBeLessThan(12_000);
      const region = page.locator('[aria-label="Files"]');
      expect(await region.locator('tbody tr').count()).toBe(100);
      expect(await page.evaluate<number>(TYPE_A_FILTER)).toBeLessThan(500);
      await page.getByRole('searchbox').first().fill('');
      const next = page.getByRole('button', { name: 'Next' }).first();
      const first = await region.locator('tbody th').first().textContent();
      await next.click();
      expect(await region.locator('tbody th').first().textContent()).not.toBe(first);
      expect(await page.getByRole('status').nth(1).textContent()).toContain('101–200 of 3,000');
      await shoot(page, 'evaluation-large-light-1400');
    });
  });
});

describe('policy', () => {
  it('runs no script but its own and sends nothing anywhere', async () => {
    const opened = await openReport(browser, REPORTS.comparison!());
    try {
      await opened.page.evaluate(`{
        const script = document.createElement('script');
        script.textContent = 'globalThis.hacked = 1';
        document.body.append(script);
        const image = new Image();
        image.src = 'http://127.0.0.1:9/x.png';
        document.body.append(image);
      }`);
      await expect.poll(() => opened.problems.length).toBeGreaterThanOrEqual(2);
      expect(opened.problems.join()).toMatch(/Content Security Policy/);
      expect(await opened.page.evaluate(() => 'hacked' in globalThis)).toBe(false);
    } finally {
      await opened.close();
    }
  });
});

describe('access', () => {
  it('shows everything without scripts', async () => {
    await withReport(
      REPORTS.comparison!(),
      async ({ page }) => {
        expect(await page.locator('table').count()).toBe(1);
        expect(await page.locator('body').textContent()).toContain('dogwood');
      },
      { javaScriptEnabled: false },
    );
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has readable contrast, ${colorScheme}`, async () => {
      await withReport(
        REPORTS.evaluation!(),
        async ({ page }) => {
          expect(await page.evaluate<string[]>(POOR_CONTRAST)).toEqual([]);
          await page.evaluate("document.documentElement.style.setProperty('--quiet', '#777')");
          expect(await page.evaluate<string[]>(POOR_CONTRAST)).not.toEqual([]);
        },
        { colorScheme },
      );
    });
  }

  for (const [name, report] of Object.entries(REPORTS)) {
    it(`${name}: no violation of WCAG A and AA`, async () => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await withReport(
          report(),
          async ({ page }) => {
            const tabs = await page.getByRole('tab').all();
            for (const tab of tabs.length === 0 ? [null] : tabs) {
              await tab?.click();
              expect(await violations(page), colorScheme).toEqual([]);
            }
          },
          { colorScheme },
        );
      }
    });
  }

  it('works with forced colours and at 200 % zoom', async () => {
    await withReport(
      REPORTS.comparison!(),
      async ({ page }) => {
        await shoot(page, 'comparison-forced-700');
        expect(await overflow(page)).toBeLessThanOrEqual(0);
      },
      { forcedColors: 'active', deviceScaleFactor: 2, viewport: { width: 700, height: 450 } },
    );
  });
});
