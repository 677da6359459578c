import { type AbortSignalLike, DIMENSION_IDS, summarizeValues } from '../engine/index.ts';
import {
  type AcceptedFinding,
  type ComparisonDocument,
  type LeaderboardRow,
  SCHEMA_VERSION,
} from '../protocol/documents.ts';
import { type AcceptanceLedger, createLedger } from './accepted.ts';
import { type Application, compareText, readApplication } from './application.ts';
import { acceptedFindings, round } from './documents.ts';
import { scoreApplications } from './evaluate.ts';
import { acceptedNowhere, type GoldenApplication, noGolden, readGolden } from './goldenApplication.ts';
import { type JudgedModel, judge } from './judge.ts';
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
  /** Of all its texts. */
  readonly hash: string;
  readonly accepted: readonly AcceptedFinding[];
}

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
  return comparisonDocument(bench, golden, results, unreadable, unused, (now() - started) / 1000);
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
  const hash = textsHash(bench, generated);
  return {
    result: { name: model.name, scores, dimensions, extra: extra.length, hash, accepted },
    bad: unreadable,
  };
}

function comparisonDocument(
  bench: Workbench,
  golden: Application,
  results: readonly ModelResult[],
  unreadable: ComparisonDocument['unreadable'],
  unused: ComparisonDocument['unused_accepted'],
  seconds: number,
): ComparisonDocument {
  const byName = new Map(results.map((result) => [result.name, result]));
  // Equal means are listed by name.
  const named = results.toSorted((a, b) => compareText(a.name, b.name));
  const judged = judge(
    {
      models: named.map(({ name }) => name),
      tasks: golden.files.map(({ weight }, index) => ({
        weight,
        cluster: null,
        scores: named.map(({ scores }) => scores[index] ?? 0),
      })),
    },
    { margin: bench.margin, task: 'file' },
  );
  const ordered = judged.models.map(({ model }) => byName.get(model) as ModelResult);
  const rows = judged.models.map((model, rank) => leaderboardRow(ordered[rank], model));
  const summary = summarizeValues(rows.map((row) => row.mean));
  return {
    schema_version: SCHEMA_VERSION,
    engine_version: ENGINE_VERSION,
    winner: judged.winner,
    confidence: judged.confidence,
    margin: judged.margin,
    rankings: rows.map((row) => [row.model, row.mean]),
    summary_statistics: {
      mean: round(summary.mean),
      std: round(summary.std),
      min: round(summary.min),
      max: round(summary.max),
    },
    total_models: rows.length,
    evaluation_time_seconds: Math.round(seconds * 1000) / 1000,
    verdict: judged.verdict,
    statement: judged.statement,
    leaderboard: rows,
    pairs: [...judged.pairs],
    files: golden.files.map((file, index) => ({
      golden: file.path,
      weight: file.weight,
      scores: Object.fromEntries(ordered.map((result) => [result.name, result.scores[index]])),
    })),
    inputs: {
      golden: textsHash(bench, golden),
      models: Object.fromEntries(ordered.map(({ name, hash }) => [name, hash])),
      settings: bench.settingsHash,
    },
    unreadable,
    accepted: ordered.flatMap(({ name, accepted }) =>
      accepted.map((finding) => ({ model: name, ...finding })),
    ),
    unused_accepted: unused,
  };
}

function textsHash({ hash }: Workbench, { files }: Application): string {
  return hash(files.map((file) => `${file.path}\n${file.hash}\n`).join(''));
}

/** Missing files count 0, in the mean and in every other figure. */
function leaderboardRow(result: ModelResult, judged: JudgedModel): LeaderboardRow {
  const values = result.scores.map((score) => score ?? 0);
  const summary = summarizeValues(values);
  const missing = result.scores.filter((score) => score === null).length;
  const { rank, rank_interval, mean, interval, p_best } = judged;
  return {
    rank,
    rank_interval,
    model: result.name,
    mean,
    interval,
    p_best,
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
