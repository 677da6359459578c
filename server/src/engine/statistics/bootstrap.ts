import type { Random } from '../random.ts';
import { normalCdf, normalQuantile, studentQuantile } from './distributions.ts';
import { type Groups, influences } from './groups.ts';
import { countUnder } from './sorted.ts';

const RESAMPLES = 2000;
/** How far towards the farther of two ends an interval goes; by simulation, so that it holds what it says. */
const CAUTION = 0.75;

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

/** Gives the interval at a level of confidence, such as .95. */
export type Intervals = (level: number) => [number, number];

/**
 * Intervals of a model's mean, or of the difference of two. Each end is between those of the bootstrap's percentile
 * and BCa intervals (Efron 1987), nearer to the farther one: the first is too short for skewed scores, the second for
 * symmetric ones with many ties or outliers. Widened around the estimate by t(n − 1) / z · √(n / (n − 1)), by which the plain bootstrap
 * is too narrow for normal data (Hesterberg 2015, §4.3); n is the effective number of groups. `test/engine/statistics`
 * measures what they cover.
 */
export function intervals(groups: Groups, resamples: Resamples, a: number, b?: number): Intervals {
  const estimate = groups.means[a] - (b === undefined ? 0 : groups.means[b]);
  const moved = influences(groups, a, b);
  const squares = moved.reduce((sum, u) => sum + u * u, 0);
  if (groups.size < 2 || squares < 1e-24) return () => [estimate, estimate];
  const values = differencesOf(resamples, a, b).sort();
  const acceleration = moved.reduce((sum, u) => sum + u * u * u, 0) / (6 * squares ** 1.5);
  const bias = biasOf(values, estimate);
  const n = Math.max(2, groups.effective);
  return (level) => {
    const share = (1 + level) / 2;
    const z = normalQuantile(share);
    const widening = (studentQuantile(share, n - 1) / z) * Math.sqrt(n / (n - 1));
    /** An end, as a distance from the estimate. */
    const end = (quantile: number): number => {
      const corrected = bias + quantile;
      const ends = [quantile, bias + corrected / (1 - acceleration * corrected)];
      const distances = ends.map((each) => percentile(values, normalCdf(each)) - estimate);
      const sign = Math.sign(quantile);
      const [near, far] = distances.map((distance) => Math.max(0, sign * distance)).sort((p, q) => p - q);
      return sign * (near + CAUTION * (far - near));
    };
    return [estimate + widening * end(-z), estimate + widening * end(z)];
  };
}

function differencesOf(resamples: Resamples, a: number, b: number | undefined): Float64Array {
  const values = Float64Array.from(resamples[a]);
  if (b !== undefined) for (let r = 0; r < values.length; r++) values[r] -= resamples[b][r];
  return values;
}

/** Median bias: the normal quantile of the share of resamples below the estimate; of equals half. */
function biasOf(sorted: Float64Array, estimate: number): number {
  const near = 1e-12 * Math.max(1, Math.abs(estimate));
  const below = (countUnder(sorted, estimate - near) + countUnder(sorted, estimate + near)) / 2;
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
    let among = 0;
    for (const means of resamples) {
      if (means[r] > best + 1e-12) [best, among] = [means[r], 1];
      else if (means[r] >= best - 1e-12) among++;
    }
    for (let model = 0; model < shares.length; model++)
      if (resamples[model][r] >= best - 1e-12) shares[model] += 1 / (among * RESAMPLES);
  }
  return shares;
}
