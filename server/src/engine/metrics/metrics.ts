import type { SourceModel, Unit } from '../model/source.ts';
import { type Complexity, measureComplexity } from './complexity.ts';
import { type Halstead, halsteadCounter } from './halstead.ts';

export interface UnitMetrics {
  readonly complexity: Complexity;
  readonly halstead: Halstead;
  /** 0 to 100, higher is better; see {@link maintainabilityIndex}. */
  readonly maintainabilityIndex: number;
}

const measured = new WeakMap<SourceModel, readonly (UnitMetrics | null)[]>();

/** Metrics by index of the unit; null for units that can't be called. Measured once for each model. */
export function measureUnits(model: SourceModel): readonly (UnitMetrics | null)[] {
  let metrics = measured.get(model);
  if (metrics === undefined) {
    const count = halsteadCounter(model.tree);
    metrics = model.units.map((unit) => {
      if (!isCallable(unit)) return null;
      const complexity = measureComplexity(model.tree, unit);
      const halstead = count(unit);
      return { complexity, halstead, maintainabilityIndex: maintainabilityIndex(complexity, halstead) };
    });
    measured.set(model, metrics);
  }
  return metrics;
}

/** Functions, methods, components: what has a body to live with. */
export function isCallable(unit: Unit): boolean {
  return (
    unit.signature !== null || unit.kind === 'component' || unit.kind === 'method' || unit.kind === 'function'
  );
}

/**
 * Oman and Hagemeister (1992), rescaled to 0 … 100:
 * max(0, (171 - 5.2 ln V - 0.23 G - 16.2 ln LOC) · 100 / 171), with logical lines for LOC, so that neither
 * formatting nor comments move it.
 */
export function maintainabilityIndex(
  { cyclomatic }: Pick<Complexity, 'cyclomatic'>,
  { volume, logicalLines }: Pick<Halstead, 'volume' | 'logicalLines'>,
): number {
  const raw = 171 - 5.2 * Math.log(Math.max(1, volume)) - 0.23 * cyclomatic - 16.2 * Math.log(logicalLines);
  return Math.min(100, Math.max(0, (raw * 100) / 171));
}
