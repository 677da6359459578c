import type { Random } from '../random.ts';
import { type Departure, type Domain, departuresOf } from './domain.ts';
import type { Input, Value } from './input.ts';
import { fitAll } from './shapes/fits.ts';
import type { Shape } from './shapes/shape.ts';
import { makeArguments, type SameLength } from './values/arguments.ts';
import { edgesOf } from './values/edges.ts';
import { mutate } from './values/mutate.ts';
import { Recall } from './values/recall.ts';
import type { Literals } from './values/source.ts';

/** Makes inputs for one target. */
export interface InputMaker {
  make(random: Random): Input;
  /** The few small inputs that are always tried. */
  edges(random: Random): Input[];
  /** An input near another; null when what comes out is not of the target's types. */
  mutate(random: Random, input: Input): Input | null;
  departures(input: Input): Set<Departure>;
}

/** A way to fill the parameters, and how likely it is the right one. */
export interface Filling {
  readonly shapes: readonly Shape[];
  readonly weight: number;
}

/** What a function is called with; the same for constructors and methods. */
export interface CallPlan {
  readonly fillings: readonly Filling[];
  readonly sameLength: readonly SameLength[];
  /** The last parameter takes the rest: its list becomes further arguments. */
  readonly rest: boolean;
}

/** What is called on an instance. */
export interface MemberPlan {
  readonly name: string;
  readonly plan: CallPlan;
}

export interface TargetPlan {
  readonly call: CallPlan;
  /** When the result is a function: what that is called with. */
  readonly further: CallPlan | null;
  /** When the target is a class: its members. */
  readonly members: readonly MemberPlan[];
}

const EDGE_COMBINATIONS = 16;
const MOST_CALLS = 8;

export function createMaker(plan: TargetPlan, literals: Literals, classifies: boolean): InputMaker {
  const hypotheses = plan.call.fillings.map(({ shapes }) => shapes);
  const domain: Domain = { hypotheses, sameLength: plan.call.sameLength, classifies };
  const follow = (random: Random): Pick<Input, 'further' | 'calls'> => ({
    ...(plan.further === null
      ? {}
      : { further: random.times(3, () => fill(random, literals, plan.further as CallPlan)) }),
    ...(plan.members.length === 0 ? {} : { calls: makeCalls(random, literals, plan.members) }),
  });
  return {
    make: (random) => ({ args: fill(random, literals, plan.call), ...follow(random) }),
    edges: (random) =>
      edgeArguments(random, literals, plan.call).map((args) => ({ args, ...follow(random) })),
    mutate: (random, input) => mutateInput(random, literals, plan, input, hypotheses),
    departures: (input) => departuresOf(domain, gathered(plan.call, input.args)),
  };
}

function chooseFilling(random: Random, fillings: readonly Filling[]): Filling {
  let left = random.next() * fillings.reduce((sum, { weight }) => sum + weight, 0);
  for (const filling of fillings) {
    left -= filling.weight;
    if (left <= 0) return filling;
  }
  return fillings[0];
}

function fill(random: Random, literals: Literals, plan: CallPlan): Value[] {
  if (plan.fillings.length === 0) return [];
  const { shapes } = chooseFilling(random, plan.fillings);
  return spread(plan, makeArguments(random, literals, shapes, plan.sameLength));
}

/** The rest parameter's list as single arguments. */
function spread(plan: CallPlan, args: readonly Value[]): Value[] {
  const last = args[args.length - 1];
  return plan.rest && Array.isArray(last) ? [...args.slice(0, -1), ...last] : [...args];
}

/** The other way round: one value for each parameter. */
export function gathered(plan: CallPlan, args: readonly Value[]): readonly Value[] {
  if (!plan.rest) return args;
  const named = (plan.fillings[0]?.shapes.length ?? 1) - 1;
  if (args.length < named) return args;
  return [...args.slice(0, named), args.slice(named)];
}

function edgeArguments(random: Random, literals: Literals, plan: CallPlan): Value[][] {
  const shapes = plan.fillings[0]?.shapes ?? [];
  if (shapes.length === 0) return [[]];
  const edges = shapes.map((shape) => edgesOf({ random, literals, tiny: false }, shape));
  if (edges.length === 1) return edges[0].map((value) => spread(plan, [value]));
  return random.times(EDGE_COMBINATIONS, () =>
    spread(
      plan,
      edges.map((values) => random.pick(values)),
    ),
  );
}

function makeCalls(
  random: Random,
  literals: Literals,
  members: readonly MemberPlan[],
): [string, readonly Value[]][] {
  const recall = new Recall();
  return random.times(random.int(1, MOST_CALLS), () => callOf(random, literals, members, recall));
}

function callOf(
  random: Random,
  literals: Literals,
  members: readonly MemberPlan[],
  recall: Recall,
): [string, readonly Value[]] {
  const { name, plan } = random.pick(members);
  const args = recall.again(random, fill(random, literals, plan), plan.fillings[0]?.shapes ?? []);
  recall.note(args);
  return [name, args];
}

function mutateInput(
  random: Random,
  literals: Literals,
  plan: TargetPlan,
  input: Input,
  hypotheses: readonly (readonly Shape[])[],
): Input | null {
  const source = { random, literals, tiny: false };
  if (input.calls !== undefined && random.chance(0.7))
    return { ...input, calls: mutateCalls(random, literals, plan.members, input.calls) };
  if (input.further !== undefined && random.chance(0.5) && plan.further !== null) {
    const at = random.int(0, input.further.length - 1);
    const further = input.further.map((args, index) =>
      index === at ? args.map((value) => mutate(source, value)) : args,
    );
    return { ...input, further };
  }
  if (input.args.length === 0) return null;
  const args = [...input.args];
  for (let left = random.int(1, 3); left > 0; left--) {
    const at = random.int(0, args.length - 1);
    args[at] = mutate(source, args[at]);
  }
  const own = gathered(plan.call, args);
  return hypotheses.some((shapes) => fitAll(shapes, own)) ? { ...input, args } : null;
}

type Calls = NonNullable<Input['calls']>;

function mutateCalls(
  random: Random,
  literals: Literals,
  members: readonly MemberPlan[],
  calls: Calls,
): Calls {
  const result = [...calls];
  const at = random.int(0, Math.max(0, result.length - 1));
  const kind = random.next();
  if (kind < 0.25 && result.length > 1) result.splice(at, 1);
  else if (kind < 0.55 || result.length === 0) {
    const recall = new Recall();
    for (const [, args] of result) recall.note(args);
    result.splice(at, 0, callOf(random, literals, members, recall));
  } else if (kind < 0.7) result.splice(at, 0, result[at]);
  else {
    const [name, args] = result[at];
    result[at] = [name, args.map((value) => mutate({ random, literals, tiny: false }, value))];
  }
  return result.slice(0, 2 * MOST_CALLS);
}
