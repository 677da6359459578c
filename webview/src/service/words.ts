import type { Job } from '../../../server/src/client/documents.ts';
import { FernError } from '../../../server/src/client/fernError.ts';
import { count, grouped, score } from '../../../server/src/protocol/figures.ts';
import type { Run } from './known.ts';

/** How the page puts what a service tells; plain texts, not yet safe to look at. */

const NAMED = 3;

/** `aspen, birch, cedar and 2 more`, best first. */
export function modelsText({ rankings, models }: Pick<Run, 'rankings' | 'models'>): string {
  const names = rankings.slice(0, NAMED).map(([name]) => name);
  const more = models - names.length;
  if (more > 0) return `${names.join(', ')} and ${grouped(more)} more`;
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** The best model and its mean; null where nothing was compared. */
export function bestOf({ rankings }: Pick<Run, 'rankings'>): { name: string; mean: string } | null {
  const [best] = rankings;
  return best === undefined ? null : { name: best[0], mean: score(best[1]) };
}

const KINDS: Readonly<Record<Job['kind'], { what: string; noun: string }>> = {
  compare: { what: 'Comparison', noun: 'file' },
  evaluate: { what: 'Evaluation', noun: 'file' },
  batch: { what: 'Batch', noun: 'evaluation' },
};

export const jobName = ({ kind }: Pick<Job, 'kind'>): string => KINDS[kind].what;

/** `12 of 40 files`. */
export function progressText({ kind, state, progress: { done, total } }: Job): string {
  if (state === 'queued') return 'waiting';
  return total === 0 ? 'begun' : `${grouped(done)} of ${count(total, KINDS[kind].noun)}`;
}

export const needsKey = (error: unknown): boolean => error instanceof FernError && error.status === 401;
export const isUnknown = (error: unknown): boolean => error instanceof FernError && error.status === 404;

/** What went wrong, for a reader who can ask again. */
export function errorText(error: unknown): string {
  if (!(error instanceof FernError)) return `Something in this page went wrong: ${(error as Error).message}`;
  // Without a cause it is the page's own word, such as of a key that can be none.
  if (error.status === null && error.cause !== undefined)
    return 'The service does not answer. Is it still running, and the network there?';
  return error.message;
}

/** How to make a first comparison, as commands. */
export function firstCalls(url: string, hasKey: boolean): { readonly curl: string; readonly fern: string } {
  const body = `{
  "golden_standard": "golden",
  "models": { "aspen": "generated/aspen", "birch": "generated/birch" },
  "evaluation_type": "app"
}`;
  const key = hasKey ? `  -H 'Authorization: Bearer KEY' \\\n` : '';
  return {
    curl: `curl -X POST ${url}compare-models -H 'Content-Type: application/json' \\\n${key}  -d '${body}'`,
    fern: `${hasKey ? 'FERN_SERVER_KEY=KEY ' : ''}fern compare --server ${url.replace(/\/$/, '')}`,
  };
}
