import { describe, expect, it } from 'vitest';
import { cell, code, inline } from '../../../server/src/cli/reporters/markdown/writer.ts';
import { markdown } from '../../../server/src/cli/reporters/markdown.ts';
import { boardEvaluation } from '../../fixtures/documents/evaluation.ts';
import { OPTIONS, REPORTS } from './reports.ts';

const count = (text: string, part: string) => text.split(part).length - 1;

describe('markdown', () => {
  it.each(REPORTS)('%s fits into a comment, balanced and without markup from names', (_, report) => {
    const text = markdown.render(report, OPTIONS);
    expect(text.length).toBeLessThan(60_000);
    expect(text.startsWith('### ')).toBe(true);
    expect(count(text, '<details>')).toBe(count(text, '</details>'));
    const outside = text.replaceAll(/(`+)(?!`).*?[^`]\1(?!`)/g, '');
    expect(outside.replaceAll(/<\/?(details|summary)>/g, '')).not.toMatch(/<[a-z!/]/i);
    expect(outside).not.toMatch(/@[a-z]|https?:\/\/|(^|\s)#\d/i);
  });

  it.each(REPORTS)('%s: every row of a table has as many cells as its head', (_, report) => {
    const cells = (line: string) => line.replaceAll('\\|', '').split('|').length;
    let head = 0;
    for (const line of markdown.render(report, OPTIONS).split('\n')) {
      if (!line.startsWith('|')) head = 0;
      else if (head === 0) head = cells(line);
      else expect(cells(line)).toBe(head);
    }
  });

  it('says how much it left out', () => {
    const large = REPORTS.find(([name]) => name === 'comparison of 3,000 files')![1];
    expect(markdown.render(large, OPTIONS)).toMatch(/… and 2,\d{3} more\./);
  });

  it('says the verdict first, then whether the gate holds', () => {
    const report = { kind: 'evaluation', document: boardEvaluation() } as const;
    const [first, , , , gate] = markdown.render(report, { ...OPTIONS, failUnder: 0.8 }).split('\n');
    expect(first).toBe('### 🔵 `generated/aspen` scores 0.721, good');
    expect(gate).toContain('Under the gate of 0.8');
  });

  it.each([
    [code('plain'), '`plain`'],
    [code('a`b'), '``a`b``'],
    [code('`'), '`` ` ``'],
    [code(''), '`  `'],
    [cell('a|b'), '`a\\|b`'],
    [inline('<b> & *x*'), '&lt;b&gt; &amp; \\*x\\*'],
    [inline('@team #1'), '@\u200bteam #\u200b1'],
    [inline('http://a.b www.c.d'), 'http:\u200b//a.b w\u200bww.c.d'],
  ])('%s is %s', (actual, expected) => {
    expect(actual).toBe(expected);
  });
});
