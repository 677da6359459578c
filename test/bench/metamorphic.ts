import { mean, table } from '../corpus/figures.ts';
import { type CorpusFile, corpusFiles } from '../corpus/files.ts';
import {
  byOperator,
  type MutationSeries,
  mutationFigures,
  mutationSeries,
  type SingleMutation,
  singleMutations,
} from '../corpus/mutationScores.ts';
import { pythonFiles } from '../corpus/python.ts';
import { createTextScorer, type TextScorer } from '../corpus/score.ts';
import { type Figure, pointsError, type Scored, STATEMENTS, type Statement } from '../corpus/statements.ts';

export interface MetamorphicOptions {
  readonly files?: readonly CorpusFile[];
  readonly perPackage?: number;
  /** Ids of statements, and 'mutations'; all by default. */
  readonly only?: readonly string[];
  /** Single mutations tried on each file. */
  readonly singles?: number;
  /** Worst cases named for each statement. */
  readonly worst?: number;
  readonly scorer?: TextScorer;
}

interface Section {
  readonly id: string;
  readonly pairs: number;
  readonly mean: number;
  readonly worst: number;
  readonly figures: readonly Figure[];
  readonly offenders: readonly object[];
}

const POINTS_TOLERANCE = 1e-6;

/**
 * Scores real code against itself after changes that must, or must not, matter. Writes a table and the worst
 * cases with their dimensions to `out`; answers the same figures as data.
 */
export async function metamorphic(
  out: (line: string) => void,
  given: MetamorphicOptions | readonly string[] = {},
): Promise<object> {
  const options = Array.isArray(given) ? fromArguments(given) : (given as MetamorphicOptions);
  const files = options.files ?? corpusFiles({ perPackage: options.perPackage ?? 30 });
  const scorer = options.scorer ?? createTextScorer();
  const wanted = (id: string): boolean => options.only?.includes(id) ?? true;
  const worst = options.worst ?? 8;
  const packages = new Set(files.map((file) => file.package));
  out(`${files.length} files of ${packages.size} packages`);
  const sections: Section[] = [];
  const errors: { path: string; statement: string; error: number }[] = [];
  try {
    for (const statement of STATEMENTS.filter(({ id }) => wanted(id))) {
      const scored = await scoreAll(statement, files, scorer);
      collectErrors(statement.id, scored, errors);
      sections.push(section(statement, scored, worst));
      report(sections.at(-1)!, out);
    }
    if (wanted('mutations')) {
      const found = await mutationSection(files, scorer, options.singles ?? 3, worst);
      collectErrors('mutations', found.singles, errors);
      sections.push(found.section);
      report(found.section, out);
      for (const [operator, [located, all]] of found.operators)
        out(`    ${operator.padEnd(20)} ${located}/${all}`);
    }
  } finally {
    await scorer.close();
  }
  const points = pointsSection(errors, worst);
  report(points, out);
  sections.push(points);
  out('');
  for (const line of summary(sections)) out(line);
  return { files: files.length, packages: [...packages], holds: allHold(sections), sections };
}

/** `--only ID` (may be repeated), `--per-package N`, `--singles N`, `--worst N`. */
function fromArguments(args: readonly string[]): MetamorphicOptions {
  const valuesOf = (flag: string): string[] => args.filter((_, index) => args[index - 1] === flag);
  const number = (flag: string): number | undefined => {
    const value = Number(valuesOf(flag)[0]);
    return Number.isFinite(value) ? value : undefined;
  };
  const only = valuesOf('--only');
  return {
    ...(only.length > 0 ? { only } : {}),
    perPackage: number('--per-package'),
    singles: number('--singles'),
    worst: number('--worst'),
  };
}

async function scoreAll(
  statement: Statement,
  files: readonly CorpusFile[],
  scorer: TextScorer,
): Promise<Scored[]> {
  const scored: Scored[] = [];
  for (const pair of await statement.pairs(files, pythonFiles())) {
    scored.push({ ...pair, document: await scorer.scoreTexts(pair.golden, pair.generated) });
  }
  return scored;
}

