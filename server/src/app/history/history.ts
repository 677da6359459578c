import type { HistoryEntry } from '../../protocol/history.ts';
import { InputError } from '../workbench.ts';
import { reasonAgainst } from './changes.ts';
import { type KeptRun, parseRun, parseSummary, type RunSummary, runText, summaryOf } from './run.ts';

/** Where runs are: files of one folder, by id. */
export interface RunFolder {
  /** @returns when each was written, in milliseconds since 1970, and how large it is */
  entries(): readonly { readonly id: string; readonly written: number; readonly bytes: number }[];
  /** @returns null when there is none. */
  read(id: string): string | null;
  /** Its first line without its end; null when there is none, or a very long one. */
  firstLine(id: string): string | null;
  /** Writes all of it or nothing. @throws Error with a plain message. */
  write(id: string, text: string): void;
  remove(id: string): void;
}

export interface Keeping {
  readonly most: number;
  readonly days: number;
  /** Of all of them together. */
  readonly bytes: number;
}

/** Runs beyond so many, larger together, or older, are deleted when another is kept. */
export const KEEPING: Keeping = { most: 500, days: 400, bytes: 512 * 1024 * 1024 };
const DAY_MS = 86_400_000;

/** Kept runs, newest first. A file that can't be read is left out and told to `warn`. */
export function listRuns(folder: RunFolder, warn: (message: string) => void): RunSummary[] {
  const runs = folder.entries().flatMap(({ id }) => summaryIn(folder, id, warn) ?? []);
  return runs.sort((a, b) => compare(b.created, a.created) || compare(a.id, b.id));
}

/** Null where there is nothing, or nothing that can be read, which is told. */
function summaryIn(folder: RunFolder, id: string, warn: (message: string) => void): RunSummary | null {
  try {
    const summary = parseSummary(folder.firstLine(id) ?? '');
    if (summary !== null) return summary;
    const text = folder.read(id);
    return text === null ? null : summaryOf(parseRun(text, `The run ${id}`));
  } catch (error) {
    warn((error as Error).message);
    return null;
  }
}

/** Keeps a run, and deletes those that are too many or too old; one with a name stays, and keeps it. */
export function keepRun(
  folder: RunFolder,
  run: KeptRun,
  now: number,
  warn: (message: string) => void,
  { most, days, bytes: room }: Keeping = KEEPING,
): void {
  const known = summaryIn(folder, run.id, warn);
  folder.write(run.id, runText({ ...run, name: run.name ?? known?.name ?? null }));
  const newestFirst = folder.entries().toSorted((a, b) => b.written - a.written);
  let used = 0;
  let kept = 0;
  for (const { id, written, bytes } of newestFirst) {
    used += bytes;
    kept++;
    const isOver = kept > most || used > room || now - written > days * DAY_MS;
    // What was just kept stays, and what can't be read may be somebody's.
    if (isOver && id !== run.id && summaryIn(folder, id, warn)?.name === null) folder.remove(id);
  }
}

/**
 * The run that somebody means: by its name (the newest of that name), the beginning of its id, or `last`.
 * @throws InputError saying which there are
 */
export function findRun(folder: RunFolder, wanted: string, warn: (message: string) => void): KeptRun {
  const { id } = summaryFor(listRuns(folder, warn), wanted);
  return parseRun(folder.read(id) ?? '', `The run ${id}`);
}

function summaryFor(runs: readonly RunSummary[], wanted: string): RunSummary {
  const found = wanted === 'last' ? runs.slice(0, 1) : runs.filter(({ name }) => name === wanted).slice(0, 1);
  if (found.length === 1) return found[0];
  const begins = /^[0-9a-f]{4,}$/.test(wanted) ? runs.filter(({ id }) => id.startsWith(wanted)) : [];
  if (begins.length === 1) return begins[0];
  if (begins.length > 1)
    throw new InputError(`Several runs begin with ${wanted}: ${begins.map(({ id }) => id).join(', ')}.`);
  throw new InputError(
    runs.length === 0
      ? `There is no run ${wanted}: none is kept yet; \`fern compare --name ${wanted}\` keeps one.`
      : `There is no run ${wanted}; \`fern history list\` shows those that there are.`,
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Charts show so many, the newest. */
export const MOST_SHOWN = 50;

/**
 * Earlier runs of the same project, newest first, the run itself among them: those whose golden folder is at the same
 * place, or has the same code.
 */
export function historyOf(
  folder: RunFolder,
  run: Pick<KeptRun, 'document' | 'project'>,
  warn: (message: string) => void,
): HistoryEntry[] {
  return historyAmong(listRuns(folder, warn), run);
}

/** The same, of runs that are known, newest first. */
export function historyAmong(
  runs: readonly RunSummary[],
  { document, project }: Pick<KeptRun, 'document' | 'project'>,
): HistoryEntry[] {
  return runs
    .filter(
      (run) =>
        (project !== undefined && run.project === project) || run.inputs.golden === document.inputs.golden,
    )
    .slice(0, MOST_SHOWN)
    .map((run) => ({
      id: run.id,
      name: run.name,
      created: run.created,
      rankings: run.rankings,
      statement: run.statement,
      not_comparable: reasonAgainst(run, document),
    }));
}
