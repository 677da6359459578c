import './report.css';
import type {
  ComparisonDocument,
  EvaluationDocument,
  MatchDocument,
} from '../../server/src/protocol/documents.ts';
import type { HistoryEntry } from '../../server/src/protocol/history.ts';
import { createBoard } from './board/board.ts';
import { FRESH } from './board/state.ts';
import { evaluationView } from './evaluation.ts';
import { matchView } from './match.ts';
import { type EditorApi, runPanel } from './panel.ts';
import { followTheme } from './theme.ts';
import { registerToolkit } from './toolkit.ts';

/** What a page by itself shows; the same shape as the command line's reports. */
type Report =
  | { kind: 'evaluation'; document: EvaluationDocument }
  | { kind: 'comparison'; document: ComparisonDocument; history?: readonly HistoryEntry[] }
  | { kind: 'match'; document: MatchDocument };

function viewOf(report: Report): readonly Node[] {
  if (report.kind === 'evaluation') return evaluationView(report.document);
  if (report.kind === 'match') return matchView(report.document);
  return createBoard(report, { state: { ...FRESH }, save: () => {} }).nodes;
}

declare const acquireVsCodeApi: undefined | (() => EditorApi);

const root = document.getElementById('fern');
const embedded = document.getElementById('fern-report');
if (root !== null) {
  followTheme();
  registerToolkit();
  if (embedded !== null) root.replaceChildren(...viewOf(JSON.parse(embedded.textContent ?? '') as Report));
  else if (typeof acquireVsCodeApi === 'function') runPanel(root, acquireVsCodeApi());
}
