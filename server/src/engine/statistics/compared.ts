export type Verdict =
  | 'winner'
  | 'lead_not_proven'
  | 'practically_equal'
  | 'not_enough_data'
  | 'not_comparable';

export interface Compared {
  /** Positions of the models in the table, best mean first; of equal means the first named. */
  readonly order: readonly number[];
  /** By rank. */
  readonly models: readonly ModelStatistics[];
  /** Every pair of ranks, the better first. */
  readonly pairs: readonly PairStatistics[];
  readonly margin: number;
  readonly tasks: number;
  /** Tasks or clusters of them that vary independently. */
  readonly groups: number;
}

export interface ModelStatistics {
  readonly mean: number;
  /** At 95 %. */
  readonly interval: readonly [number, number];
  /** 1 + models that are proven better, models − those that are proven worse. */
  readonly rankInterval: readonly [number, number];
  /** Share of resamples in which its mean is the highest. */
  readonly best: number;
}

export interface PairStatistics {
  /** Ranks, from 0. */
  readonly a: number;
  readonly b: number;
  /** Mean of a less mean of b; never negative. */
  readonly difference: number;
  /** At 95 %. */
  readonly interval: readonly [number, number];
  readonly pValue: number;
  readonly adjusted: number;
  /** Standard deviation of a group's difference. */
  readonly deviation: number;
  readonly cliffsDelta: number;
  /** Tasks on which a is ahead, behind, level. */
  readonly wins: number;
  readonly losses: number;
  readonly ties: number;
  readonly verdict: Verdict;
}
