import { type AbortSignalLike, DIMENSION_IDS, summarizeValues, weightedMean } from '../engine/index.ts';
import {
  type AcceptedFinding,
  type ComparisonDocument,
  type LeaderboardRow,
  type ModelPair,
  SCHEMA_VERSION,
  type Verdict,
} from '../protocol/documents.ts';
import { type AcceptanceLedger, createLedger } from './accepted.ts';
import { type Application, compareText, readApplication } from './application.ts';
import { acceptedFindings, round } from './documents.ts';
import { scoreApplications } from './evaluate.ts';
import { acceptedNowhere, type GoldenApplication, noGolden, readGolden } from './goldenApplication.ts';
import type { OnProgress, PairRequest, Unreadable } from './ports.ts';
import type { ScoreOnly } from './scorer.ts';
import { ENGINE_VERSION } from './version.ts';
import { InputError, type Workbench } from './workbench.ts';

export interface Model {
  readonly name: string;
  readonly folder: string;
}

/** Told of each pair as it is done, in no certain order. */
export type OnScore = (scored: {
  readonly model: string;
  /** Path of the golden file. */
  readonly golden: string;
  readonly request: PairRequest;
  readonly score: ScoreOnly;
}) => void;

/** What is kept of a model: numbers, no texts, no findings. */
interface ModelResult {
  readonly name: string;
  /** By golden file; null where there is no counterpart. */
  readonly scores: (number | null)[];
  readonly dimensions: Map<string, { sum: number; weight: number }>;
  readonly extra: number;
  readonly accepted: readonly AcceptedFinding[];
}

/** Fewer golden files than this can never be significant in a two-sided sign test at .05 (2 · 2⁻⁵ = .0625). */
const LEAST_FILES = 6;
/** Scores nearer than this are level. */
const LEVEL = 0.001;

/**
 * Scores several models against the same golden code and ranks them by mean.
 * @param now a clock in milliseconds, for `evaluation_time_seconds` only.
 * @throws InputError when there is no golden code, or a model is named twice.
 */
export async function compareModels(
  bench: Workbench,
  goldenRoot: string,
  goldenName: string,
  models: readonly Model[],
  now: () => number,
  onProgress: OnProgress,
  signal?: AbortSignalLike,
  onScore: OnScore = () => {},
): Promise<ComparisonDocument> {
  const names = new Set<string>();
  for (const { name } of models) {
    if (names.has(name))
      throw new InputError(`The model ${name} is named twice; give each model a name of its own.`);
    names.add(name);
  }
  if (models.length === 0)
    throw new InputError('No model to compare: name one with --model NAME=DIR or in fern.config.json.');
  const started = now();
  const golden = await readGolden(
    bench,
    goldenRoot,
    models.map(({ folder }) => folder),
    onProgress,
    signal,
  );
  if (golden.files.length === 0) throw new InputError(noGolden(goldenName, golden));
  const unreadable: { model: string | null; path: string; reason: string }[] = golden.unreadable.map(
    (entry) => ({
      model: null,
      ...entry,
    }),
  );
  const results: ModelResult[] = [];
  const ledger = createLedger();
  for (const model of models) {
    const told: OnProgress = (progress) => onProgress({ ...progress, model: model.name });
    const { result, bad } = await scoreModel(bench, golden, model, ledger, told, onScore, signal);
    results.push(result);
    unreadable.push(...bad.map((entry) => ({ model: model.name, ...entry })));
  }
  const unused = [...ledger.unused(), ...acceptedNowhere(bench, golden)];
  return comparisonDocument(golden, results, unreadable, unused, (now() - started) / 1000);
}

async function scoreModel(
  bench: Workbench,
  golden: GoldenApplication,
  model: Model,
  ledger: AcceptanceLedger,
  onProgress: OnProgress,
  onScore: OnScore,
  signal?: AbortSignalLike,
): Promise<{ result: ModelResult; bad: readonly Unreadable[] }> {
  const generated = await readApplication(bench, model.folder, onProgress, signal);
  const row = new Map(golden.files.map((file, index) => [file.path, index]));
  const scores: (number | null)[] = golden.files.map(() => null);
  const kept: (ScoreOnly | null)[] = golden.files.map(() => null);
  const accepted: AcceptedFinding[] = [];
  const { extra, unreadable } = await scoreApplications(
    bench,
    golden,
    generated,
    onProgress,
    (request) => bench.scorer.scoreOnly(request, signal),
    (file, request, score) => {
      accepted.push(...acceptedFindings(request, score));
      ledger.note(request.golden.path, score);
      const index = row.get(file.path) as number;
      scores[index] = score.overall;
      onScore({ model: model.name, golden: file.path, request, score });
      kept[index] = score;
    },
    signal,
  );
  const dimensions = new Map(DIMENSION_IDS.map((id) => [id as string, { sum: 0, weight: 0 }]));
  kept.forEach((score, index) => {
    if (score === null) return;
    for (const id of DIMENSION_IDS) {
      const { value } = score.dimensions[id];
      const entry = dimensions.get(id);
      if (value === null || entry === undefined) continue;
      entry.sum += value * golden.files[index].weight;
      entry.weight += golden.files[index].weight;
    }
  });
  accepted.sort((a, b) => compareText(a.golden_file, b.golden_file));
  return { result: { name: model.name, scores, dimensions, extra: extra.length, accepted }, bad: unreadable };
}

