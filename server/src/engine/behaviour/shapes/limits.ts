/** Limits that a declaration sets to values, which hold for all of them; what uses say of values are facts. */

export interface NumberLimits {
  readonly least: number;
  readonly most: number;
  /** `least` and `most` themselves are not allowed. */
  readonly openLeast: boolean;
  readonly openMost: boolean;
  readonly integer: boolean;
  /** It is a multiple of this; 0 for any. */
  readonly step: number;
}

export interface LengthLimits {
  readonly least: number;
  readonly most: number;
}

export interface TextLimits extends LengthLimits {
  /** What it looks like; more than one must hold. */
  readonly patterns: readonly TextPattern[];
  readonly starts: string;
  readonly ends: string;
  readonly holds: string;
}

/** Regular expressions without slashes. */
export interface TextPattern {
  /** From which texts are made. */
  readonly make: string;
  /** With which texts are tested, with its flags. */
  readonly test: string;
  readonly flags: string;
}

export const ANY_NUMBER: NumberLimits = {
  least: Number.NEGATIVE_INFINITY,
  most: Number.POSITIVE_INFINITY,
  openLeast: false,
  openMost: false,
  integer: false,
  step: 0,
};

export const ANY_LENGTH: LengthLimits = { least: 0, most: Number.POSITIVE_INFINITY };

export const ANY_TEXT: TextLimits = { ...ANY_LENGTH, patterns: [], starts: '', ends: '', holds: '' };

export function isWithin(limits: NumberLimits, value: number): boolean {
  const { least, most, openLeast, openMost, integer, step } = limits;
  if (value < least || value > most || (openLeast && value === least) || (openMost && value === most))
    return false;
  if (integer && !Number.isInteger(value)) return false;
  if (step === 0) return true;
  const times = value / step;
  return Math.abs(times - Math.round(times)) < 1e-9;
}

export function isOfLength({ least, most }: LengthLimits, length: number): boolean {
  return length >= least && length <= most;
}

export function isAllowed(limits: TextLimits, text: string): boolean {
  return (
    isOfLength(limits, text.length) &&
    text.startsWith(limits.starts) &&
    text.endsWith(limits.ends) &&
    text.includes(limits.holds) &&
    limits.patterns.every((pattern) => looksLike(pattern, text))
  );
}

const LONGEST_TESTED = 200;
const MOST_QUANTIFIERS = 8;
/** A repeated group that repeats inside: matching it may take exponential time. */
const NESTED = /(?:[*+]|\{\d+,\d*\})[^()]*\)\??[*+{]|\\[1-9]/;

/** Patterns that could take long are not tested: a text may then be what it should not. */
function looksLike({ test, flags }: TextPattern, text: string): boolean {
  if (text.length > LONGEST_TESTED || NESTED.test(test)) return true;
  if ((test.match(/[*+]|\{\d*,/g) ?? []).length > MOST_QUANTIFIERS) return true;
  try {
    return new RegExp(test, flags.replace(/[gy]/g, '')).test(text);
  } catch {
    return true;
  }
}
