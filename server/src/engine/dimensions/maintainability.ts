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
    read: (metrics) => metrics.cognitive,
    show: (metrics) => metrics.cognitive,
  },
  {
    rule: 'maintainability/cyclomatic-complexity',
    says: 'A function has more paths to test than its golden counterpart.',
    source: 'McCabe 1976',
    weight: 0.25,
    softening: 4,
    tolerance: 1,
    words: 'cyclomatic complexity',
    read: (metrics) => metrics.cyclomatic,
    show: (metrics) => metrics.cyclomatic,
  },
  {
    rule: 'maintainability/halstead-volume',
    says: 'A function takes more operators and operands to say the same as its golden counterpart.',
    source: 'Halstead 1977',
    weight: 0.15,
    softening: 100,
    tolerance: 1.15,
    words: 'Halstead volume',
    read: (metrics) => metrics.volume,
    show: (metrics) => Math.round(metrics.volume),
  },
  {
    rule: 'maintainability/maintainability-index',
    says: 'A function has a lower maintainability index (0 to 100) than its golden counterpart.',
    source: 'Oman and Hagemeister 1992',
    weight: 0.15,
    softening: 10,
    tolerance: 1.1,
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
  readonly golden: number;
  readonly against: UnitMetrics;
  readonly metrics: UnitMetrics;
  readonly weight: number;
  readonly losses: readonly number[];
  readonly loss: number;
}

function evaluate({ golden, generated, alignment }: DimensionInput): DimensionResult {
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
    if (metrics === null || paired.has(unit)) return;
    helpers.push(hold(unit, worst.unit, worst.metrics, metrics, generated.units[unit].weight));
  });

  const pairsWeight = sum(pairs, (held) => held.weight);
  const helpersWeight = pairsWeight + sum(helpers, (held) => held.weight);
  const pairsLoss = pairsWeight > 0 ? sum(pairs, (held) => held.weight * held.loss) / pairsWeight : 0;
  const helpersLoss = sum(helpers, (held) => held.weight * held.loss) / helpersWeight;
  const value = (1 - pairsLoss) * (1 - helpersLoss);
  const findings = [
    ...pairs.map((held) => finding(golden, generated, held, (held.weight * held.loss) / pairsWeight, true)),
    ...helpers.map((held) => {
      const share = (held.weight * held.loss) / helpersWeight;
      return finding(golden, generated, held, share * (1 - pairsLoss), false);
    }),
  ].filter((found) => found.cost > NOTHING);
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
  const losses = MAINTAINABILITY_METRICS.map((metric) => metric.weight * (1 - ratio(metric, against, metrics)));
  return { unit, golden, against, metrics, weight, losses, loss: sum(losses, (loss) => loss) };
}

/** 1 while the generated number is no worse than the golden one, then falling towards 0 like golden / generated. */
function ratio(metric: MaintainabilityMetric, golden: UnitMetrics, generated: UnitMetrics): number {
  const softened = metric.read(golden) + metric.softening;
  return Math.min(1, (softened * metric.tolerance) / (metric.read(generated) + metric.softening));
}

/** What a helper without counterpart is held against: the worst that the golden does itself, number by number. */
function mostComplex(all: readonly (UnitMetrics | null)[]): { unit: number; metrics: UnitMetrics } {
  let unit = -1;
  let metrics: UnitMetrics | null = null;
  all.forEach((candidate, index) => {
    if (candidate === null) return;
    if (metrics === null || candidate.cognitive > (all[unit]?.cognitive ?? -1)) unit = index;
    metrics =
      metrics === null
        ? candidate
        : {
            ...metrics,
            cognitive: Math.max(metrics.cognitive, candidate.cognitive),
            cyclomatic: Math.max(metrics.cyclomatic, candidate.cyclomatic),
            volume: Math.max(metrics.volume, candidate.volume),
            maintainabilityIndex: Math.min(metrics.maintainabilityIndex, candidate.maintainabilityIndex),
          };
  });
  if (metrics === null) throw new Error('mostComplex needs a callable unit');
  return { unit, metrics };
}

function finding(
  golden: SourceModel,
  generated: SourceModel,
  held: Held,
  cost: number,
  hasCounterpart: boolean,
): Finding {
  const ranked = MAINTAINABILITY_METRICS.map((metric, index) => ({ metric, loss: held.losses[index] }))
    .filter(({ metric, loss }) => loss > NOTHING && metric.show(held.metrics) !== metric.show(held.against))
    .sort((a, b) => b.loss - a.loss);
  const shown = ranked.length > 0 ? ranked.slice(0, 2) : [{ metric: MAINTAINABILITY_METRICS[2], loss: held.loss }];
  const whose = hasCounterpart ? 'golden' : 'at most in the golden';
  const numbers = shown.map(({ metric }, index) => {
    const lowest = metric.words === 'maintainability index' && !hasCounterpart ? 'at least in the golden' : whose;
    return `${metric.words} ${metric.show(held.metrics)}, ${index === 0 ? lowest : 'golden'} ${metric.show(held.against)}`;
  });
  const name = generated.units[held.unit].name || 'function';
  return {
    rule: shown[0].metric.rule,
    severity: held.loss >= 0.3 ? 'warning' : held.loss >= 0.1 ? 'information' : 'hint',
    message: `\`${name}\` has ${numbers.join('; ')}.`,
    cost,
    generated: unitSpan(generated, held.unit),
    golden: hasCounterpart ? unitSpan(golden, held.golden) : null,
    reference: shown[0].metric.source,
  };
}

function evidence(pairs: readonly Held[], helpers: readonly Held[]): Record<string, number> {
  const most = (read: (held: Held) => number, held: readonly Held[]): number =>
    held.reduce((highest, one) => Math.max(highest, read(one)), 0);
  return {
    functions: pairs.length,
    helpers: helpers.length,
    cognitive_golden: most((held) => held.against.cognitive, pairs),
    cognitive_generated: most((held) => held.metrics.cognitive, [...pairs, ...helpers]),
    worse: [...pairs, ...helpers].filter((held) => held.loss > NOTHING).length,
  };
}

function sum<T>(items: readonly T[], read: (item: T) => number): number {
  let total = 0;
  for (const item of items) total += read(item);
  return total;
}
