import type { Random } from '../../../server/src/engine/random.ts';
import type { ScoredTask, ScoreTable } from '../../../server/src/engine/statistics/groups.ts';

/** Where scores come from in a simulation: every model from the same place, so that none is better. */
export type Kind = 'normal' | 'skewed' | 'tied' | 'clustered';

export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

const SCORE: Readonly<Record<Exclude<Kind, 'clustered'>, (random: Random) => number>> = {
  normal: (random) => 0.6 + 0.15 * normal(random),
  // Most near 1, with a long tail below, as scores of good models are.
  skewed: (random) => Math.max(0, 1 + 0.12 * Math.log(1 - random.next())),
  // Passed, half passed, failed: seven in ten are passed for sure.
  tied: (random) => (random.next() < 0.7 ? 1 : Math.floor(random.next() * 3) / 2),
};

/** Mean of a score of a kind. */
export const MEANS: Readonly<Record<Kind, number>> = {
  normal: 0.6,
  // ∫₀¹ of the distribution function's rest: 1 − .12 · (1 − e^(−1 / .12))
  skewed: 1 - 0.12 * (1 - Math.exp(-1 / 0.12)),
  tied: 0.85,
  clustered: 0.6,
};

/** Tasks of a cluster: so many that 20 tasks are in ten clusters or more. */
const CLUSTER = 2;

export function tableOf(kind: Kind, models: number, size: number, random: Random): ScoreTable {
  const names = Array.from({ length: models }, (_, i) => `model ${i}`);
  let shifts: number[] = [];
  const tasks = Array.from({ length: size }, (_, task): ScoredTask => {
    if (kind !== 'clustered')
      return { weight: 1, cluster: null, scores: names.map(() => SCORE[kind](random)) };
    if (task % CLUSTER === 0) shifts = names.map(() => 0.1 * normal(random));
    const scores = shifts.map((shift) => 0.6 + shift + 0.1 * normal(random));
    return { weight: 1, cluster: `${Math.floor(task / CLUSTER)}`, scores };
  });
  return { models: names, tasks };
}
