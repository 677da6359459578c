import { type AbortSignalLike, DIMENSION_IDS } from '../../engine/index.ts';
import type { LeaderboardRow, Slice, SliceKind, SliceLead } from '../../protocol/documents.ts';
import { round } from '../documents.ts';
import { groupBy } from '../grouped.ts';
import { forEachLimited } from '../limited.ts';
import type { Workbench } from '../workbench.ts';
import type { ModelResult } from './result.ts';

/** Resampling whole applications needs so many of them; with fewer, files stand for themselves. */
export const LEAST_APPLICATIONS = 6;

/** A golden file with what it can be sliced by. */
export interface SlicedFile {
  readonly weight: number;
  readonly codeLines: number;
  readonly category: string;
  readonly application: string | null;
  readonly cluster: string | null;
}

/** Files by lines of code, smallest first. */
const SIZES: readonly { readonly name: string; readonly upTo: number }[] = [
  { name: 'up to 50 lines', upTo: 50 },
  { name: '51 to 200 lines', upTo: 200 },
  { name: 'over 200 lines', upTo: Number.POSITIVE_INFINITY },
];

interface Part {
  readonly by: SliceKind;
  readonly name: string;
  /** Rows of the files in it. */
  readonly rows: readonly number[];
  /** A model's score on a file. */
  readonly score: (model: ModelResult, row: number) => number;
}

/** Every part of the comparison that says something the whole does not, judged by itself. */
export async function slicesOf(
  { judging, concurrency, margin }: Pick<Workbench, 'judging' | 'concurrency' | 'margin'>,
  files: readonly SlicedFile[],
  results: readonly ModelResult[],
  signal?: AbortSignalLike,
): Promise<Slice[]> {
  const parts = partsOf(files, results);
  const slices: Slice[] = [];
  await forEachLimited(parts, concurrency, signal, async ({ by, name, rows, score }, index) => {
    const clustered = new Set(rows.map((row) => files[row].cluster)).size >= LEAST_APPLICATIONS;
    const table = {
      models: results.map((result) => result.name),
      tasks: rows.map((row) => ({
        weight: files[row].weight,
        cluster: clustered ? files[row].cluster : null,
        scores: results.map((result) => score(result, row)),
      })),
    };
    const { models, verdict, statement } = await judging.judge(table, { margin, task: 'file' }, signal);
    const rankings = models.map(({ model, mean }): [string, number] => [model, mean]);
    slices[index] = { by, name, files: rows.length, rankings, verdict, statement };
  });
  return slices;
}

function partsOf(files: readonly SlicedFile[], results: readonly ModelResult[]): Part[] {
  const overall = ({ scores }: ModelResult, row: number): number => scores[row] ?? 0;
  const rows = files.map((_, row) => row);
  const grouped = (by: SliceKind, nameOf: (row: number) => string | null): Part[] => {
    const groups = groupBy(rows, nameOf);
    if (groups.size < 2) return [];
    return [...groups].flatMap(([name, own]) =>
      name === null ? [] : { by, name, rows: own, score: overall },
    );
  };
  const size = (row: number): string => SIZES.find(({ upTo }) => files[row].codeLines <= upTo)?.name ?? '';
  const order = SIZES.map(({ name }) => name);
  return [
    ...grouped('category', (row) => files[row].category).sort((a, b) => (a.name < b.name ? -1 : 1)),
    ...grouped('size', size).sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name)),
    ...grouped('application', (row) => files[row].application).sort((a, b) => (a.name < b.name ? -1 : 1)),
    ...DIMENSION_IDS.flatMap((name, d): Part[] => {
      // Where it applies to one model's code and not to another's, there is nothing to compare.
      const applies = rows.filter(
        (row) =>
          results.some(({ samples }) =>
            samples.some(({ cells }) => (cells[row]?.values[d] ?? null) !== null),
          ) && results.every(({ samples }) => samples.some(({ cells }) => cells[row]?.values[d] !== null)),
      );
      return applies.length === 0
        ? []
        : [{ by: 'dimension', name, rows: applies, score: (result, row) => valueOn(result, row, d) }];
    }),
  ];
}

/** Mean of the samples' values; a missing file counts 0, one where the dimension does not apply is left out. */
function valueOn({ samples }: ModelResult, row: number, d: number): number {
  const values = samples.flatMap(({ cells }) => {
    const cell = cells[row];
    return cell === null ? 0 : (cell.values[d] ?? []);
  });
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Slices of fewer files say little of a model. */
const LEAST_FILES = 3;

/** Where a model is furthest ahead of the others, and where furthest behind; by what the files are. */
export function leadsOf(
  model: string,
  slices: readonly Slice[],
): Pick<LeaderboardRow, 'best_in' | 'worst_in'> {
  const leads = slices.flatMap(({ by, name, files, rankings }): SliceLead[] => {
    if (by === 'dimension' || files < LEAST_FILES) return [];
    const own = rankings.find(([other]) => other === model)?.[1];
    const others = rankings.filter(([other]) => other !== model).map(([, mean]) => mean);
    if (own === undefined || others.length === 0) return [];
    return [{ by, name, lead: round(own - others.reduce((sum, mean) => sum + mean, 0) / others.length) }];
  });
  const sorted = leads.toSorted((a, b) => b.lead - a.lead);
  return {
    best_in: sorted[0] ?? null,
    worst_in: sorted.length < 2 ? null : sorted[sorted.length - 1],
  };
}
