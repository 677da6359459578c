import type { Value } from './input.ts';
import { fitAll, fits } from './shapes/fits.ts';
import type { NumberFacts, Shape, TextFacts } from './shapes/shape.ts';
import type { SameLength } from './values/arguments.ts';

/**
 * The evident domain: what the golden's own code says that it is meant for. An input may leave it in several ways;
 * each has the share of its weight that an input keeps, from what such inputs are worth on code with known
 * outcomes: what a person would not count as a fault weighs little, but is never unseen.
 */
export const DEPARTURES = {
  'zero for a counter': 0.03,
  'a text without digits for a number': 0.03,
  'lists of different lengths': 0.03,
  'reads past an end, as hardly any input does': 0.05,
  'reads past an end': 0.3,
  'unbalanced brackets': 0.05,
  'a negative number': 0.05,
  'a fraction': 0.03,
  'an unknown word': 0.03,
  'an empty text inside': 0.2,
  'an empty text': 0.15,
  'an empty list': 0.3,
  'an empty list inside': 0.3,
  'blanks at an end or doubled': 0.2,
  'a negative number for a positive one': 0.1,
  'a negative number for a count': 0.2,
  'a position outside the list': 0.1,
  'zero for a divisor': 0.1,
  'unusual marks': 0.4,
  'a long text': 0.6,
  'a fraction inside': 0.3,
  'a large number': 0.6,
  'a negative number inside': 0.6,
  'a descending pair': 0.3,
  'a part that is no number': 0.2,
  'a text that is no number': 0.1,
  'characters of no meaning': 0.1,
  'a text that is not of digits': 0.1,
} as const;

export type Departure = keyof typeof DEPARTURES;

/** Departures that leave an input as good as any other. */
export const MILD: ReadonlySet<Departure> = new Set([
  'a large number',
  'a negative number inside',
  'a long text',
]);

/** From this weight on an input counts as inside the evident domain. */
export const INSIDE = 0.5;

const LARGE = 300;
const LONG = 25;

/** What the arguments of one call are held against. */
export interface Domain {
  /** The hypotheses that are tried; the first that fits an input is its own. */
  readonly hypotheses: readonly (readonly Shape[])[];
  readonly sameLength: readonly SameLength[];
  /** The golden answers one of very few things: rejecting what is malformed is its job. */
  readonly classifies: boolean;
}

export function departuresOf(domain: Domain, args: readonly Value[]): Set<Departure> {
  const found = new Set<Departure>();
  const shapes = domain.hypotheses.find((each) => fitAll(each, args)) ?? domain.hypotheses[0] ?? [];
  const shared = sharedCharacters(args);
  for (const [index, shape] of shapes.entries()) walk(shape, args[index], true, { ...domain, shared }, found);
  for (const [first, second] of domain.sameLength)
    if (lengthOf(args[first]) !== lengthOf(args[second])) found.add('lists of different lengths');
  shapes.forEach((shape, index) => {
    const before = shapes[index - 1];
    if (shape.kind !== 'number' || before?.kind !== 'array') return;
    if (!shape.facts.bound && !shape.facts.index) return;
    const position = args[index] as number;
    if (position < 0 || position > lengthOf(args[index - 1])) found.add('a position outside the list');
  });
  return found;
}

/** Characters of more than one argument: what is looked for in a text, as likely as not. */
function sharedCharacters(args: readonly Value[]): string {
  const texts = args.filter((value) => typeof value === 'string');
  if (texts.length < 2) return '';
  const known = new Set<string>();
  const shared = new Set<string>();
  for (const text of texts) {
    const own = new Set(text);
    for (const character of own) if (known.has(character)) shared.add(character);
    for (const character of own) known.add(character);
  }
  return [...shared].join('');
}

export function weightOf(departures: Iterable<Departure>): number {
  let weight = 1;
  for (const departure of departures) weight *= DEPARTURES[departure];
  return weight;
}

function lengthOf(value: Value | undefined): number {
  return typeof value === 'string' || Array.isArray(value) ? value.length : -1;
}

interface Held extends Domain {
  /** Characters that several arguments have in common. */
  readonly shared: string;
}

