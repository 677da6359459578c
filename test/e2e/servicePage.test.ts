import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOSTILE, hostileComparison } from '../fixtures/documents/others.ts';
import { violations } from './axe.ts';
import { launch } from './browser.ts';
import { POOR_CONTRAST } from './inPage.ts';
import { overflow, shoot, using } from './opened.ts';
import { KEY, mendBirch, openPage, type Service, startService } from './service.ts';

/** The leaderboard that `fern serve` shows a browser: the built service, from an empty one on. */

let browser: Browser;
let service: Service;
beforeAll(async () => {
  browser = await launch();
  service = await startService();
});
afterAll(async () => {
  await browser?.close();
  await service?.close();
});

async function withPage(
  path: string,
  use: (page: Page) => Promise<void>,
  options: BrowserContextOptions & { key?: boolean } = {},
): Promise<void> {
  const { key = true, ...rest } = options;
  const opened = await openPage(browser, `${service.url}${path}`, rest);
  await using(opened, async ({ page }) => {
    if (key) await giveKey(page, KEY);
    await use(page);
  });
}

async function giveKey(page: Page, key: string): Promise<void> {
  await page.getByLabel('Key', { exact: true }).fill(key);
  await page.keyboard.press('Enter');
}

const heading = (page: Page) => page.locator('main h1');
const links = (page: Page) => page.getByRole('navigation', { name: 'Comparisons' }).getByRole('link');
const current = (page: Page) => page.locator('.run-list [aria-current=page]');
const kept = (page: Page) =>
  page.evaluate<string>('JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie])');
const focused = (page: Page) => page.evaluate<string>('document.activeElement.tagName');

/** Two comparisons of the same golden code, between which a model got better. */
let first = '';
let second = '';

describe.sequential('from an empty service on', () => {
  test('it asks for a key, says which is wrong, keeps it in the tab alone, and forgets it', async () => {
    await withPage(
      '/',
      async (page) => {
        await heading(page).getByText('This service asks for a key').waitFor();
        expect(await focused(page)).toBe('INPUT');
        await shoot(page, 'service-key');
        await giveKey(page, 'wrong');
        await page.getByRole('alert').getByText('This key is not right.').waitFor();
        expect(await focused(page)).toBe('INPUT');
        await giveKey(page, 'two words');
        await page
          .getByRole('alert')
          .getByText(/holds spaces/)
          .waitFor();
        expect(await kept(page)).toBe('[{},{},""]');
        expect(await violations(page)).toEqual([]);

        await giveKey(page, KEY);
        await heading(page).getByText('No comparison is kept yet').waitFor();
        expect(await focused(page)).toBe('H1');
        expect(await kept(page)).toBe(JSON.stringify([{ 'fern-key': KEY }, {}, '']));
        expect(page.url()).toBe(`${service.url}/`);
        await page.reload();
        await heading(page).getByText('No comparison is kept yet').waitFor();

        await page.getByRole('button', { name: 'Forget key' }).click();
        await heading(page).getByText('This service asks for a key').waitFor();
        expect(await kept(page)).toBe('[{},{},""]');
        expect(await page.getByRole('button', { name: 'Forget key' }).count()).toBe(0);
      },
      { key: false },
    );
  });

  test('says how a comparison is made, and shows the first one by itself', async () => {
    await withPage('/', async (page) => {
      await heading(page).getByText('No comparison is kept yet').waitFor();
      const [curl, fern] = await page.locator('.command').allTextContents();
      expect(curl).toContain(`curl -X POST ${service.url}/compare-models`);
      expect(curl).toContain('Authorization: Bearer KEY');
      expect(fern).toBe(`FERN_SERVER_KEY=KEY fern compare --server ${service.url}`);
      await shoot(page, 'service-empty');
      expect(await violations(page)).toEqual([]);

      const { id } = await service.compare({ async: true });
      expect(id).toMatch(/-/);
      await heading(page).getByText(/aspen/).waitFor({ timeout: 40_000 });
      first = /#run=([0-9a-f]{12})$/.exec(page.url())?.[1] ?? '';
      expect(first).not.toBe('');
      expect(await links(page).count()).toBe(1);
      expect(await current(page).count()).toBe(1);
      expect(await links(page).textContent()).toMatch(/aspen 1\.000golden · 2 filesaspen and birch/);
      await shoot(page, 'service-first');
    });
  });

  test('a comparison that is finished meanwhile is listed, and what changed since is told', async () => {
    await withPage('/', async (page) => {
      await heading(page).getByText(/aspen/).waitFor();
      mendBirch(service);
      second = String((await service.compare()).run);
      await expect.poll(() => links(page).count(), { timeout: 40_000 }).toBe(2);
      expect(await page.getByRole('status').allTextContents()).toContainEqual(
        expect.stringMatching(/^A comparison is finished: /),
      );
      // Who reads is not led away.
      expect(page.url()).toBe(`${service.url}/#run=${first}`);

      await links(page).first().click();
      await expect.poll(() => page.url()).toBe(`${service.url}/#run=${second}`);
      await expect.poll(() => focused(page)).toBe('H1');
      expect(await current(page).getAttribute('href')).toBe(`#run=${second}`);
      await page.getByRole('tab', { name: 'History' }).click();
      await page.getByRole('img', { name: /Means of 2 models over 2 comparisons/ }).waitFor();
      await page.getByRole('button', { name: 'Since then' }).click();
      const changed = page.getByRole('region', { name: 'Files that changed' });
      await changed.waitFor();
      expect(await changed.locator('tbody tr').allTextContents()).toEqual([
        expect.stringMatching(/^text\.tsbirch0\.\d{3}1\.000\+0\.\d{3}$/),
      ]);
      await shoot(page, 'service-history');
      expect(await violations(page)).toEqual([]);
    });
  });
});

