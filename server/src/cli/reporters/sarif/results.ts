import { createHash } from 'node:crypto';
import type {
  AcceptedFinding,
  ComparisonDocument,
  EvaluationDocument,
  FindingDocument,
  MatchDocument,
  Place,
} from '../../../protocol/documents.ts';
import { bandOf, DEFAULT_GATE, own, score } from '../../../protocol/figures.ts';
import { artifactOf } from './uris.ts';

type Level = 'error' | 'warning' | 'note' | 'none';

export interface Result {
  ruleId: string;
  level: Level;
  kind?: 'fail' | 'informational';
  message: { text: string };
  locations: object[];
  relatedLocations?: object[];
  suppressions?: { kind: 'inSource' | 'external'; status: 'accepted'; justification: string }[];
  partialFingerprints: Record<string, string>;
  /** 0 to 100, what it costs its file. */
  rank?: number;
  properties?: Record<string, unknown>;
}

const LEVELS: Readonly<Record<FindingDocument['severity'], Level>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** Fingerprints that outlive moved lines: a hash of what is said about which file, numbered where it repeats. */
function fingerprints(): (...parts: string[]) => Record<string, string> {
  const seen = new Map<string, number>();
  return (...parts) => {
    const key = JSON.stringify(parts);
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    return { 'fern/v1': createHash('sha256').update(`${key}#${times}`).digest('hex').slice(0, 32) };
  };
}

/** Folders of both sides. */
type Roots = Pick<EvaluationDocument, 'golden' | 'generated'>;

type Base = 'GOLDEN' | 'GENERATED';

function locate(root: string, base: Base, file: string, range?: Place['range']) {
  const region = range && {
    startLine: range.start.line + 1,
    startColumn: range.start.character + 1,
    endLine: range.end.line + 1,
    endColumn: range.end.character + 1,
  };
  return {
    physicalLocation: { artifactLocation: artifactOf(root, file, base), ...(region ? { region } : {}) },
  };
}

/** Findings and missing files of an evaluation. */
export function evaluationResults(document: EvaluationDocument): Result[] {
  const print = fingerprints();
  const found = document.files.flatMap((file) =>
    file.findings.map((finding) => findingResult(document, file, finding, print)),
  );
  return [
    ...found,
    ...document.accepted.map((finding) => acceptedResult(document, finding, print)),
    ...document.missing.map((path) => missing(document.golden, path, 'No generated file', print)),
  ];
}

function findingResult(
  roots: Roots,
  file: { readonly golden: string; readonly generated: string },
  finding: FindingDocument,
  print: ReturnType<typeof fingerprints>,
): Result {
  const { generated, golden } = finding;
  return {
    ruleId: finding.rule,
    level: LEVELS[finding.severity],
    message: { text: finding.message },
    locations: [locate(roots.generated, 'GENERATED', generated?.file ?? file.generated, generated?.range)],
    ...(golden
      ? {
          relatedLocations: [
            {
              id: 1,
              ...locate(roots.golden, 'GOLDEN', golden.file, golden.range),
              message: { text: 'golden' },
            },
          ],
        }
      : {}),
    partialFingerprints: print(finding.rule, file.generated, file.golden, finding.message),
    rank: Math.max(0, Math.min(100, finding.points * 100)),
    properties: { points: finding.points, dimension: finding.dimension },
  };
}

/** A result that is suppressed, with the reason for it (SARIF 2.1.0, 3.27.23 and 3.35). */
function acceptedResult(
  roots: Roots,
  finding: AcceptedFinding & { readonly model?: string },
  print: ReturnType<typeof fingerprints>,
): Result {
  const file = { golden: finding.golden_file, generated: finding.generated_file };
  const result = findingResult(roots, file, finding, print);
  return {
    ...result,
    suppressions: [
      {
        kind: finding.accepted_by === 'comment' ? 'inSource' : 'external',
        status: 'accepted',
        justification: finding.reason,
      },
    ],
    properties: {
      ...result.properties,
      ...(finding.model === undefined ? {} : { model: finding.model }),
    },
  };
}

/** One result for each model and golden file that is missing or below "good". */
export function comparisonResults(document: ComparisonDocument): Result[] {
  const print = fingerprints();
  const low = document.leaderboard.flatMap(({ model }) =>
    document.files.flatMap((file): Result[] => {
      const value = own(file.scores, model) ?? null;
      if (value === null) return [missing('', file.golden, `${model}: no generated file`, print)];
      if (value >= DEFAULT_GATE) return [];
      return [
        {
          ruleId: 'fern/low-score',
          level: value < 0.4 ? 'error' : 'warning',
          message: { text: `${model} scores ${score(value)} (${bandOf(value)}) on ${file.golden}.` },
          locations: [locate('', 'GOLDEN', file.golden)],
          partialFingerprints: print('fern/low-score', model, file.golden),
          rank: Math.max(0, Math.min(100, (1 - value) * 100)),
          properties: { model, score: value },
        },
      ];
    }),
  );
  const roots = { golden: '', generated: '' };
  return [...low, ...document.accepted.map((finding) => acceptedResult(roots, finding, print))];
}

/** Pairs for information; golden files without a counterpart as failures. */
export function matchResults(document: MatchDocument): Result[] {
  const print = fingerprints();
  return [
    ...document.pairs.map(
      (pair): Result => ({
        ruleId: 'fern/pair',
        level: 'none',
        kind: 'informational',
        message: {
          text: `${pair.generated} goes with ${pair.golden} (${score(pair.similarity)}): ${pair.reason}`,
        },
        locations: [locate('', 'GENERATED', pair.generated)],
        relatedLocations: [{ id: 1, ...locate('', 'GOLDEN', pair.golden), message: { text: 'golden' } }],
        partialFingerprints: print('fern/pair', pair.golden, pair.generated),
      }),
    ),
    ...document.missing.map((path) => missing('', path, 'No generated file', print)),
    ...document.extra.map(
      (path): Result => ({
        ruleId: 'fern/extra-file',
        level: 'note',
        message: { text: `${path} goes with no golden file.` },
        locations: [locate('', 'GENERATED', path)],
        partialFingerprints: print('fern/extra-file', path),
      }),
    ),
  ];
}

function missing(
  root: string,
  path: string,
  subject: string,
  print: ReturnType<typeof fingerprints>,
): Result {
  return {
    ruleId: 'fern/missing-file',
    level: 'error',
    message: { text: `${subject} goes with ${path}.` },
    locations: [locate(root, 'GOLDEN', path)],
    partialFingerprints: print('fern/missing-file', subject, path),
    rank: 100,
  };
}
