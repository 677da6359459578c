import type { Departure } from './domain.ts';
import type { Side } from './examine.ts';
import type { Input } from './input.ts';
import type { Comparison } from './judge.ts';
import { isSenseless } from './outcome.ts';
import type { Origin } from './probe.ts';
import type { Offer, Outcome } from './sandbox.ts';
import { type CallName, callNameOf, showCall } from './show.ts';
import { tell } from './tell.ts';
import type { Seen } from './unit.ts';
import type { FileBehaviour } from './verdict.ts';
import type { Found } from './witness.ts';

/** All that running both sides of a file showed; large, and not kept. */
export interface FileExplanation {
  readonly behaviour: FileBehaviour;
  /** Of the units that ran. */
  readonly units: readonly UnitExplanation[];
  readonly modules: { readonly golden: readonly ReproModule[]; readonly generated: readonly ReproModule[] };
  readonly seed: number;
}

/** A module of a side, the entry first. */
export interface ReproModule {
  readonly id: string;
  /** Body of a function `(require, module, exports, $own)`: CommonJS without types. */
  readonly bare: string;
  /** The same with steps, for code that may never end; see `ProgramModule.code`. */
  readonly stepped: string;
  readonly imports: Readonly<Record<string, string>>;
}

export interface UnitExplanation {
  /** As in {@link FileBehaviour}. */
  readonly golden: string;
  /** Those that differ first, inside the evident domain first, small first. */
  readonly inputs: readonly ExplainedInput[];
  /** How the witness came about; null without one. */
  readonly found: FoundBy | null;
}

export interface ExplainedInput {
  readonly call: string;
  readonly origin: Origin;
  /** What each side did, for people. */
  readonly golden: string;
  readonly generated: string;
  readonly same: boolean;
  /** Inside what the golden is evidently meant for. */
  readonly inside: boolean;
  readonly beyond: readonly string[];
}

export interface FoundBy {
  readonly origin: Origin;
  /** The call that differed before it was shrunk. */
  readonly from: string;
  readonly repro: ReproCase;
}

/** One call on which both sides differ, and what is needed to make it elsewhere. */
export interface ReproCase {
  readonly golden: string;
  readonly generated: string;
  readonly kind: Offer['kind'];
  readonly call: string;
  /** The same in the names of each side. */
  readonly input: { readonly golden: Input; readonly generated: Input };
  /** What the golden answered, in the names of each side. */
  readonly expected: { readonly golden: Outcome; readonly generated: Outcome };
  readonly actual: Outcome;
  /** What each side did, for people. */
  readonly told: { readonly golden: string; readonly generated: string };
  /** The generated side's own error classes in the golden's names. */
  readonly errors: Readonly<Record<string, string>>;
  readonly steps: number;
}

export function explanationOf(
  behaviour: FileBehaviour,
  seen: readonly Seen[],
  sides: readonly [Side, Side] | null,
  [golden, generated]: readonly [readonly ReproModule[], readonly ReproModule[]],
): FileExplanation {
  const units = sides === null ? [] : seen.map((each) => unitOf(behaviour, each, sides[0]));
  return { behaviour, units, modules: { golden, generated }, seed: sides?.[0].program.seed ?? 0 };
}

function unitOf(
  behaviour: FileBehaviour,
  { examined, judgement, found }: Seen,
  golden: Side,
): UnitExplanation {
  const { offer } = examined;
  const name = callNameOf(golden.model, golden.program.modules[0].id, offer);
  const inputs = judgement.comparisons.toSorted(order).map((each) => inputOf(name, each));
  const generated = behaviour.units.find((unit) => unit.golden === offer.path)?.generated ?? '';
  const errors = Object.fromEntries(judgement.errors);
  return {
    golden: offer.path,
    inputs,
    found: found === null ? null : foundBy(found, name, { golden: offer.path, generated, errors }),
  };
}

function inputOf(name: CallName, { probe, outcome, same, inside }: Comparison): ExplainedInput {
  const beyond: string[] = [...(probe.departures as readonly Departure[])];
  if (!inside && isSenseless(probe.golden))
    beyond.push(probe.golden.ending === 'throw' ? 'the golden throws' : 'the golden has no answer');
  return {
    call: showCall(name, probe.input),
    origin: probe.origin,
    golden: tell(probe.golden),
    generated: outcome.ending === 'cut' ? 'not run: too many inputs before it never ended' : tell(outcome),
    same,
    inside,
    beyond: inside ? [] : beyond,
  };
}

function order(a: Comparison, b: Comparison): number {
  return (
    Number(a.same) - Number(b.same) ||
    Number(b.inside) - Number(a.inside) ||
    a.probe.encoded.length - b.probe.encoded.length ||
    (a.probe.encoded < b.probe.encoded ? -1 : 1)
  );
}

function foundBy(
  { witness, first, input, asked, answered, expected, actual, steps }: Found,
  name: CallName,
  unit: Pick<ReproCase, 'golden' | 'generated' | 'errors'>,
): FoundBy {
  const told = { golden: witness.golden, generated: witness.generated };
  return {
    origin: first.origin,
    from: showCall(name, first.input),
    repro: {
      ...unit,
      kind: name.kind,
      call: witness.call,
      input: { golden: input, generated: asked },
      expected: { golden: answered, generated: expected },
      actual,
      told,
      steps,
    },
  };
}
