import type { SourceModel } from '../model/source.ts';
import { span } from '../model/tree.ts';
import { Random } from '../random.ts';
import { type Exploration, explore, LEAST_TRIED, type Target } from './explore.ts';
import type { Names } from './mapping/renamed.ts';
import type { Probe } from './probe.ts';
import { unitNamed } from './roots.ts';
import type { Offer, Program, Sandbox, World } from './sandbox.ts';
import { selectProbes } from './select.ts';
import type { MutantCount } from './verdict.ts';

/** One side, ready to run. */
export interface Side {
  readonly model: SourceModel;
  /** The golden's with branch counters, and element reads noted. */
  readonly program: Program;
  /** For each branch counter of the entry, where in the text what it counts ends. */
  readonly branchEnds: readonly number[];
  /** Why it can't be run at all: it does not parse. */
  readonly problem: string | null;
  /** Its names, for counterparts that are called otherwise; without, only what has the same names is compared. */
  readonly names?: Names;
}

export interface BehaviourOptions {
  /** Inputs that each candidate is run on. */
  readonly inputs: number;
  readonly seed: number;
  /** Milliseconds after which an input is given up, where counting its steps has not ended it before. */
  readonly timeLimitMs?: number;
  /** Small changes of each of the golden's units by which the strength of the inputs is measured; by default none. */
  readonly mutants?: number;
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
  /** Null when it was not measured. */
  readonly mutants: MutantCount | null;
}

const POOL_PER_INPUT = 2;

/** Finds the inputs for one of the golden's targets. */
export function examine(
  sandbox: Sandbox,
  golden: Side,
  offer: Offer,
  target: Target | null,
  weight: number,
  options: BehaviourOptions,
): Examined {
  if (target === null)
    return { offer, weight, target, exploration: null, probes: [], coverage: null, mutants: null };
  const open = (): World => sandbox.open(golden.program);
  const { modules, seed } = golden.program;
  const again = mayAskForRandomness(golden.program)
    ? (): World => sandbox.open({ modules, seed: seed + 1 })
    : null;
  const exploration = explore(open, again, target, {
    pool: Math.max(LEAST_TRIED, POOL_PER_INPUT * options.inputs),
    seed: options.seed,
  });
  const probes = selectProbes(exploration.probes, options.inputs, new Random(options.seed));
  const coverage = coverageOf(golden, offer, exploration);
  return { offer, weight, target, exploration, probes, coverage, mutants: null };
}

export function mayAskForRandomness({ modules }: Program): boolean {
  return modules.some(({ code }) => /\brandom|crypto|nanoid|uuid/i.test(code));
}

/** Share of the branches in the text of a unit that were reached. */
function coverageOf({ model, branchEnds }: Side, offer: Offer, { reached }: Exploration): number | null {
  const unit = unitNamed(model, offer.path);
  if (unit === null) return null;
  const { start, end } = span(model.tree, unit.node);
  const own = branchEnds.flatMap((at, branch) => (at > start && at <= end ? [branch] : []));
  return own.length === 0 ? null : own.filter((branch) => reached.has(branch)).length / own.length;
}
