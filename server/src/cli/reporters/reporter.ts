import type { ComparisonDocument, EvaluationDocument, MatchDocument } from '../../protocol/documents.ts';
import type { HistoryEntry } from '../../protocol/history.ts';

/** Formats of `--format`. */
export type Format = 'table' | 'json' | 'markdown' | 'html' | 'csv' | 'sarif' | 'junit';

/** A finished run, ready to be shown. */
export type Report =
  | { kind: 'evaluation'; document: EvaluationDocument }
  /** `history`: earlier comparisons of the same files, newest first. */
  | { kind: 'comparison'; document: ComparisonDocument; history?: readonly HistoryEntry[] }
  | { kind: 'match'; document: MatchDocument };

export interface ReportOptions {
  /** ANSI colours; only `table` has any. */
  color: boolean;
  /** Columns of the terminal; only `table` reads it. */
  width: number;
  /** List everything instead of what matters most. */
  verbose: boolean;
  /** The gate of `--fail-under`, 0 to 1, or null without one. */
  failUnder: number | null;
  /** The built report page (`dist/webview/report.js` and `.css`) for `html`. */
  assets?: { script: string; style: string };
}

/** One output format: a pure function from a report to text that ends with a newline. */
export interface Reporter {
  id: Format;
  render(report: Report, options: ReportOptions): string;
}
