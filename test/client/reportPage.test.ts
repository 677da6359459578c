import { expect, test } from 'vitest';
import { reportPage } from '../../client/src/reportPage.ts';

const PARTS = {
  source: 'https://webview',
  script: 'https://webview/report.js',
  style: 'https://webview/report.css',
  nonce: 'n0nce',
};

test('the page runs its own script and nothing that a report holds', () => {
  const document = { statement: '</script><script>alert(1)</script><!--' };
  const page = reportPage({ kind: 'comparison', document }, PARTS);
  expect(page.match(/<script/g)?.length).toBe(2);
  expect(page).not.toContain('alert(1)</script>');
  const [, json] = /id="fern-report">(.*)<\/script>/.exec(page) ?? [];
  expect(JSON.parse(json)).toEqual({ kind: 'comparison', document });
  expect(page).toContain("default-src 'none'; script-src 'nonce-n0nce'; style-src https://webview;");
  expect(page).not.toMatch(/unsafe-|\son[a-z]+=/);
});
