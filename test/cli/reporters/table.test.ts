import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { table } from '../../../server/src/cli/reporters/table.ts';
import { boardComparison } from '../../fixtures/documents/comparison.ts';
import { boardEvaluation } from '../../fixtures/documents/evaluation.ts';
import { boardMatch } from '../../fixtures/documents/others.ts';
import { OPTIONS, REPORTS } from './reports.ts';

const evaluation = { kind: 'evaluation', document: boardEvaluation() } as const;
const comparison = { kind: 'comparison', document: boardComparison() } as const;
const PLACE = /:\d+:\d+$/;

describe('table', () => {
  for (const width of [40, 80, 120, 200]) {
    for (const verbose of [false, true]) {
      it.each(REPORTS)(
        `%s fits into ${width} columns, verbose ${verbose}; nothing steers the terminal`,
        (name, report) => {
          if (verbose && name.includes('3,000')) return;
          const text = table.render(report, { ...OPTIONS, width, verbose });
          // biome-ignore format: one class
          expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
          const long = text.split('\n').filter((line) => stringWidth(line) > width && !PLACE.test(line));
          // The narrowest drawing of a leaderboard needs 70 columns.
          if (width >= 80 || report.kind !== 'comparison') expect(long).toEqual([]);
        },
      );
    }
  }

  it('colours only when told to, whatever the environment says', () => {
    const colored = table.render(evaluation, { ...OPTIONS, color: true });
    const bare = table.render(evaluation, OPTIONS);
    expect(colored).toContain('\u001b[');
    expect(colored.replaceAll(/\u001b\[\d+m/g, '')).toBe(bare);
  });

  it('evaluation: overall, dimensions, files by loss with the worst finding, what is missing, dearest findings', () => {
    const lines = table.render(evaluation, OPTIONS).split('\n');
    const at = (text: string) => lines.findIndex((line) => line.includes(text));
    expect(lines[3]).toMatch(/0\.721 {2}good/);
    const order = [
      'Dimensions',
      'Files (14)',
      'Missing (1)',
      'Extra (2)',
      'Unreadable (1)',
      'Findings (76)',
    ].map(at);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(at('state/boardReducer.ts →')).toBeGreaterThan(at('Files (14)'));
    expect(at('state/boardReducer.ts →')).toBeLessThan(at('utils/validation.ts →'));
    expect(lines[at('state/boardReducer.ts →') + 1]).toContain('−0.154 The case task/moved drops');
    expect(lines.filter((line) => PLACE.test(line) && !line.includes('golden '))).not.toHaveLength(0);
    expect(at('generated/aspen/features/board/boardStore.ts:88:3')).toBeGreaterThan(at('Findings (76)'));
    expect(at('… and 66 more')).toBeGreaterThan(0);
    expect(table.render(evaluation, { ...OPTIONS, verbose: true })).not.toContain('more (--verbose');
  });

  it('says whether the gate holds', () => {
    expect(table.render(evaluation, { ...OPTIONS, failUnder: 0.8 })).toContain(
      'Fails the gate: 0.721 is under 0.8',
    );
    expect(table.render(evaluation, { ...OPTIONS, failUnder: 0.7 })).toContain('Passes the gate');
    expect(table.render(comparison, { ...OPTIONS, failUnder: 0.95 })).toContain('Fails the gate');
    expect(table.render(evaluation, OPTIONS)).not.toContain('the gate');
  });

  it('comparison: the leaderboard in order, the statement, weakest dimensions; dimensions where there is room', () => {
    const narrow = table.render(comparison, OPTIONS);
    const wide = table.render(comparison, { ...OPTIONS, width: 120 });
    const ranks = narrow.split('\n').filter((line) => /^ {2}\d/.test(line) && line.includes('/15'));
    expect(ranks.map((line) => line.trim().split(/\s+/).slice(0, 3))).toEqual([
      ['1', 'aspen', '0.917'],
      ['2', 'birch', '0.843'],
      ['3', 'dogwood', '0.712'],
      ['4', 'cedar', '0.453'],
      ['5', 'elm', '0.191'],
    ]);
    expect(narrow.replace(/\s+/g, ' ')).toContain(comparison.document.statement);
    expect(narrow).toContain('functional 0.78, security 0.80, semantic 0.83');
    expect(narrow).not.toContain(' a11y ');
    expect(wide).toContain(' a11y ');
  });

  it('match: pairs with reason and runner-up, functions when verbose', () => {
    const report = { kind: 'match', document: boardMatch() } as const;
    const text = table.render(report, OPTIONS);
    expect(text).toContain('0.830  utils/dates.ts → lib/calendar.ts');
    expect(text).toContain('runner-up 0.410 lib/duration.ts');
    expect(text).not.toContain('dayDifference');
    expect(table.render(report, { ...OPTIONS, verbose: true })).toContain('daysBetween → dayDifference');
  });
});
