import type { Acceptance, UnitPlace } from '../accepted/acceptance.ts';
import { type AcceptComments, acceptComments } from '../accepted/comments.ts';
import { excuseBehaviour, excuseResult, excusesFor } from '../accepted/excuse.ts';
import type { FileBehaviour } from '../behaviour/verdict.ts';
import {
  DIMENSION_IDS,
  type DimensionId,
  type DimensionInput,
  type DimensionResult,
  type Finding,
  type Severity,
} from '../dimensions/dimension.ts';
import { STATIC_DIMENSIONS } from '../dimensions/registry.ts';
import { planSemantic, type SemanticPlan } from '../dimensions/semantic/plan.ts';
import { evaluateSemantic } from '../dimensions/semantic/semantic.ts';
import { alignUnits } from '../matching/units.ts';
import type { SourceModel } from '../model/source.ts';
import { span } from '../model/tree.ts';
import type { EngineSettings } from '../settings.ts';
import { positionAt } from '../text/lines.ts';
import { type Band, bandOf } from './bands.ts';
import {
  type Basis,
  type Bounds,
  basisOf,
  behaviourFinding,
  boundsOf,
  excusedInputs,
  withBehaviour,
} from './behaviour.ts';
import { weigh } from './weigh.ts';

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** One place where points were lost, as it is shown. */
export interface ScoredFinding {
  readonly rule: string;
  readonly dimension: DimensionId | 'overall';
  readonly severity: Severity;
  readonly message: string;
  /** Share of the overall score; the findings of a pair add up to 1 - overall. */
  readonly points: number;
  readonly generated: Range | null;
  readonly golden: Range | null;
  readonly reference?: string;
}

export interface ScoredDimension {
  readonly value: number | null;
  readonly weight: number;
  readonly basis?: Basis;
  readonly reason?: string;
  readonly evidence?: Readonly<Record<string, number | string>>;
}

export interface PairScore {
  readonly overall: number;
  readonly band: Band;
  readonly dimensions: Readonly<Record<DimensionId, ScoredDimension>>;
  readonly findings: readonly ScoredFinding[];
  /** Where behaviour keeps the overall score, whatever the weights. */
  readonly bounds: Bounds;
  /** What costs most, of the findings; null where nothing costs. */
  readonly dearest: Pick<ScoredFinding, 'rule' | 'message'> | null;
  /** The overall score that the sources alone give, without behaviour. */
  readonly staticOverall: number;
  /** What running both sides showed; null where nothing was run. */
  readonly behaviour: FileBehaviour | null;
  /** Differences that people accept; they cost nothing. */
  readonly accepted: readonly AcceptedDifference[];
  /** What was accepted but is not there. */
  readonly unusedAcceptances: readonly Acceptance[];
}

/** A finding that costs nothing because it is accepted; `points` is what it would have cost by itself. */
export interface AcceptedDifference extends ScoredFinding {
  readonly by: Acceptance;
}

/** A pair scored but for what the embedding model has to say. Plain data. */
export interface PairDraft {
  readonly results: readonly (readonly [DimensionId, DimensionResult])[];
  readonly semantic: SemanticPlan;
  readonly goldenLines: Uint32Array;
  readonly generatedLines: Uint32Array;
  /** The golden's units on both sides, but for imports and export lists. */
  readonly units: readonly UnitPlace[];
  readonly comments: AcceptComments;
}

/**
 * Scores what the sources alone say.
 * @param maxWindows at most so many windows of a long unit are embedded.
 * @param shared true when other golden files have their counterpart in the generated file too.
 * @param goldenText read for comments that accept differences.
 */
export function draftPair(
  golden: SourceModel,
  generated: SourceModel,
  maxWindows: number,
  shared: boolean,
  goldenText = '',
): PairDraft {
  const input: DimensionInput = {
    golden,
    generated,
    alignment: alignUnits(golden, generated),
    maxWindows,
    shared,
  };
  return {
    results: STATIC_DIMENSIONS.map((dimension) => [dimension.id, dimension.evaluate(input)] as const),
    semantic: planSemantic(input),
    goldenLines: golden.lineStarts,
    generatedLines: generated.lineStarts,
    units: unitPlaces(input),
    comments: acceptComments(golden, goldenText),
  };
}

