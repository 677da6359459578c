import type { Outcome } from './sandbox.ts';

const NUMBER = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi;
const TEXT = /"(?:[^"\\]|\\.)*"/g;
/** Relative difference of two floating-point results of the same calculation in another order. */
export const TOLERANCE = 1e-9;

/** What is told of an outcome: how it ended and with what. */
export function keyOf({ ending, value }: Outcome): string {
  return ending === 'value' || ending === 'throw' ? `${ending} ${value}` : ending;
}

/** Two canonical texts of the same value, numbers within {@link TOLERANCE}. Integers that are exact must be equal. */
export function sameValue(a: string, b: string): boolean {
  if (a === b) return true;
  if (!/\d/.test(a) || !/\d/.test(b)) return false;
  const textsOfA = a.match(TEXT) ?? [];
  const textsOfB = b.match(TEXT) ?? [];
  if (textsOfA.length !== textsOfB.length || textsOfA.some((text, index) => text !== textsOfB[index]))
    return false;
  const plainA = a.replace(TEXT, '""');
  const plainB = b.replace(TEXT, '""');
  if (plainA.replace(NUMBER, '#') !== plainB.replace(NUMBER, '#')) return false;
  const numbersOfA = plainA.match(NUMBER) ?? [];
  const numbersOfB = plainB.match(NUMBER) ?? [];
  return (
    numbersOfA.length === numbersOfB.length &&
    numbersOfA.every((text, index) => close(text, numbersOfB[index]))
  );
}

function close(a: string, b: string): boolean {
  if (a === b) return true;
  const first = Number(a);
  const second = Number(b);
  if (!/[.e]/i.test(a + b) && Math.abs(first) < 2 ** 53) return false;
  return Math.abs(first - second) <= TOLERANCE * Math.max(1, Math.abs(first), Math.abs(second));
}

/** Equal but for what `==` forgives: `5` and `"5"`, null and undefined. */
export function almostSameValue(a: string, b: string): boolean {
  if (sameValue(a, b)) return true;
  return sameValue(forgiving(a), forgiving(b));
}

function forgiving(value: string): string {
  return value.replace(/"(-?\d+(?:\.\d+)?)"/g, '$1').replace(/\bundefined\b/g, 'null');
}

/** True for answers that say that the input makes no sense: NaN, undefined, infinity, a crash. */
export function isSenseless({ ending, value, mutated, effects }: Outcome): boolean {
  if (ending !== 'value') return true;
  if (value === 'undefined') return mutated === '' && effects.length === 0;
  return /\bNaN\b|\bundefined\b|\bInfinity\b/.test(value.replace(TEXT, '""'));
}
