import type { BehaviourVerdict, UnitBehaviour } from './verdict.ts';

/** The mean over the units that ran, by size; null where nothing ran. */
export function meanOf(
  units: readonly UnitBehaviour[],
  read: (unit: UnitBehaviour) => number | null,
): number | null {
  const ran = units.filter(({ value }) => value !== null);
  const size = ran.reduce((sum, { weight }) => sum + weight, 0);
  return size === 0 ? null : ran.reduce((sum, unit) => sum + unit.weight * (read(unit) ?? 0), 0) / size;
}

/** What the verdicts of a file's units come to. */
export function verdictOf(units: readonly UnitBehaviour[]): BehaviourVerdict {
  const ran = units.filter(({ value }) => value !== null);
  const verdicts = new Set(ran.map(({ verdict }) => verdict));
  if (verdicts.has('differs')) return 'differs';
  if (ran.length === 0)
    return units.some(({ verdict }) => verdict === 'inconclusive') ? 'inconclusive' : 'not_executable';
  return verdicts.has('inconclusive') || ran.length < units.length ? 'inconclusive' : 'equivalent';
}
