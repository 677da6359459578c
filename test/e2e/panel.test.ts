import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ToPanel } from '../../server/src/protocol/panel.ts';
import { boardComparison } from '../fixtures/documents/comparison.ts';
import { assets, launch } from './browser.ts';

/** The report page in the editor's panel, with a stand-in for the editor: what it says when something is done in it. */

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launch();
  page = await browser.newPage();
  const { script, style } = await assets();
  await page.setContent('<!doctype html><main id="fern"></main>');
  await page.addStyleTag({ content: style });
  await page.evaluate(`globalThis.said = [];
    globalThis.acquireVsCodeApi = () => ({
      postMessage: (message) => said.push(message),
      getState: () => null,
      setState: (state) => { globalThis.kept = state; },
    });`);
  await page.addScriptTag({ content: script });
});
afterAll(() => browser?.close());

const tell = (message: ToPanel) => page.evaluate(`window.postMessage(${JSON.stringify(message)})`);
const said = () => page.evaluate<unknown[]>('said.splice(0)');

test('it is ready, and says what is done in it', async () => {
  expect(await said()).toEqual([{ type: 'ready' }]);
  const entry = { name: 'before', rankings: [], statement: 'as it was', not_comparable: null };
  const document = { ...boardComparison(), run: 'aa' };
  const history = ['aa', 'bb'].map((id) => ({ id, created: '2026-01-02T03:04:05.000Z', ...entry }));
  await tell({ type: 'report', report: { kind: 'comparison', document, history } });
  await page.getByRole('button', { name: 'Compare Again' }).click();
  expect(await said()).toEqual([{ type: 'compare' }]);

  await page.getByRole('tab', { name: 'Files' }).click();
  await page.getByRole('gridcell').first().click();
  expect(await said()).toEqual([{ type: 'open', model: 'aspen', golden: document.files[0]?.golden }]);
  expect(await page.evaluate('kept.tab')).toBe('files');

  await page.getByRole('tab', { name: 'History' }).click();
  await page.getByText('fern history lists them all').waitFor();
  await page.getByRole('button', { name: 'Since then' }).click();
  expect(await said()).toEqual([{ type: 'changes', run: 'bb' }]);
  const changes = { not_comparable: null, models: [], files: [], added: ['elm'], removed: [] };
  await tell({ type: 'changes', run: 'bb', changes });
  await page.getByText('new: elm').waitFor();
});

test('a comparison that runs can be cancelled, and made again', async () => {
  await tell({ type: 'started', title: 'board' });
  await page.getByRole('button', { name: 'Cancel' }).click();
  await tell({ type: 'ended', reason: 'cancelled', message: 'as you wished' });
  await page.getByText('Cancelled: as you wished').waitFor();
  await page.getByRole('button', { name: 'Compare Again' }).click();
  expect(await said()).toEqual([{ type: 'cancel' }, { type: 'compare' }]);
});
