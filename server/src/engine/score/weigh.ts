import type { DimensionId, DimensionResult } from '../dimensions/dimension.ts';
import { CORE_DIMENSIONS, DIMENSION_IDS } from '../dimensions/dimension.ts';

export interface Weighed {
  readonly overall: number;
  /** Weights over the dimensions that apply; they add up to 1. */
  readonly weights: Readonly<Record<DimensionId, number>>;
  /** How far style and the other quality dimensions count, 0 to 1. */
  readonly gate: number;
}

/** From this mean of functional, semantic and structural on, quality counts in full. */
export const COUNTERPART = 0.6;

/**
 * Weighted mean over the dimensions that apply. Good manners don't make a counterpart: the quality dimensions
 * count min(1, ρ / 0.6), where ρ is the weighted mean of functional, semantic and structural. Where none of the
 * dimensions that weigh applies, those of the three that do stand in, equally.
 */
export function weigh(
  results: ReadonlyMap<DimensionId, DimensionResult>,
  configured: Readonly<Record<DimensionId, number>>,
): Weighed {
  const weights = Object.fromEntries(DIMENSION_IDS.map((id) => [id, 0])) as Record<DimensionId, number>;
  let total = 0;
  for (const [id, { value }] of results) {
    if (value === null) continue;
    weights[id] = configured[id];
    total += configured[id];
  }
  if (total === 0) return unweighed(results, weights);
  let coreWeight = 0;
  let core = 0;
  let quality = 0;
  for (const [id, { value }] of results) {
    weights[id] /= total;
    if (value === null) continue;
    if (CORE_DIMENSIONS.has(id)) {
      coreWeight += weights[id];
      core += weights[id] * value;
    } else {
      quality += weights[id] * value;
    }
  }
  const gate = coreWeight === 0 ? 1 : Math.min(1, core / coreWeight / COUNTERPART);
  return { overall: core + gate * quality, weights, gate };
}

function unweighed(
  results: ReadonlyMap<DimensionId, DimensionResult>,
  weights: Record<DimensionId, number>,
): Weighed {
  const core = [...results].filter(([id, { value }]) => CORE_DIMENSIONS.has(id) && value !== null);
  let overall = 0;
  for (const [id, { value }] of core) {
    weights[id] = 1 / core.length;
    overall += (value ?? 0) / core.length;
  }
  return { overall, weights, gate: 1 };
}
