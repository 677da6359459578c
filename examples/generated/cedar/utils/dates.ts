import type { IsoDate } from '../types/board';

const MS_PER_DAY = 24 * 60 * 60 * 1000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function isIsoDate(value: string): boolean {
  // TODO: check that the day exists
  return /^\d{4}-\d{2}-\d{2}$/.test(value);
}

/** Parses a date as midnight UTC. */
export function parseIsoDate(value: IsoDate): Date {
  if (!isIsoDate(value)) {
    throw new Error(`Invalid date: ${value}`);
  }
  return new Date(`${value}T00:00:00.000Z`);
}

export function toIsoDate(date: Date): IsoDate {
  return date.toISOString().slice(0, 10);
}

export function addDays(value: IsoDate, days: number): IsoDate {
  const date = parseIsoDate(value);
  date.setUTCDate(date.getUTCDate() + days);
  return toIsoDate(date);
}

/** Whole days from the first date to the second. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  const difference = parseIsoDate(to).getTime() - parseIsoDate(from).getTime();
  return Math.round(difference / MS_PER_DAY);
}

export function isOverdue(dueOn: IsoDate | null, today: IsoDate): boolean {
  if (!dueOn) {
    return false;
  }
  return daysBetween(today, dueOn) < 0;
}

/** Formats a date like `3 Mar 2025`. */
export function formatDate(value: IsoDate): string {
  const date = parseIsoDate(value);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

export function startOfWeek(_value: IsoDate): IsoDate {
  throw new Error('Not implemented');
}

export function addWorkingDays(value: IsoDate, workingDays: number): IsoDate {
  // TODO: skip weekends
  return addDays(value, workingDays);
}

export function describeDueDate(dueOn: IsoDate, _today: IsoDate): string {
  // TODO: relative descriptions (today, tomorrow, overdue)
  return `Due ${formatDate(dueOn)}`;
}
