import { hashText, Random } from '../random.ts';
import { type Departure, MILD, weightOf } from './domain.ts';
import { decodeInput, encodeInput, type Input } from './input.ts';
import { createMaker, type Filling, type TargetPlan } from './maker.ts';
import { isSenseless, keyOf } from './outcome.ts';
import type { Origin, Probe } from './probe.ts';
import type { Outcome, World } from './sandbox.ts';
import { fitAll } from './shapes/fits.ts';
import type { Literals } from './values/source.ts';
import { sizeOf } from './values/special.ts';

export interface ExploreOptions {
  /** Inputs that are tried on the golden; about half of them are kept for candidates. */
  readonly pool: number;
  readonly seed: number;
}

/** A target of the golden, with all that its source says of it. */
export interface Target {
  readonly path: string;
  readonly plan: TargetPlan;
  readonly literals: Literals;
  /** Inputs from documentation, call sites and tests. */
  readonly examples: readonly Input[];
  /** Names of the errors that it throws on purpose. */
  readonly throws: readonly string[];
}

export interface Exploration {
  /** The target's plan with the fillings that the golden can do something with. */
  readonly plan: TargetPlan;
  /** The golden tells few kinds of inputs apart. */
  readonly classifies: boolean;
  readonly probes: readonly Probe[];
  /** Branch counters of the entry module that any input reached. */
  readonly reached: ReadonlySet<number>;
  /** How an input leaves the evident domain. */
  readonly departures: (input: Input) => Set<Departure>;
  /** Why there is nothing to compare with; null when there is. */
  readonly problem: string | null;
}

const STEPS = 100_000;
const TRIAL_STEPS = 20_000;
const TRIALS = 24;
const MOST_COMBINATIONS = 24;
const LONGEST = 2500;
const ROUNDS = 8;
/** After so many rounds without a new path there is none to be found by going on. */
const IDLE_ROUNDS = 2;
const PATIENCE = 30;

/**
 * Finds inputs for a target by trying them on the golden: what its types and uses suggest first, then what is near
 * inputs that took rare paths or had rare outcomes (coverage-guided, as AFL does).
 * @param open a fresh world of the golden, with coverage.
 * @param again the same with other randomness, to see what depends on it; null when nothing asks for any.
 */
export function explore(
  open: () => World,
  again: (() => World) | null,
  target: Target,
  options: ExploreOptions,
): Exploration {
  const random = new Random((options.seed * 7919 + hashText(target.path)) >>> 0);
  const world = open();
  const run = (inputs: readonly string[], steps: number): Outcome[] =>
    world.run({ target: target.path, inputs, steps, coverage: true, patience: PATIENCE });
  const call = { ...target.plan.call, fillings: likelyFillings(target, random, run) };
  const maker = createMaker({ ...target.plan, call }, target.literals, false);
  const pool = new Pool(run);
  pool.add(target.examples.map((input) => [input, 'example']));
  pool.add(maker.edges(random).map((input) => [input, 'edge']));
  pool.fill(Math.floor(options.pool * 0.15), options.pool, () => [maker.make(random), 'random']);
  const size = Math.max(Math.min(options.pool, LEAST_TRIED), options.pool * affordable(pool.trials));
  pool.fill(Math.floor(size * 0.6), 4 * options.pool, () => [maker.make(random), 'random']);
  let idle = 0;
  for (let round = 0; round < ROUNDS && idle < IDLE_ROUNDS && pool.trials.length < size; round++) {
    const kinds = pool.kinds;
    const parents = pool.rarest(40);
    if (parents.length === 0) break;
    const more = Math.ceil((size * 0.4) / ROUNDS);
    pool.fill(pool.trials.length + more, 500, () => {
      const parent = parents[Math.floor(random.next() * random.next() * parents.length)];
      const input = maker.mutate(random, decodeInput(parent.encoded));
      return input === null ? null : [input, 'mutation'];
    });
    idle = pool.kinds > kinds ? 0 : idle + 1;
  }
  world.close();
  return finish(again, target, { ...target.plan, call }, pool.trials);
}

/** Work of an input that is no more than usual, in steps; what each costs at least; and characters that cost a step. */
const USUAL_WORK = 160;
const LEAST_WORK = 40;
const CHARACTERS_PER_STEP = 8;
/** Inputs that the dearest target is tried on. */
export const LEAST_TRIED = 120;

