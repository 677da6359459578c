import type { Span } from '../model/source.ts';

/** Which unit of the golden goes with which unit of the generated file. */
export interface Alignment {
  readonly pairs: readonly UnitPair[];
  /** Golden units without a counterpart. */
  readonly missing: readonly number[];
  /** Generated units without a counterpart. */
  readonly extra: readonly number[];
}

export interface UnitPair {
  readonly golden: number;
  readonly generated: number;
  /** Both are the same but for the names of what they declare. */
  readonly identical: boolean;
  /** Share of nodes that correspond, 0 to 1; see `docs/scoring.md`, lexical similarity. */
  readonly similarity: number;
  readonly hunks: readonly Hunk[];
}

/** A run of nodes that differ. */
export interface Hunk {
  /**
   * changed, added, removed: other nodes; value: the same shape with another literal or field; name: a name
   * that stands for another thing than everywhere else.
   */
  readonly kind: 'changed' | 'added' | 'removed' | 'value' | 'name';
  /** Places in the sources; where a side has nothing, the gap between its neighbours. */
  readonly golden: Span;
  readonly generated: Span;
  /** First differing nodes, or -1. */
  readonly goldenNode: number;
  readonly generatedNode: number;
  /** Number of nodes that do not correspond, less credit for those that nearly do. */
  readonly weight: number;
}
