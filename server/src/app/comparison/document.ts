import {
  type AbortSignalLike,
  DIMENSION_IDS,
  type DimensionId,
  summarizeValues,
  type WhatIfCell,
  type WhatIfTable,
  whatIfTable,
} from '../../engine/index.ts';
import {
  type ComparedCell,
  type ComparisonDocument,
  type LeaderboardRow,
  SCHEMA_VERSION,
  type Slice,
} from '../../protocol/documents.ts';
import { type Application, applicationHash, compareText } from '../application.ts';
import { round } from '../documents.ts';
import type { JudgedModel } from '../judge.ts';
import { sampleStatistics } from '../samples.ts';
import { ENGINE_VERSION } from '../version.ts';
import type { Workbench } from '../workbench.ts';
import { kindOf } from './kinds.ts';
import { notableFiles } from './notable.ts';
import type { Cell, ModelResult, Sample } from './result.ts';
import { LEAST_APPLICATIONS, leadsOf, type SlicedFile, slicesOf } from './slices.ts';

export interface Compared {
  readonly bench: Workbench;
  readonly golden: Application;
  /** By golden file; see `applicationsOf`. */
  readonly applications: readonly (string | null)[];
  readonly results: readonly ModelResult[];
  readonly unreadable: ComparisonDocument['unreadable'];
  readonly unused: ComparisonDocument['unused_accepted'];
  readonly seconds: () => number;
  readonly signal?: AbortSignalLike | undefined;
}

/** All weightings come from it. */
const SEED = 7;

export async function comparisonDocument({
  bench,
  golden,
  applications,
  results,
  unreadable,
  unused,
  seconds,
  signal,
}: Compared): Promise<ComparisonDocument> {
  const isClustered = new Set(applications).size >= LEAST_APPLICATIONS;
  const files = golden.files.map(
    (file, row): SlicedFile => ({
      weight: file.weight,
      codeLines: file.summary.codeLines,
      category: bench.categoryOf(file.path) ?? kindOf(file),
      application: applications[row],
      cluster: isClustered ? applications[row] : null,
    }),
  );
  // Equal means are listed by name.
  const named = results.toSorted((a, b) => compareText(a.name, b.name));
  const { judging, margin } = bench;
  const [judged, slices, weightings] = await Promise.all([
    judging.judge(
      {
        models: named.map(({ name }) => name),
        tasks: files.map(({ weight, cluster }, row) => ({
          weight,
          cluster,
          scores: named.map(({ scores }) => scores[row] ?? 0),
        })),
      },
      { margin, task: 'file' },
      signal,
    ),
    slicesOf(bench, files, named, signal),
    judging.firstPlaces(weightTable(files, named), SEED, signal),
  ]);
  const byName = new Map(results.map((result) => [result.name, result]));
  const ordered = judged.models.map(({ model }) => byName.get(model) as ModelResult);
  const rows = judged.models.map((model, rank) => ({
    ...leaderboardRow(ordered[rank], model, files, slices),
    cost: bench.costs.get(model.model) ?? null,
  }));
  const summary = summarizeValues(rows.map((row) => row.mean));
  const paths = golden.files.map(({ path }) => path);
  return {
    schema_version: SCHEMA_VERSION,
    engine_version: ENGINE_VERSION,
    run: null,
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
    evaluation_time_seconds: Math.round(seconds() * 1000) / 1000,
    verdict: judged.verdict,
    statement: judged.statement,
    leaderboard: rows,
    pairs: [...judged.pairs],
    files: paths.map((path, row) => ({
      golden: path,
      weight: files[row].weight,
      category: files[row].category,
      scores: Object.fromEntries(
        ordered.map(({ name, scores }) => [name, scores[row] === null ? null : round(scores[row])]),
      ),
      cells: Object.fromEntries(ordered.map((result) => [result.name, cellsOf(result, row)])),
    })),
    dimensions: [...DIMENSION_IDS],
    weights: normalised(bench.weights),
    weightings: {
      draws: weightings.draws,
      first: Object.fromEntries(
        ordered.map((result) => [result.name, round(weightings.shares[named.indexOf(result)])]),
      ),
    },
    slices,
    ...notableFiles(paths, ordered),
    inputs: {
      golden: applicationHash(golden, bench.hash),
      models: Object.fromEntries(ordered.map(({ name, samples }) => [name, hashOf(bench, samples)])),
      settings: bench.settingsHash,
    },
    unreadable,
    accepted: ordered.flatMap(({ samples }) =>
      samples.flatMap(({ name, accepted }) => accepted.map((finding) => ({ model: name, ...finding }))),
    ),
    unused_accepted: unused,
  };
}

