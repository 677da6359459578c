import type { AcceptedFinding, FindingDocument, UnusedAcceptance } from './findings.ts';

/** The documents that every host answers with, snake_case as in JSON. Add to them, never rename. */

export type * from './comparison.ts';
export type * from './findings.ts';

export const SCHEMA_VERSION = 1;

export type Band = 'excellent' | 'good' | 'partial' | 'poor' | 'unrelated';

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
