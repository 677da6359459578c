import { isCallable, measureUnits, type UnitMetrics } from '../metrics/metrics.ts';
import type { SourceModel } from '../model/source.ts';
import type { Dimension, DimensionInput, DimensionResult, Finding } from './dimension.ts';
import { unitSpan } from './rules/places.ts';

/** One of the numbers that a function is held against. */
export interface MaintainabilityMetric {
  readonly rule: string;
  readonly says: string;
  readonly source: string;
  readonly weight: number;
  /** Added on both sides of the ratio, so that small numbers don't weigh like big ones. */
  readonly softening: number;
  /** So much worse (as a factor) costs nothing: what two ways to write the same thing differ by. */
  readonly tolerance: number;
  readonly words: string;
  /** Higher is worse. */
  readonly read: (metrics: UnitMetrics) => number;
  readonly show: (metrics: UnitMetrics) => number;
}

/**
 * Cognitive complexity weighs most, as the only one made to follow what a reader finds hard (and shown to
 * agree with reading times: Muñoz Barón et al. 2020); paths to test come next; size is counted lightly.
 */
export const MAINTAINABILITY_METRICS: readonly MaintainabilityMetric[] = [
  {
    rule: 'maintainability/cognitive-complexity',
    says: 'A function is harder to follow than its golden counterpart: deeper nesting, more breaks in the flow.',
    source: 'Campbell 2018',
    weight: 0.45,
    softening: 5,
    tolerance: 1,
    words: 'cognitive complexity',
    read: ({ complexity }) => complexity.cognitive,
    show: ({ complexity }) => complexity.cognitive,
  },
  {
    rule: 'maintainability/cyclomatic-complexity',
    says: 'A function has more paths to test than its golden counterpart.',
    source: 'McCabe 1976',
    weight: 0.25,
    softening: 4,
    tolerance: 1,
    words: 'cyclomatic complexity',
    read: ({ complexity }) => complexity.cyclomatic,
    show: ({ complexity }) => complexity.cyclomatic,
  },
  {
    rule: 'maintainability/halstead-volume',
    says: 'A function takes more operators and operands to say the same as its golden counterpart.',
    source: 'Halstead 1977',
    weight: 0.15,
    softening: 100,
    tolerance: 1.15,
    words: 'Halstead volume',
    read: ({ halstead }) => halstead.volume,
    show: ({ halstead }) => Math.round(halstead.volume),
  },
  {
    rule: 'maintainability/maintainability-index',
    says: 'A function has a lower maintainability index (0 to 100) than its golden counterpart.',
    source: 'Oman and Hagemeister 1992',
    weight: 0.15,
    softening: 10,
    tolerance: 1.3,
    words: 'maintainability index',
    read: (metrics) => 100 - metrics.maintainabilityIndex,
    show: (metrics) => Math.round(metrics.maintainabilityIndex),
  },
];

/** Cost below this is arithmetic, not worth a line. */
const NOTHING = 1e-12;

/** See `docs/scoring.md`: every callable unit against its counterpart, only what is worse costs. */
export const maintainability: Dimension = {
  id: 'maintainability',
  says: 'Will it be cheaper or dearer to live with than the golden code?',
  evaluate,
};

interface Held {
  readonly unit: number;
  /** The golden unit, -1 for a helper without counterpart. */
  readonly golden: number;
  readonly against: UnitMetrics;
  readonly metrics: UnitMetrics;
  readonly weight: number;
  readonly losses: readonly number[];
  readonly loss: number;
}

function evaluate({ golden, generated, alignment, shared }: DimensionInput): DimensionResult {
  const goldenMetrics = measureUnits(golden);
  const generatedMetrics = measureUnits(generated);
  if (!golden.units.some(isCallable)) return none('no functions in the golden');
  if (!generated.units.some(isCallable)) return none('no functions in the generated file');

  const pairs: Held[] = [];
  const paired = new Set<number>();
  for (const pair of alignment.pairs) {
    const against = goldenMetrics[pair.golden];
    const metrics = generatedMetrics[pair.generated];
    if (metrics === null) continue;
    if (against === null) continue;
    paired.add(pair.generated);
    pairs.push(hold(pair.generated, pair.golden, against, metrics, golden.units[pair.golden].weight));
  }
  const worst = mostComplex(goldenMetrics);
  const helpers: Held[] = [];
  generatedMetrics.forEach((metrics, unit) => {
    if (shared || metrics === null || worst === null || paired.has(unit)) return;
    helpers.push(hold(unit, -1, worst, metrics, generated.units[unit].weight));
  });

  if (pairs.length + helpers.length === 0) return none('no function of the golden has a counterpart');
  const pairsWeight = sum(pairs, (held) => held.weight);
  const allWeight = pairsWeight + sum(helpers, (held) => held.weight);
  const pairShare = (held: Held): number => (held.weight * held.loss) / pairsWeight;
  const helperShare = (held: Held): number => (held.weight * held.loss) / allWeight;
  const kept = 1 - sum(pairs, pairShare);
  const value = kept * (1 - sum(helpers, helperShare));
  const findings: Finding[] = [];
  for (const held of pairs)
    if (held.loss > NOTHING) findings.push(finding(golden, generated, held, pairShare(held)));
  for (const held of helpers) {
    if (held.loss > NOTHING) findings.push(finding(golden, generated, held, helperShare(held) * kept));
  }
  return { value: findings.length === 0 ? 1 : value, evidence: evidence(pairs, helpers), findings };
}

