import type { Outcome } from './sandbox.ts';

/** Texts and numbers in a canonical text; those of bigints end with `n`. */
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?n?/gi;
const TEXT = /"(?:[^"\\]|\\.)*"/g;
const ABSENT = /"(?:[^"\\]|\\.)*"|\bundefined\b/g;
const NUMERIC_TEXT = /^"(-?\d+(?:\.\d+)?)"$/;
/** Relative difference of two floating-point results of the same calculation in another order. */
export const TOLERANCE = 1e-9;

/** What is told of an outcome: how it ended and with what. */
export function keyOf(outcome: Outcome): string {
  const { ending, value, mutated } = outcome;
  if (ending !== 'value' && ending !== 'throw') return ending;
  return changesOnly(outcome) ? `${ending} ${value} ${mutated}` : `${ending} ${value}`;
}

/** True for code that answers nothing and is called for what it changes: that is its answer. */
export function changesOnly({ ending, value, mutated }: Outcome): boolean {
  return ending === 'value' && value === 'undefined' && mutated !== '';
}

/** Two canonical texts of the same value, numbers within {@link TOLERANCE}. Integers that are exact must be equal. */
export function sameValue(a: string, b: string): boolean {
  if (a === b) return true;
  if (!/\d/.test(a) || !/\d/.test(b)) return false;
  return sameBut(a, b, sameToken);
}

/** The same apart from texts and numbers, and those alike. */
function sameBut(a: string, b: string, alike: (a: string, b: string) => boolean): boolean {
  if (a.replace(TOKEN, '#') !== b.replace(TOKEN, '#')) return false;
  const tokensOfA = a.match(TOKEN) ?? [];
  const tokensOfB = b.match(TOKEN) ?? [];
  return (
    tokensOfA.length === tokensOfB.length && tokensOfA.every((token, index) => alike(token, tokensOfB[index]))
  );
}

function sameToken(a: string, b: string): boolean {
  return a === b || (!isText(a) && !isText(b) && close(a, b));
}

function isText(token: string): boolean {
  return token.startsWith('"');
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
  return sameBut(withoutUndefined(a), withoutUndefined(b), almostSameToken);
}

/** Two texts are never compared as numbers: `"1.50"` is not `"1.5"`. */
function almostSameToken(a: string, b: string): boolean {
  if (isText(a) === isText(b)) return sameToken(a, b);
  return close(a.replace(NUMERIC_TEXT, '$1'), b.replace(NUMERIC_TEXT, '$1'));
}

function withoutUndefined(value: string): string {
  return value.replace(ABSENT, (found) => (found === 'undefined' ? 'null' : found));
}

/** True for answers that say that the input makes no sense: NaN, undefined, infinity, a crash. */
export function isSenseless({ ending, value, mutated, effects }: Outcome): boolean {
  if (ending !== 'value') return true;
  if (value === 'undefined') return mutated === '' && effects.length === 0;
  const plain = value.replace(TEXT, '""');
  // Methods that answer nothing are as usual as any.
  const answers = plain.startsWith('Instance[') ? (/\] fields |\]$/.exec(plain)?.index ?? 0) : 0;
  const told = plain.slice(0, answers).replace(/(?<=[[,])undefined(?=,|$)/g, '') + plain.slice(answers);
  return /\bNaN\b|\bundefined\b|\bInfinity\b/.test(told);
}
