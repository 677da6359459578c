import type { Random } from '../random.ts';
import { normalCdf, normalQuantile, studentQuantile } from './distributions.ts';
import { type Groups, influences } from './groups.ts';

const RESAMPLES = 4000;

/** Weighted means of models on groups drawn with replacement: by model, then by resample. */
export type Resamples = readonly Float64Array[];

/** The bootstrap (Efron 1979) over groups: a cluster is drawn whole (Davison and Hinkley 1997, §3.8). */
export function resample({ size, weights, sums }: Groups, random: Random): Resamples {
  const means = sums.map(() => new Float64Array(RESAMPLES));
  const times = new Float64Array(size);
  for (let r = 0; r < RESAMPLES; r++) {
    times.fill(0);
    for (let g = 0; g < size; g++) times[Math.floor(random.next() * size)]++;
    let total = 0;
    for (let g = 0; g < size; g++) total += times[g] * weights[g];
    for (let model = 0; model < sums.length; model++) {
      const own = sums[model];
      let sum = 0;
      for (let g = 0; g < size; g++) sum += times[g] * own[g];
      means[model][r] = sum / total;
    }
  }
  return means;
}

/**
 * Interval of a model's mean, or of the difference of two. Of the bootstrap's percentile and BCa intervals (Efron 1987)
 * at each end the one that is farther out: the first is too short for skewed scores, the second for symmetric ones with
 * many ties or outliers. Widened around the estimate by t(n − 1) / z · √(n / (n − 1)), by which the plain bootstrap is too
 * narrow for normal data (Hesterberg 2015, §4.3); n is the effective number of groups. `test/engine/statistics`
 * measures what it covers.
 * @param level of confidence, such as .95
 */
export function interval(
  groups: Groups,
  resamples: Resamples,
  level: number,
  a: number,
  b?: number,
): [number, number] {
  const estimate = groups.means[a] - (b === undefined ? 0 : groups.means[b]);
  const moved = influences(groups, a, b);
  const squares = moved.reduce((sum, u) => sum + u * u, 0);
  if (groups.size < 2 || squares < 1e-24) return [estimate, estimate];
  const values = Float64Array.from(
    resamples[a],
    (mean, r) => mean - (b === undefined ? 0 : resamples[b][r]),
  ).sort();
  const z = normalQuantile((1 + level) / 2);
  const n = Math.max(2, groups.effective);
  const widening = (studentQuantile((1 + level) / 2, n - 1) / z) * Math.sqrt(n / (n - 1));
  const acceleration = moved.reduce((sum, u) => sum + u * u * u, 0) / (6 * squares ** 1.5);
  const bias = biasOf(values, estimate);
  /** The farther of both ends, as a distance from the estimate. */
  const end = (quantile: number): number => {
    const corrected = bias + quantile;
    const ends = [quantile, bias + corrected / (1 - acceleration * corrected)];
    const distances = ends.map((each) => percentile(values, normalCdf(each)) - estimate);
    return quantile < 0 ? Math.min(0, ...distances) : Math.max(0, ...distances);
  };
  return [estimate + widening * end(-z), estimate + widening * end(z)];
}

/** Median bias: the normal quantile of the share of resamples below the estimate; of equals half. */
function biasOf(sorted: Float64Array, estimate: number): number {
  const near = 1e-12 * Math.max(1, Math.abs(estimate));
  let below = 0;
  for (const value of sorted) below += value < estimate - near ? 1 : value <= estimate + near ? 0.5 : 0;
  const least = 1 / (2 * sorted.length);
  return normalQuantile(Math.min(1 - least, Math.max(least, below / sorted.length)));
}

function percentile(sorted: Float64Array, share: number): number {
  const at = Math.min(sorted.length - 1, Math.max(0, share * (sorted.length + 1) - 1));
  const low = Math.floor(at);
  const high = Math.ceil(at);
  return sorted[low] + (sorted[high] - sorted[low]) * (at - low);
}

/** Share of resamples in which each model's mean is the highest; those that share a place share it out. */
export function bestShares(resamples: Resamples): number[] {
  const shares = resamples.map(() => 0);
  for (let r = 0; r < RESAMPLES; r++) {
    let best = Number.NEGATIVE_INFINITY;
    let among: number[] = [];
    resamples.forEach((means, model) => {
      if (means[r] > best + 1e-12) [best, among] = [means[r], [model]];
      else if (means[r] >= best - 1e-12) among.push(model);
    });
    for (const model of among) shares[model] += 1 / (among.length * RESAMPLES);
  }
  return shares;
}
