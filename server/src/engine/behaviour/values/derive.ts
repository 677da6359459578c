import type { Value } from '../input.ts';
import { fits } from '../shapes/fits.ts';
import type { Shape } from '../shapes/shape.ts';
import { withNearDate } from './calendarDates.ts';
import { makeValue } from './generate.ts';
import { mutate } from './mutate.ts';
import { makeNumber } from './numbers.ts';
import type { ValueSource } from './source.ts';
import { isSpecial } from './special.ts';
import { alphabetOf } from './texts.ts';
import { letters } from './words.ts';

/**
 * A value of a shape that has to do with another: the same, a part, a permutation, a near miss. Arguments drawn by
 * themselves hardly ever meet, and code with two parameters is mostly about how they meet.
 */
export function derive(source: ValueSource, from: Value, shape: Shape): Value {
  const derived = deriveAny(source, from, shape);
  return 'limits' in shape && !fits(shape, derived) ? from : derived;
}

function deriveAny(source: ValueSource, from: Value, shape: Shape): Value {
  if (shape.kind === 'number' && typeof from === 'number') return deriveNumber(source, from, shape);
  if (shape.kind === 'string' && typeof from === 'string') return deriveText(source, from, shape);
  if (shape.kind === 'array' && Array.isArray(from)) return deriveList(source, from, shape);
  return deriveOther(source, from, shape);
}

/** Trees, objects and whatever may be of several types: equal, or different in one place. */
function deriveOther(source: ValueSource, from: Value, shape: Shape): Value {
  if (source.random.chance(0.5)) return from;
  // What is known to have certain properties has these and no others.
  const open = isPlain(from) && shape.kind !== 'object';
  const near = open && source.random.chance(0.3) ? withOtherKeys(source, from) : mutate(source, from);
  return fits(shape, near) ? near : from;
}

/** One key less, or one more with a value that is there already. */
function withOtherKeys({ random }: ValueSource, from: { readonly [key: string]: Value }): Value {
  const entries = Object.entries(from);
  if (entries.length === 0) return from;
  const at = random.int(0, entries.length - 1);
  if (random.chance(0.6)) return Object.fromEntries(entries.filter((_, index) => index !== at));
  return { ...from, [random.pick(['a', 'b', 'c'])]: entries[at][1] };
}

function isPlain(value: Value): value is { readonly [key: string]: Value } {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && !isSpecial(value);
}

function deriveNumber(source: ValueSource, from: number, shape: Shape & { kind: 'number' }): number {
  const { random } = source;
  const kind = random.next();
  if (kind < 0.3) return from;
  if (kind < 0.5) return from + random.int(-2, 2);
  if (kind < 0.7) return random.int(0, Math.max(0, Math.floor(Math.abs(from))));
  return makeNumber(source, shape.facts, true);
}

function deriveText(source: ValueSource, from: string, shape: Shape & { kind: 'string' }): string {
  const { random } = source;
  if (source.tiny && from !== '') {
    const at = random.int(0, from.length - 1);
    return from.slice(at, at + random.int(1, 3));
  }
  const dated = withNearDate(random, from, 0.7);
  if (dated !== null) return dated;
  const kind = random.next();
  if (kind < 0.1) return from;
  if (kind < 0.3) {
    const start = random.int(0, from.length);
    return from.slice(start, random.int(start, from.length));
  }
  if (kind < 0.42) {
    const at = random.int(0, from.length);
    return from.slice(at) + from.slice(0, at);
  }
  const characters = [...from];
  if (kind < 0.55) return random.shuffled(characters).join('');
  if (kind < 0.65) return characters.reverse().join('');
  if (kind < 0.8) return letters(source, from || 'ab', from.length);
  if (kind < 0.9) return mutate(source, from) as string;
  return letters(source, alphabetOf(shape.facts) || 'ab01', from.length);
}

function deriveList(source: ValueSource, from: readonly Value[], shape: Shape & { kind: 'array' }): Value {
  const { random } = source;
  const kind = random.next();
  if (kind < 0.1) return from;
  if (kind < 0.3) return random.shuffled(from);
  if (kind < 0.75)
    return from.map((value) => (random.chance(0.4) ? value : makeValue(source, shape.element, 1)));
  if (kind < 0.85) {
    const near = mutate(source, from);
    return fits(shape, near) ? near : from;
  }
  return from.slice(0, random.int(0, from.length));
}
