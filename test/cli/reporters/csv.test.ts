import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { readResults } from '../../../server/src/app/results/read.ts';
import { verdictOn } from '../../../server/src/app/results/verdict.ts';
import { csv } from '../../../server/src/cli/reporters/csv.ts';
import type { Report } from '../../../server/src/cli/reporters/reporter.ts';
import { boardComparison } from '../../fixtures/documents/comparison.ts';
import { OPTIONS, REPORTS } from './reports.ts';

function expectedRows(report: Report): number {
  if (report.kind === 'comparison') return report.document.files.length * report.document.leaderboard.length;
  if (report.kind === 'evaluation') return report.document.files.length + report.document.missing.length;
  const { pairs, missing, extra } = report.document;
  return pairs.length + missing.length + extra.length;
}

describe('csv', () => {
  it.each(REPORTS)('%s: a table whose rows all have as many cells as the head', (_, report) => {
    const rows: string[][] = parse(csv.render(report, OPTIONS));
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
    expect(rows.length - 1).toBe(expectedRows(report));
  });

  it('nothing begins a formula', () => {
    for (const [, report] of REPORTS) {
      const rows: string[][] = parse(csv.render(report, OPTIONS));
      expect(rows.flat().filter((cell) => /^[=+@\t\r]/.test(cell) || /^-(?![\d.])/.test(cell))).toEqual([]);
    }
  });

  it('of a comparison is what fern verdict reads: the same ranking and the same verdict', () => {
    const document = boardComparison();
    const text = csv.render({ kind: 'comparison', document }, OPTIONS);
    const again = verdictOn([readResults(text, 'board.csv')], 0.02);
    expect(again.rankings.map(([name]) => name)).toEqual(document.rankings.map(([name]) => name));
    expect(again.verdict).toBe(document.verdict);
    expect(again.statement.replaceAll('task', 'file')).toBe(document.statement);
  });
});
