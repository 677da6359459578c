import type { SourceModel } from '../model/source.ts';
import { span } from '../model/tree.ts';
import { type Departure, INSIDE, weightOf } from './domain.ts';
import { inGoldenNames } from './errorNames.ts';
import { type Exploration, explore, type Target } from './explore.ts';
import { encodeInput, type Input } from './input.ts';
import { type Comparison, type Judgement, judge, sameOutcome, withDifference } from './judge.ts';
import { changesOnly, isSenseless } from './outcome.ts';
import { type OfferPair, pairOffers } from './pairing.ts';
import type { Probe } from './probe.ts';
import { unitNamed } from './roots.ts';
import type { Offer, Outcome, Program, Sandbox, World } from './sandbox.ts';
import { selectProbes } from './select.ts';
import { callNameOf, showCall, showValue } from './show.ts';
import { shrink } from './shrink.ts';
import { Random } from './values/random.ts';
import type { BehaviourVerdict, UnitBehaviour, Witness } from './verdict.ts';

/** One side, ready to run. */
export interface Side {
  readonly model: SourceModel;
  /** The golden's with branch counters, and element reads noted. */
  readonly program: Program;
  /** For each branch counter of the entry, where in the text what it counts ends. */
  readonly branchEnds: readonly number[];
  /** Why it can't be run at all: it does not parse. */
  readonly problem: string | null;
}

export interface BehaviourOptions {
  /** Inputs that each candidate is run on. */
  readonly inputs: number;
  readonly seed: number;
}

/** A target of the golden with the inputs that candidates are held to. */
export interface Examined {
  readonly offer: Offer;
  readonly weight: number;
  readonly target: Target | null;
  readonly exploration: Exploration | null;
  readonly probes: readonly Probe[];
  /** Share of the branches of the golden's unit that inputs reached; null when it was not measured. */
  readonly coverage: number | null;
}

/** What a comparison saw, for those who want more than its verdict. */
export interface Seen {
  readonly examined: Examined;
  readonly judgement: Judgement;
  readonly found: Found | null;
}

/** A witness, the input that it was shrunk from, and what both sides did on it. */
export interface Found {
  readonly witness: Witness;
  readonly first: Probe;
  readonly input: Input;
  readonly expected: Outcome;
  readonly actual: Outcome;
  /** Steps that either side might take. */
  readonly steps: number;
}

/** So many inputs inside the domain must agree before code is called equivalent. */
const ENOUGH = 8;
const POOL_PER_INPUT = 2;
/** Steps that a candidate may take: more for small inputs, which should be quick, and a multiple of the golden's. */
const STEPS_SMALL = 150_000;
const STEPS_LARGE = 75_000;
const STEPS_PER_GOLDEN_STEP = 50;
const SMALL = 20;
const PATIENCE = 6;
const ENDED = /^(?:value|throw)$/;
/** Each try on code that never ends takes as long as it may. */
const FEW_TRIES = 16;

/** Finds the inputs for one of the golden's targets. */
export function examine(
  sandbox: Sandbox,
  golden: Side,
  offer: Offer,
  target: Target | null,
  weight: number,
  options: BehaviourOptions,
): Examined {
  if (target === null) return { offer, weight, target, exploration: null, probes: [], coverage: null };
  const open = (): World => sandbox.open(golden.program);
  const { modules, seed } = golden.program;
  const random = modules.some(({ code }) => /\brandom|crypto|nanoid|uuid/i.test(code));
  const again = random ? (): World => sandbox.open({ modules, seed: seed + 1 }) : null;
  const exploration = explore(open, again, target, {
    pool: POOL_PER_INPUT * options.inputs,
    seed: options.seed,
  });
  const probes = selectProbes(exploration.probes, options.inputs, new Random(options.seed));
  const coverage = coverageOf(golden, offer, exploration);
  return { offer, weight, target, exploration, probes, coverage };
}

/** Share of the branches in the text of a unit that were reached. */
function coverageOf({ model, branchEnds }: Side, offer: Offer, { reached }: Exploration): number | null {
  const unit = unitNamed(model, offer.path);
  if (unit === null) return null;
  const { start, end } = span(model.tree, unit.node);
  const own = branchEnds.flatMap((at, branch) => (at > start && at <= end ? [branch] : []));
  return own.length === 0 ? null : own.filter((branch) => reached.has(branch)).length / own.length;
}