function none(reason: string): DimensionResult {
  return { value: null, reason, evidence: {}, findings: [] };
}

function hold(
  unit: number,
  golden: number,
  against: UnitMetrics,
  metrics: UnitMetrics,
  weight: number,
): Held {
  const losses = MAINTAINABILITY_METRICS.map(
    (metric) => metric.weight * (1 - ratio(metric, against, metrics)),
  );
  return { unit, golden, against, metrics, weight, losses, loss: sum(losses, (loss) => loss) };
}

/** 1 while the generated number is no worse than the golden one, then falling towards 0 like golden / generated. */
function ratio(metric: MaintainabilityMetric, golden: UnitMetrics, generated: UnitMetrics): number {
  const softened = metric.read(golden) + metric.softening;
  return Math.min(1, (softened * metric.tolerance) / (metric.read(generated) + metric.softening));
}

/** What helpers without counterpart are held against: the worst that the golden does itself, number by number. */
function mostComplex(all: readonly (UnitMetrics | null)[]): UnitMetrics | null {
  const first = all.find((metrics) => metrics !== null);
  if (first === undefined || first === null) return null;
  let { cognitive, cyclomatic } = first.complexity;
  let { volume } = first.halstead;
  let { maintainabilityIndex } = first;
  for (const metrics of all) {
    if (metrics === null) continue;
    cognitive = Math.max(cognitive, metrics.complexity.cognitive);
    cyclomatic = Math.max(cyclomatic, metrics.complexity.cyclomatic);
    volume = Math.max(volume, metrics.halstead.volume);
    maintainabilityIndex = Math.min(maintainabilityIndex, metrics.maintainabilityIndex);
  }
  return {
    complexity: { ...first.complexity, cognitive, cyclomatic },
    halstead: { ...first.halstead, volume },
    maintainabilityIndex,
  };
}

function finding(golden: SourceModel, generated: SourceModel, held: Held, cost: number): Finding {
  const ranked = MAINTAINABILITY_METRICS.map((metric, index) => ({ metric, loss: held.losses[index] }))
    .filter(({ metric, loss }) => loss > NOTHING && metric.show(held.metrics) !== metric.show(held.against))
    .sort((a, b) => b.loss - a.loss);
  const shown = ranked.length > 0 ? ranked.slice(0, 2) : [{ metric: MAINTAINABILITY_METRICS[2] }];
  const numbers = shown.map(({ metric }) => {
    const extreme = metric.words === 'maintainability index' ? 'lowest' : 'highest';
    const whose = held.golden >= 0 ? 'golden' : `${extreme} in the golden`;
    return `${metric.words} ${metric.show(held.metrics)}, ${whose} ${metric.show(held.against)}`;
  });
  return {
    rule: shown[0].metric.rule,
    severity: held.loss >= 0.3 ? 'warning' : held.loss >= 0.1 ? 'information' : 'hint',
    message: `\`${generated.units[held.unit].name || 'function'}\` has ${numbers.join('; ')}.`,
    cost,
    generated: unitSpan(generated, held.unit),
    golden: held.golden >= 0 ? unitSpan(golden, held.golden) : null,
    reference: shown[0].metric.source,
  };
}

function evidence(pairs: readonly Held[], helpers: readonly Held[]): Record<string, number> {
  const most = (read: (held: Held) => number, held: readonly Held[]): number =>
    held.reduce((highest, one) => Math.max(highest, read(one)), 0);
  return {
    functions: pairs.length,
    helpers: helpers.length,
    cognitive_golden: most((held) => held.against.complexity.cognitive, pairs),
    cognitive_generated: most((held) => held.metrics.complexity.cognitive, [...pairs, ...helpers]),
    worse: [...pairs, ...helpers].filter((held) => held.loss > NOTHING).length,
  };
}

function sum<T>(items: readonly T[], read: (item: T) => number): number {
  let total = 0;
  for (const item of items) total += read(item);
  return total;
}
