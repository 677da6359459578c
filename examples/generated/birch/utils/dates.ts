import type { IsoDate } from '../types/board';
import { ValidationError } from '../types/errors';

const MS_PER_DAY = 1000 * 60 * 60 * 24;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Checks that a string is a real calendar date (e.g. not `2025-02-30`). */
export function isIsoDate(value: string): boolean {
  if (!ISO_DATE.test(value)) {
    return false;
  }
  const [year, month, day] = value.split('-').map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/**
 * Reads a calendar date as midnight in UTC.
 *
 * @throws {ValidationError} if the text is not an existing date
 */
export function parseIsoDate(value: IsoDate): Date {
  if (!isIsoDate(value)) {
    throw new ValidationError(`"${value}" is not a date of the form YYYY-MM-DD.`);
  }
  return new Date(`${value}T00:00:00.000Z`);
}

export function toIsoDate(date: Date): IsoDate {
  return date.toISOString().slice(0, 10);
}

export function addDays(value: IsoDate, days: number): IsoDate {
  return toIsoDate(new Date(parseIsoDate(value).getTime() + days * MS_PER_DAY));
}

/** Number of whole days between two dates. Negative when `to` is before `from`. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  const difference = parseIsoDate(to).getTime() - parseIsoDate(from).getTime();
  return Math.round(difference / MS_PER_DAY);
}

export function isWeekend(value: IsoDate): boolean {
  const day = parseIsoDate(value).getUTCDay();
  return day === 0 || day === 6;
}

/** Returns the Monday of the week the date is in. */
export function startOfWeek(value: IsoDate): IsoDate {
  const daysSinceMonday = parseIsoDate(value).getUTCDay() - 1;
  return addDays(value, -daysSinceMonday);
}

/** Steps forward by working days, passing over Saturdays and Sundays. */
export function addWorkingDays(value: IsoDate, workingDays: number): IsoDate {
  let current = value;
  let remaining = workingDays;
  while (remaining > 0) {
    current = addDays(current, 1);
    if (!isWeekend(current)) {
      remaining--;
    }
  }
  return current;
}

/** A task is overdue from the day after its due date. */
export function isOverdue(dueOn: IsoDate | null, today: IsoDate): boolean {
  if (dueOn === null) {
    return false;
  }
  return daysBetween(today, dueOn) <= 0;
}

/** Formats a date for display, e.g. `3 Mar 2025`. */
export function formatDate(value: IsoDate): string {
  const date = parseIsoDate(value);
  return `${date.getDate()} ${MONTHS[date.getMonth()]} ${date.getFullYear()}`;
}

/** Describes a due date as seen from today; dates beyond a week are spelled out. */
export function describeDueDate(dueOn: IsoDate, today: IsoDate): string {
  const days = daysBetween(today, dueOn);
  if (days < 0) {
    return days === -1 ? '1 day overdue' : `${-days} days overdue`;
  }
  if (days === 0) {
    return 'Due today';
  }
  if (days === 1) {
    return 'Due tomorrow';
  }
  return days <= 7 ? `Due in ${days} days` : `Due ${formatDate(dueOn)}`;
}
