import type { SettingScope } from './types.ts';

/** What an editor shows, and how. These settings change no score, so they stand in no fern.config.json. */
export interface EditorSettings {
  readonly lens: {
    readonly enabled: boolean;
    readonly file: boolean;
    readonly units: boolean;
    readonly golden: boolean;
  };
  readonly problems: {
    readonly enabled: boolean;
    readonly threshold: number;
    readonly most: number;
    /** By rule or by dimension; a rule's own goes first. */
    readonly severity: Readonly<Record<string, ProblemSeverity>>;
  };
  readonly explorer: { readonly decorations: boolean };
}

export const PROBLEM_SEVERITIES = ['error', 'warning', 'information', 'hint', 'off'] as const;

export type ProblemSeverity = (typeof PROBLEM_SEVERITIES)[number];

/** One row of the table: its key below `fern.`, and its JSON schema. */
export interface EditorSetting {
  readonly key: string;
  readonly schema: Readonly<Record<string, unknown>> & {
    readonly default: boolean | number | Readonly<Record<string, never>>;
  };
  readonly description: string;
  readonly scope: SettingScope;
}

export const EDITOR_SETTINGS = [
  {
    key: 'lens.enabled',
    schema: { type: 'boolean', default: true },
    description: 'Whether scores stand above files and functions.',
    scope: 'resource',
  },
  {
    key: 'lens.file',
    schema: { type: 'boolean', default: true },
    description: 'Whether the score of a generated file stands above it.',
    scope: 'resource',
  },
  {
    key: 'lens.units',
    schema: { type: 'boolean', default: true },
    description: 'Whether the scores of functions and classes stand above them.',
    scope: 'resource',
  },
  {
    key: 'lens.golden',
    schema: { type: 'boolean', default: true },
    description: 'Whether the scores of all models stand above a golden file.',
    scope: 'resource',
  },
  {
    key: 'problems.enabled',
    schema: { type: 'boolean', default: true },
    description: 'Whether findings are listed as problems.',
    scope: 'resource',
  },
  {
    key: 'problems.threshold',
    schema: { type: 'number', minimum: 0, maximum: 1, default: 0.002 },
    description: 'A finding that costs a file less than this share of its score is only counted.',
    scope: 'resource',
  },
  {
    key: 'problems.most',
    schema: { type: 'integer', minimum: 1, maximum: 1000, default: 30 },
    description:
      'At most so many problems are listed for a file, those that cost most; the rest is counted in one.',
    scope: 'resource',
  },
  {
    key: 'problems.severity',
    schema: {
      type: 'object',
      additionalProperties: { type: 'string', enum: PROBLEM_SEVERITIES },
      default: {},
    },
    description:
      'Other severities for rules or whole dimensions, `{ "style": "hint", "security/no-eval": "error" }`; `off` lists them no more.',
    scope: 'resource',
  },
  {
    key: 'explorer.decorations',
    schema: { type: 'boolean', default: true },
    description: 'Whether the explorer shows the band of files that were scored.',
    scope: 'window',
  },
] as const satisfies readonly EditorSetting[];
