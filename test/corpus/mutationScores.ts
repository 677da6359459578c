import { mean, share, spearman } from './figures.ts';
import type { CorpusFile } from './files.ts';
import type { TextScorer } from './score.ts';
import type { Figure, Scored } from './statements.ts';
import { narrowestCover } from './statements.ts';
import { mutate } from './transforms/mutate.ts';

export const MUTATION_COUNTS = [0, 1, 2, 4, 8, 16];

/** The scores of one file with ever more mutations; counts beyond what the file offers are left out. */
export interface MutationSeries {
  readonly file: CorpusFile;
  readonly counts: readonly number[];
  readonly scores: readonly number[];
  /** Between number of mutations and score. */
  readonly spearman: number;
}

export interface SingleMutation extends Scored {
  readonly line: number;
  readonly operator: string;
  readonly covered: boolean;
  /** Lines of the narrowest finding that covers the change. */
  readonly lines: number;
}

/** Null where a file has no room for four mutations: two points and a tie say nothing of a trend. */
export async function mutationSeries(
  file: CorpusFile,
  { scoreTexts }: TextScorer,
): Promise<MutationSeries | null> {
  const room = mutate(file.text, file.path, 16).changes.length;
  const counts = MUTATION_COUNTS.filter((count) => count <= room);
  if (counts.length < 4) return null;
  const scores: number[] = [];
  for (const count of counts) {
    const { text } = mutate(file.text, file.path, count);
    scores.push((await scoreTexts(file, { path: file.path, text })).overall);
  }
  return { file, counts, scores, spearman: spearman(counts, scores) };
}

/** Single mutations of a file, one for each seed, without repetition. */
export async function singleMutations(
  file: CorpusFile,
  { scoreTexts }: TextScorer,
  seeds: number,
): Promise<SingleMutation[]> {
  const found = new Map<string, SingleMutation>();
  for (let seed = 0; seed < seeds; seed++) {
    const { text, changes } = mutate(file.text, file.path, 1, `single ${seed}`);
    const [change] = changes;
    if (!change || found.has(text)) continue;
    const generated = { path: file.path, text };
    const document = await scoreTexts(file, generated);
    const lines = narrowestCover(document, change.line);
    found.set(text, { golden: file, generated, document, ...change, covered: Number.isFinite(lines), lines });
  }
  return [...found.values()];
}

export function mutationFigures(
  series: readonly MutationSeries[],
  singles: readonly SingleMutation[],
): Figure[] {
  const trend = mean(series.map((one) => one.spearman));
  const located = share(singles, ({ covered }) => covered);
  // A finding about the whole file would cover every line and help nobody.
  const narrow = share(singles, ({ lines }) => lines <= 10);
  const costly = share(singles, ({ document }) => document.overall < 1);
  return [
    { name: 'Spearman, mean over files', value: trend, target: '≤ -0.9', holds: trend <= -0.9 },
    {
      name: 'single mutations with a finding on the line',
      value: located,
      target: '≥ 0.9',
      holds: located >= 0.9,
    },
    { name: 'the same, of at most ten lines', value: narrow, target: '≥ 0.8', holds: narrow >= 0.8 },
    { name: 'single mutations that cost points', value: costly, target: '≥ 0.99', holds: costly >= 0.99 },
  ];
}

/** Operator to [located, all]. */
export function byOperator(singles: readonly SingleMutation[]): Map<string, [number, number]> {
  const counts = new Map<string, [number, number]>();
  for (const { operator, covered } of singles) {
    const [located, all] = counts.get(operator) ?? [0, 0];
    counts.set(operator, [located + (covered ? 1 : 0), all + 1]);
  }
  return new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
