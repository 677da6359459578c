import type { Alignment } from '../matching/alignment.ts';
import type { SourceModel, Span } from '../model/source.ts';

export type DimensionId =
  | 'functional'
  | 'semantic'
  | 'structural'
  | 'style'
  | 'maintainability'
  | 'accessibility'
  | 'security'
  | 'performance';

/** All dimensions, in the order in which they are shown. */
export const DIMENSION_IDS: readonly DimensionId[] = [
  'functional',
  'semantic',
  'structural',
  'style',
  'maintainability',
  'accessibility',
  'security',
  'performance',
];

/** Dimensions that say whether two files are the same thing at all; the others count only as far as they do. */
export const CORE_DIMENSIONS: ReadonlySet<DimensionId> = new Set(['functional', 'semantic', 'structural']);

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** What a dimension is given: both models and which unit goes with which. */
export interface DimensionInput {
  readonly golden: SourceModel;
  readonly generated: SourceModel;
  readonly alignment: Alignment;
  /** At most so many windows of a long unit are embedded. */
  readonly maxWindows: number;
  /** True when other golden files have their counterpart in the generated file too: what is extra is theirs. */
  readonly shared: boolean;
}

/** What a dimension answers. `value` is null when the dimension does not apply; then `reason` says why. */
export interface DimensionResult {
  readonly value: number | null;
  readonly reason?: string;
  /** Numbers behind the value, for explanations: counts, ratios. */
  readonly evidence: Readonly<Record<string, number | string>>;
  readonly findings: readonly Finding[];
}

/** One place where value was lost. The costs of a dimension's findings add up to 1 - value. */
export interface Finding {
  /** `dimension/name`, e.g. `security/no-eval`. */
  readonly rule: string;
  readonly severity: Severity;
  /** One plain sentence. */
  readonly message: string;
  /** Share of the dimension's value that it costs, ≥ 0. */
  readonly cost: number;
  readonly generated: Span | null;
  readonly golden: Span | null;
  /** The golden's unit, where it is known by name alone. */
  readonly unit?: string;
  /** Where the rule comes from: `CWE-79`, `WCAG 1.1.1`. */
  readonly reference?: string;
}

export interface Dimension {
  readonly id: DimensionId;
  /** One sentence for help texts and the leaderboard. */
  readonly says: string;
  readonly evaluate: (input: DimensionInput) => DimensionResult;
}
