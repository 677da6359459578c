import type { Span } from '../model/source.ts';

export type BehaviourVerdict = 'equivalent' | 'differs' | 'inconclusive' | 'not_executable';

/** The smallest input found on which both sides differ. */
export interface Witness {
  /** As code that can be pasted: `slugify("a  b")`. */
  readonly call: string;
  /** Each argument as code. */
  readonly arguments: readonly string[];
  /** The encoded input. */
  readonly input: string;
  /** What each side did, canonical. */
  readonly golden: string;
  readonly generated: string;
  /** How the input leaves the golden's evident domain; empty for inputs inside it. */
  readonly beyond: readonly string[];
}

/** Inputs that are accepted: they are not judged. */
export interface ExcusedInputs {
  /** The value that the unit would have with them. */
  readonly value: number;
  readonly inputs: readonly {
    /** As it was accepted. */
    readonly written: string;
    readonly call: string;
    readonly golden: string;
    readonly generated: string;
  }[];
}

/** What running one unit of the golden and its counterpart showed. */
export interface UnitBehaviour {
  readonly golden: string;
  readonly generated: string | null;
  readonly verdict: BehaviourVerdict;
  /** Why the verdict is none, or what weakens it. */
  readonly reason: string | null;
  /** Weighted share of inputs that came out the same; null where nothing could be run. */
  readonly agreement: number | null;
  /** The unit's part in the functional dimension, 0 to 1; null where nothing could be run. */
  readonly value: number | null;
  /** Inputs that were compared. */
  readonly inputs: number;
  /** Share of the golden's branches that the inputs reached, 0 to 1; null when it has none or was not measured. */
  readonly branchCoverage: number | null;
  readonly witness: Witness | null;
  /** Accepted inputs on which both sides differ; absent where there are none. */
  readonly excused?: ExcusedInputs;
  /** Size of the golden's unit, for weighing. */
  readonly weight: number;
  /** Where it stands on both sides; null where that can't be said. */
  readonly places: { readonly golden: Span | null; readonly generated: Span | null };
}

export interface FileBehaviour {
  readonly verdict: BehaviourVerdict;
  /** Mean of the units' agreement, by size; null where nothing could be run. */
  readonly agreement: number | null;
  /** Mean of the units' values, by size; null where nothing could be run. */
  readonly value: number | null;
  /** Share of the golden, by size, that could be run, 0 to 1. */
  readonly executed: number;
  readonly reason: string | null;
  readonly units: readonly UnitBehaviour[];
}