function unitPlaces({ golden, generated, alignment }: DimensionInput): UnitPlace[] {
  const partner = new Map(alignment.pairs.map((pair) => [pair.golden, generated.units[pair.generated]]));
  return golden.units.flatMap(({ kind, name, node }, index) => {
    if (kind === 'import' || kind === 'export') return [];
    const other = partner.get(index);
    return {
      name,
      golden: span(golden.tree, node),
      generated: other === undefined ? null : span(generated.tree, other.node),
    };
  });
}

/**
 * @param vectors unit vectors of `draft.semantic.texts`, in order.
 * @param behaviour what running both sides showed; null when code is not run.
 * @param accepted what the configuration accepts of this golden file.
 */
export function finishPair(
  draft: PairDraft,
  vectors: readonly Float32Array[],
  settings: EngineSettings,
  behaviour: FileBehaviour | null = null,
  accepted: readonly Acceptance[] = [],
): PairScore {
  const excuses = excusesFor(accepted, draft.comments.accepted, draft.units);
  const excused: { readonly id: DimensionId; readonly finding: Finding; readonly by: Acceptance }[] = [];
  const known = new Map(draft.results);
  known.set('semantic', evaluateSemantic(draft.semantic, vectors));
  const contract = known.get('functional') as DimensionResult;
  known.set('functional', withBehaviour(contract, behaviour));
  const results = new Map(
    DIMENSION_IDS.map((id) => {
      const whole = balanced(id, known.get(id) as DimensionResult);
      return [id, excuseResult(whole, excuses, (finding, by) => excused.push({ id, finding, by }))];
    }),
  );
  for (const { unit, written, finding } of excusedInputs(contract, behaviour)) {
    const by = excuses.ofInput(unit, written);
    if (by !== null) excused.push({ id: 'functional', finding, by });
  }
  const seen = excuseBehaviour(behaviour, excuses, (unit) => behaviourFinding(unit, 0));
  const { overall: weighed, weights, gate } = weigh(results, settings.weights);
  const findings: ScoredFinding[] = [];
  let gated = 0;
  for (const [id, { value, findings: found }] of results) {
    if (value === null || weights[id] === 0) continue;
    const core = id === 'functional' || id === 'semantic' || id === 'structural';
    if (!core) gated += weights[id] * value * (1 - gate);
    for (const finding of found) findings.push(place(draft, id, finding, weights[id] * finding.cost));
  }
  if (gated > 0) findings.push(unrelated(gated, gate));
  if ([...results.values()].every(({ value }) => value === null)) findings.push(nothing());
  const bounds = boundsOf(settings.behaviourBounds ? seen : null);
  const overall = bounded(weighed, bounds, findings);
  findings.sort(dearestFirst);
  const [dearest] = findings;
  return {
    overall: round(overall, 6),
    band: bandOf(round(overall, 6)),
    dimensions: Object.fromEntries(
      [...results].map(([id, result]) => [id, dimension(id, result, weights[id], basisOf(behaviour))]),
    ) as Record<DimensionId, ScoredDimension>,
    bounds,
    dearest:
      dearest !== undefined && dearest.points > 0 ? { rule: dearest.rule, message: dearest.message } : null,
    findings: [...limit(findings, settings.maxFindings), ...acceptFaults(draft)],
    staticOverall:
      behaviour === null
        ? round(overall, 6)
        : staticScore(
            results,
            excuseResult(balanced('functional', contract), excuses, () => {}),
            settings,
          ),
    behaviour: seen,
    accepted: excused
      .filter(({ id }) => weights[id] > 0)
      .map(({ id, finding, by }) => ({ ...place(draft, id, finding, weights[id] * finding.cost), by }))
      .sort(dearestFirst),
    unusedAcceptances: excuses.unused(),
  };
}

function dearestFirst(a: ScoredFinding, b: ScoredFinding): number {
  return (
    b.points - a.points || startLine(a) - startLine(b) || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0)
  );
}

/** Comments that mean to accept something and do not; they cost nothing, but must not go unnoticed. */
function acceptFaults({ comments, goldenLines }: PairDraft): ScoredFinding[] {
  return comments.faults.map(({ place: { start, end }, message }) => ({
    rule: 'overall/accept-comment',
    dimension: 'overall',
    severity: 'hint',
    message,
    points: 0,
    generated: null,
    golden: { start: positionAt(goldenLines, start), end: positionAt(goldenLines, end) },
  }));
}

