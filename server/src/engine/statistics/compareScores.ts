import { Random } from '../random.ts';
import { bestShares, intervals, resample } from './bootstrap.ts';
import type { Compared, ModelStatistics, PairStatistics } from './compared.ts';
import { EQUAL_LEVEL, verdictOn } from './decision.ts';
import { cliffsDelta, holm } from './effect.ts';
import { groupsOf, influences, type ScoreTable, standardError } from './groups.ts';
import { signFlipTest } from './signFlip.ts';

export interface CompareOptions {
  /** Smaller differences do not matter. */
  readonly margin: number;
  readonly seed: number;
}

/** Scores nearer than this are level. */
export const LEVEL = 0.001;
const CONFIDENCE = 0.95;

/**
 * Ranks models by weighted mean and says of every two whether their difference is more than luck: paired sign-flip
 * test with Holm's adjustment over all pairs, bootstrap intervals, equivalence within the margin. Same table, margin
 * and seed, same answer.
 */
export function compareScores(table: ScoreTable, { margin, seed }: CompareOptions): Compared {
  const groups = groupsOf(table);
  const { means } = groups;
  const order = table.models.map((_, i) => i).sort((a, b) => digits(means[b]) - digits(means[a]) || a - b);
  const random = new Random(seed);
  const resamples = resample(groups, random);
  const test = signFlipTest(groups, random);
  const columns = order.map((model) => table.tasks.map(({ scores }) => scores[model]));
  const places = order.flatMap((_, a) => order.slice(a + 1).map((_, i) => [a, a + 1 + i] as const));
  const pValues = places.map(([a, b]) => test(order[a], order[b]));
  const adjusted = holm(pValues);
  const pairs = places.map(([a, b], i): PairStatistics => {
    const [left, right] = [order[a], order[b]];
    const difference = Math.max(0, means[left] - means[right]);
    const at = intervals(groups, resamples, left, right);
    const wide = at(CONFIDENCE);
    const narrow = at(1 - 2 * EQUAL_LEVEL);
    const evidence = { difference, interval: wide, narrow, adjusted: adjusted[i], groups: groups.size };
    return {
      a,
      b,
      difference,
      interval: wide,
      pValue: pValues[i],
      adjusted: adjusted[i],
      deviation: standardError(influences(groups, left, right)) * Math.sqrt(groups.size),
      cliffsDelta: cliffsDelta(columns[a], columns[b]),
      ...tallied(columns[a], columns[b]),
      verdict: verdictOn(evidence, margin),
    };
  });
  const best = bestShares(resamples);
  const models = order.map((model, rank): ModelStatistics => {
    const isProven = (pair: PairStatistics): boolean => pair.verdict === 'winner';
    const better = pairs.filter((pair) => pair.b === rank && isProven(pair)).length;
    const worse = pairs.filter((pair) => pair.a === rank && isProven(pair)).length;
    return {
      mean: means[model],
      interval: intervals(groups, resamples, model)(CONFIDENCE),
      rankInterval: [1 + better, order.length - worse],
      best: best[model],
    };
  });
  return { order, models, pairs, margin, tasks: table.tasks.length, groups: groups.size };
}

/** Means that differ by rounding alone are equal. */
function digits(mean: number): number {
  return Math.round(mean * 1e10);
}

function tallied(a: readonly number[], b: readonly number[]): { wins: number; losses: number; ties: number } {
  let wins = 0;
  let losses = 0;
  a.forEach((score, task) => {
    if (score - b[task] > LEVEL) wins++;
    else if (score - b[task] < -LEVEL) losses++;
  });
  return { wins, losses, ties: a.length - wins - losses };
}