describe('addresses', () => {
  test('back and forward go from run to run; the tab stays', async () => {
    await withPage(`/#run=${first}`, async (page) => {
      await expect.poll(() => current(page).getAttribute('href')).toBe(`#run=${first}`);
      await page.getByRole('tab', { name: 'Files' }).click();
      await links(page).first().click();
      await expect.poll(() => current(page).getAttribute('href')).toBe(`#run=${second}`);
      await page.getByRole('grid').waitFor();
      await page.goBack();
      await expect.poll(() => current(page).getAttribute('href')).toBe(`#run=${first}`);
      await expect
        .poll(() => page.getByRole('gridcell', { name: 'A 1.00 excellent' }).count())
        .toBeGreaterThanOrEqual(3);
      await page.goForward();
      await expect.poll(() => current(page).getAttribute('href')).toBe(`#run=${second}`);
      await expect.poll(() => page.getByRole('gridcell', { name: 'A 1.00 excellent' }).count()).toBe(4);
    });
  });

  test.each(['#run=000000000000', '#run=..%2Fjobs', '#run=%3Cimg%20src=x%20onerror=hacked=1%3E'])(
    'of no run: %s',
    async (hash) => {
      await withPage(`/${hash}`, async (page) => {
        await heading(page).getByText('This comparison is not kept').waitFor();
        expect(await page.evaluate("'hacked' in globalThis")).toBe(false);
        await page.getByRole('link', { name: 'The newest comparison' }).click();
        await expect.poll(() => current(page).getAttribute('href')).toBe(`#run=${second}`);
      });
    },
  );
});

/** Answers what the service would not say at the right moment. */
async function answer(page: Page, path: RegExp, document: () => object): Promise<void> {
  await page.route(path, (route) => route.fulfill({ json: document() }));
}