/** Runs one candidate for one target and judges it. */
export function compareUnit(
  sandbox: Sandbox,
  golden: Side,
  generated: Side,
  examined: Examined,
  counterpart: Offer | null,
  observe?: (seen: Seen) => void,
): UnitBehaviour {
  const { offer, probes, exploration, weight } = examined;
  const base = {
    golden: offer.path,
    generated: counterpart?.path ?? null,
    agreement: null,
    value: null,
    inputs: 0,
    branchCoverage: examined.coverage,
    witness: null,
    weight,
    places: { golden: null, generated: null },
  };
  if (exploration === null)
    return { ...base, verdict: 'not_executable', reason: 'its code is not in this file' };
  if (probes.some(({ golden: { value } }) => /:function[,}]/.test(value)))
    return {
      ...base,
      verdict: 'inconclusive',
      reason: 'it returns an object of functions, which are not compared yet',
    };
  if (exploration.problem !== null) return { ...base, verdict: 'inconclusive', reason: exploration.problem };
  if (generated.problem !== null)
    return { ...base, verdict: 'differs', reason: generated.problem, agreement: 0, value: 0 };
  if (counterpart === null)
    return { ...base, verdict: 'differs', reason: 'it has no counterpart', agreement: 0, value: 0 };
  const world = sandbox.open(generated.program);
  try {
    const outcomes = runProbes(world, counterpart.path, probes);
    const judgement = judge(probes, outcomes);
    const found = findWitness(sandbox, golden, world, examined, counterpart.path, judgement);
    const witness = found?.witness ?? null;
    // Shrinking may lead from beyond the domain into it: then they differ inside it after all.
    const within = witness !== null && witness.beyond.length === 0 && judgement.differencesInside === 0;
    const final = within ? withDifference(judgement) : judgement;
    observe?.({ examined, judgement, found });
    return { ...base, ...conclude(final, probes, world.problem), witness };
  } finally {
    world.close();
  }
}

function runProbes(world: World, target: string, probes: readonly Probe[]): Outcome[] {
  return world.run({
    target,
    inputs: probes.map(({ encoded }) => encoded),
    steps: probes.map(stepsFor),
    coverage: false,
    patience: PATIENCE,
  });
}

function stepsFor({ size, golden }: Probe): number {
  return (size < SMALL ? STEPS_SMALL : STEPS_LARGE) + STEPS_PER_GOLDEN_STEP * golden.steps;
}

function conclude(
  judgement: Judgement,
  probes: readonly Probe[],
  problem: string | null,
): Pick<UnitBehaviour, 'verdict' | 'reason' | 'agreement' | 'value' | 'inputs'> {
  const { agreement, value, inside, differencesInside, differencesBeyond } = judgement;
  const verdict: BehaviourVerdict =
    differencesInside > 0
      ? 'differs'
      : inside >= Math.min(ENOUGH, probes.length)
        ? 'equivalent'
        : 'inconclusive';
  const unseen = verdict === 'inconclusive' && inside === 0;
  const reason =
    problem !== null && differencesInside > 0
      ? `it does not load: ${problem}`
      : verdict === 'inconclusive'
        ? `only ${inside} of ${probes.length} inputs are inside the golden's evident domain`
        : verdict === 'equivalent' && differencesBeyond > 0
          ? 'differs beyond the evident domain'
          : null;
  if (unseen) return { verdict, reason, agreement: null, value: null, inputs: probes.length };
  return { verdict, reason, agreement, value, inputs: probes.length };
}

