import type { IsoDate } from '../types/board';
import { ValidationError } from '../types/errors';

const DAY_IN_MS = 86_400_000;
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

function toUtcMidnight(value: string): Date {
  return new Date(`${value}T00:00:00Z`);
}

/** Checks format and calendar, e.g. `2025-02-30` is rejected. */
export function isIsoDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;

  const date = toUtcMidnight(value);
  // Dates that do not exist are either invalid or roll over to the next month.
  return !Number.isNaN(date.getTime()) && toIsoDate(date) === value;
}

/**
 * Parses a date as UTC midnight.
 *
 * @throws {ValidationError} for anything that is not a valid date
 */
export function parseIsoDate(value: IsoDate): Date {
  if (isIsoDate(value)) return toUtcMidnight(value);
  throw new ValidationError(`Invalid date: "${value}". Expected YYYY-MM-DD.`);
}

export function toIsoDate(date: Date): IsoDate {
  const [day] = date.toISOString().split('T');
  return day;
}

export function addDays(value: IsoDate, days: number): IsoDate {
  const date = parseIsoDate(value);
  date.setUTCDate(date.getUTCDate() + days);
  return toIsoDate(date);
}

/** Number of days from `from` to `to`. Negative if `to` is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  const start = parseIsoDate(from).getTime();
  const end = parseIsoDate(to).getTime();
  return Math.round((end - start) / DAY_IN_MS);
}

export function isWeekend(value: IsoDate): boolean {
  return [0, 6].includes(parseIsoDate(value).getUTCDay());
}

/** Returns the Monday of the given date's week. */
export function startOfWeek(value: IsoDate): IsoDate {
  const weekday = parseIsoDate(value).getUTCDay();
  return addDays(value, 1 - weekday);
}

/** Adds working days to a date, skipping weekends. */
export function addWorkingDays(value: IsoDate, workingDays: number): IsoDate {
  let date = value;
  for (let added = 0; added < workingDays; added++) {
    do {
      date = addDays(date, 1);
    } while (isWeekend(date));
  }
  return date;
}

/** Tasks without a due date are never overdue. */
export function isOverdue(dueOn: IsoDate | null, today: IsoDate): boolean {
  return dueOn !== null && daysBetween(dueOn, today) >= 0;
}

/** Formats a date for display, e.g. `3 Mar 2025`. */
export function formatDate(value: IsoDate): string {
  const date = parseIsoDate(value);
  return [date.getDate(), MONTHS[date.getMonth()], date.getFullYear()].join(' ');
}

/** Due date relative to today, falling back to the full date after a week. */
export function describeDueDate(dueOn: IsoDate, today: IsoDate): string {
  const days = daysBetween(today, dueOn);
  switch (days) {
    case -1:
      return '1 day overdue';
    case 0:
      return 'Due today';
    case 1:
      return 'Due tomorrow';
  }
  if (days > 7) return `Due ${formatDate(dueOn)}`;
  return days < 0 ? `${Math.abs(days)} days overdue` : `Due in ${days} days`;
}
