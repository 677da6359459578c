import type { Report, ReportOptions } from '../../../server/src/cli/reporters/reporter.ts';
import { acceptedComparison, acceptedEvaluation } from '../../fixtures/documents/accepted.ts';
import { boardComparison, emptyComparison, loneComparison } from '../../fixtures/documents/comparison.ts';
import { boardEvaluation } from '../../fixtures/documents/evaluation.ts';
import { largeComparison } from '../../fixtures/documents/madeComparison.ts';
import {
  boardMatch,
  emptyEvaluation,
  emptyMatch,
  hostileComparison,
  hostileEvaluation,
  hostileMatch,
  largeEvaluation,
} from '../../fixtures/documents/others.ts';

/** Every kind of report that every format must stand: [name, report]. */
export const REPORTS: readonly [string, Report][] = [
  ['evaluation', { kind: 'evaluation', document: boardEvaluation() }],
  ['evaluation without files', { kind: 'evaluation', document: emptyEvaluation() }],
  ['evaluation with hostile names', { kind: 'evaluation', document: hostileEvaluation() }],
  ['evaluation of 3,000 files', { kind: 'evaluation', document: largeEvaluation(3000) }],
  ['comparison', { kind: 'comparison', document: boardComparison() }],
  ['comparison of one model', { kind: 'comparison', document: loneComparison() }],
  ['comparison of nothing', { kind: 'comparison', document: emptyComparison() }],
  ['comparison with hostile names', { kind: 'comparison', document: hostileComparison() }],
  ['comparison of 3,000 files', { kind: 'comparison', document: await largeComparison(3000, 8) }],
  ['evaluation with known differences', { kind: 'evaluation', document: acceptedEvaluation() }],
  ['comparison with known differences', { kind: 'comparison', document: acceptedComparison() }],
  ['match', { kind: 'match', document: boardMatch() }],
  ['match of nothing', { kind: 'match', document: emptyMatch() }],
  ['match with hostile names', { kind: 'match', document: hostileMatch() }],
];

export const OPTIONS: ReportOptions = { color: false, width: 80, verbose: false, failUnder: null };