/** The score with the contract in the place of what was run. */
function staticScore(
  results: ReadonlyMap<DimensionId, DimensionResult>,
  contract: DimensionResult,
  settings: EngineSettings,
): number {
  const unrun = new Map(results).set('functional', contract);
  return round(weigh(unrun, settings.weights).overall, 6);
}

/** Takes the score into its bounds; what that adds or takes is told, so that points still add up. */
function bounded(weighed: number, { least, most }: Bounds, findings: ScoredFinding[]): number {
  if (weighed > most) {
    findings.push({
      rule: 'overall/behaviour-bound',
      dimension: 'overall',
      severity: 'information',
      message: 'It looks better than it works: behaviour bounds the score.',
      points: round(weighed - most, 10),
      generated: null,
      golden: null,
    });
    return most;
  }
  if (weighed >= least) return weighed;
  const scale = (1 - least) / (1 - weighed);
  for (const [index, finding] of findings.entries())
    findings[index] = { ...finding, points: round(finding.points * scale, 10) };
  return least;
}

/** Makes the costs of a dimension's findings add up to what it lost. */
function balanced(id: DimensionId, result: DimensionResult): DimensionResult {
  if (result.value === null) return result;
  const lost = 1 - result.value;
  const told = result.findings.reduce((sum, finding) => sum + finding.cost, 0);
  if (lost < 1e-9) return { ...result, value: 1, findings: [] };
  if (told <= 0) {
    const message = `The file as a whole loses ${Math.round(100 * lost)} % here.`;
    const whole: Finding = {
      rule: `${id}/whole`,
      severity: 'hint',
      message,
      cost: lost,
      generated: null,
      golden: null,
    };
    return { ...result, findings: [whole] };
  }
  return {
    ...result,
    findings: result.findings.map((finding) => ({ ...finding, cost: (finding.cost * lost) / told })),
  };
}

function place(draft: PairDraft, dimension: DimensionId, finding: Finding, points: number): ScoredFinding {
  const range = (lines: Uint32Array, span: { start: number; end: number } | null): Range | null =>
    span === null ? null : { start: positionAt(lines, span.start), end: positionAt(lines, span.end) };
  return {
    rule: finding.rule,
    dimension,
    severity: finding.severity,
    message: finding.message,
    points: round(points, 10),
    generated: range(draft.generatedLines, finding.generated),
    golden: range(draft.goldenLines, finding.golden),
    ...(finding.reference === undefined ? {} : { reference: finding.reference }),
  };
}

function unrelated(points: number, gate: number): ScoredFinding {
  return {
    rule: 'overall/not-a-counterpart',
    dimension: 'overall',
    severity: 'information',
    message: `The files have little in common, so style and quality count only ${Math.floor(100 * gate)} %.`,
    points: round(points, 10),
    generated: null,
    golden: null,
  };
}

/** No dimension applies: there is no code to compare. */
function nothing(): ScoredFinding {
  return {
    rule: 'overall/nothing-to-compare',
    dimension: 'overall',
    severity: 'information',
    message: 'The golden file has no code that could be compared.',
    points: 1,
    generated: null,
    golden: null,
  };
}

function limit(findings: ScoredFinding[], most: number): ScoredFinding[] {
  const told = findings.filter((finding) => finding.points > 0);
  if (told.length <= most) return told;
  const rest = told.slice(most - 1);
  return [
    ...told.slice(0, most - 1),
    {
      rule: 'overall/more',
      dimension: 'overall',
      severity: 'hint',
      message: `${rest.length} more places that cost little each.`,
      points: round(
        rest.reduce((sum, finding) => sum + finding.points, 0),
        10,
      ),
      generated: null,
      golden: null,
    },
  ];
}

function dimension(id: DimensionId, result: DimensionResult, weight: number, basis: Basis): ScoredDimension {
  if (result.value === null) return { value: null, weight: 0, reason: result.reason ?? 'does not apply' };
  return {
    value: round(result.value, 6),
    weight: round(weight, 6),
    ...(id === 'functional' ? { basis } : {}),
    evidence: result.evidence,
  };
}

function startLine(finding: ScoredFinding): number {
  return finding.generated?.start.line ?? finding.golden?.start.line ?? 0;
}

function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}
