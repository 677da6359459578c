import { countUnder } from './sorted.ts';

/**
 * p-values adjusted for their number by the step-down method of Holm (1979), in the order given. All of them hold at
 * once: the chance of any false positive stays under the level.
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((_, i) => i).sort((i, j) => pValues[i] - pValues[j]);
  const adjusted: number[] = [];
  let least = 0;
  order.forEach((i, rank) => {
    least = Math.max(least, Math.min(1, (pValues.length - rank) * pValues[i]));
    adjusted[i] = least;
  });
  return adjusted;
}

/**
 * Cliff's delta (Cliff 1993): how much likelier a value of one side is above one of the other than below it, −1 to 1.
 */
export function cliffsDelta(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  const sorted = Float64Array.from(b).sort();
  let more = 0;
  for (const value of a) more += countUnder(sorted, value) - (b.length - countUnder(sorted, value, true));
  return more / (a.length * b.length);
}
