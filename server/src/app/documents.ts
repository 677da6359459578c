import type {
  FileBehaviour,
  MappingNote,
  PairScore,
  Range,
  ScoredDimension,
  ScoredFinding,
  UnitBehaviour,
} from '../engine/index.ts';
import { bandOf } from '../engine/index.ts';
import {
  type AcceptedFinding,
  type BehaviourDocument,
  type BehaviourUnit,
  type DimensionDocument,
  type EvaluationDocument,
  type FileDocument,
  type FindingDocument,
  type MappingDocument,
  type Place,
  SCHEMA_VERSION,
  type UnusedAcceptance,
} from '../protocol/documents.ts';
import type { PairRequest, SourceText, Unreadable } from './ports.ts';
import { ENGINE_VERSION } from './version.ts';

/** Engine results as the documents that hosts answer with. */

const NOT_RUN: BehaviourDocument = {
  agreement: null,
  verdict: 'not_executable',
  reason: 'code was not run',
  units: [],
};

function behaviourDocument(behaviour: FileBehaviour | null): BehaviourDocument {
  if (behaviour === null) return NOT_RUN;
  const { agreement, verdict, reason, units } = behaviour;
  return {
    agreement: agreement === null ? null : round(agreement),
    verdict,
    ...(reason === null ? {} : { reason }),
    units: units.map(behaviourUnit),
  };
}

function mappingDocument({ fields, literals, parameters, members }: MappingNote): MappingDocument {
  return {
    ...(fields === undefined ? {} : { fields: { ...fields } }),
    ...(literals === undefined ? {} : { literals: { ...literals } }),
    ...(parameters === undefined ? {} : { parameters: [...parameters] }),
    ...(members === undefined ? {} : { members: { ...members } }),
  };
}

export function behaviourUnit(unit: UnitBehaviour): BehaviourUnit {
  const { golden, generated, verdict, agreement, inputs, branchCoverage, mutants } = unit;
  const { reason, witness, mapping } = unit;
  return {
    golden,
    generated,
    verdict,
    agreement: agreement === null ? null : round(agreement),
    inputs,
    branch_coverage: branchCoverage === null ? null : round(branchCoverage),
    ...(mutants === null ? {} : { mutants: { caught: mutants.caught, total: mutants.total } }),
    ...(reason === null ? {} : { reason }),
    ...(mapping === undefined ? {} : { mapping: mappingDocument(mapping) }),
    ...(witness === null
      ? {}
      : {
          witness: {
            call: witness.call,
            arguments: [...witness.arguments],
            golden: witness.golden,
            generated: witness.generated,
            ...(witness.counterpart === undefined ? {} : { generated_call: witness.counterpart.call }),
            ...(witness.beyond.length === 0 ? {} : { beyond: [...witness.beyond] }),
          },
        }),
  };
}

/** An application's behaviour: its files' by weight. A file without counterpart agrees on nothing. */
function wholeBehaviour(files: readonly FileDocument[], lost: number): BehaviourDocument {
  if (files.length === 1 && lost === 0) return files[0].behaviour;
  const ran = files.filter(({ behaviour }) => behaviour.agreement !== null);
  if (ran.length === 0)
    return { ...NOT_RUN, reason: files[0]?.behaviour.reason ?? 'there is nothing to run' };
  const total = ran.reduce((sum, { weight }) => sum + weight, lost);
  const agreed = ran.reduce((sum, { weight, behaviour }) => sum + weight * (behaviour.agreement ?? 0), 0);
  const verdicts = new Set(ran.map(({ behaviour }) => behaviour.verdict));
  const whole = ran.length === files.length && lost === 0;
  return {
    agreement: round(agreed / total),
    verdict:
      verdicts.has('differs') || lost > 0
        ? 'differs'
        : verdicts.has('inconclusive') || !whole
          ? 'inconclusive'
          : 'equivalent',
    units: [],
  };
}

/** @param golden path of the golden file, where the request is for another version of it. */
export function fileDocument(
  request: PairRequest,
  score: PairScore,
  weight: number,
  golden: string = request.golden.path,
): FileDocument {
  const [main, ...parts] = request.generated;
  return {
    golden,
    generated: main.path,
    ...(parts.length > 0 ? { generated_parts: parts.map((part) => part.path) } : {}),
    ...(golden === request.golden.path ? {} : { golden_version: request.golden.path }),
    overall: score.overall,
    band: score.band,
    weight,
    dimensions: Object.fromEntries(
      Object.entries(score.dimensions).map(([id, value]) => [id, dimensionDocument(value)]),
    ),
    behaviour: behaviourDocument(score.behaviour),
    findings: score.findings.map((finding) => findingDocument(request, finding)),
  };
}

