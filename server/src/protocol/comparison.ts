import type { AcceptedFinding, UnusedAcceptance } from './findings.ts';

/** What comparing models answers with. */

export type Verdict =
  | 'winner'
  | 'lead_not_proven'
  | 'practically_equal'
  | 'not_enough_data'
  | 'not_comparable';

export interface LeaderboardRow {
  rank: number;
  rank_interval: [number, number] | null;
  model: string;
  mean: number;
  /** Of the mean, at 95 %. */
  interval: [number, number] | null;
  /** The bootstrap probability that it is the best. */
  p_best: number;
  std: number;
  min: number;
  max: number;
  median: number;
  dimensions: Record<string, number | null>;
  /** Golden files that have a counterpart. */
  files: number;
  /** Golden files without a counterpart. */
  missing: number;
  extra: number;
  /** Differences that cost nothing, because they are accepted. */
  accepted: number;
  /** As the configuration tells; null where it does not. */
  cost: number | null;
  /** Where its folders hold several samples of the same tasks; null where there is one. */
  samples: SampleStatistics | null;
  /** The slice where it is furthest ahead of the mean of the others, and the one where it is furthest behind. */
  best_in: SliceLead | null;
  worst_in: SliceLead | null;
}

export interface SliceLead {
  by: SliceKind;
  name: string;
  /** Its mean there less that of the other models. */
  lead: number;
}

/** Several samples of the same task from one model. */
export interface SampleStatistics {
  /** Samples of the task that has most. */
  most: number;
  /** Mean over tasks of their samples' standard deviation. */
  spread: number;
  /** Mean over tasks of the best sample. */
  best_of_n: number;
  /** Share of tasks whose samples differ. */
  flaky: number;
}

export interface ModelPair {
  a: string;
  b: string;
  /** Mean of a less mean of b. */
  difference: number;
  /** At 95 %. */
  interval: [number, number] | null;
  p_value: number | null;
  /** After Holm, for all pairs together. */
  p_adjusted: number | null;
  /** Effect size: how much likelier a score of a is above one of b than below it. */
  cliffs_delta: number;
  /** Golden files on which a is ahead, behind, level. */
  wins: number;
  losses: number;
  ties: number;
  verdict: Verdict;
}

export interface ComparedFile {
  golden: string;
  weight: number;
  category: string;
  /** Score by model, of several samples their mean; null when the model has no counterpart (it counts 0). */
  scores: Record<string, number | null>;
  /** What the scores are made of: by model, one for each sample that has a counterpart. */
  cells: Record<string, ComparedCell[]>;
}

export interface ComparedCell {
  /** The name of the sample, where a model has several. */
  sample?: string;
  /** Path of the counterpart, the first of several. */
  generated: string;
  score: number;
  /** Values in the order of `dimensions`; null where a dimension does not apply. */
  values: (number | null)[];
  /** Least and most that behaviour lets the score be; left out where that is 0 and 1. */
  bounds?: [number, number];
}

export type SliceKind = 'category' | 'size' | 'application' | 'dimension';

/** A part of the golden files, or of what is scored, judged by itself. */
export interface Slice {
  by: SliceKind;
  name: string;
  files: number;
  /** Name and mean, best first. */
  rankings: [string, number][];
  verdict: Verdict;
  statement: string;
}

export interface ComparisonDocument {
  schema_version: number;
  engine_version: string;
  /** Of what was compared and what came out; a kept comparison is found by it. Null before it is known. */
  run: string | null;
  winner: string | null;
  confidence: number | null;
  margin: number | null;
  /** Name and score, best first. */
  rankings: [string, number][];
  /** Over the models' scores; std with n - 1. */
  summary_statistics: { mean: number; std: number; min: number; max: number };
  total_models: number;
  evaluation_time_seconds: number;
  verdict: Verdict;
  statement: string;
  leaderboard: LeaderboardRow[];
  pairs: ModelPair[];
  files: ComparedFile[];
  /** The order of `values`. */
  dimensions: string[];
  /** How much each dimension counts; they add up to 1. */
  weights: Record<string, number>;
  /** What if other dimensions counted: in which share of all weightings each model is first, of so many drawn. */
  weightings: { draws: number; first: Record<string, number> };
  slices: Slice[];
  /** Files on which the models that have a counterpart are furthest apart, furthest first. */
  most_different: { golden: string; spread: number; best: string; worst: string }[];
  /** Files that every model fails; `finding` is what costs all of them most, where that is the same. */
  failed_by_all: { golden: string; best: number; finding: string | null }[];
  /** Hashes of what was compared, so that runs can be told apart: texts by side, and settings that move scores. */
  inputs: { golden: string; models: Record<string, string>; settings: string };
  unreadable: { model: string | null; path: string; reason: string }[];
  accepted: (AcceptedFinding & { model: string })[];
  unused_accepted: UnusedAcceptance[];
}

/** `fern verdict`: the statistics alone, on scores that were measured elsewhere. */
export interface VerdictDocument {
  schema_version: number;
  engine_version: string;
  /** What the files were: csv, jsonl, promptfoo, inspect. */
  formats: string[];
  winner: string | null;
  confidence: number | null;
  margin: number | null;
  rankings: [string, number][];
  total_models: number;
  verdict: Verdict;
  statement: string;
  /** Tasks that every model was scored on. */
  tasks: number;
  /** Groups of tasks that vary together; as many as tasks where none were named. */
  clusters: number;
  /** Tasks that are in no comparison, with the models that have no score there. */
  left_out: { task: string; models: string[] }[];
  leaderboard: VerdictRow[];
  pairs: ModelPair[];
  /** The same for the tasks of each category, where there are several. */
  categories: {
    category: string;
    tasks: number;
    rankings: [string, number][];
    verdict: Verdict;
    statement: string;
  }[];
}

export interface VerdictRow {
  rank: number;
  rank_interval: [number, number];
  model: string;
  mean: number;
  interval: [number, number];
  p_best: number;
  std: number;
  min: number;
  max: number;
  median: number;
  /** Where tasks were tried several times; null where none was. */
  samples: SampleStatistics | null;
}
