/** The documents that every host answers with, snake_case as in JSON. Add to them, never rename. */

export const SCHEMA_VERSION = 1;

export type Band = 'excellent' | 'good' | 'partial' | 'poor' | 'unrelated';

export interface Position {
  line: number;
  character: number;
}

export interface Range {
  start: Position;
  end: Position;
}

export interface Place {
  file: string;
  range: Range;
}

export interface FindingDocument {
  rule: string;
  dimension: string;
  severity: 'error' | 'warning' | 'information' | 'hint';
  message: string;
  /** Share of the overall score that it costs; all findings of a file add up to 1 - overall. */
  points: number;
  generated: Place | null;
  golden: Place | null;
  /** CWE id or WCAG criterion, where there is one. */
  reference?: string;
}

/** A difference that costs nothing, because somebody accepted it; `points` is what it would have cost its file. */
export interface AcceptedFinding extends FindingDocument {
  /** The golden file and its counterpart. */
  golden_file: string;
  generated_file: string;
  /** The unit that the acceptance names; null: the whole file. */
  unit: string | null;
  /** The one input that is accepted. */
  input?: string;
  reason: string;
  accepted_by: 'configuration' | 'comment';
}

/** Something accepted that is not there (any more), so that it can be taken out. */
export interface UnusedAcceptance {
  golden_file: string;
  /** Line of the comment, from 0. */
  line?: number;
  unit?: string;
  rule?: string;
  input?: string;
  reason: string;
  accepted_by: 'configuration' | 'comment';
}

export interface DimensionDocument {
  value: number | null;
  /** Normalised over the dimensions that apply. */
  weight: number;
  basis?: 'executed' | 'contract' | 'mixed';
  reason?: string;
  evidence?: Record<string, number | string>;
}

export type BehaviourVerdict = 'equivalent' | 'differs' | 'inconclusive' | 'not_executable';

export interface BehaviourDocument {
  /** Weighted share of inputs on which both sides did the same. */
  agreement: number | null;
  verdict: BehaviourVerdict;
  reason?: string;
  units: BehaviourUnit[];
}

export interface BehaviourUnit {
  golden: string;
  generated: string | null;
  verdict: BehaviourVerdict;
  agreement: number | null;
  inputs: number;
  /** Share of the golden's branches that the inputs reached. */
  branch_coverage: number | null;
  /** Small changes of the golden, and how many of them these inputs notice; left out where that was not measured. */
  mutants?: { caught: number; total: number };
  reason?: string;
  /** What the counterpart calls otherwise; left out where it calls nothing so. */
  mapping?: MappingDocument;
  /** The smallest input found on which both differ. */
  witness?: {
    /** As code that can be pasted. */
    call: string;
    arguments: string[];
    golden: string;
    generated: string;
    /** The counterpart's call, where it calls things otherwise. */
    generated_call?: string;
    /** How the input leaves what the golden is evidently meant for. */
    beyond?: string[];
  };
}

export interface MappingDocument {
  /** Golden field → generated field. */
  fields?: Record<string, string>;
  /** Members of enums and unions, golden → generated. */
  literals?: Record<string, string>;
  /** What each parameter of the generated function gets, in the golden's names. */
  parameters?: string[];
  /** Members of a class, golden → generated. */
  members?: Record<string, string>;
}

export interface FileDocument {
  golden: string;
  generated: string;
  /** Further generated files that hold parts of the golden one. */
  generated_parts?: string[];
  /** The version of the golden file that it was compared with, where it is another than `golden`. */
  golden_version?: string;
  overall: number;
  band: Band;
  /** Weight of this file in the mean. */
  weight: number;
  dimensions: Record<string, DimensionDocument>;
  behaviour: BehaviourDocument;
  findings: FindingDocument[];
}

export interface EvaluationDocument {
  schema_version: number;
  engine_version: string;
  golden: string;
  generated: string;
  overall: number;
  band: Band;
  dimensions: Record<string, DimensionDocument>;
  behaviour: BehaviourDocument;
  files: FileDocument[];
  missing: string[];
  extra: string[];
  unreadable: { path: string; reason: string }[];
  accepted: AcceptedFinding[];
  unused_accepted: UnusedAcceptance[];
}

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
  /** Score by model; null when the model has no counterpart (it counts 0). */
  scores: Record<string, number | null>;
}

export interface ComparisonDocument {
  schema_version: number;
  engine_version: string;
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
  samples: {
    /** Samples of the task that has most. */
    most: number;
    /** Mean over tasks of their samples' standard deviation. */
    spread: number;
    /** Mean over tasks of the best sample. */
    best_of_n: number;
    /** Share of tasks whose samples differ. */
    flaky: number;
  } | null;
}

export interface MatchDocument {
  pairs: MatchedFile[];
  missing: string[];
  extra: string[];
}

export interface MatchedFile {
  golden: string;
  generated: string;
  generated_parts?: string[];
  similarity: number;
  reason: string;
  runner_up: { generated: string; similarity: number } | null;
  units: { golden: string; generated: string; similarity: number }[];
}

export interface ExplanationDocument {
  schema_version: number;
  engine_version: string;
  golden: string;
  generated: string;
  files: ExplainedFileDocument[];
  missing: string[];
  unreadable: { path: string; reason: string }[];
}

export interface ExplainedFileDocument {
  golden: string;
  generated: string;
  verdict: BehaviourVerdict;
  reason?: string;
  units: ExplainedUnit[];
}

/** A unit with every input that it was run on. */
export interface ExplainedUnit extends Omit<BehaviourUnit, 'inputs'> {
  /** Number of inputs that were compared. */
  inputs: number;
  /** How the witness was found: where its input came from, and the call that differed before it was made smaller. */
  found?: { origin: InputOrigin; shrunk_from?: string };
  /** Inputs that differ first, then those inside what the golden is evidently meant for. */
  table: ExplainedInputDocument[];
}

/**
 * 'example': documentation, call sites, tests. 'edge', 'random': types and use. 'mutation': changed from another.
 * 'candidate': made of what only the generated code mentions.
 */
export type InputOrigin = 'example' | 'edge' | 'random' | 'mutation' | 'candidate';

export interface ExplainedInputDocument {
  call: string;
  origin: InputOrigin;
  golden: string;
  generated: string;
  same: boolean;
  /** Inside what the golden is evidently meant for. */
  inside: boolean;
  /** How it leaves that. */
  beyond?: string[];
}
