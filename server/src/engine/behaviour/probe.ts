import type { Departure } from './domain.ts';
import type { Input } from './input.ts';
import type { Outcome } from './sandbox.ts';

/** Where an input comes from. */
/** 'candidate': made of what the candidate's code mentions and the golden's does not. */
export type Origin = 'example' | 'edge' | 'random' | 'mutation' | 'candidate';

/** An input with what the golden makes of it. */
export interface Probe {
  readonly input: Input;
  readonly encoded: string;
  readonly origin: Origin;
  readonly golden: Outcome;
  /** Which branches were taken how often, roughly, and how it ended: equal for inputs that do the same. */
  readonly path: number;
  readonly departures: readonly Departure[];
  /** What agreement on it is worth, 0 to 1, before outcomes are balanced. */
  readonly weight: number;
  /** Largest length or number in it. */
  readonly size: number;
}
