import type { Random } from '../random.ts';
import type { Groups } from './groups.ts';

/** Up to so many groups all ways to flip their signs are counted. */
const MOST_EXACT = 20;
const LEAST_DRAWS = 10_000;
/** Draws for each pair of models: after Holm's adjustment the smallest p-value must be able to be significant. */
const DRAWS_PER_PAIR = 50;

/** Two-sided p-values of differences between models, by the models' positions. */
export type PairTest = (a: number, b: number) => number;

/**
 * Paired permutation test (Fisher 1935; Pitman 1937): if two models were alike, each group's difference could as well
 * have the other sign. The p-value is the share of sign patterns whose sum is as far from 0 as the observed one. Up to
 * 20 groups all 2ⁿ patterns count, above at least 10,000 drawn ones, to which the observed one is added
 * (Phipson and Smyth 2010), the same patterns for every pair of models.
 */
export function signFlipTest(groups: Groups, random: Random): PairTest {
  if (groups.size <= MOST_EXACT) return (a, b) => exactSignFlip(differences(groups, a, b));
  const models = groups.sums.length;
  const draws = Math.max(LEAST_DRAWS, (DRAWS_PER_PAIR * models * (models - 1)) / 2);
  const flipped = flippedSums(groups, draws, random);
  return (a, b) => {
    const observed = Math.abs(groups.means[a] - groups.means[b]) * groups.totalWeight;
    const least = observed - tolerance(groups, a, b);
    let asFar = 0;
    for (let draw = 0; draw < draws; draw++)
      if (Math.abs(flipped[a][draw] - flipped[b][draw]) >= least) asFar++;
    return (1 + asFar) / (1 + draws);
  };
}

function differences({ size, sums }: Groups, a: number, b: number): Float64Array {
  return Float64Array.from({ length: size }, (_, g) => sums[a][g] - sums[b][g]);
}

/** Sums that differ by rounding alone are the same. */
function tolerance({ sums }: Groups, a: number, b: number): number {
  let total = 0;
  for (let g = 0; g < sums[a].length; g++) total += Math.abs(sums[a][g]) + Math.abs(sums[b][g]);
  return 1e-12 * total;
}

/**
 * The exact two-sided p-value of differences: all signs of one half are added to all signs of the other, both sorted,
 * so that 2²⁰ patterns take two walks over 2¹⁰ sums (meet in the middle).
 */
export function exactSignFlip(values: ArrayLike<number>): number {
  const all = Array.from(values);
  const observed = Math.abs(all.reduce((sum, value) => sum + value, 0));
  const near = 1e-12 * all.reduce((sum, value) => sum + Math.abs(value), 0);
  const middle = all.length >> 1;
  const left = signedSums(all.slice(0, middle));
  const right = signedSums(all.slice(middle));
  let below = right.length;
  let asFar = 0;
  // Sums are symmetric around 0: those at least `observed` are half of those that far; at 0 all are.
  for (const sum of left) {
    while (below > 0 && sum + right[below - 1] >= observed - near) below--;
    asFar += right.length - below;
  }
  return observed <= near ? 1 : Math.min(1, (2 * asFar) / (left.length * right.length));
}

/** All sums with either sign of each value, ascending. */
function signedSums(values: readonly number[]): Float64Array {
  let sums = Float64Array.of(0);
  for (const value of values) {
    const next = new Float64Array(2 * sums.length);
    next.set(sums.map((sum) => sum + value));
    next.set(
      sums.map((sum) => sum - value),
      sums.length,
    );
    sums = next;
  }
  return sums.sort();
}

/** Sums of each model's scores under drawn signs: by model, then by draw. */
function flippedSums({ size, sums }: Groups, draws: number, random: Random): Float64Array[] {
  const bytes = Math.ceil(size / 8);
  const patterns = new Uint8Array(draws * bytes);
  for (let i = 0; i < patterns.length; i += 4) {
    const word = Math.floor(random.next() * 4294967296);
    for (let byte = 0; byte < 4 && i + byte < patterns.length; byte++)
      patterns[i + byte] = word >>> (8 * byte);
  }
  const table = new Float64Array(256 * bytes);
  return sums.map((values) => {
    fillTable(table, values);
    const flipped = new Float64Array(draws);
    for (let draw = 0; draw < draws; draw++) {
      let sum = 0;
      const from = draw * bytes;
      for (let byte = 0; byte < bytes; byte++) sum += table[(byte << 8) + patterns[from + byte]];
      flipped[draw] = sum;
    }
    return flipped;
  });
}

/** For each eight groups the sum under each of their 256 sign patterns. */
function fillTable(table: Float64Array, values: Float64Array): void {
  for (let byte = 0; 8 * byte < values.length; byte++) {
    const start = byte << 8;
    let all = 0;
    for (let bit = 0; bit < 8; bit++) all -= values[8 * byte + bit] ?? 0;
    table[start] = all;
    for (let pattern = 1; pattern < 256; pattern++) {
      const lowest = pattern & -pattern;
      const bit = 31 - Math.clz32(lowest);
      table[start + pattern] = table[start + (pattern ^ lowest)] + 2 * (values[8 * byte + bit] ?? 0);
    }
  }
}
