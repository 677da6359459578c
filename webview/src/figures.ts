import type { Band, Place, Verdict } from '../../server/src/protocol/documents.ts';

/** Bands from best to worst with the letter that stands for them in narrow places. */
export const BANDS: readonly { band: Band; letter: string; from: number; range: string }[] = [
  { band: 'excellent', letter: 'A', from: 0.8, range: 'from 0.8' },
  { band: 'good', letter: 'B', from: 0.6, range: '0.6 to 0.8' },
  { band: 'partial', letter: 'C', from: 0.4, range: '0.4 to 0.6' },
  { band: 'poor', letter: 'D', from: 0.2, range: '0.2 to 0.4' },
  { band: 'unrelated', letter: 'E', from: Number.NEGATIVE_INFINITY, range: 'under 0.2' },
];

/** The band of a score. */
export function bandOf(score: number) {
  return BANDS.find(({ from }) => score >= from) ?? BANDS[BANDS.length - 1]!;
}

/** A score for its reader: rounded, but never up into a better band nor to a perfect 1. */
export function score(value: number | null, digits = 3): string {
  if (value === null || !Number.isFinite(value)) return '–';
  const rounded = Number(value.toFixed(digits));
  const lies = rounded > value && (rounded >= 1 || bandOf(rounded) !== bandOf(value));
  const unit = 10 ** digits;
  return (lies ? Math.floor(value * unit) / unit : rounded).toFixed(digits);
}

/** A difference with its sign. */
export function signed(value: number): string {
  const text = Math.abs(value).toFixed(3);
  if (Number(text) === 0) return '0.000';
  return value < 0 ? `−${text}` : `+${text}`;
}

/** Points lost; what rounds to nothing is said to be small, not nothing. */
export function points(value: number): string {
  return value > 0 && value < 0.0005 ? '<0.001' : value.toFixed(3);
}

/** A p-value: three digits, tiny ones as a bound. */
export function pValue(value: number | null): string {
  if (value === null) return '–';
  return value < 0.001 ? '<0.001' : value.toFixed(3);
}

/** A share as a whole percentage. */
export const percent = (value: number) => `${Math.round(value * 100)} %`;

/** `1 file`, `3,000 files`. */
export function count(n: number, noun: string): string {
  return `${n.toLocaleString('en-US')} ${n === 1 ? noun : `${noun}s`}`;
}

/** `path:line:column`, from 1. */
export function placeText(place: Place): string {
  const { line, character } = place.range.start;
  return `${place.file}:${line + 1}:${character + 1}`;
}

/** Own property of a record whose keys come from outside. */
export function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  winner: 'Winner',
  lead_not_proven: 'Lead, not proven',
  practically_equal: 'Practically equal',
  not_enough_data: 'Not enough data',
  not_comparable: 'Not comparable',
};
