import { encodeInput } from '../input.ts';
import { judge } from '../judge.ts';
import { keyOf } from '../outcome.ts';
import type { Probe } from '../probe.ts';
import type { Outcome, World } from '../sandbox.ts';
import type { UnitMapping } from './mapping.ts';

/** Inputs on which mappings are tried. */
const INPUTS = 16;
const MOST_LOOKED_AT = 120;
const WORD = /"[A-Za-z][\w-]*"/g;
const STEPS = 30_000;
const STEPS_PER_GOLDEN_STEP = 20;
const PATIENCE = 2;

/** A few inputs of a unit on which mappings are tried: such that show every outcome and every word early. */
export function trialProbes(probes: readonly Probe[]): Probe[] {
  const left = probes
    .filter(({ weight }) => weight > 0)
    .slice(0, MOST_LOOKED_AT)
    .map((probe) => ({ probe, shows: new Set([...(probe.encoded.match(WORD) ?? []), keyOf(probe.golden)]) }));
  const chosen: Probe[] = [];
  while (chosen.length < INPUTS && left.length > 0) {
    let best = 0;
    for (let at = 1; at < left.length; at++) if (left[at].shows.size > left[best].shows.size) best = at;
    const [{ probe, shows }] = left.splice(best, 1);
    chosen.push(probe);
    for (const other of left) for (const shown of shows) other.shows.delete(shown);
  }
  return chosen;
}

/** Tries mappings on a few inputs, each only once, up to a bound. */
export class Trials {
  private readonly world: World;
  private readonly known = new Map<string, readonly Outcome[]>();
  private left: number;

  constructor(world: World, most: number) {
    this.world = world;
    this.left = most;
  }

  /** No more may be tried. */
  get over(): boolean {
    return this.left <= 0;
  }

  /** Weighted share of inputs, 0 to 1, on which a counterpart does the same under a mapping; 0 when the bound is met. */
  agreement(probes: readonly Probe[], path: string, mapping: UnitMapping): number {
    if (probes.length === 0) return 0;
    const inputs = probes.map(({ input }) => encodeInput(mapping.input(input)));
    const key = `${path}\n${inputs.join('\n')}`;
    let outcomes = this.known.get(key);
    if (outcomes === undefined) {
      if (this.left-- <= 0) return 0;
      outcomes = this.world.run({
        target: path,
        inputs,
        steps: probes.map(({ golden }) => STEPS + STEPS_PER_GOLDEN_STEP * golden.steps),
        coverage: false,
        patience: PATIENCE,
      });
      this.known.set(key, outcomes);
    }
    const expected = probes.map((probe) => ({ ...probe, golden: mapping.outcome(probe.golden) }));
    return judge(expected, outcomes).agreement;
  }
}
