export interface Summary {
  readonly mean: number;
  /** With n - 1; 0 for fewer than two values. */
  readonly std: number;
  readonly min: number;
  readonly max: number;
  readonly median: number;
}

/** Mean, sample standard deviation, extremes and median. All 0 for no values. */
export function summarizeValues(values: readonly number[]): Summary {
  if (values.length === 0) return { mean: 0, std: 0, min: 0, max: 0, median: 0 };
  const sorted = [...values].sort((a, b) => a - b);
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const middle = sorted.length >> 1;
  return {
    mean,
    std: sorted.length > 1 ? Math.sqrt(squares / (sorted.length - 1)) : 0,
    min: sorted[0],
    max: sorted[sorted.length - 1],
    median: sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2,
  };
}

/** Mean of values weighted by `weights`; 0 where there is no weight. */
export function weightedMean(values: readonly number[], weights: readonly number[]): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i] * weights[i];
    total += weights[i];
  }
  return total === 0 ? 0 : sum / total;
}