function hashOf({ hash }: Workbench, samples: readonly Sample[]): string {
  return samples.length === 1 ? samples[0].hash : hash(samples.map((sample) => sample.hash).join('\n'));
}

function normalised(weights: Readonly<Record<DimensionId, number>>): Record<string, number> {
  const total = DIMENSION_IDS.reduce((sum, id) => sum + weights[id], 0);
  return Object.fromEntries(DIMENSION_IDS.map((id) => [id, round(weights[id] / total)]));
}

function cellsOf({ samples }: ModelResult, row: number): ComparedCell[] {
  return samples.flatMap(({ name, cells }) => {
    const cell = cells[row];
    return cell === null ? [] : [comparedCell(cell, samples.length > 1 ? name : null)];
  });
}

function comparedCell({ generated, score, values, bounds }: Cell, sample: string | null): ComparedCell {
  const { least, most } = bounds;
  return {
    ...(sample === null ? {} : { sample }),
    generated,
    score,
    values: values.map((value) => (value === null ? null : round(value))),
    ...(least === 0 && most === 1 ? {} : { bounds: [round(least), round(most)] }),
  };
}

function weightTable(files: readonly SlicedFile[], results: readonly ModelResult[]): WhatIfTable {
  const total = files.reduce((sum, { weight }) => sum + weight, 0);
  const cells = results.flatMap(({ samples }, model) =>
    samples.flatMap((sample) =>
      sample.cells.flatMap((cell, row): WhatIfCell[] => {
        const share = files[row].weight / total / samples.length;
        return cell === null ? [] : [{ model, share, values: cell.values, ...cell.bounds }];
      }),
    ),
  );
  return whatIfTable(results.length, cells);
}

/** Missing files count 0, in the mean and in every other figure. */
function leaderboardRow(
  result: ModelResult,
  judged: JudgedModel,
  files: readonly SlicedFile[],
  slices: readonly Slice[],
): Omit<LeaderboardRow, 'cost'> {
  const values = result.scores.map((score) => score ?? 0);
  const summary = summarizeValues(values);
  const missing = result.scores.filter((score) => score === null).length;
  const { rank, rank_interval, mean, interval, p_best } = judged;
  const { samples } = result;
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
    dimensions: Object.fromEntries(DIMENSION_IDS.map((id, d) => [id, dimensionMean(samples, files, d)])),
    files: values.length - missing,
    missing,
    extra: samples.reduce((sum, sample) => sum + sample.extra, 0),
    accepted: samples.reduce((sum, sample) => sum + sample.accepted.length, 0),
    samples: sampleStatistics(
      result.scores.map((_, row) => samples.map(({ cells }) => cells[row]?.score ?? 0)),
    ),
    ...leadsOf(result.name, slices),
  };
}

/** By weight, over the files that have a counterpart and to which the dimension applies. */
function dimensionMean(samples: readonly Sample[], files: readonly SlicedFile[], d: number): number | null {
  let sum = 0;
  let total = 0;
  for (const { cells } of samples) {
    cells.forEach((cell, row) => {
      const value = cell?.values[d] ?? null;
      if (value === null) return;
      sum += value * files[row].weight;
      total += files[row].weight;
    });
  }
  return total === 0 ? null : round(sum / total);
}