/** The share of the inputs that a target is tried on: the dearer an input, the fewer. The same on every machine. */
function affordable(trials: readonly Trial[]): number {
  if (trials.length === 0) return 1;
  const works = trials.map(
    ({ encoded, outcome: { steps, value, mutated } }) =>
      LEAST_WORK + steps + (encoded.length + value.length + mutated.length) / CHARACTERS_PER_STEP,
  );
  const mean = works.reduce((sum, work) => sum + work, 0) / works.length;
  return Math.min(1, USUAL_WORK / mean);
}

interface Trial {
  readonly encoded: string;
  readonly origin: Origin;
  readonly outcome: Outcome;
  readonly path: number;
}

/** Inputs tried so far, each once. */
class Pool {
  readonly trials: Trial[] = [];
  private readonly known = new Set<string>();
  private readonly paths = new Map<number, number>();
  private readonly run: (inputs: readonly string[], steps: number) => Outcome[];

  constructor(run: (inputs: readonly string[], steps: number) => Outcome[]) {
    this.run = run;
  }

  /** How many paths have been taken. */
  get kinds(): number {
    return this.paths.size;
  }

  add(inputs: readonly (readonly [Input, Origin])[]): void {
    const fresh: [string, Origin][] = [];
    for (const [input, origin] of inputs) {
      const encoded = encodeInput(input);
      if (encoded.length > LONGEST || this.known.has(encoded)) continue;
      this.known.add(encoded);
      fresh.push([encoded, origin]);
    }
    if (fresh.length === 0) return;
    const outcomes = this.run(
      fresh.map(([encoded]) => encoded),
      STEPS,
    );
    fresh.forEach(([encoded, origin], index) => {
      const outcome = outcomes[index];
      const path = hashText(outcome.ending + outcome.hits.map(bucket).join(''));
      this.paths.set(path, (this.paths.get(path) ?? 0) + 1);
      this.trials.push({ encoded, origin, outcome, path });
    });
  }

  /** Until there are so many, or nothing new comes for so many tries. */
  fill(size: number, tries: number, make: () => readonly [Input, Origin] | null): void {
    let left = tries;
    while (this.trials.length < size && left > 0) {
      const batch: (readonly [Input, Origin])[] = [];
      while (batch.length < size - this.trials.length && left-- > 0) {
        const made = make();
        if (made !== null) batch.push(made);
      }
      this.add(batch);
    }
  }

  /** Inputs whose path or outcome is rare, rarest first. */
  rarest(most: number): Trial[] {
    const outcomes = new Map<string, number>();
    for (const { outcome } of this.trials) {
      const key = keyOf(outcome);
      outcomes.set(key, (outcomes.get(key) ?? 0) + 1);
    }
    return this.trials
      .filter(({ outcome }) => !isSenseless(outcome))
      .map((trial) => {
        const path = (trial.origin === 'example' ? 1.5 : 1) / (this.paths.get(trial.path) ?? 1);
        return { trial, rarity: path + 0.5 / (outcomes.get(keyOf(trial.outcome)) ?? 1) };
      })
      .sort((a, b) => b.rarity - a.rarity)
      .slice(0, most)
      .map(({ trial }) => trial);
  }
}

/** Counts that differ only in how often a loop ran much are one. */
function bucket(count: number): number {
  if (count < 3) return count;
  if (count < 6) return 3;
  return count < 20 ? 4 : 5;
}

/** What is left of a way to fill the parameters that none of the examples is like. */
const UNSHOWN = 0.1;

/** Where parameters may be several things, the ways to fill them that the golden can do something with. */
function likelyFillings(
  target: Target,
  random: Random,
  run: (inputs: readonly string[], steps: number) => Outcome[],
): readonly Filling[] {
  const { fillings } = target.plan.call;
  if (fillings.length < 2) return fillings;
  const scored = [...fillings]
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MOST_COMBINATIONS)
    .map((filling) => {
      const call = { ...target.plan.call, fillings: [filling] };
      const maker = createMaker({ ...target.plan, call }, target.literals, false);
      const inputs = random.times(TRIALS, () => encodeInput(maker.make(random)));
      const sensible = run(inputs, TRIAL_STEPS).filter((outcome) => !isSenseless(outcome));
      const answers = new Set(sensible.map(keyOf)).size;
      const shown = target.examples.filter(({ args }) => fitAll(filling.shapes.slice(0, args.length), args));
      const like = target.examples.length === 0 ? 1 : UNSHOWN + shown.length / target.examples.length;
      const works = (0.05 + sensible.length / TRIALS) * (0.15 + answers / TRIALS) * like;
      return { shapes: filling.shapes, weight: filling.weight * works };
    })
    .sort((a, b) => b.weight - a.weight);
  return scored.filter(({ weight }) => weight >= scored[0].weight * 0.4).slice(0, 3);
}