function comparisonDocument(
  golden: Application,
  results: readonly ModelResult[],
  unreadable: ComparisonDocument['unreadable'],
  unused: ComparisonDocument['unused_accepted'],
  seconds: number,
): ComparisonDocument {
  const weights = golden.files.map((file) => file.weight);
  const rows = results
    .map((result) => leaderboardRow(result, weights))
    .sort((a, b) => b.mean - a.mean || compareText(a.model, b.model));
  rows.forEach((row, index) => {
    row.rank = index > 0 && row.mean === rows[index - 1].mean ? rows[index - 1].rank : index + 1;
  });
  const byName = new Map(results.map((result) => [result.name, result]));
  const ordered = rows.map((row) => byName.get(row.model) as ModelResult);
  const means = new Map(rows.map((row) => [row.model, row.mean]));
  const pairs = ordered.flatMap((a, i) => ordered.slice(i + 1).map((b) => modelPair(a, b, means)));
  const summary = summarizeValues(rows.map((row) => row.mean));
  const margin = rows.length > 1 ? round(rows[0].mean - rows[1].mean) : null;
  const verdict = verdictOf(rows.length, weights.length, margin ?? 0);
  return {
    schema_version: SCHEMA_VERSION,
    engine_version: ENGINE_VERSION,
    winner: null,
    confidence: null,
    margin,
    rankings: rows.map((row) => [row.model, row.mean]),
    summary_statistics: {
      mean: round(summary.mean),
      std: round(summary.std),
      min: round(summary.min),
      max: round(summary.max),
    },
    total_models: rows.length,
    evaluation_time_seconds: Math.round(seconds * 1000) / 1000,
    verdict,
    statement: statementOf(rows, weights.length, margin, verdict),
    leaderboard: rows,
    pairs,
    files: golden.files.map((file, index) => ({
      golden: file.path,
      weight: file.weight,
      scores: Object.fromEntries(ordered.map((result) => [result.name, result.scores[index]])),
    })),
    unreadable,
    accepted: rows.flatMap(({ model }) =>
      (byName.get(model)?.accepted ?? []).map((finding) => ({ model, ...finding })),
    ),
    unused_accepted: unused,
  };
}

/** Missing files count 0, in the mean and in every other figure. */
function leaderboardRow(result: ModelResult, weights: readonly number[]): LeaderboardRow {
  const values = result.scores.map((score) => score ?? 0);
  const summary = summarizeValues(values);
  const missing = result.scores.filter((score) => score === null).length;
  return {
    rank: 0,
    rank_interval: null,
    model: result.name,
    mean: round(weightedMean(values, weights)),
    interval: null,
    std: round(summary.std),
    min: round(summary.min),
    max: round(summary.max),
    median: round(summary.median),
    dimensions: Object.fromEntries(
      [...result.dimensions].map(([id, { sum, weight }]) => [id, weight === 0 ? null : round(sum / weight)]),
    ),
    files: values.length - missing,
    missing,
    extra: result.extra,
    accepted: result.accepted.length,
  };
}

function modelPair(a: ModelResult, b: ModelResult, means: ReadonlyMap<string, number>): ModelPair {
  let wins = 0;
  let losses = 0;
  a.scores.forEach((score, index) => {
    const difference = (score ?? 0) - (b.scores[index] ?? 0);
    if (difference > LEVEL) wins++;
    else if (difference < -LEVEL) losses++;
  });
  const difference = round((means.get(a.name) ?? 0) - (means.get(b.name) ?? 0));
  return {
    a: a.name,
    b: b.name,
    difference,
    interval: null,
    p_value: null,
    p_adjusted: null,
    wins,
    losses,
    ties: a.scores.length - wins - losses,
    verdict: verdictOf(2, a.scores.length, difference),
  };
}

function verdictOf(models: number, files: number, difference: number): Verdict {
  return models < 2 || files < LEAST_FILES || difference === 0 ? 'not_enough_data' : 'lead_not_proven';
}

function statementOf(
  rows: readonly LeaderboardRow[],
  files: number,
  margin: number | null,
  verdict: Verdict,
): string {
  const many = files === 1 ? '1 file' : `${files} files`;
  const [first, second] = rows;
  if (second === undefined || margin === null) {
    return `Only ${first.model} was scored (${first.mean.toFixed(3)} over ${many}), so there is nothing to decide.`;
  }
  if (margin === 0)
    return `${first.model} and ${second.model} are level over ${many}; nothing here tells them apart.`;
  const lead = `${first.model} leads ${second.model} by ${margin.toFixed(3)} over ${many}`;
  return verdict === 'not_enough_data'
    ? `${lead}, but so few files can't tell a lead from luck: compare at least ${LEAST_FILES}.`
    : `${lead}; whether that is more than luck is not tested by this version.`;
}
