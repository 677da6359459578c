/** Comparisons that are kept, and what changed from one to another. */

/** A comparison that was kept, as far as a list or a chart tells of it. */
export interface HistoryEntry {
  readonly id: string;
  readonly name: string | null;
  /** ISO 8601, UTC. */
  readonly created: string;
  readonly rankings: readonly (readonly [string, number])[];
  readonly statement: string;
  /** Why its scores can't be held against the comparison that is shown; null where they can. */
  readonly not_comparable: string | null;
}

/** What is different between two runs. */
export interface ChangesDocument {
  readonly not_comparable: string | null;
  /** Models of both runs, the one that lost most first. */
  readonly models: readonly ScoreChange[];
  /** Scores that moved, the one that fell most first. A missing file counts 0. */
  readonly files: readonly (ScoreChange & { readonly golden: string })[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

export interface ScoreChange {
  readonly model: string;
  readonly before: number;
  readonly after: number;
  readonly difference: number;
}
