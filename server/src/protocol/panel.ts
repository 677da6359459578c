import type { ComparisonDocument, EvaluationDocument } from './documents.ts';
import type { LiveScore } from './editor.ts';
import type { ChangesDocument, HistoryEntry } from './history.ts';

/** What the extension and its report panel say to each other. */

export type PanelReport =
  | {
      readonly kind: 'comparison';
      readonly document: ComparisonDocument;
      readonly history?: readonly HistoryEntry[];
      /** The host of the server that made it. */
      readonly server?: string;
    }
  | { readonly kind: 'evaluation'; readonly document: EvaluationDocument };

export type ToPanel =
  | { readonly type: 'report'; readonly report: PanelReport }
  /** A comparison has begun. */
  | { readonly type: 'started'; readonly title: string }
  /** Its models and golden files are known. */
  | { readonly type: 'opened'; readonly models: readonly string[]; readonly golden: readonly string[] }
  | { readonly type: 'scored'; readonly scores: readonly LiveScore[] }
  | { readonly type: 'progress'; readonly message: string; readonly percentage: number | null }
  | { readonly type: 'ended'; readonly reason: 'failed' | 'cancelled'; readonly message: string }
  | { readonly type: 'changes'; readonly run: string; readonly changes: ChangesDocument };

export type FromPanel =
  /** The page is there and can show what it is told. */
  | { readonly type: 'ready' }
  /** Show golden and generated code side by side. */
  | { readonly type: 'open'; readonly model: string; readonly golden: string }
  | { readonly type: 'compare' }
  | { readonly type: 'cancel' }
  /** What has changed since an earlier run? */
  | { readonly type: 'changes'; readonly run: string };

/** What a page says is not to be trusted before it was looked at. */
export function fromPanel(message: unknown): FromPanel | null {
  if (typeof message !== 'object' || message === null) return null;
  const { type, model, golden, run } = message as Record<string, unknown>;
  switch (type) {
    case 'ready':
    case 'compare':
    case 'cancel':
      return { type };
    case 'open':
      return typeof model === 'string' && typeof golden === 'string' ? { type, model, golden } : null;
    case 'changes':
      return typeof run === 'string' ? { type, run } : null;
    default:
      return null;
  }
}
