import type { Compared, Verdict } from './compared.ts';
import { groupsToEquate, groupsToProve } from './power.ts';

/** Fewer can never be significant: all of five differences have the same sign in 2 of 2⁵ patterns, .0625. */
export const LEAST_GROUPS = 6;
/**
 * Level of the tests for a winner, adjusted for their number. Under the .05 that is promised, so that it holds where
 * drawn patterns, ties or clusters make a test a little too eager.
 */
export const WINNER_LEVEL = 0.045;
/** Of both one-sided tests of equivalence. */
export const EQUAL_LEVEL = 0.05;

/** What is known of the difference between two models, the first not behind the second. */
export interface Evidence {
  readonly difference: number;
  /** At 95 %. */
  readonly interval: readonly [number, number];
  /** At 90 %: inside the margin, both one-sided tests at .05 reject (Schuirmann 1987). */
  readonly narrow: readonly [number, number];
  /** After Holm. */
  readonly adjusted: number;
  readonly groups: number;
}

/** @param margin a smaller difference does not matter */
export function verdictOn(
  { difference, interval, narrow, adjusted, groups }: Evidence,
  margin: number,
): Verdict {
  if (groups < LEAST_GROUPS) return 'not_enough_data';
  const proven = adjusted <= WINNER_LEVEL && (interval[0] > 0 || interval[1] < 0);
  if (proven && Math.abs(difference) >= margin) return 'winner';
  if (narrow[0] > -margin && narrow[1] < margin) return 'practically_equal';
  return Math.abs(difference) >= margin || proven ? 'lead_not_proven' : 'not_enough_data';
}

/** What all verdicts on the first model say together, and the model that it hangs on; null for a model alone. */
export interface Decision {
  readonly verdict: Verdict;
  /** Ranks of the models that the first is not proven ahead of, from 1; empty for a winner. */
  readonly rivals: readonly number[];
  /** Rank of the model that the verdict is about. */
  readonly against: number | null;
  /** How many more tasks would settle it with a power of .8; null where that can't be said. */
  readonly moreTasks: number | null;
}

/** @param compared pairs of ranks, the better first, and what is known of them */
export function decide(ranked: Compared): Decision {
  const firsts = ranked.pairs.filter(({ a }) => a === 0);
  if (firsts.length === 0) return { verdict: 'not_enough_data', rivals: [], against: null, moreTasks: null };
  const open = firsts.filter(({ verdict }) => verdict !== 'winner');
  if (open.length === 0) return { verdict: 'winner', rivals: [], against: 1, moreTasks: 0 };
  const unsettled = open.find(({ verdict }) => verdict !== 'practically_equal');
  const { verdict, b } = unsettled ?? open[0];
  const moreTasks = unsettled === undefined ? 0 : tasksToSettle(ranked, b);
  return { verdict, rivals: open.map((pair) => pair.b), against: b, moreTasks };
}

/** To prove the lead where it is large enough to matter, to show equality where it is not. */
function tasksToSettle({ pairs, margin, groups, tasks }: Compared, against: number): number | null {
  const pair = pairs.find(({ a, b }) => a === 0 && b === against);
  if (pair === undefined) return null;
  const { difference, deviation } = pair;
  // With fewer not even the clearest lead is significant among so many pairs.
  const fewest = Math.max(LEAST_GROUPS, Math.ceil(Math.log2((2 * pairs.length) / WINNER_LEVEL)));
  const more = (wanted: number): number =>
    Math.max(1, Math.ceil(((Math.max(fewest, wanted) - groups) * tasks) / groups));
  if (deviation === 0) return more(0);
  const wanted =
    Math.abs(difference) >= margin
      ? groupsToProve(difference, deviation, WINNER_LEVEL / pairs.length)
      : groupsToEquate(difference, deviation, margin);
  return wanted === null ? null : more(wanted);
}
