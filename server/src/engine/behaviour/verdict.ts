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
  /** The same for a counterpart that calls things otherwise: its call, and its encoded input. */
  readonly counterpart?: { readonly call: string; readonly input: string };
  /** How the input leaves the golden's evident domain; empty for inputs inside it. */
  readonly beyond: readonly string[];
}

/** Small changes of the golden, and how many of them the inputs noticed. */
export interface MutantCount {
  readonly caught: number;
  readonly total: number;
}

/** What is called otherwise on the other side: only what is not the same. */
export interface MappingNote {
  /** Golden field → field of the other side. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Members of enums and unions. */
  readonly literals?: Readonly<Record<string, string>>;
  /** What each parameter of the other side gets, in the golden's names. */
  readonly parameters?: readonly string[];
  /** Members of a class. */
  readonly members?: Readonly<Record<string, string>>;
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
  /** Null when it was not measured. */
  readonly mutants: MutantCount | null;
  readonly witness: Witness | null;
  /** What the counterpart calls otherwise; left out where it calls nothing so. */
  readonly mapping?: MappingNote;
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
