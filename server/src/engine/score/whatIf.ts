import { CORE_DIMENSIONS, DIMENSION_IDS } from '../dimensions/dimension.ts';
import { Random } from '../random.ts';
import { COUNTERPART } from './weigh.ts';

/** One generated file with what its score is made of. */
export interface WhatIfCell {
  /** Index of its model. */
  readonly model: number;
  /** Its share of the model's mean. A model's shares add up to less than 1 where files are missing, which score 0. */
  readonly share: number;
  /** By `DIMENSION_IDS`; null where the dimension does not apply. */
  readonly values: readonly (number | null)[];
  /** Where behaviour keeps the score. */
  readonly least: number;
  readonly most: number;
}

/** The same for all files of all models, packed. */
export interface WhatIfTable {
  readonly models: number;
  readonly model: Uint16Array;
  readonly share: Float64Array;
  /** `DIMENSION_IDS.length` to a cell, NaN where the dimension does not apply. */
  readonly values: Float64Array;
  readonly least: Float64Array;
  readonly most: Float64Array;
}

const SIZE = DIMENSION_IDS.length;
const IS_CORE = DIMENSION_IDS.map((id) => CORE_DIMENSIONS.has(id));

export function whatIfTable(models: number, cells: readonly WhatIfCell[]): WhatIfTable {
  const values = new Float64Array(SIZE * cells.length).fill(Number.NaN);
  cells.forEach((cell, at) => {
    for (let d = 0; d < SIZE; d++) values[SIZE * at + d] = cell.values[d] ?? Number.NaN;
  });
  return {
    models,
    model: Uint16Array.from(cells, ({ model }) => model),
    share: Float64Array.from(cells, ({ share }) => share),
    values,
    least: Float64Array.from(cells, ({ least }) => least),
    most: Float64Array.from(cells, ({ most }) => most),
  };
}

/**
 * The models' means under other weights: each file weighed as in `weigh`, then kept within its bounds.
 * @param weights by `DIMENSION_IDS`, ≥ 0; only their proportions matter
 */
export function meansUnder(table: WhatIfTable, weights: ArrayLike<number>): Float64Array {
  const { model, share, least, most } = table;
  const means = new Float64Array(table.models);
  for (let cell = 0; cell < model.length; cell++) {
    const score = scoreUnder(table.values, SIZE * cell, weights);
    means[model[cell]] += share[cell] * Math.min(most[cell], Math.max(least[cell], score));
  }
  return means;
}

function scoreUnder(values: Float64Array, from: number, weights: ArrayLike<number>): number {
  let coreWeight = 0;
  let core = 0;
  let total = 0;
  let quality = 0;
  for (let d = 0; d < SIZE; d++) {
    const value = values[from + d];
    if (Number.isNaN(value)) continue;
    const weight = weights[d];
    total += weight;
    if (IS_CORE[d]) {
      coreWeight += weight;
      core += weight * value;
    } else {
      quality += weight * value;
    }
  }
  if (total === 0) return coreMean(values, from);
  const gate = coreWeight === 0 ? 1 : Math.min(1, core / coreWeight / COUNTERPART);
  return (core + gate * quality) / total;
}

/** Where nothing that weighs applies, those of the core that do stand in, equally. */
function coreMean(values: Float64Array, from: number): number {
  let sum = 0;
  let count = 0;
  for (let d = 0; d < SIZE; d++) {
    if (!IS_CORE[d] || Number.isNaN(values[from + d])) continue;
    sum += values[from + d];
    count++;
  }
  return count === 0 ? 0 : sum / count;
}

/** Weightings tried: fewer where there are many files, so that they take no more than a moment. */
const MOST_DRAWS = 1000;
const LEAST_DRAWS = 200;
const CELLS_WEIGHED = 20_000_000;

/**
 * In which share of all weightings each model comes first; equal means go to the earlier one. Weightings are drawn
 * evenly from all there are (Dirichlet with every parameter 1) over the dimensions that apply anywhere.
 */
export function firstPlaces(
  table: WhatIfTable,
  seed: number,
): { readonly draws: number; readonly shares: Float64Array } {
  const applies = DIMENSION_IDS.map((_, d) => {
    for (let at = d; at < table.values.length; at += SIZE) if (!Number.isNaN(table.values[at])) return true;
    return false;
  });
  const random = new Random(seed);
  const cells = Math.max(1, table.model.length);
  const draws = Math.max(LEAST_DRAWS, Math.min(MOST_DRAWS, Math.floor(CELLS_WEIGHED / cells)));
  const shares = new Float64Array(table.models);
  const weights = new Float64Array(SIZE);
  for (let draw = 0; draw < draws; draw++) {
    for (let d = 0; d < SIZE; d++) weights[d] = applies[d] ? -Math.log(1 - random.next()) : 0;
    const means = meansUnder(table, weights);
    let first = 0;
    for (let m = 1; m < means.length; m++) if (means[m] > means[first] + LEVEL_MEANS) first = m;
    shares[first] += 1 / draws;
  }
  return { draws, shares };
}

/** Means that differ by rounding alone are equal. */
const LEVEL_MEANS = 1e-9;
