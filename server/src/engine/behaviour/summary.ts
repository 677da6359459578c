import type { SourceModel, Span } from '../model/source.ts';
import { span } from '../model/tree.ts';
import { type Root, unitNamed, weightOfUnit } from './roots.ts';
import type { FileBehaviour, UnitBehaviour } from './verdict.ts';
import { meanOf, verdictOf } from './whole.ts';

const TYPES: ReadonlySet<string> = new Set(['interface', 'type']);

const NOWHERE = { golden: null, generated: null } as const;

/** With where it stands on both sides. */
export function placed(unit: UnitBehaviour, golden: SourceModel, generated: SourceModel): UnitBehaviour {
  const at = (model: SourceModel, path: string | null): Span | null => {
    const found = path === null ? null : unitNamed(model, path);
    return found === null ? null : span(model.tree, found.node);
  };
  return { ...unit, places: { golden: at(golden, unit.golden), generated: at(generated, unit.generated) } };
}

/** Where nothing could be run. */
export function nothing(reason: string): FileBehaviour {
  return { verdict: 'not_executable', agreement: null, value: null, executed: 0, reason, units: [] };
}

/** The units' results as one, weighted by size. */
export function summary(
  model: SourceModel,
  roots: readonly Root[],
  compared: readonly UnitBehaviour[],
): FileBehaviour {
  const skipped = roots.flatMap(({ offer, weight, reason }): UnitBehaviour[] =>
    reason === null
      ? []
      : [
          {
            golden: offer.path,
            generated: null,
            verdict: 'not_executable',
            reason,
            agreement: null,
            value: null,
            inputs: 0,
            branchCoverage: null,
            mutants: null,
            witness: null,
            weight,
            places: NOWHERE,
          },
        ],
  );
  const units = [...compared, ...skipped];
  if (units.length === 0) return nothing('the golden offers nothing that runs');
  const ran = units.filter(({ value }) => value !== null);
  // Types are part of the golden that nothing can run.
  const types = model.units.filter(({ kind }) => TYPES.has(kind));
  const total = [...units, ...types.map((unit) => ({ weight: weightOfUnit(model, unit) }))].reduce(
    (sum, { weight }) => sum + weight,
    0,
  );
  const size = ran.reduce((sum, { weight }) => sum + weight, 0);
  return {
    verdict: verdictOf(units),
    agreement: meanOf(units, ({ agreement }) => agreement),
    value: meanOf(units, ({ value }) => value),
    executed: total === 0 ? 0 : size / total,
    reason:
      ran.length < units.length
        ? `${units.length - ran.length} of ${units.length} units could not be run`
        : null,
    units,
  };
}
