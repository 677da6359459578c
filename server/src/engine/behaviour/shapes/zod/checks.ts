import { numberFacts, textFacts } from '../../inference/facts.ts';
import type { Slot } from '../../inference/slot.ts';
import {
  ANY_LENGTH,
  ANY_NUMBER,
  ANY_TEXT,
  type LengthLimits,
  type NumberLimits,
  type TextLimits,
} from '../limits.ts';
import { NO_NUMBER_FACTS, NO_TEXT_FACTS, type Shape } from '../shape.ts';
import { formatNamed } from './formats.ts';

/** An argument of a check: a number, a text, or a regular expression as written; null for anything else. */
export type CheckArgument = number | string | { readonly pattern: string } | null;

export function numberOf(slot: Slot | null, limits?: NumberLimits): Shape {
  const facts = slot === null ? NO_NUMBER_FACTS : numberFacts(slot);
  if (limits === undefined) return { kind: 'number', facts };
  return {
    kind: 'number',
    limits,
    facts: {
      ...facts,
      integer: facts.integer || limits.integer,
      fractional: facts.fractional || (limits.step > 0 && !Number.isInteger(limits.step)),
      negative: facts.negative || limits.least < 0,
      nonNegative: facts.nonNegative || (limits.least >= 0 && limits.most > 0),
      positive: facts.positive || (limits.least === 0 && limits.openLeast),
    },
  };
}

export function textOf(slot: Slot | null, limits?: TextLimits): Shape {
  const facts = slot === null ? NO_TEXT_FACTS : textFacts(slot);
  return limits === undefined ? { kind: 'string', facts } : { kind: 'string', facts, limits };
}

/** A text of a format that has a name, as `z.email()`; null for an unknown name. */
export function formatted(name: string, slot: Slot | null): Shape | null {
  const pattern = formatNamed(name);
  return pattern === null ? null : textOf(slot, { ...ANY_TEXT, patterns: [pattern] });
}

/** A shape after a check, as `.min(1)`; the shape itself where the check says nothing of its values. */
export function checked(shape: Shape, check: string, argument: CheckArgument, slot: Slot | null): Shape {
  if (shape.kind === 'number') {
    const limits = numberCheck(shape.limits ?? ANY_NUMBER, check, argument);
    return limits === null ? shape : numberOf(slot, limits);
  }
  if (shape.kind === 'string') {
    const limits = textCheck(shape.limits ?? ANY_TEXT, check, argument);
    return limits === null ? shape : { ...shape, limits };
  }
  if (shape.kind === 'array') {
    const limits = lengthCheck(shape.limits ?? ANY_LENGTH, check, argument);
    return limits === null ? shape : { ...shape, limits };
  }
  // With one exception more, `string | undefined` and the like are checked as what they hold.
  if (shape.kind === 'union')
    return { ...shape, options: shape.options.map((option) => checked(option, check, argument, slot)) };
  return shape;
}

function numberCheck(limits: NumberLimits, check: string, argument: CheckArgument): NumberLimits | null {
  const number = typeof argument === 'number' ? argument : null;
  const above = (least: number, openLeast: boolean): NumberLimits =>
    least > limits.least || (least === limits.least && openLeast) ? { ...limits, least, openLeast } : limits;
  const below = (most: number, openMost: boolean): NumberLimits =>
    most < limits.most || (most === limits.most && openMost) ? { ...limits, most, openMost } : limits;
  switch (check) {
    case 'int':
    case 'safe':
      return { ...limits, integer: true };
    case 'positive':
      return above(0, true);
    case 'nonnegative':
      return above(0, false);
    case 'negative':
      return below(0, true);
    case 'nonpositive':
      return below(0, false);
    case 'min':
    case 'gte':
      return number === null ? null : above(number, false);
    case 'gt':
      return number === null ? null : above(number, true);
    case 'max':
    case 'lte':
      return number === null ? null : below(number, false);
    case 'lt':
      return number === null ? null : below(number, true);
    case 'multipleOf':
    case 'step':
      return number === null || number <= 0 ? null : { ...limits, step: number };
    default:
      return null;
  }
}

function lengthCheck<T extends LengthLimits>(limits: T, check: string, argument: CheckArgument): T | null {
  if (check === 'nonempty') return { ...limits, least: Math.max(1, limits.least) };
  if (typeof argument !== 'number' || argument < 0) return null;
  if (check === 'min') return { ...limits, least: Math.max(argument, limits.least) };
  if (check === 'max') return { ...limits, most: Math.min(argument, limits.most) };
  return check === 'length' ? { ...limits, least: argument, most: argument } : null;
}

function textCheck(limits: TextLimits, check: string, argument: CheckArgument): TextLimits | null {
  const pattern = formatNamed(check);
  if (pattern !== null) return { ...limits, patterns: [...limits.patterns, pattern] };
  if (argument !== null && typeof argument === 'object') {
    if (check !== 'regex') return null;
    const [, body = '', flags = ''] = /^\/([\s\S]*)\/([a-z]*)$/.exec(argument.pattern) ?? [];
    return { ...limits, patterns: [...limits.patterns, { make: body, test: body, flags }] };
  }
  if (typeof argument === 'string') {
    if (check === 'startsWith') return { ...limits, starts: argument };
    if (check === 'endsWith') return { ...limits, ends: argument };
    if (check === 'includes') return { ...limits, holds: argument };
  }
  return lengthCheck(limits, check, argument);
}
