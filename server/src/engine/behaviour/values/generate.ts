import type { Callback, Value } from '../input.ts';
import { isCut, NO_NUMBER_FACTS, NO_TEXT_FACTS, type Shape } from '../shapes/shape.ts';
import { makeLimitedNumber, makeLimitedText, ofAllowedLength } from './limited.ts';
import { makeNumber, makeUnusualNumber } from './numbers.ts';
import type { ValueSource } from './source.ts';
import { makeText } from './texts.ts';
import { makeWord } from './words.ts';

/** How deep values are made; below, what can be left out or empty is. */
const DEEPEST = 5;

/** A value of a shape. `depth` 0 is an argument by itself. */
export function makeValue(source: ValueSource, shape: Shape, depth = 0): Value {
  const { random } = source;
  const inner = (part: Shape): Value => makeValue(source, part, depth + 1);
  const isLast = (part: Shape): boolean => depth > DEEPEST || isCut(part);
  switch (shape.kind) {
    case 'number':
      if (shape.limits !== undefined) return makeLimitedNumber(source, shape.facts, shape.limits);
      return makeUnusualNumber(source, shape.facts) ?? makeNumber(source, shape.facts, depth === 0);
    case 'string':
      if (shape.limits !== undefined) return makeLimitedText(source, shape.facts, shape.limits);
      return makeText(source, shape.facts);
    case 'boolean':
      return random.chance(0.5);
    case 'bigint':
      return { $bigint: String(random.int(-5, random.chance(0.2) ? 100000 : 20)) };
    case 'symbol':
      return { $symbol: makeWord(source) };
    case 'undefined':
      return { $undefined: 1 };
    case 'literal':
      return shape.value;
    case 'array':
      return ofAllowedLength(source, shape.limits, makeList(source, shape.element, depth), () =>
        makeValue(source, shape.element, depth + 1),
      );
    case 'tuple':
      return shape.elements.map(inner);
    case 'object': {
      const entries: [string, Value][] = [];
      for (const { name, shape: property, optional } of shape.properties) {
        if (optional && (isCut(property) || depth > DEEPEST || random.chance(0.3))) continue;
        entries.push([name, inner(property)]);
      }
      return Object.fromEntries(entries);
    }
    case 'record': {
      const keys = [...shape.keys, ...source.literals.texts.slice(0, 4)];
      const key = (): string =>
        keys.length > 0 && random.chance(0.5) ? random.pick(keys) : makeWord(source);
      const entries = random.times(isLast(shape.value) ? 0 : random.int(0, 4), (): [string, Value] => [
        key(),
        inner(shape.value),
      ]);
      return Object.fromEntries(entries.filter(([name]) => !name.startsWith('$')));
    }
    case 'map':
      return {
        $map: random.times(
          isLast(shape.value) ? 0 : random.int(0, 4),
          () => [inner(shape.key), inner(shape.value)] as const,
        ),
      };
    case 'set':
      return { $set: random.times(isLast(shape.element) ? 0 : random.int(0, 5), () => inner(shape.element)) };
    case 'date':
      return { $date: makeInstant(source) };
    case 'regexp':
      return { $regexp: [random.pick(['a', '[0-9]+', '\\s+', '^b', 'o']), random.pick(['', 'g', 'i'])] };
    case 'error':
      return { $error: [random.pick(['Error', 'TypeError']), makeWord(source)] };
    case 'bytes':
      return { $typed: [shape.type, random.times(random.int(0, 8), () => random.int(0, 255))] };
    case 'promise':
      return random.chance(0.85)
        ? { $promise: { value: inner(shape.value) } }
        : { $promise: { error: makeWord(source) } };
    case 'callback':
      return { $callback: makeCallback(source, shape, depth) };
    case 'template':
      return shape.parts.map((part) => (typeof part === 'string' ? part : String(inner(part)))).join('');
    case 'union':
      return makeOption(source, shape.options, depth);
    default:
      return makeAnything(source, depth);
  }
}

function makeOption(source: ValueSource, options: readonly Shape[], depth: number): Value {
  const { random } = source;
  const flat = options.filter(
    (option) => !isCut(option) && (depth <= DEEPEST || (option.kind !== 'object' && option.kind !== 'array')),
  );
  return makeValue(source, random.pick(flat.length > 0 ? flat : options), depth);
}