describe('jobs', () => {
  const job = (state: string, done: number, more = {}) => ({
    schema_version: 1,
    id: '11111111-1111-4111-8111-111111111111',
    kind: 'compare',
    state,
    created: '2026-01-02T03:04:05.000Z',
    started: null,
    finished: null,
    progress: { done, total: 40 },
    problem: null,
    ...more,
  });

  test('are shown as they go on; one that fails says why', async () => {
    await withPage('/', async (page) => {
      const problem = { type: 'about:blank', title: 'x', status: 422, detail: '<b>No</b> code there.' };
      let done = 12;
      const all = (state: string) => {
        if (state === 'running') return done < 40 ? [job(state, done)] : [];
        return state === 'failed' && done >= 40 ? [job(state, 40, { problem })] : [];
      };
      for (const state of ['running', 'queued', 'failed'])
        await answer(page, new RegExp(`/jobs\\?state=${state}`), () => ({
          schema_version: 1,
          jobs: all(state),
        }));
      await page.reload();
      const bar = page.getByRole('progressbar', { name: /^Comparison of 2026-01-0/ });
      await bar.waitFor();
      expect(await bar.getAttribute('value')).toBe('12');
      await page.getByText('12 of 40 files').waitFor();
      await shoot(page, 'service-job');
      expect(await violations(page)).toEqual([]);
      done = 30;
      await page.getByText('30 of 40 files').waitFor();
      done = 40;
      await page.getByRole('alert').getByText('<b>No</b> code there.').waitFor();
      expect(await bar.count()).toBe(0);
      await page.getByRole('button', { name: 'Dismiss' }).click();
      expect(await page.getByText('Comparison failed').count()).toBe(0);
    });
  });
});

describe('what goes wrong', () => {
  test('a service that does not answer is told, and asked again', async () => {
    const opened = await openPage(browser, service.url);
    const { page } = opened;
    await giveKey(page, KEY);
    await current(page).waitFor();
    await page.route(/\/runs/, (route) => route.abort());
    await links(page).last().click();
    await page
      .getByRole('alert')
      .getByText(/does not answer/)
      .waitFor();
    await page.unroute(/\/runs/);
    await page.getByRole('button', { name: 'Try Again' }).click();
    await expect.poll(() => heading(page).textContent()).toMatch(/^aspen leads/);
    await opened.close();
  });

  test('so is one that does not answer the first question', async () => {
    const opened = await openPage(browser, service.url);
    const { page } = opened;
    await page.getByLabel('Key', { exact: true }).waitFor();
    await page.route(/\/runs\?/, (route) =>
      route.fulfill({ status: 503, json: { status: 503, detail: 'The database does not answer.' } }),
    );
    await page.evaluate(`sessionStorage.setItem('fern-key', '${KEY}')`);
    await page.reload();
    await page.getByRole('alert').getByText('The database does not answer.').waitFor();
    await page.unroute(/\/runs\?/);
    await page.getByRole('button', { name: 'Try Again' }).click();
    await current(page).waitFor();
    await opened.close();
  });

  test('a key that is taken no more is asked for again', async () => {
    await withPage('/', async (page) => {
      await current(page).waitFor();
      await page.route(/\/runs\//, (route) =>
        route.fulfill({ status: 401, json: { status: 401, detail: 'x' } }),
      );
      await links(page).last().click();
      await page
        .getByRole('alert')
        .getByText(/does not take this key any more/)
        .waitFor();
      expect(await kept(page)).toBe('[{},{},""]');
      expect(await page.locator('main').textContent()).not.toContain('aspen');
    });
  });

  test('names are texts, whatever they are', async () => {
    const document = { ...hostileComparison(), run: first };
    const entry = {
      id: first,
      created: '"><img src=x onerror=globalThis.hacked=1>',
      rankings: document.rankings,
      statement: document.statement,
    };
    const rest = { engine_version: '1', models: 20, files: 20, verdict: '<b>', golden: HOSTILE[1] };
    await withPage('/', async (page) => {
      await answer(page, /\/runs\?/, () => ({ runs: [{ ...entry, ...rest, name: null }] }));
      await answer(page, /\/runs\/\w+$/, () => document);
      await answer(page, /\/history$/, () => ({
        history: [...HOSTILE, null].map((name, at) => ({
          ...entry,
          id: at === 0 ? first : `0000000000${10 + at}`,
          name,
          not_comparable: name,
        })),
      }));
      await page.goto(`${service.url}/#run=${first}`);
      await page.reload();
      await heading(page).getByText(/leads/).waitFor();
      for (const tab of await page.getByRole('tab').all()) await tab.click();
      expect(await page.evaluate("'hacked' in globalThis")).toBe(false);
      expect(await page.locator('body img, main script, nav script').count()).toBe(0);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await shoot(page, 'service-hostile');
    });
  });

  test('no script but its own runs, and nothing is sent anywhere else', async () => {
    const opened = await openPage(browser, service.url);
    await opened.page.evaluate(`{
      const script = document.createElement('script');
      script.textContent = 'globalThis.hacked = 1';
      document.body.append(script);
      fetch('http://127.0.0.1:9/').catch(() => {});
      new Image().src = 'http://127.0.0.1:9/x.png';
    }`);
    for (const kind of ['inline script', 'connect', 'image'])
      await expect
        .poll(() => opened.problems.join())
        .toMatch(new RegExp(`${kind}[^,]*Content Security Policy`, 'i'));
    expect(await opened.page.evaluate("'hacked' in globalThis")).toBe(false);
    await opened.close();
  });

  test('without JavaScript it says so', async () => {
    await withPage(
      '/',
      async (page) => expect(await page.locator('main').textContent()).toMatch(/needs JavaScript/),
      { key: false, javaScriptEnabled: false },
    );
  });
});

