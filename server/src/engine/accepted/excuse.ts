import type { FileBehaviour, UnitBehaviour } from '../behaviour/verdict.ts';
import { meanOf, verdictOf } from '../behaviour/whole.ts';
import type { DimensionResult, Finding } from '../dimensions/dimension.ts';
import type { Span } from '../model/source.ts';
import { type Acceptance, coversRule, type UnitPlace } from './acceptance.ts';
import type { CommentedAcceptance } from './comments.ts';

/** Knows which acceptance covers a finding, and which were of use. */
export interface Excuses {
  /** True when nothing was accepted. */
  readonly none: boolean;
  /** The first acceptance that covers a finding, or null. */
  readonly of: (finding: Finding) => Acceptance | null;
  /** The acceptance of an input as it was written, or null. */
  readonly ofInput: (unit: string, written: string) => Acceptance | null;
  readonly unused: () => Acceptance[];
}

interface Placed {
  readonly acceptance: Acceptance;
  /** Null: the whole file. */
  readonly places: readonly UnitPlace[] | null;
}

/**
 * @param configured what the configuration accepts of this golden file.
 * @param commented what the golden's comments accept.
 * @param units of the golden, on both sides.
 */
export function excusesFor(
  configured: readonly Acceptance[],
  commented: readonly CommentedAcceptance[],
  units: readonly UnitPlace[],
): Excuses {
  const placed: Placed[] = [
    ...commented.map(({ place, ...acceptance }) => ({
      acceptance,
      places: units.filter(({ golden }) => golden.start === place.start && golden.end === place.end),
    })),
    ...configured.map((acceptance) => ({
      acceptance,
      places: acceptance.unit === null ? null : units.filter(({ name }) => name === acceptance.unit),
    })),
  ];
  const used = new Set<Acceptance>();
  const take = (found: Placed | undefined): Acceptance | null => {
    if (found === undefined) return null;
    used.add(found.acceptance);
    return found.acceptance;
  };
  return {
    none: placed.length === 0,
    of: (finding) =>
      take(
        placed.find(
          ({ acceptance, places }) =>
            acceptance.input === null &&
            coversRule(acceptance.rule, finding.rule) &&
            (acceptance.unit === null && places === null
              ? true
              : finding.unit === acceptance.unit || (places ?? []).some((place) => isAt(finding, place))),
        ),
      ),
    ofInput: (unit, written) =>
      take(
        placed.find(
          ({ acceptance }) =>
            acceptance.input === written && (acceptance.unit === null || acceptance.unit === unit),
        ),
      ),
    unused: () => placed.flatMap(({ acceptance }) => (used.has(acceptance) ? [] : [acceptance])),
  };
}

/** In the golden's unit; what has a place in the generated code alone, in its counterpart. */
function isAt(finding: Finding, place: UnitPlace): boolean {
  if (finding.golden !== null) return within(finding.golden, place.golden);
  return finding.generated !== null && place.generated !== null && within(finding.generated, place.generated);
}

function within(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

/** Called for every finding that is taken out, with its cost as a share of the dimension. */
export type OnExcused = (finding: Finding, by: Acceptance) => void;

/** A dimension as if what is accepted were not there; its costs must add up to 1 - value. */
export function excuseResult(
  result: DimensionResult,
  excuses: Excuses,
  onExcused: OnExcused,
): DimensionResult {
  if (excuses.none || result.value === null) return result;
  let regained = 0;
  const findings = result.findings.filter((finding) => {
    const by = excuses.of(finding);
    if (by === null) return true;
    regained += finding.cost;
    onExcused(finding, by);
    return false;
  });
  if (regained === 0) return result;
  return { ...result, value: findings.length === 0 ? 1 : Math.min(1, result.value + regained), findings };
}

/**
 * Behaviour with units whose difference is accepted counted as agreeing; the witness of what is accepted stays.
 * @param findingOf what a unit that differs is told as.
 */
export function excuseBehaviour(
  behaviour: FileBehaviour | null,
  excuses: Excuses,
  findingOf: (unit: UnitBehaviour) => Finding,
): FileBehaviour | null {
  if (behaviour === null || excuses.none) return behaviour;
  let changed = false;
  const units = behaviour.units.map((unit): UnitBehaviour => {
    const by = unit.value === null || unit.value >= 1 ? null : excuses.of(findingOf(unit));
    if (by === null) return unit;
    changed = true;
    return { ...unit, verdict: 'equivalent', agreement: 1, value: 1, reason: `accepted: ${by.reason}` };
  });
  if (!changed) return behaviour;
  return {
    ...behaviour,
    units,
    verdict: verdictOf(units),
    agreement: meanOf(units, ({ agreement }) => agreement),
    value: meanOf(units, ({ value }) => value),
  };
}
