import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { reportPage } from '../../client/src/reportPage.ts';
import { fromPanel } from '../../server/src/protocol/panel.ts';

const PARTS = {
  source: 'https://webview',
  script: 'https://webview/report.js',
  style: 'https://webview/report.css',
  nonce: 'n0nce',
};

test('the page runs its own script and nothing else', () => {
  const page = reportPage(PARTS);
  expect(page.match(/<script/g)?.length).toBe(1);
  const empty = `'sha256-${createHash('sha256').update('').digest('base64')}'`;
  expect(page).toContain(`default-src 'none'; script-src 'nonce-n0nce'; style-src https://webview ${empty};`);
  expect(page).not.toMatch(/unsafe-|\son[a-z]+=/);
});

test.each([
  [{ type: 'ready' }, { type: 'ready' }],
  [{ type: 'cancel', model: 1 }, { type: 'cancel' }],
  [
    { type: 'open', model: 'a', golden: 'x.ts', command: 'rm' },
    { type: 'open', model: 'a', golden: 'x.ts' },
  ],
  [{ type: 'open', model: 'a' }, null],
  [{ type: 'open', model: ['a'], golden: {} }, null],
  [
    { type: 'changes', run: 'abc' },
    { type: 'changes', run: 'abc' },
  ],
  [{ type: 'changes', run: 7 }, null],
  [{ type: 'constructor' }, null],
  ['ready', null],
  [null, null],
])('a page that says %j means %j', (said, meant) => {
  expect(fromPanel(said)).toEqual(meant);
});
