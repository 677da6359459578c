import type { Value } from '../input.ts';
import { withNearDate } from './calendarDates.ts';
import type { ValueSource } from './source.ts';
import { isSpecial } from './special.ts';
import { makeWord } from './words.ts';

const NUMERIC = /^-?\d+(\.\d+)?$/;
const CHARACTERS = [...'abcxyzAZ019 .,-_'];

/** A value near another, of the same type. */
export function mutate(source: ValueSource, value: Value): Value {
  if (typeof value === 'number') return mutateNumber(source, value);
  if (typeof value === 'string') return mutateText(source, value);
  if (typeof value === 'boolean') return !value;
  if (Array.isArray(value)) return mutateList(source, value);
  if (value !== null && typeof value === 'object' && !isSpecial(value)) {
    const entries = Object.entries(value);
    if (entries.length === 0) return value;
    const at = source.random.int(0, entries.length - 1);
    return Object.fromEntries(
      entries.map(([key, inner], index) => [key, index === at ? mutate(source, inner) : inner]),
    );
  }
  return mutateSpecial(source, value);
}

function mutateSpecial(source: ValueSource, value: Value): Value {
  if (value === null || typeof value !== 'object') return value;
  const { random } = source;
  if ('$number' in value) return random.pick([0, 1, -1]);
  if ('$date' in value && typeof value.$date === 'number') {
    const step = random.pick([1000, 3_600_000, 86_400_000, 30 * 86_400_000, 365 * 86_400_000]);
    return { $date: value.$date + random.int(-3, 3) * step };
  }
  if ('$set' in value && Array.isArray(value.$set)) return { $set: mutateList(source, value.$set) };
  if ('$map' in value && Array.isArray(value.$map) && value.$map.length > 0) {
    const at = random.int(0, value.$map.length - 1);
    const entries = value.$map as readonly (readonly [Value, Value])[];
    return {
      $map: entries.map(
        ([key, inner], index) => [key, index === at ? mutate(source, inner) : inner] as const,
      ),
    };
  }
  return value;
}

function mutateNumber({ random, literals }: ValueSource, value: number): number {
  if (random.chance(0.12) && literals.numbers.length > 0) return random.pick(literals.numbers);
  if (!Number.isInteger(value)) return Number((value + (random.next() - 0.5) * 4).toFixed(2));
  switch (random.int(0, 8)) {
    case 0:
      return value + 1;
    case 1:
      return value - 1;
    case 2:
      return value * 2;
    case 3:
      return value === 0 ? 1 : -value;
    case 4:
      return 0;
    case 5:
      return random.int(-10, 60);
    case 6:
      return value + random.int(-5, 5);
    case 7:
      return Math.trunc(value / 2);
    default:
      return Math.trunc(value * 1.3) + random.int(0, 9);
  }
}

function mutateText(source: ValueSource, text: string): string {
  const { random, literals } = source;
  const dated = withNearDate(random, text, 0.5);
  if (dated !== null) return dated;
  const kind = random.next();
  if (NUMERIC.test(text) && kind < 0.6) {
    const number = Number(text);
    return String(
      random.pick([number + 1, -number, number + 0.5, random.int(-50, 50), random.int(-50, 50) / 2]),
    );
  }
  if (kind < 0.25 && literals.texts.length > 0) {
    const at = random.int(0, text.length);
    return text.slice(0, at) + random.pick(literals.texts) + text.slice(at);
  }
  if (text === '') return makeWord(source);
  const at = random.int(0, text.length - 1);
  const other = random.int(0, text.length - 1);
  if (kind < 0.4) return text.slice(0, at) + text.slice(at + 1);
  if (kind < 0.55) return text.slice(0, at) + text[other] + text.slice(at);
  if (kind < 0.65) {
    const characters = [...text];
    const j = Math.min(other, characters.length - 1);
    const i = Math.min(at, characters.length - 1);
    [characters[i], characters[j]] = [characters[j], characters[i]];
    return characters.join('');
  }
  if (kind < 0.75) return text + text.slice(0, at + 1);
  if (kind < 0.82) {
    const upper = text[at].toUpperCase();
    return text.slice(0, at) + (upper === text[at] ? text[at].toLowerCase() : upper) + text.slice(at + 1);
  }
  if (kind < 0.92 && /\d/.test(text)) {
    return text.replace(/\d+/g, (digits) => {
      if (random.chance(0.5)) return digits;
      const width = digits.length > 1 && digits[0] === '0' ? digits.length : 1;
      return String(random.int(0, 40)).padStart(width, '0');
    });
  }
  return text.slice(0, at) + random.pick(CHARACTERS) + text.slice(at + 1);
}

function mutateList(source: ValueSource, list: readonly Value[]): Value[] {
  const { random } = source;
  const result = [...list];
  if (result.length === 0) return result;
  const at = random.int(0, result.length - 1);
  const kind = random.next();
  if (kind < 0.2) result.splice(at, 1);
  else if (kind < 0.4) result.splice(at, 0, mutate(source, random.pick(result)));
  else if (kind < 0.5) result.push(result[at]);
  else if (kind < 0.6) {
    const other = random.int(0, result.length - 1);
    [result[at], result[other]] = [result[other], result[at]];
  } else {
    for (let left = random.int(1, 3); left > 0; left--) {
      const one = random.int(0, result.length - 1);
      result[one] = mutate(source, result[one]);
    }
  }
  return result;
}
