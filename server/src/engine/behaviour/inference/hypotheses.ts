import { ANY, arrayOf, NUMBER, type NumberFacts, type Shape, TEXT, unionOf } from '../shapes/shape.ts';
import { numberFacts, textFacts } from './facts.ts';
import type { Slot } from './slot.ts';

/** One thing that a parameter may be, and how likely that is; the weights of a parameter add up to 1. */
export interface Hypothesis {
  readonly shape: Shape;
  readonly weight: number;
}

/** What people call numbers, texts, lists and objects: a weak hint, used where uses say little. */
const NAMES: readonly (readonly [RegExp, 'number' | 'string' | 'array' | 'object'])[] = [
  [
    /^(?:n|k|m|i|j|num|number|count|capacity|size|len|length|x|y|z|t|p|w|amount|limit|threshold|shift|year|month|day|age|index|idx|int|total|max|min|width|height|val)\d*$/i,
    'number',
  ],
  [
    /^(?:s|str|string|text|txt|word|sentence|message|msg|date|name|key|char|ch|c|prefix|suffix|substring|title|path|url|line|brackets|operator)\d*$|_?(?:string|str|name|text)$/i,
    'string',
  ],
  [
    /^(?:arr|array|lst|list|l|nums|numbers|values|items|elements|grid|matrix|words|strings|grades|scores|xs|ys|vals|rows|points|data|interval|operand|operands|extensions|q)\d*$|(?:list|array|arr)$/i,
    'array',
  ],
  [/^(?:dict|map|obj|object|options|opts|record)\d*$/i, 'object'],
];

/** Methods of dates alone. */
const DATE_METHOD =
  /^(?:[gs]et(?:UTC)?(?:Date|Day|FullYear|Hours|Milliseconds|Minutes|Month|Seconds)|[gs]etTime|getTimezoneOffset|to(?:ISO|UTC|Date|Time)String|toLocale(?:Date|Time)String)$/;
/** A parameter that is called so and only passed on: likely a date. */
const DATE_NAME = /^(?:date|\w*Date|date[A-Z]\w*)$/;

/** Less likely than this, a type is not tried. */
const LEAST = 0.12;
const DEEPEST = 3;

/** What a slot's uses say that it is, likeliest first. */
export function hypothesesOf(slot: Slot, name: string | null, depth = 0): Hypothesis[] {
  const { evidence, counts, properties } = slot.root;
  const scores = weigh(slot, name);
  if (
    counts.numeric > 0 &&
    !scores.array &&
    !slot.hasElement &&
    (evidence.number > 0 || evidence.mixed > 0)
  ) {
    const number: NumberFacts = { ...numberFacts(slot), fractional: true };
    return certain(
      unionOf([
        { kind: 'number', facts: counts.integer > 0 ? numberFacts(slot) : number },
        { kind: 'string', facts: textFacts(slot) },
        ...(evidence.date > 0 ? [{ kind: 'date' } as const] : []),
      ]),
    );
  }
  if (evidence.mixed >= 1 && !scores.array && (evidence.string > 0 || evidence.number > 0)) {
    const options: Shape[] = [];
    if (evidence.number > 0)
      options.push({ kind: 'number', facts: { ...numberFacts(slot), fractional: true } });
    if (evidence.string > 0)
      options.push({
        kind: 'string',
        facts: { ...textFacts(slot), numeric: evidence.number > 0 || counts.numeric > 0 },
      });
    if (evidence.date > 0) options.push({ kind: 'date' });
    return certain(unionOf(options));
  }
  if (evidence.mixed >= 2 && !scores.array) return certain(ANY);
  if ([...properties.keys()].some((property) => DATE_METHOD.test(property))) return certain({ kind: 'date' });
  const called = depth === 0 && name !== null && evidence.string === 0 && DATE_NAME.test(name);
  const date = evidence.date + (called ? 0.6 : 0);
  const total =
    date +
    scores.number +
    scores.string +
    scores.array +
    evidence.boolean +
    scores.object +
    evidence.callable;
  if (total === 0) {
    return [
      { shape: { kind: 'number', facts: numberFacts(slot) }, weight: 0.5 },
      { shape: { kind: 'string', facts: textFacts(slot) }, weight: 0.3 },
      { shape: arrayOf(NUMBER), weight: 0.2 },
    ];
  }
  const found: Hypothesis[] = [];
  const offer = (shape: Shape, score: number): void => {
    if (score / total > LEAST) found.push({ shape, weight: score / total });
  };
  offer({ kind: 'date' }, date);
  offer({ kind: 'number', facts: numberFacts(slot) }, scores.number);
  offer({ kind: 'string', facts: textFacts(slot) }, scores.string);
  if (scores.array / total > LEAST) {
    for (const { shape, weight } of elementHypotheses(slot, depth)) {
      const length = tupleLength(slot);
      const list: Shape =
        length > 0
          ? { kind: 'tuple', elements: Array.from({ length }, () => shape) }
          : { kind: 'array', element: shape, facts: { empty: counts.empty > 0 } };
      offer(list, scores.array * weight);
    }
  }
  offer({ kind: 'boolean' }, evidence.boolean);
  offer(callbackShape(slot, depth), evidence.callable);
  if (properties.size > 0) offer(objectShape(slot, depth), scores.object);
  else if (scores.object > scores.number + scores.string + scores.array)
    offer({ kind: 'record', value: valueOfRecord(slot, depth), keys: [...slot.root.tokens] }, scores.object);
  found.sort((a, b) => b.weight - a.weight);
  if (counts.other > 0 && found[0]?.shape.kind === 'array') {
    const [{ shape }] = found;
    return certain(unionOf([shape, shape, NUMBER, TEXT]));
  }
  if (found.length === 0) return certain({ kind: 'number', facts: numberFacts(slot) });
  const sum = found.reduce((all, { weight }) => all + weight, 0);
  return found.map(({ shape, weight }) => ({ shape, weight: weight / sum }));
}

