import './report.css';
import type {
  ComparisonDocument,
  EvaluationDocument,
  MatchDocument,
} from '../../server/src/protocol/documents.ts';
import { comparisonView } from './comparison.ts';
import { evaluationView } from './evaluation.ts';
import { matchView } from './match.ts';

/** What the page shows; the same shape as the command line's reports. */
export type Report =
  | { kind: 'evaluation'; document: EvaluationDocument }
  | { kind: 'comparison'; document: ComparisonDocument }
  | { kind: 'match'; document: MatchDocument };

/** Draws a report into an element in place of what was there. */
export function renderReport(root: HTMLElement, report: Report): void {
  const views =
    report.kind === 'comparison'
      ? comparisonView(report.document)
      : report.kind === 'evaluation'
        ? evaluationView(report.document)
        : matchView(report.document);
  root.replaceChildren(...views);
}

const root = document.getElementById('fern');
const embedded = document.getElementById('fern-report');
if (root !== null && embedded !== null) renderReport(root, JSON.parse(embedded.textContent ?? '') as Report);
