import type { AcceptedCalls } from './acceptedCalls.ts';
import { type Departure, INSIDE, weightOf } from './domain.ts';
import { inGoldenNames } from './errorNames.ts';
import type { Examined, Side } from './examine.ts';
import { encodeInput, type Input } from './input.ts';
import { type Comparison, type Judgement, sameOutcome } from './judge.ts';
import { gathered } from './maker.ts';
import type { UnitMapping } from './mapping/mapping.ts';
import { isSenseless } from './outcome.ts';
import type { Probe } from './probe.ts';
import { PATIENCE, stepsFor } from './running.ts';
import type { Offer, Outcome, World } from './sandbox.ts';
import { fitAll } from './shapes/fits.ts';
import { callNameOf, showCall, showValue } from './show.ts';
import { shrink } from './shrink.ts';
import { tell } from './tell.ts';
import type { Witness } from './verdict.ts';

/** A witness, the input that it was shrunk from, and what both sides did on it. */
export interface Found {
  readonly witness: Witness;
  readonly first: Probe;
  /** The golden's input, and the counterpart's where it calls things otherwise. */
  readonly input: Input;
  readonly asked: Input;
  readonly answered: Outcome;
  /** What the golden did, in the counterpart's names. */
  readonly expected: Outcome;
  readonly actual: Outcome;
  /** Steps that either side might take. */
  readonly steps: number;
}

/** A unit of the golden and what it is held against, both loaded. */
export interface Match {
  readonly golden: Side;
  readonly generated: Side;
  readonly original: World;
  readonly candidate: World;
  readonly examined: Examined;
  readonly counterpart: Offer;
  /** What the counterpart calls otherwise. */
  readonly mapping: UnitMapping | null;
}

const ENDED = /^(?:value|throw)$/;
/** Each try on code that never ends takes as long as it may. */
const FEW_TRIES = 16;

/** The golden's outcomes, in the counterpart's names, and the counterpart's. */
export function runBoth(
  { original, candidate, examined, counterpart, mapping }: Match,
  inputs: readonly Input[],
  steps: number,
): { readonly told: Outcome; readonly expected: Outcome; readonly actual: Outcome }[] {
  const asked = mapping === null ? inputs : inputs.map((input) => mapping.input(input));
  const request = { steps, coverage: false, patience: PATIENCE };
  const told = original.run({ ...request, inputs: inputs.map(encodeInput), target: examined.offer.path });
  const actual = candidate.run({ ...request, inputs: asked.map(encodeInput), target: counterpart.path });
  return told.map((outcome, index) => ({
    told: outcome,
    expected: mapping?.outcome(outcome) ?? outcome,
    actual: actual[index],
  }));
}

/**
 * The smallest difference: inside the domain if there is one, else beyond it.
 * @param accepted inputs that are no witness
 */
export function findWitness(
  match: Match,
  judgement: Judgement,
  accepted: AcceptedCalls | null = null,
): Found | null {
  const { golden, generated, examined, counterpart, mapping } = match;
  const first = firstDifference(judgement.comparisons);
  const departures = examined.exploration?.departures;
  if (first === null || departures === undefined) return null;
  // As many as when they differed: with more, what took too long might end after all.
  const steps = stepsFor(first.probe);
  const wanted = isSenseless(first.probe.golden);
  const differs = (inputs: readonly Input[]): boolean[] =>
    runBoth(match, inputs, steps).map(
      ({ told, expected, actual }) =>
        (wanted || !isSenseless(told)) &&
        ENDED.test(told.ending) &&
        !sameOutcome(expected, inGoldenNames(actual, judgement.errors)) &&
        (first.outcome.ending === actual.ending || actual.ending === 'value'),
    );
  const typed = typeTest(examined);
  const isTyped = typed(first.probe.input);
  const within = (input: Input): boolean =>
    (!isTyped || typed(input)) &&
    (!first.inside || weightOf(departures(input)) >= INSIDE) &&
    (accepted === null || accepted.writtenOf(input) === null);
  const input = shrink(
    first.probe.input,
    (inputs) => {
      const allowed = inputs.filter(within);
      const answers = new Map(differs(allowed).map((answer, index) => [allowed[index], answer]));
      return inputs.map((each) => answers.get(each) ?? false);
    },
    ENDED.test(first.outcome.ending) ? undefined : FEW_TRIES,
  );
  const [{ told, expected, actual }] = runBoth(match, [input], steps);
  const asked = mapping?.input(input);
  const isInside = first.inside || (!isSenseless(told) && weightOf(departures(input)) >= INSIDE);
  const witness: Witness = {
    call: showCall(nameOn(golden, examined.offer), input),
    arguments: input.args.map(showValue),
    input: encodeInput(input),
    golden: tell(told),
    generated: tell(actual),
    ...(asked === undefined
      ? {}
      : {
          counterpart: { call: showCall(nameOn(generated, counterpart), asked), input: encodeInput(asked) },
        }),
    beyond: isInside ? [] : beyondOf(departures(input), told),
  };
  return {
    witness,
    first: first.probe,
    input,
    asked: asked ?? input,
    answered: told,
    expected,
    actual,
    steps,
  };
}

/** Tells whether the arguments of an input are of the types that its target takes. */
export function typeTest({ exploration }: Examined): (input: Input) => boolean {
  const call = exploration?.plan.call;
  if (call === undefined) return () => true;
  return ({ args }) => {
    const own = gathered(call, args);
    return call.fillings.some(({ shapes }) => fitAll(shapes, own));
  };
}

/** What a unit of a side is called with. */
export function nameOn({ model, program }: Side, offer: Offer): ReturnType<typeof callNameOf> {
  return callNameOf(model, program.modules[0].id, offer);
}

function beyondOf(departures: ReadonlySet<Departure>, expected: Outcome): string[] {
  const said: string[] = [...departures];
  if (isSenseless(expected))
    said.push(expected.ending === 'throw' ? 'the golden throws' : 'the golden has no answer');
  return said.length > 0 ? said : ['an unusual input'];
}

function firstDifference(comparisons: readonly Comparison[]): Comparison | null {
  const different = comparisons.filter(({ same, weight }) => !same && weight > 0);
  const rank = ({ inside, probe, outcome }: Comparison): number[] => [
    inside ? 0 : 1,
    outcome.ending === 'cut' ? 1 : 0,
    -Math.min(probe.weight, INSIDE),
    probe.encoded.length,
  ];
  different.sort((a, b) => {
    const left = rank(a);
    const right = rank(b);
    const at = left.findIndex((value, index) => value !== right[index]);
    return at < 0 ? 0 : left[at] - right[at];
  });
  return different[0] ?? null;
}