/** Leaves out what does not answer the same twice, and says how far each input is inside the domain. */
function finish(
  again: (() => World) | null,
  target: Target,
  plan: TargetPlan,
  trials: readonly Trial[],
): Exploration {
  const repeated = again === null ? null : repeat(again(), target, trials);
  const ran = trials.filter(({ outcome }) => outcome.ending === 'value' || outcome.ending === 'throw');
  const steady = trials.filter(({ outcome }, index) => {
    const ended = outcome.ending === 'value' || outcome.ending === 'throw';
    return ended && (repeated === null || keyOf(outcome) === keyOf(repeated[index]));
  });
  const reached = new Set<number>();
  for (const { outcome } of steady)
    for (const [branch, count] of outcome.hits.entries()) if (count > 0) reached.add(branch);
  if (steady.length === 0) {
    const problem = problemOf(trials, ran.length);
    return { ...explorationOf(target, plan, false, { probes: [], problem }), reached };
  }
  const sensible = steady.filter(({ outcome }) => !isSenseless(outcome));
  const classifies = new Set(sensible.map(({ outcome }) => keyOf(outcome))).size <= 3;
  const maker = createMaker(plan, target.literals, classifies);
  const blanks = steady.filter(({ outcome }) => outcome.blanks > 0).length / steady.length;
  const probes = steady.map((trial) => toProbe(trial, (input) => maker.departures(input), target, blanks));
  const found = { probes: probes.sort(easiestFirst), problem: null };
  return { ...explorationOf(target, plan, classifies, found), reached };
}

/** @param found the inputs, or why there are none. */
export function explorationOf(
  target: Target,
  plan: TargetPlan,
  classifies: boolean,
  found: Pick<Exploration, 'probes' | 'problem'>,
): Exploration {
  const maker = createMaker(plan, target.literals, classifies);
  return { ...found, plan, classifies, reached: new Set(), departures: (input) => maker.departures(input) };
}

function repeat(world: World, target: Target, trials: readonly Trial[]): Outcome[] {
  const outcomes = world.run({
    target: target.path,
    inputs: trials.map(({ encoded }) => encoded),
    steps: STEPS,
    coverage: false,
    patience: PATIENCE,
  });
  world.close();
  return outcomes;
}

function problemOf(trials: readonly Trial[], ran: number): string {
  if (ran > 0) return 'the golden does not answer the same twice';
  const ending = trials[0]?.outcome.ending ?? 'cut';
  return ending === 'pending' ? 'its promise never settles' : `no input ended (${ending})`;
}

/** Where fewer inputs read past an end, that is hardly meant; where more do, it is how the code works. */
const FEW_BLANKS = 0.35;
const MOST_BLANKS = 0.9;

/** An input that was tried on the golden. */
export type Tried = Omit<Trial, 'path'> & { readonly path?: number };

/**
 * What an input that was tried on the golden is worth.
 * @param departuresOf how an input leaves the evident domain
 * @param blanks share of the inputs on which the golden reads past an end
 */
export function toProbe(
  { outcome, encoded, origin, path = 0 }: Tried,
  departuresOf: (input: Input) => Set<Departure>,
  { throws }: Target,
  blanks: number,
): Probe {
  const input = decodeInput(encoded);
  // What documentation shows is what the code is meant for.
  const departures = origin === 'example' ? new Set<Departure>() : departuresOf(input);
  if (outcome.blanks > 0 && blanks < MOST_BLANKS)
    departures.add(blanks < FEW_BLANKS ? 'reads past an end, as hardly any input does' : 'reads past an end');
  const rejects = outcome.ending === 'throw' && throws.includes(outcome.value);
  const worth = isSenseless(outcome) && !rejects ? 0 : 1;
  return {
    input,
    encoded,
    origin,
    golden: { ...outcome, hits: [] },
    path,
    departures: [...departures],
    weight: worth * weightOf(departures),
    size: Math.max(0, ...input.args.map(sizeOf)),
  };
}

/** Good inputs before odd ones, short before long: what never ends on odd inputs must not eat the time of good ones. */
function easiestFirst(a: Probe, b: Probe): number {
  const odd = (probe: Probe): number =>
    (isSenseless(probe.golden) ? 2 : 0) + (probe.departures.some((one: Departure) => !MILD.has(one)) ? 1 : 0);
  return (
    odd(a) - odd(b) ||
    Number(a.size >= 20) - Number(b.size >= 20) ||
    a.golden.steps - b.golden.steps ||
    a.encoded.length - b.encoded.length ||
    (a.encoded < b.encoded ? -1 : 1)
  );
}
