import type { Band, Place, Verdict } from '../../server/src/protocol/documents.ts';
import { BANDS } from '../../server/src/protocol/figures.ts';

/** The letter that stands for a band in narrow places. */
export const LETTERS: Readonly<Record<Band, string>> = {
  excellent: 'A',
  good: 'B',
  partial: 'C',
  poor: 'D',
  unrelated: 'E',
};

/** `0.6 to 0.8`: the scores of a band. */
export function rangeOf(band: Band): string {
  const at = BANDS.findIndex((entry) => entry.band === band);
  const better = BANDS[at - 1];
  const { from } = BANDS[at] ?? { from: 0 };
  if (better === undefined) return `from ${from}`;
  return Number.isFinite(from) ? `${from} to ${better.from}` : `under ${better.from}`;
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

/** A share as a whole percentage; what is not all is not 100 %, what is not nothing not 0 %. */
export function percent(value: number): string {
  const whole = Math.round(value * 100);
  if (whole >= 100 && value < 1) return '>99 %';
  if (whole <= 0 && value > 0) return '<1 %';
  return `${whole} %`;
}

/** `path:line:column`, from 1. */
export function placeText(place: Place): string {
  const { line, character } = place.range.start;
  return `${place.file}:${line + 1}:${character + 1}`;
}

/** `2026-03-09 14:05`, in the reader's own zone; what is no moment stays as it is. */
export function momentText(moment: string): string {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return moment;
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  winner: 'Winner',
  lead_not_proven: 'Lead, not proven',
  practically_equal: 'Practically equal',
  not_enough_data: 'Not enough data',
  not_comparable: 'Not comparable',
};
