/** Scores of every model on the same tasks. */
export interface ScoreTable {
  readonly models: readonly string[];
  readonly tasks: readonly ScoredTask[];
}

export interface ScoredTask {
  /** More than 0; a golden file weighs by its size. */
  readonly weight: number;
  /** Tasks of one cluster (an application, a repository) vary together; null for one by itself. */
  readonly cluster: string | null;
  /** 0 to 1, by model. */
  readonly scores: readonly number[];
}

/** What varies independently of each other: the clusters, each told by its sums. */
export interface Groups {
  readonly size: number;
  /** By group. */
  readonly weights: Float64Array;
  /** Weighted sum of a model's scores: by model, then by group. */
  readonly sums: readonly Float64Array[];
  readonly totalWeight: number;
  /** Weighted mean of each model. */
  readonly means: Float64Array;
  /** Kish's effective number of groups: (Σw)² / Σw². Equal to `size` for equal weights. */
  readonly effective: number;
}

export function groupsOf({ models, tasks }: ScoreTable): Groups {
  const index = new Map<string, number>();
  const groupOf = tasks.map(({ cluster }, task) => {
    const key = cluster === null ? `task ${task}` : `cluster ${cluster}`;
    const group = index.get(key) ?? index.size;
    index.set(key, group);
    return group;
  });
  const size = index.size;
  const weights = new Float64Array(size);
  const sums = models.map(() => new Float64Array(size));
  tasks.forEach(({ weight, scores }, task) => {
    weights[groupOf[task]] += weight;
    for (let model = 0; model < models.length; model++) sums[model][groupOf[task]] += weight * scores[model];
  });
  const totalWeight = weights.reduce((sum, weight) => sum + weight, 0);
  const squares = weights.reduce((sum, weight) => sum + weight * weight, 0);
  return {
    size,
    weights,
    sums,
    totalWeight,
    means: Float64Array.from(sums, (sum) => sum.reduce((a, b) => a + b, 0) / totalWeight),
    effective: squares === 0 ? 0 : (totalWeight * totalWeight) / squares,
  };
}

/**
 * How far each group moves a weighted mean: w·(x − mean) / Σw, for one model's mean or the difference of two. They add
 * up to 0; the standard error is √(Σu² · n / (n − 1)).
 */
export function influences(
  { size, weights, sums, totalWeight, means }: Groups,
  a: number,
  b?: number,
): Float64Array {
  const mean = means[a] - (b === undefined ? 0 : means[b]);
  const values = new Float64Array(size);
  for (let g = 0; g < size; g++) {
    const sum = sums[a][g] - (b === undefined ? 0 : sums[b][g]);
    values[g] = (sum - weights[g] * mean) / totalWeight;
  }
  return values;
}

export function standardError(moved: Float64Array): number {
  const squares = moved.reduce((sum, u) => sum + u * u, 0);
  return moved.length < 2 ? 0 : Math.sqrt((squares * moved.length) / (moved.length - 1));
}
