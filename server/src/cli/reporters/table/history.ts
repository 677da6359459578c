import type { Verdict } from '../../../protocol/documents.ts';
import { VERDICT_WORDS } from '../figures.ts';
import { plain, wrap } from '../text.ts';
import type { Pen } from './layout.ts';

export interface ListedRun {
  readonly id: string;
  readonly name: string | null;
  readonly created: string;
  readonly models: number;
  readonly files: number;
  readonly verdict: Verdict;
  readonly statement: string;
}

/** Kept runs, newest first. */
export function historyLines(runs: readonly ListedRun[], pen: Pen): string[] {
  if (runs.length === 0) return ['', '  No comparison is kept yet; every `fern compare` keeps one.', ''];
  return [
    '',
    ...runs.flatMap(({ id, name, created, verdict, statement }) => [
      `  ${pen.bold(id)}  ${created.slice(0, 16).replace('T', ' ')}  ${name === null ? '' : `${pen.bold(plain(name))}  `}${pen.dim(VERDICT_WORDS[verdict])}`,
      ...wrap(plain(statement), pen.width - 6).map((line) => `      ${line}`),
    ]),
    '',
  ];
}