/** Past and future, starts and ends of days, months and years, around the frozen now; ends of centuries. */
function makeInstant({ random }: ValueSource): number {
  const day = 86_400_000;
  const now = Date.UTC(2024, 2, 15, 10, 30);
  switch (random.int(0, 6)) {
    case 0:
      return now + random.int(-3, 3) * day;
    case 1:
      return now + random.int(-90, 90) * day;
    case 2:
      return Date.UTC(random.int(1970, 2040), random.int(0, 11), random.int(1, 28));
    case 3:
      return Date.UTC(random.pick([2023, 2024]), random.pick([1, 1, 11, 0]), random.pick([28, 29, 31, 1]));
    case 4:
      return now + random.int(-48, 48) * 3_600_000;
    case 5:
      return Date.UTC(random.pick([1600, 1900, 2000, 2100]), random.int(0, 11), random.int(1, 28));
    default:
      return now;
  }
}

function makeCallback(source: ValueSource, shape: Shape & { kind: 'callback' }, depth: number): Callback {
  const { random } = source;
  const { result, parameters } = shape;
  if (result === null || result.kind === 'undefined') return { answer: 'table', answers: [], observed: true };
  const likeCompare = result.kind === 'number' && parameters.length === 2;
  if (likeCompare && random.chance(0.7)) return { answer: 'compare', observed: false };
  if (parameters.length > 0 && random.chance(0.15)) return { answer: 'first', observed: false };
  if (random.chance(0.04)) return { answer: 'throw', observed: false };
  const answers = random.times(random.int(1, 4), () => makeValue(source, result, depth + 1));
  return { answer: 'table', answers, observed: false };
}

/** Lengths of lists; of objects fewer, as each has several values to differ in. */
const MANY = [0, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 10];
const FEW = [0, 1, 1, 2, 2, 3, 3, 4, 5];

/** Lists with repeats, sorted and mirrored ones, ones of one magnitude; matrices have rows of one length. */
export function makeList(source: ValueSource, element: Shape, depth: number): Value[] {
  const { random } = source;
  if (depth > DEEPEST || isCut(element)) return [];
  const length = source.tiny
    ? random.int(depth > 0 ? 1 : 0, 4)
    : depth > 0
      ? random.int(0, 4)
      : random.pick(element.kind === 'object' ? FEW : MANY);
  const one = (): Value => makeValue(source, element, depth + 1);
  const kind = random.next();
  let list: Value[];
  if (kind < 0.5) list = random.times(length, one);
  else {
    const few = random.times(random.int(1, 3), one);
    list = random.times(length, () => (kind < 0.7 ? random.pick(few) : one()));
  }
  if (element.kind === 'number' && element.limits === undefined)
    return arranged(source, list as number[], kind);
  if (element.kind === 'array' && depth === 0 && list.length > 0 && random.chance(0.6)) {
    const width = random.int(1, 4);
    const bits = element.element.kind === 'number' && random.chance(0.5);
    return list.map(() =>
      random.times(width, () => (bits ? random.int(0, 1) : makeValue(source, element.element, depth + 2))),
    );
  }
  return list;
}

function arranged({ random }: ValueSource, list: number[], kind: number): number[] {
  if (kind > 0.9) return list.sort((a, b) => a - b);
  if (kind > 0.86) return list.sort((a, b) => b - a);
  if (kind > 0.82) return [...list, ...[...list].reverse()];
  if (kind > 0.6 && random.chance(0.5)) {
    const most = random.pick([1, 3, 10, 100]);
    return list.map(() => random.int(kind > 0.7 ? 0 : -most, most));
  }
  return list;
}

function makeAnything(source: ValueSource, depth: number): Value {
  const { random } = source;
  if (depth > 2) return random.int(0, 9);
  const kind = random.next();
  if (kind < 0.4) return makeNumber(source, NO_NUMBER_FACTS, depth === 0);
  if (kind < 0.7) return makeText(source, { ...NO_TEXT_FACTS, texts: source.literals.texts });
  if (kind < 0.76) return makeNumber(source, NO_NUMBER_FACTS, false) + 0.5;
  if (kind < 0.82) return null;
  if (kind < 0.87) return random.chance(0.5);
  const anything = (): Value => makeAnything(source, depth + 1);
  if (kind < 0.92)
    return Object.fromEntries(
      random.times(random.int(0, 2), (): [string, Value] => [random.pick(['a', 'b', 'c']), anything()]),
    );
  if (kind < 0.96) return random.times(random.int(0, 3), anything);
  return random.times(random.int(0, 3), () => makeNumber(source, NO_NUMBER_FACTS, false));
}