/** The smallest difference: inside the domain if there is one, else beyond it. */
function findWitness(
  sandbox: Sandbox,
  golden: Side,
  candidate: World,
  examined: Examined,
  path: string,
  judgement: Judgement,
): Found | null {
  const first = firstDifference(judgement.comparisons);
  const departures = examined.exploration?.departures;
  if (first === null || departures === undefined) return null;
  const steps = STEPS_SMALL + STEPS_PER_GOLDEN_STEP * first.probe.golden.steps;
  const original = sandbox.open(golden.program);
  try {
    const both = (inputs: readonly Input[]): [Outcome, Outcome][] => {
      const encoded = inputs.map(encodeInput);
      const request = { inputs: encoded, steps, coverage: false, patience: PATIENCE };
      const expected = original.run({ ...request, target: examined.offer.path });
      const actual = candidate.run({ ...request, target: path });
      return encoded.map((_, index) => [expected[index], actual[index]]);
    };
    const wanted = isSenseless(first.probe.golden);
    const differs = (inputs: readonly Input[]): boolean[] =>
      both(inputs).map(
        ([expected, actual]) =>
          (wanted || !isSenseless(expected)) &&
          ended(expected) &&
          !sameOutcome(expected, inGoldenNames(actual, judgement.errors)) &&
          (first.outcome.ending === actual.ending || actual.ending === 'value'),
      );
    const within = (input: Input): boolean => !first.inside || weightOf(departures(input)) >= INSIDE;
    const isInside = (input: Input, expected: Outcome): boolean =>
      !isSenseless(expected) && weightOf(departures(input)) >= INSIDE;
    const input = shrink(
      first.probe.input,
      (inputs) => {
        const allowed = inputs.filter(within);
        const answers = new Map(differs(allowed).map((answer, index) => [allowed[index], answer]));
        return inputs.map((each) => answers.get(each) ?? false);
      },
      ENDED.test(first.outcome.ending) ? undefined : FEW_TRIES,
    );
    const [[expected, actual]] = both([input]);
    const witness: Witness = {
      call: showCall(callNameOf(golden.model, golden.program.modules[0].id, examined.offer), input),
      arguments: input.args.map(showValue),
      input: encodeInput(input),
      golden: tell(expected),
      generated: tell(actual),
      beyond: first.inside || isInside(input, expected) ? [] : beyondOf(departures(input), expected),
    };
    return { witness, first: first.probe, input, expected, actual, steps };
  } finally {
    original.close();
  }
}

function beyondOf(departures: ReadonlySet<Departure>, expected: Outcome): string[] {
  const said: string[] = [...departures];
  if (isSenseless(expected))
    said.push(expected.ending === 'throw' ? 'the golden throws' : 'the golden has no answer');
  return said.length > 0 ? said : ['an unusual input'];
}

function ended({ ending }: Outcome): boolean {
  return ending === 'value' || ending === 'throw';
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

const ENDINGS: Readonly<Record<string, string>> = {
  steps: 'never ends',
  time: 'never ends',
  cut: 'never ends',
  stack: 'runs out of stack',
  memory: 'runs out of memory',
  pending: 'never settles',
};

/** What an outcome is, for people. */
export function tell(outcome: Outcome): string {
  const { ending, value, message, effects, mutated } = outcome;
  if (ending === 'throw') return message === '' ? `throws ${value}` : `throws ${value}: ${message}`;
  if (ending !== 'value') return ENDINGS[ending] ?? ending;
  const answer = changesOnly(outcome) ? `${value}, leaving ${mutated}` : value;
  return effects.length === 0 ? answer : `${answer} after ${effects.join(', ')}`;
}

/** Data under another name is found by what it is. */
function pairConstants(
  pairs: readonly OfferPair[],
  targets: readonly Examined[],
  offers: readonly Offer[],
  world: World,
): OfferPair[] {
  const taken = new Set(pairs.flatMap(({ generated }) => generated?.path ?? []));
  const left = offers.filter(({ kind, path }) => kind === 'value' && !taken.has(path));
  const values = new Map(
    left.map((offer) => {
      const request = { target: offer.path, inputs: [encodeInput({ args: [] })], steps: STEPS_SMALL };
      return [offer, world.run({ ...request, coverage: false, patience: 1 })[0]] as const;
    }),
  );
  return pairs.map((pair, index) => {
    const [probe] = targets[index].probes;
    if (pair.generated !== null || pair.golden.kind !== 'value' || probe === undefined) return pair;
    const found = [...values].find(([, outcome]) => sameOutcome(probe.golden, outcome));
    if (found === undefined) return pair;
    values.delete(found[0]);
    return { ...pair, generated: found[0] };
  });
}

/** Pairs offers and compares each target of the golden. */
export function compareSides(
  sandbox: Sandbox,
  golden: Side,
  generated: Side,
  targets: readonly Examined[],
  matched: ReadonlyMap<string, string>,
  observe?: (seen: Seen) => void,
): UnitBehaviour[] {
  const world = generated.problem === null ? sandbox.open(generated.program) : null;
  const offers = world?.offers ?? [];
  const pairs = pairOffers(
    targets.map(({ offer }) => offer),
    offers,
    matched,
  );
  const constants = world === null ? pairs : pairConstants(pairs, targets, offers, world);
  world?.close();
  return targets.map((examined, index) =>
    compareUnit(sandbox, golden, generated, examined, constants[index].generated, observe),
  );
}