function section(statement: Statement, scored: readonly Scored[], worst: number): Section {
  const sign = statement.low ? -1 : 1;
  const sorted = [...scored].sort((a, b) => sign * (a.document.overall - b.document.overall));
  return {
    id: statement.id,
    pairs: scored.length,
    mean: mean(scored.map(({ document }) => document.overall)),
    worst: sorted[0]?.document.overall ?? Number.NaN,
    figures: statement.figures(scored),
    offenders: sorted.slice(0, worst).map(describe),
  };
}

function describe({ golden, generated, document }: Scored): object {
  const values = Object.entries(document.dimensions).filter(([, { weight }]) => weight > 0);
  return {
    golden: golden.path,
    ...(generated.path === golden.path ? {} : { generated: generated.path }),
    overall: document.overall,
    dimensions: Object.fromEntries(values.map(([id, { value }]) => [id, value])),
    findings: [...document.findings]
      .sort((a, b) => b.points - a.points)
      .slice(0, 3)
      .map(({ rule, points, message }) => `${rule} ${points.toFixed(4)} ${message}`),
  };
}

async function mutationSection(
  files: readonly CorpusFile[],
  scorer: TextScorer,
  seeds: number,
  worst: number,
) {
  const series: MutationSeries[] = [];
  const singles: SingleMutation[] = [];
  for (const file of files) {
    const found = await mutationSeries(file, scorer);
    if (found) series.push(found);
    singles.push(...(await singleMutations(file, scorer, seeds)));
  }
  const flattest = [...series].sort((a, b) => b.spearman - a.spearman).slice(0, worst);
  const missed = singles.filter(({ covered }) => !covered).slice(0, worst * 2);
  const offenders = [
    ...flattest.map(({ file, counts, scores, spearman }) => ({
      golden: file.path,
      spearman,
      counts,
      scores,
    })),
    ...missed.map((one) => ({
      ...describe(one),
      operator: one.operator,
      line: one.line,
      text: one.generated.text.split('\n')[one.line]?.trim(),
    })),
  ];
  return {
    singles,
    operators: byOperator(singles),
    section: {
      id: `mutations (${series.length} files)`,
      pairs: singles.length,
      mean: mean(singles.map(({ document }) => document.overall)),
      worst: flattest[0]?.spearman ?? Number.NaN,
      figures: mutationFigures(series, singles),
      offenders,
    },
  };
}

function collectErrors(
  statement: string,
  scored: readonly Scored[],
  errors: { path: string; statement: string; error: number }[],
): void {
  for (const { golden, document } of scored) {
    errors.push({ path: golden.path, statement, error: pointsError(document) });
  }
}

function pointsSection(
  errors: readonly { path: string; statement: string; error: number }[],
  worst: number,
): Section {
  const sorted = [...errors].sort((a, b) => b.error - a.error);
  const largest = sorted[0]?.error ?? 0;
  const target = `< ${POINTS_TOLERANCE}`;
  return {
    id: 'points',
    pairs: errors.length,
    mean: mean(errors.map(({ error }) => error)),
    worst: largest,
    figures: [
      { name: '|sum of points - lost|, largest', value: largest, target, holds: largest < POINTS_TOLERANCE },
    ],
    offenders: sorted.filter(({ error }) => error >= POINTS_TOLERANCE).slice(0, worst),
  };
}

function report({ id, pairs, figures, offenders }: Section, out: (line: string) => void): void {
  out(`${id}: ${pairs} pairs`);
  for (const { name, value, target, holds } of figures) {
    out(`  ${holds ? 'holds' : 'FAILS'}  ${name}: ${round(value)} (${target})`);
  }
  if (figures.every(({ holds }) => holds)) return;
  for (const offender of offenders) out(`    ${JSON.stringify(offender)}`);
}

function summary(sections: readonly Section[]): string[] {
  const rows = sections.flatMap((one) =>
    one.figures.map(({ name, value, target, holds }) => [
      one.id,
      String(one.pairs),
      round(one.mean),
      round(one.worst),
      name,
      round(value),
      target,
      holds ? 'holds' : 'FAILS',
    ]),
  );
  return table([['statement', 'pairs', 'mean', 'worst', 'figure', 'value', 'target', ''], ...rows]);
}

function allHold(sections: readonly Section[]): boolean {
  return sections.every(({ figures }) => figures.every(({ holds }) => holds));
}

function round(value: number): string {
  return Math.abs(value) > 0 && Math.abs(value) < 1e-3 ? value.toExponential(1) : value.toFixed(4);
}
