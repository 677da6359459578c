import { InputError } from '../workbench.ts';
import { type KeptRun, parseRun } from './run.ts';

/** Where runs are: files of one folder, by id. */
export interface RunFolder {
  /** @returns when each was written, in milliseconds since 1970 */
  entries(): readonly { readonly id: string; readonly written: number }[];
  /** @returns null when there is none. */
  read(id: string): string | null;
  /** Writes all of it or nothing. @throws Error with a plain message. */
  write(id: string, text: string): void;
  remove(id: string): void;
}

export interface Keeping {
  readonly most: number;
  readonly days: number;
}

/** Runs beyond so many, or older, are deleted when another is kept. */
export const KEEPING: Keeping = { most: 500, days: 400 };
const DAY_MS = 86_400_000;

/** Kept runs, newest first. A file that can't be read is left out and told to `warn`. */
export function listRuns(folder: RunFolder, warn: (message: string) => void): KeptRun[] {
  const runs = folder.entries().flatMap(({ id }) => {
    try {
      return parseRun(folder.read(id) ?? '', `The run ${id}`);
    } catch (error) {
      warn((error as Error).message);
      return [];
    }
  });
  return runs.sort((a, b) => compare(b.created, a.created) || compare(a.id, b.id));
}

/** Keeps a run, and deletes those that are too many or too old; one with a name stays, and keeps it. */
export function keepRun(
  folder: RunFolder,
  run: KeptRun,
  now: number,
  warn: (message: string) => void,
  { most, days }: Keeping = KEEPING,
): void {
  const known = nameOf(folder, run.id, warn);
  folder.write(run.id, `${JSON.stringify({ ...run, name: run.name ?? known ?? null })}\n`);
  // Only those that would go are read: hundreds of large comparisons may be kept.
  const others = folder.entries().filter(({ id }) => id !== run.id);
  others
    .toSorted((a, b) => b.written - a.written)
    .forEach(({ id, written }, index) => {
      const isOver = index + 1 >= most || now - written > days * DAY_MS;
      if (isOver && nameOf(folder, id, warn) === null) folder.remove(id);
    });
}

/** The name of a kept run, null without one; undefined where it is not there or can't be read, which is told. */
function nameOf(folder: RunFolder, id: string, warn: (message: string) => void): string | null | undefined {
  const text = folder.read(id);
  if (text === null) return undefined;
  try {
    return parseRun(text, `The run ${id}`).name;
  } catch (error) {
    warn((error as Error).message);
    return undefined;
  }
}

/**
 * The run that somebody means: by its name (the newest of that name), the beginning of its id, or `last`.
 * @throws InputError saying which there are
 */
export function findRun(runs: readonly KeptRun[], wanted: string): KeptRun {
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
