import { INSIDE } from './domain.ts';
import { errorNames, inGoldenNames } from './errorNames.ts';
import { almostSameValue, changesOnly, keyOf, sameValue } from './outcome.ts';
import type { Probe } from './probe.ts';
import type { Outcome } from './sandbox.ts';

/** How one input came out on both sides. */
export interface Comparison {
  readonly probe: Probe;
  readonly outcome: Outcome;
  readonly same: boolean;
  readonly inside: boolean;
  /** Share of the agreement that rests on it. */
  readonly weight: number;
}

export interface Judgement {
  /** Weighted share of inputs on which both did the same, 0 to 1. */
  readonly agreement: number;
  /** The value of the functional dimension: 1 only when nothing inside the domain differs, at most .7 otherwise. */
  readonly value: number;
  readonly comparisons: readonly Comparison[];
  /** Inputs inside the evident domain that were decided. */
  readonly inside: number;
  readonly differencesInside: number;
  readonly differencesBeyond: number;
  /** The candidate's own error classes in the golden's names. */
  readonly errors: ReadonlyMap<string, string>;
  /** Inputs on which it took too long, large ones only: no evidence either way. */
  readonly slow: number;
}

/** What a single difference inside the domain takes away, whatever else agrees. */
const BROKEN = 0.3;
/** One common outcome must not drown the rest: the mass of an outcome counts to this power less one. */
const DAMPING = 0.4;
/** An input that is larger may take long without being wrong. */
const SMALL = 20;
/** So many right answers must stand beside a slow one before slowness is forgiven. */
const TRUSTED = 10;

/** Holds a candidate's outcomes against the golden's. Where no input is inside the domain, nothing is shown: 0. */
export function judge(probes: readonly Probe[], outcomes: readonly Outcome[]): Judgement {
  let weights = probes.map((probe) => probe.weight);
  if (!weights.some((weight) => weight > 0)) weights = probes.map(() => 0.2);
  const inside = weights.map((weight) => weight >= INSIDE);
  const mass = new Map<string, number>();
  probes.forEach((probe, index) => {
    const key = keyOf(probe.golden);
    mass.set(key, (mass.get(key) ?? 0) + weights[index]);
  });
  weights = weights.map((weight, index) =>
    weight === 0 ? 0 : weight * (mass.get(keyOf(probes[index].golden)) as number) ** -DAMPING,
  );
  const goldens = probes.map((probe) => probe.golden);
  const names = errorNames(goldens, outcomes);
  const same = goldens.map((golden, index) => sameOutcome(golden, inGoldenNames(outcomes[index], names)));
  const ranLong = (index: number): boolean => /^(?:steps|time|cut|memory)$/.test(outcomes[index].ending);
  const right = same.filter((equal, index) => equal && inside[index]).length;
  const forgivable =
    right >= TRUSTED &&
    probes.every((probe, index) => !ranLong(index) || !inside[index] || probe.size >= SMALL);
  let agreed = 0;
  let total = 0;
  const count = { inside: 0, differencesInside: 0, differencesBeyond: 0, slow: 0 };
  const comparisons = probes.map((probe, index): Comparison => {
    const slow = forgivable && ranLong(index);
    const weight = slow ? weights[index] * 0.1 : weights[index];
    total += weight;
    if (same[index]) agreed += weight;
    if (slow) count.slow++;
    else if (inside[index]) count.inside++;
    if (!same[index] && !slow) count[inside[index] ? 'differencesInside' : 'differencesBeyond']++;
    return { probe, outcome: outcomes[index], same: same[index], inside: inside[index] && !slow, weight };
  });
  const agreement = total === 0 ? 0 : agreed / total;
  const unbroken = count.inside > 0 && count.differencesInside === 0;
  const value = (1 - BROKEN) * agreement + (unbroken ? BROKEN : 0);
  return { agreement, value, comparisons, errors: names, ...count };
}

/** The judgement when one more input, inside the domain, is known to differ. */
export function withDifference(judgement: Judgement): Judgement {
  return {
    ...judgement,
    value: (1 - BROKEN) * judgement.agreement,
    differencesInside: judgement.differencesInside + 1,
  };
}

/** Did both do the same? Wording of errors is none of it; a type that `==` forgives is told elsewhere. */
export function sameOutcome(golden: Outcome, other: Outcome): boolean {
  if (golden.ending !== other.ending) return false;
  if (golden.ending !== 'value') return golden.ending !== 'throw' || golden.value === other.value;
  if (!almostSameValue(golden.value, other.value)) return false;
  if (changesOnly(golden) && !sameValue(golden.mutated, other.mutated)) return false;
  return sameEffects(golden, other);
}

function sameEffects(golden: Outcome, other: Outcome): boolean {
  if (golden.effects.length !== other.effects.length) return false;
  return golden.effects.every((effect, index) => sameValue(effect, other.effects[index]));
}
