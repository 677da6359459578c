import type { Reporter } from './reporter.ts';
import { comparisonLines } from './table/comparison.ts';
import { evaluationLines } from './table/evaluation.ts';
import { penOf } from './table/layout.ts';
import { matchLines } from './table/match.ts';

/** What a person reads in a terminal. */
export const table: Reporter = {
  id: 'table',
  render(report, options) {
    const pen = penOf(options);
    const lines =
      report.kind === 'evaluation'
        ? evaluationLines(report.document, pen, options.failUnder)
        : report.kind === 'comparison'
          ? comparisonLines(report.document, pen, options.failUnder)
          : matchLines(report.document, pen);
    return `${lines.join('\n')}\n\n`;
  },
};
