import type { Value } from '../input.ts';
import {
  isAllowed,
  isWithin,
  type LengthLimits,
  type NumberLimits,
  type TextLimits,
} from '../shapes/limits.ts';
import type { NumberFacts, TextFacts } from '../shapes/shape.ts';
import { makeNumber } from './numbers.ts';
import { matchingText } from './patterns.ts';
import type { ValueSource } from './source.ts';
import { makeText } from './texts.ts';
import { letters } from './words.ts';

/** Values of what has limits: mostly like others, and often at the limits, where faults are. */

const TRIES = 8;
/** So far from a limit numbers go where there is no other limit. */
const FAR = 100;
/** Texts and lists are made no longer than this to be at their limit. */
const LONG = 64;
const LONGEST = 2000;

export function makeLimitedNumber(source: ValueSource, facts: NumberFacts, limits: NumberLimits): number {
  const { random } = source;
  const known = [...numbersAtLimits(limits), ...facts.numbers.filter((value) => isWithin(limits, value))];
  if (known.length > 0 && random.chance(0.2)) return random.pick(known);
  for (let tries = 0; tries < TRIES; tries++) {
    const made = makeNumber(source, facts, false);
    const value = limits.integer ? Math.round(made) : made;
    if (isWithin(limits, value)) return value;
  }
  const least = Math.max(limits.least, Math.min(0, limits.most - FAR));
  const most = Math.min(limits.most, least + FAR);
  const grain = grainOf(limits);
  for (let tries = 0; tries < TRIES; tries++) {
    const value = tidy((random.int(Math.ceil(least / grain), Math.floor(most / grain)) || 0) * grain);
    if (isWithin(limits, value)) return value;
  }
  return known[0] ?? least;
}

/** The least and most allowed values and those next to them. */
export function numbersAtLimits(limits: NumberLimits): number[] {
  const grain = grainOf(limits);
  const near = [limits.least, limits.most].filter(Number.isFinite).flatMap((limit) => {
    const on = Math.round(limit / grain) * grain;
    return [limit, on, on + grain, on - grain].map(tidy);
  });
  return [...new Set(near)].filter((value) => isWithin(limits, value));
}

/** What two allowed values differ by at least, or what is taken for that. */
function grainOf({ step, integer, least, most }: NumberLimits): number {
  if (step > 0) return step;
  return integer || !(most - least <= 2) ? 1 : 0.1;
}

function tidy(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

export function makeLimitedText(source: ValueSource, facts: TextFacts, limits: TextLimits): string {
  const { random } = source;
  let text = '';
  for (let tries = 0; tries < TRIES; tries++) {
    text = framed(
      limits,
      limits.patterns.length > 0
        ? matchingText(source, random.pick(limits.patterns).make)
        : ofLength(source, lengthLimits(limits), makeText(source, facts)),
    );
    if (isAllowed(limits, text)) return text;
  }
  return text;
}

/** Texts as short and as long as they may be. */
export function textsAtLimits(source: ValueSource, facts: TextFacts, limits: TextLimits): string[] {
  if (limits.patterns.length > 0) return [0, 1].map(() => makeLimitedText(source, facts, limits));
  return [limits.least, Math.min(limits.most, LONG)].map((length) =>
    makeLimitedText(source, facts, { ...limits, least: length, most: length }),
  );
}

/** Limits of what stands between the fixed beginning and end. */
function lengthLimits({ least, most, starts, ends, holds }: TextLimits): LengthLimits {
  const fixed = starts.length + ends.length + holds.length;
  return { least: Math.max(0, least - fixed), most: Math.max(0, most - fixed) };
}

function framed({ starts, ends, holds }: TextLimits, text: string): string {
  const end = text.endsWith(ends) ? '' : ends;
  const begin = text.startsWith(starts) ? '' : starts;
  return begin + text + (text.includes(holds) ? '' : holds) + end;
}

function ofLength(source: ValueSource, limits: LengthLimits, text: string): string {
  const { random } = source;
  const { least, most } = limits;
  if (random.chance(0.1) && least > 0) return sized(source, text, least);
  if (random.chance(0.1) && most <= LONG) return sized(source, text, most);
  return sized(source, text, Math.min(Math.max(text.length, least), most));
}

function sized(source: ValueSource, text: string, wanted: number): string {
  const length = Math.min(wanted, LONGEST);
  if (text.length >= length) return text.slice(0, length);
  return text + letters(source, text.trim() || 'abc', length - text.length);
}

/** A list made longer or shorter until it may be. */
export function ofAllowedLength(
  { random }: ValueSource,
  limits: LengthLimits | undefined,
  list: readonly Value[],
  one: () => Value,
): Value[] {
  if (limits === undefined) return [...list];
  const { least } = limits;
  const most = Math.max(least, Math.min(limits.most, LONG));
  const kind = random.next();
  const length = kind < 0.1 ? least : kind < 0.2 && limits.most <= LONG ? most : list.length;
  const wanted = Math.min(Math.max(length, Math.min(least, LONG)), most);
  const more = Array.from({ length: Math.max(0, wanted - list.length) }, one);
  return [...list, ...more].slice(0, wanted);
}
