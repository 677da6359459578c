import type { Band } from './documents.ts';

/** How figures are written, the same on a terminal, in a comment and on a page. */

/** Bands from best to worst, each from its least score on. */
export const BANDS: readonly { readonly band: Band; readonly from: number }[] = [
  { band: 'excellent', from: 0.8 },
  { band: 'good', from: 0.6 },
  { band: 'partial', from: 0.4 },
  { band: 'poor', from: 0.2 },
  { band: 'unrelated', from: Number.NEGATIVE_INFINITY },
];

/** Under it a file fails where reports are of passed and failed and the configuration names no gate. */
export const DEFAULT_GATE = 0.6;

/** The band of a score, as in the documents. */
export function bandOf(score: number): Band {
  return BANDS.find(({ from }) => score >= from)?.band ?? 'unrelated';
}

/** A score for its reader: rounded, but never up into a better band nor to a perfect 1. */
export function score(value: number | null, digits = 3): string {
  if (value === null || !Number.isFinite(value)) return '–';
  const rounded = Number(value.toFixed(digits));
  const lies = rounded > value && (rounded >= 1 || bandOf(rounded) !== bandOf(value));
  const unit = 10 ** digits;
  return (lies ? Math.floor(value * unit) / unit : rounded).toFixed(digits);
}

/** A cost in its own unit: as many digits as it needs, three at most. */
export function costText(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

/** A difference with its sign; the minus is U+2212, as wide as the digits. */
export function signed(value: number): string {
  const text = Math.abs(value).toFixed(3);
  if (Number(text) === 0) return '0.000';
  return value < 0 ? `−${text}` : `+${text}`;
}

/** A whole number in groups of three: `3,000`. The first `toLocaleString` of a process takes 40 ms. */
export function grouped(n: number): string {
  return String(n).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `1 file`, `3,000 files`. */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${grouped(n)} ${n === 1 ? noun : plural}`;
}

/** Own property of a record whose keys come from outside; `constructor` is a name like any other. */
export function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