describe('access', () => {
  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [1400, 360])
      test(`${colorScheme}, ${width} pixels`, async () => {
        await withPage(
          '/',
          async (page) => {
            await current(page).waitFor();
            for (const tab of await page.getByRole('tab').all()) {
              await tab.click();
              expect(await violations(page)).toEqual([]);
              expect(await overflow(page)).toBeLessThanOrEqual(0);
            }
            expect(await page.evaluate<string[]>(POOR_CONTRAST)).toEqual([]);
            await page.getByRole('tab', { name: 'Ranking' }).click();
            await shoot(page, `service-${colorScheme}-${width}`);
            await page.getByRole('button', { name: 'Forget key' }).click();
            await page.getByLabel('Key', { exact: true }).waitFor();
            expect(await overflow(page)).toBeLessThanOrEqual(0);
            await shoot(page, `service-key-${colorScheme}-${width}`);
            expect(await violations(page)).toEqual([]);
          },
          { colorScheme, viewport: { width, height: 800 } },
        );
      });

  test('the keyboard alone is enough', async () => {
    await withPage('/', async (page) => {
      await expect.poll(() => focused(page)).toBe('H1');
      await page.reload();
      await heading(page).getByText(/aspen/).waitFor();
      await page.keyboard.press('Tab');
      await page.getByRole('button', { name: 'Skip to the comparison' }).waitFor();
      await page.keyboard.press('Enter');
      expect(await focused(page)).toBe('H1');
      await links(page).last().focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => current(page).getAttribute('href')).toBe(`#run=${first}`);
      await expect.poll(() => focused(page)).toBe('H1');
    });
  });
});

test('older comparisons are listed when they are asked for', async () => {
  for (let at = 0; at < 20; at++) {
    const models = { [`m${at}`]: 'aspen/text.ts', birch: 'birch/text.ts' };
    await service.compare({ golden_standard: 'golden/text.ts', evaluation_type: 'file', models });
  }
  await withPage('/', async (page) => {
    await expect.poll(() => links(page).count()).toBe(20);
    const older = page.getByRole('button', { name: 'Older' });
    await older.click();
    await expect.poll(() => links(page).count()).toBe(22);
    expect(await older.isVisible()).toBe(false);
    expect(await page.evaluate("document.activeElement.getAttribute('href')")).toBe(`#run=${second}`);
    await shoot(page, 'service-older');
  });
});

test('a service without keys asks for none', async () => {
  const open = await startService({ key: null });
  try {
    await open.compare();
    await using(await openPage(browser, open.url), async ({ page }) => {
      await current(page).waitFor();
      expect(await page.getByRole('button', { name: 'Forget key' }).count()).toBe(0);
      expect(await kept(page)).toBe('[{},{},""]');
    });
  } finally {
    await open.close();
  }
});
