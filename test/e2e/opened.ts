import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';

/** A page that is looked at. */
export interface OpenPage {
  readonly page: Page;
  /** What went wrong in it so far: console errors, exceptions, policy violations, requests other than its own. */
  readonly problems: string[];
  close(): Promise<void>;
}

/** What is no problem of a page. */
export interface Expected {
  /** A message on the console. */
  readonly message?: RegExp;
  /** What is wrong with the address of a request; null when nothing is. */
  readonly request: (url: string) => string | null;
}

export async function openAt(
  browser: Browser,
  url: string,
  expected: Expected,
  options: BrowserContextOptions,
): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, ...options });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => {
    const isBad = message.type() === 'error' || message.type() === 'warning';
    if (isBad && expected.message?.test(message.text()) !== true) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('dialog', (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const wrong = expected.request(request.url());
    if (wrong !== null) problems.push(`${wrong}: ${request.url()}`);
  });
  await page.goto(url);
  return { page, problems, close: () => context.close() };
}

/** Uses a page, in which nothing may go wrong. */
export async function using(opened: OpenPage, use: (opened: OpenPage) => Promise<void>): Promise<void> {
  try {
    await use(opened);
    expect(opened.problems).toEqual([]);
  } finally {
    await opened.close();
  }
}

// Set FERN_SHOTS to a folder to keep pictures of every page.
const SHOTS = process.env.FERN_SHOTS;

export async function shoot(page: Page, name: string): Promise<void> {
  if (SHOTS === undefined) return;
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true });
}

/** Pixels by which a page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
