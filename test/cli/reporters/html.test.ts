import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { html } from '../../../server/src/cli/reporters/html.ts';
import { boardEvaluation } from '../../fixtures/documents/evaluation.ts';
import { OPTIONS, REPORTS } from './reports.ts';

const ASSETS = {
  script: 'const a = "</script><!--";\r\nstart(a);',
  style: 'main { color: red }\r\n/* </style> */',
};
const options = { ...OPTIONS, assets: ASSETS };
const hash = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

describe('html', () => {
  it.each(REPORTS)('%s: markup comes from Fern alone, and the document is in it whole', (_, report) => {
    const page = html.render(report, { ...options, assets: { script: 'start()', style: 'main {}' } });
    expect(page.match(/<script/gi)).toHaveLength(2);
    expect(page.match(/<\/script/gi)).toHaveLength(2);
    const tags = (text: string) => new Set(text.match(/<[^\s>]*/g));
    const summary = noscriptOf(page);
    for (const tag of tags(summary)) expect(tag).toMatch(/^<\/?(h1|p|table|caption|thead|tbody|tr|th|td)$/);
    const known = /^<\/?(!doctype|html|head|meta|title|style|body|main|noscript|script|!--)$/;
    for (const tag of tags(page.replace(summary, '').replace(/<script>.*?<\/script>/s, '')))
      expect(tag.replace('>', '')).toMatch(known);
    const json = /<script type="application\/json" id="fern-report">(.*?)<\/script>/s.exec(page)![1]!;
    expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(report)));
    expect(json).not.toContain('<');
  });

  it('allows exactly its own script and style', () => {
    const page = html.render({ kind: 'evaluation', document: boardEvaluation() }, options);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)![1]!;
    const script = /<script>(.*?)<\/script>/s.exec(page)![1]!;
    const style = /<style>(.*?)<\/style>/s.exec(page)![1]!;
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `script-src '${hash(script)}'`,
      `style-src '${hash(style)}' '${hash('')}'`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect(script).toBe('const a = "<\\/script><\\!--";\nstart(a);');
    expect(page).not.toContain('\r');
  });

  it('is a static summary without the page, and has one for readers without scripts', () => {
    const report = { kind: 'evaluation', document: boardEvaluation() } as const;
    expect(html.render(report, OPTIONS)).not.toContain('<noscript>');
    expect(html.render(report, OPTIONS)).toContain('<td>state/boardReducer.ts</td>');
    expect(noscriptOf(html.render(report, options))).toContain('<td>state/boardReducer.ts</td>');
  });
});

function noscriptOf(page: string): string {
  return /<noscript>(.*?)<\/noscript>/s.exec(page)?.[1] ?? '';
}
