import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from './browser.ts';
import { overflow, shoot, using } from './opened.ts';
import { KEY, openPage, type Service, startProxy, startService } from './service.ts';

/** The service's API in a browser, at /docs: all of it, and calls that are tried out. */

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

async function withDocs(
  use: (page: Page) => Promise<void>,
  options: BrowserContextOptions & { path?: string } = {},
): Promise<void> {
  const { path = '/docs', ...rest } = options;
  const opened = await openPage(browser, `${service.url}${path}`, rest);
  await using(opened, ({ page }) => use(page));
}

const operation = (page: Page, id: string) => page.locator(`[id$="-${id}"].opblock`);

/** @returns what a route answers who tries it out: the status and the body */
async function tryOut(page: Page, id: string): Promise<string> {
  const block = operation(page, id);
  await block.locator('.opblock-summary-control').click();
  await block.getByRole('button', { name: 'Try it out' }).click();
  await block.getByRole('button', { name: 'Execute' }).click();
  const row = block.locator('.live-responses-table .response').first();
  await row.waitFor();
  return (await row.textContent()) ?? '';
}

test('every operation of /openapi.json is there', async () => {
  const document = (await (await fetch(`${service.url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { operationId: string }>>;
  };
  const ids = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  );
  await withDocs(async (page) => {
    await operation(page, 'postEvaluate').waitFor();
    expect(await page.locator('.opblock').count()).toBe(ids.length);
    for (const id of ids) {
      const block = operation(page, id);
      await block.locator('.opblock-summary-control').click();
      await block.locator('.responses-wrapper').waitFor();
      await block.locator('.opblock-summary-control').click();
    }
    await shoot(page, 'docs-all');
  });
});

test.each([
  ['a bearer key', 'http, Bearer'],
  ['a header', 'X-API-Key'],
])('routes can be tried out with %s', async (_, scheme) => {
  await withDocs(async (page) => {
    await operation(page, 'getRuns').waitFor();
    expect(await tryOut(page, 'getHealth')).toMatch(/^200/);
    expect(await tryOut(page, 'getRuns')).toMatch(/^401/);
    await page.getByRole('button', { name: 'Authorize' }).first().click();
    await shoot(page, 'docs-authorize');
    const form = page.locator('.auth-container form', { hasText: scheme });
    await form.locator('input').fill(KEY);
    await form.getByRole('button', { name: 'Apply credentials' }).click();
    await page.getByRole('button', { name: 'Close' }).last().click();
    await operation(page, 'getRuns').getByRole('button', { name: 'Execute' }).click();
    const row = operation(page, 'getRuns').locator('.live-responses-table .response').first();
    await expect.poll(() => row.textContent()).toMatch(/^200[\s\S]*"runs": \[\]/);
    await shoot(page, 'docs-tried');
  });
});

test.each([
  ['dark', 1400],
  ['light', 360],
] as const)('%s, %i pixels', async (colorScheme, width) => {
  await withDocs(
    async (page) => {
      await operation(page, 'getRuns').waitFor();
      for (const id of ['postEvaluate', 'postUploads', 'getRunsId'])
        await operation(page, id).locator('.opblock-summary-control').click();
      await operation(page, 'getRunsId').locator('.responses-wrapper').waitFor();
      await shoot(page, `docs-${colorScheme}-${width}`);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
    },
    { colorScheme, viewport: { width, height: 900 } },
  );
});

test('who has given the leaderboard a key need not do so again', async () => {
  await withDocs(
    async (page) => {
      await page.getByLabel('Key', { exact: true }).fill(KEY);
      await page.keyboard.press('Enter');
      await page.getByRole('link', { name: 'API' }).click();
      await operation(page, 'getRuns').waitFor();
      expect(await tryOut(page, 'getRuns')).toMatch(/^200/);
      await page.getByRole('link', { name: 'Fern', exact: true }).click();
      await page.getByText('No comparison is kept yet').waitFor();
    },
    { path: '/' },
  );
});

test('with a slash at its end it is the same page', async () => {
  await withDocs(
    async (page) => {
      await operation(page, 'getRuns').waitFor();
      expect(page.url()).toBe(`${service.url}/docs`);
    },
    { path: '/docs/' },
  );
});

test('nothing is asked of an address that a link names', async () => {
  await withDocs(
    async (page) => {
      await operation(page, 'getRuns').waitFor();
    },
    { path: '/docs?url=http://127.0.0.1:9/evil.json&configUrl=http://127.0.0.1:9/evil.json' },
  );
});

test('behind a proxy that has the service below a path, both pages speak to the service there', async () => {
  const proxy = await startProxy(service.url, '/team');
  const opened = await openPage(browser, `${proxy.url}/`);
  try {
    const { page } = opened;
    await page.getByLabel('Key', { exact: true }).fill(KEY);
    await page.keyboard.press('Enter');
    await page.getByText(`fern compare --server ${proxy.url}`).waitFor();
    await page.getByRole('link', { name: 'API' }).click();
    await operation(page, 'getRuns').waitFor();
    expect(await tryOut(page, 'getRuns')).toMatch(/^200/);
    expect(opened.problems).toEqual([]);
  } finally {
    await opened.close();
    await proxy.close();
  }
});