function certain(shape: Shape): Hypothesis[] {
  return [{ shape, weight: 1 }];
}

interface Scores {
  number: number;
  string: number;
  array: number;
  object: number;
}

/** The evidence with what sequences, elements and names add to it. */
function weigh(slot: Slot, name: string | null): Scores {
  const { evidence, properties } = slot.root;
  let { number, string, array } = evidence;
  let object = properties.size > 0 ? evidence.object : evidence.object * 0.3;
  if (evidence.sequence >= 1 && evidence.number < 1.5) number = 0;
  if (evidence.sequence > 0 && number === 0) {
    const element = slot.hasElement ? slot.element().root : null;
    if (element === null) {
      string += 0.5;
      array += 0.5;
    } else {
      const { evidence: inside } = element;
      const things =
        inside.array > 0 || inside.sequence > 0 || inside.object > 0.5 || element.properties.size > 0;
      if (inside.number > inside.string || things) array += 1.5;
      else if (inside.string > 0 || element.texts.size > 0) {
        // Elements that are compared with words are words; with single characters, those of a text.
        if ([...element.texts].some((text) => text.length > 1)) array += 1;
        else {
          string += 1;
          array += 0.15;
        }
      } else {
        string += 0.5;
        array += 0.5;
      }
    }
  }
  const called = name === null ? null : (NAMES.find(([pattern]) => pattern.test(name))?.[1] ?? null);
  if (called === 'number' && evidence.sequence < 1) number += 0.6;
  if (called === 'string') {
    string += 0.6;
    if (evidence.sequence > 0 && evidence.array === 0) {
      string += 1;
      array *= 0.4;
    }
  }
  if (called === 'array') {
    array += 0.6;
    if (evidence.string === 0 && evidence.sequence > 0) {
      array += 1.5;
      string *= 0.4;
    }
  }
  if (called === 'object') object += 0.3;
  if (string > 0 && array > 0 && evidence.array > 0 && evidence.string === 0) string *= 0.3;
  return { number, string, array, object };
}

function elementHypotheses(slot: Slot, depth: number): Hypothesis[] {
  if (!slot.hasElement || depth > DEEPEST) {
    return [
      { shape: NUMBER, weight: 0.4 },
      { shape: TEXT, weight: 0.3 },
    ];
  }
  return hypothesesOf(slot.element(), null, depth + 1);
}

/** A list that is only read at fixed places is a tuple. */
function tupleLength(slot: Slot): number {
  const { constantIndices, counts } = slot.root;
  if (constantIndices.size === 0 || counts.dynamic > 0) return 0;
  const length = Math.max(...constantIndices) + 1;
  return length > 0 && length < 6 ? length : 0;
}

function objectShape(slot: Slot, depth: number): Shape {
  const properties = [...slot.root.properties].map(([name, inner]) => ({
    name,
    shape: depth > DEEPEST ? ANY : hypothesesOf(inner, name, depth + 1)[0].shape,
    optional: inner.root.counts.absent > 0,
  }));
  return { kind: 'object', properties };
}

function valueOfRecord(slot: Slot, depth: number): Shape {
  return slot.hasElement && depth <= DEEPEST ? hypothesesOf(slot.element(), null, depth + 1)[0].shape : TEXT;
}

function callbackShape(slot: Slot, depth: number): Shape {
  const { parameters, result } = slot.root;
  const shapeOf = (inner: Slot): Shape =>
    depth > DEEPEST ? ANY : hypothesesOf(inner, null, depth + 1)[0].shape;
  const used = result !== null && Object.values(result.root.evidence).some((weight) => weight > 0);
  return {
    kind: 'callback',
    parameters: (parameters ?? []).map(shapeOf),
    result: used && result !== null ? shapeOf(result) : null,
  };
}