/** What was accepted in a pair, in the order of points. */
export function acceptedFindings(
  request: PairRequest,
  { accepted }: Pick<PairScore, 'accepted'>,
): AcceptedFinding[] {
  return accepted.map(({ by, ...finding }) => ({
    ...findingDocument(request, finding),
    golden_file: request.golden.path,
    generated_file: request.generated[0].path,
    unit: by.unit,
    ...(by.input === null ? {} : { input: by.input }),
    reason: by.reason,
    accepted_by: by.line === null ? 'configuration' : 'comment',
  }));
}

export function dimensionDocument(value: ScoredDimension): DimensionDocument {
  return {
    value: value.value,
    weight: value.weight,
    ...(value.basis ? { basis: value.basis } : {}),
    ...(value.reason ? { reason: value.reason } : {}),
    ...(value.evidence ? { evidence: { ...value.evidence } } : {}),
  };
}

function findingDocument(request: PairRequest, finding: ScoredFinding): FindingDocument {
  return {
    rule: finding.rule,
    dimension: finding.dimension,
    severity: finding.severity,
    message: finding.message,
    points: finding.points,
    generated: finding.generated === null ? null : generatedPlace(request.generated, finding.generated),
    golden: finding.golden === null ? null : { file: request.golden.path, range: finding.golden },
    ...(finding.reference === undefined ? {} : { reference: finding.reference }),
  };
}

/** A range in the joined text, taken back to the file that it comes from. */
export function generatedPlace(files: readonly SourceText[], range: Range): Place {
  let before = 0;
  for (const file of files.slice(0, -1)) {
    const lines = countLines(file.text);
    if (range.start.line < before + lines)
      return { file: file.path, range: within(file.text, shift(range, before)) };
    before += lines;
  }
  return { file: files[files.length - 1].path, range: shift(range, before) };
}

function shift(range: Range, lines: number): Range {
  if (lines === 0) return range;
  return {
    start: { line: range.start.line - lines, character: range.start.character },
    end: { line: range.end.line - lines, character: range.end.character },
  };
}

/** A range that goes on into the next file ends where its own file ends. */
function within(text: string, range: Range): Range {
  const lines = text.split(/\r\n|\n|\r/);
  const last = lines.length - 1;
  if (range.end.line <= last) return range;
  return { start: range.start, end: { line: last, character: lines[last].length } };
}

function countLines(text: string): number {
  return (text.match(/\r\n|\n|\r/g)?.length ?? 0) + 1;
}

export interface Outcome {
  readonly golden: string;
  readonly generated: string;
  readonly files: readonly FileDocument[];
  /** Weight of golden files without counterpart, which count 0. */
  readonly missing: readonly { readonly path: string; readonly weight: number }[];
  readonly extra: readonly string[];
  readonly unreadable: readonly Unreadable[];
  readonly accepted: readonly AcceptedFinding[];
  readonly unusedAccepted: readonly UnusedAcceptance[];
}

export function evaluationDocument(outcome: Outcome): EvaluationDocument {
  const { files, missing } = outcome;
  const lost = missing.reduce((sum, file) => sum + file.weight, 0);
  const total = files.reduce((sum, file) => sum + file.weight, lost);
  const overall =
    total === 0 ? 0 : round(files.reduce((sum, file) => sum + file.weight * file.overall, 0) / total);
  return {
    schema_version: SCHEMA_VERSION,
    engine_version: ENGINE_VERSION,
    golden: outcome.golden,
    generated: outcome.generated,
    overall,
    band: bandOf(overall),
    dimensions: meanDimensions(files),
    behaviour: wholeBehaviour(files, lost),
    files: [...files],
    missing: missing.map((file) => file.path),
    extra: [...outcome.extra],
    unreadable: [...outcome.unreadable],
    accepted: [...outcome.accepted],
    unused_accepted: [...outcome.unusedAccepted],
  };
}

/** Weighted mean of each dimension over the files to which it applies; missing files are not among them. */
function meanDimensions(files: readonly FileDocument[]): Record<string, DimensionDocument> {
  if (files.length === 1) return files[0].dimensions;
  const result: Record<string, DimensionDocument> = {};
  for (const id of Object.keys(files[0]?.dimensions ?? {})) {
    let sum = 0;
    let total = 0;
    let weight = 0;
    let whole = 0;
    for (const file of files) {
      const { value, weight: share } = file.dimensions[id];
      whole += file.weight;
      if (value === null) continue;
      sum += file.weight * value;
      total += file.weight;
      weight += file.weight * share;
    }
    result[id] =
      total === 0
        ? { value: null, weight: 0, reason: files[0].dimensions[id].reason ?? 'applies to no file' }
        : {
            value: round(sum / total),
            weight: round(weight / whole),
            ...(id === 'functional' ? { basis: meanBasis(files) } : {}),
          };
  }
  return result;
}

function meanBasis(files: readonly FileDocument[]): 'executed' | 'contract' | 'mixed' {
  const found = new Set(files.flatMap(({ dimensions }) => dimensions.functional?.basis ?? []));
  return found.size === 1 ? ([...found][0] ?? 'contract') : 'mixed';
}

export function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
