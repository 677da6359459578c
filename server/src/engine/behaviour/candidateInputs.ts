import { hashText, Random } from '../random.ts';
import { mayAskForRandomness } from './examine.ts';
import { toProbe } from './explore.ts';
import { encodeInput, type Value } from './input.ts';
import { literalsOf } from './literals.ts';
import { createMaker } from './maker.ts';
import type { Probe } from './probe.ts';
import { unitNamed } from './roots.ts';
import { PATIENCE, STEPS_SMALL } from './running.ts';
import type { Literals } from './values/source.ts';
import { isSpecial } from './values/special.ts';
import { type Match, typeTest } from './witness.ts';

/** Inputs that are made of what only the candidate mentions. */
const MADE = 24;
/** Things mentioned that are put into inputs of the golden, and into how many each. */
const MOST_LITERALS = 12;
const PLACES = 3;
/** They say nothing of what a function is about. */
const COMMON: ReadonlySet<number> = new Set([0, 1, -1, 2]);

/**
 * Inputs for code that agreed so far but mentions numbers or texts that the golden does not: a case of its own shows
 * only on them. Whether they are inside the domain is the golden's to say, as of all inputs.
 */
export function candidateInputs({ golden, generated, original, examined, counterpart }: Match): Probe[] {
  const { exploration, target, probes, offer } = examined;
  const unit = unitNamed(generated.model, counterpart.path);
  if (exploration === null || target === null || unit === null || probes.length === 0) return [];
  // What hangs on randomness was left out of the golden's inputs, but nobody knows that of further ones.
  if (mayAskForRandomness(golden.program)) return [];
  const own = unfamiliar(literalsOf(generated.model.tree, unit.node), target.literals);
  if (own.numbers.length + own.texts.length === 0) return [];
  const random = new Random(hashText(offer.path));
  const maker = createMaker(exploration.plan, own, exploration.classifies);
  const made = random.times(MADE, () => maker.make(random));
  const changed = [...own.numbers, ...own.texts].slice(0, MOST_LITERALS).flatMap((literal) =>
    random.times(PLACES, () => {
      const { input } = random.pick(probes);
      return { ...input, args: input.args.map((value) => placed(random, value, literal)) };
    }),
  );
  const known = new Set(probes.map(({ encoded }) => encoded));
  const fitting = [...made, ...changed].filter(typeTest(examined));
  const fresh = [...new Set(fitting.map(encodeInput))].filter((encoded) => !known.has(encoded));
  const request = { steps: STEPS_SMALL, coverage: false, patience: PATIENCE };
  const outcomes = original.run({ ...request, target: offer.path, inputs: fresh });
  const blanks = probes.filter(({ golden }) => golden.blanks > 0).length / probes.length;
  return fresh.flatMap((encoded, index) => {
    const outcome = outcomes[index];
    if (outcome.ending !== 'value' && outcome.ending !== 'throw') return [];
    return toProbe({ encoded, outcome, origin: 'candidate' }, exploration.departures, target, blanks);
  });
}

/** A value with a literal in the place of one of its own of that type; as it is where it has none. */
function placed(random: Random, value: Value, literal: number | string): Value {
  if (typeof value === typeof literal) return literal;
  if (value === null || typeof value !== 'object' || isSpecial(value)) return value;
  if (Array.isArray(value)) {
    const at = value.length === 0 ? -1 : random.int(0, value.length - 1);
    return value.map((inner, index) => (index === at ? placed(random, inner, literal) : inner));
  }
  const entries = Object.entries(value as { readonly [key: string]: Value });
  const at = entries.length === 0 ? -1 : random.int(0, entries.length - 1);
  return Object.fromEntries(
    entries.map(([key, inner], index) => [key, index === at ? placed(random, inner, literal) : inner]),
  );
}

function unfamiliar(own: Literals, golden: Literals): Literals {
  const numbers = new Set(golden.numbers);
  const texts = new Set(golden.texts);
  return {
    numbers: own.numbers.filter((each) => !numbers.has(each) && !COMMON.has(each)),
    texts: own.texts.filter((each) => !texts.has(each)),
  };
}