function walk(
  shape: Shape,
  value: Value | undefined,
  top: boolean,
  domain: Held,
  found: Set<Departure>,
): void {
  const inner = (part: Shape, inside: Value | undefined): void => walk(part, inside, false, domain, found);
  switch (shape.kind) {
    case 'number':
      if (typeof value === 'number') numberDepartures(shape.facts, value, top, found);
      return;
    case 'string':
      // A text that the golden says the look of is as it is meant to be.
      if (shape.limits !== undefined && shape.limits.patterns.length > 0) return;
      if (typeof value === 'string') textDepartures(shape.facts, value, top, domain, found);
      return;
    case 'array':
      if (!Array.isArray(value)) return;
      if (value.length === 0 && !shape.facts.empty) found.add(top ? 'an empty list' : 'an empty list inside');
      for (const element of value) inner(shape.element, element);
      return;
    case 'tuple': {
      if (!Array.isArray(value)) return;
      for (const [index, element] of shape.elements.entries()) inner(element, value[index]);
      const [first, second] = value;
      const pair = value.length === 2 && typeof first === 'number' && typeof second === 'number';
      if (pair && first > second) found.add('a descending pair');
      return;
    }
    case 'object':
      if (value === null || typeof value !== 'object' || Array.isArray(value)) return;
      for (const { name, shape: property } of shape.properties)
        inner(property, (value as { readonly [key: string]: Value })[name]);
      return;
    case 'union': {
      const own = shape.options.find((option) => fits(option, value));
      if (own !== undefined) walk(own, value, top, domain, found);
      return;
    }
  }
}

function numberDepartures(facts: NumberFacts, value: number, top: boolean, found: Set<Departure>): void {
  if (!Number.isInteger(value) && !facts.fractional && !facts.divided)
    found.add(top ? 'a fraction' : 'a fraction inside');
  if (value < 0 && !facts.negative) {
    if (facts.positive || facts.root || facts.divisor) found.add('a negative number for a positive one');
    else if (facts.nonNegative) found.add('a negative number for a count');
    else found.add(top ? 'a negative number' : 'a negative number inside');
  }
  if (value === 0 && facts.divisor && !facts.zero) found.add('zero for a divisor');
  if (value === 0 && facts.positive) found.add('zero for a counter');
  if (Math.abs(value) > LARGE) found.add('a large number');
}

const OPENING = '([{<';
const CLOSING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{', '>': '<' };

function textDepartures(
  facts: TextFacts,
  value: string,
  top: boolean,
  { classifies, shared }: Held,
  found: Set<Departure>,
): void {
  const known = new Set(facts.texts);
  const delimiters = facts.delimiters.filter((delimiter) => delimiter !== '');
  if (value === '' && !facts.empty) found.add(top ? 'an empty text' : 'an empty text inside');
  if (facts.tokens.length > 0) {
    const tokens = new Set(facts.tokens);
    const words = facts.delimiters.length > 0 ? value.split(delimiters[0] ?? ' ') : [value];
    const allKnown = words.every((word) => tokens.has(word) || (word === '' && facts.delimiters.length > 0));
    if (!allKnown) found.add('an unknown word');
  }
  const brackets = [...OPENING].some((bracket) => known.has(bracket));
  if (brackets && !classifies && !isBalanced(value, known)) found.add('unbalanced brackets');
  if (!facts.blanks && /^ | $| {2}/.test(value)) found.add('blanks at an end or doubled');
  const alphabet = facts.texts.filter((text) => text.length === 1);
  const meaningful =
    alphabet.length === 0 ||
    facts.ranged ||
    value === '' ||
    [...facts.texts, ...delimiters].some((text) => text !== '' && value.includes(text));
  if (!meaningful) found.add('characters of no meaning');
  if (facts.numeric && value.trim() !== '') {
    if (!/\d/.test(value)) found.add('a text without digits for a number');
    if (facts.delimiters.length === 0 && Number.isNaN(Number(value.replace(',', '.'))))
      found.add('a text that is no number');
  }
  if (facts.digits && !/^\d*$/.test(value)) found.add('a text that is not of digits');
  if (facts.numericParts) {
    const at = delimiters.find((delimiter) => value.includes(delimiter));
    if (at !== undefined && !value.split(at).every((part) => /^\d+(\.\d+)?$/.test(part)))
      found.add('a part that is no number');
  }
  const marksOnly =
    !facts.ranged &&
    !facts.numeric &&
    delimiters.every((delimiter) => delimiter === ' ') &&
    facts.texts.every((text) => /^(?:[^\w\s]|[()[\]{}<>]*)$/.test(text));
  const foreign = (character: string): boolean =>
    !known.has(character) &&
    CLOSING[character] === undefined &&
    !OPENING.includes(character) &&
    character !== ' ';
  if (brackets && marksOnly && [...value].some(foreign)) found.add('characters of no meaning');
  if (value.length > LONG) found.add('a long text');
  const looked = new Set([...facts.texts, ...facts.marks, ...delimiters, shared].join(''));
  const strange = [...value].filter(
    (character) =>
      !looked.has(character) && !known.has(CLOSING[character] ?? '') && /[^\w \-.,]/.test(character),
  );
  if (strange.length > 0 && !facts.ranged) found.add('unusual marks');
}

function isBalanced(value: string, known: ReadonlySet<string>): boolean {
  const open: string[] = [];
  for (const character of value) {
    if (OPENING.includes(character) && known.has(character)) open.push(character);
    else if (known.has(CLOSING[character] ?? '') && open.pop() !== CLOSING[character]) return false;
  }
  return open.length === 0;
}
