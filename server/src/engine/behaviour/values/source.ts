import type { Random } from '../../random.ts';

/** What values are made from. */
export interface ValueSource {
  readonly random: Random;
  /** What is written out in the code of both sides. */
  readonly literals: Literals;
  /**
   * True for values of a tiny scope: two letters, small numbers, short lists. Most faults show in small scopes
   * (Jackson's small scope hypothesis), and tiny values meet each other more often.
   */
  readonly tiny: boolean;
}

export interface Literals {
  readonly numbers: readonly number[];
  readonly texts: readonly string[];
}
