import type { DimensionId } from './dimensions/dimension.ts';

/** What the engine needs to know; the hosts' configuration is turned into it in app/. */
export interface EngineSettings {
  /** Relative weights, ≥ 0, positive sum. A dimension that is not named weighs 0. */
  readonly weights: Readonly<Record<DimensionId, number>>;
  /** At most so many windows of a long unit are embedded. */
  readonly maxWindows: number;
  /** Behaviour bounds the score, see `score/behaviour.ts`. */
  readonly behaviourBounds: boolean;
  /** At most so many findings of one pair are listed; the rest is counted in one. */
  readonly maxFindings: number;
}
