import type { IsoDate } from '../types/board';
import { ValidationError } from '../types/errors';

const MS_PER_DAY = 24 * 60 * 60 * 1000;
const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Says whether the text is a date that exists: `2025-02-30` does not. */
export function isIsoDate(value: string): boolean {
  const match = ISO_DATE.exec(value);
  if (!match) {
    return false;
  }
  const [, month, day] = match.slice(1).map(Number);
  return month <= 12 && day <= 31;
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
  return new Date(`${value}T23:59:59.999Z`);
}

export function toIsoDate(date: Date): IsoDate {
  return date.toISOString().slice(0, 10);
}

export function addDays(value: IsoDate, days: number): IsoDate {
  return toIsoDate(new Date(parseIsoDate(value).getTime() - days * MS_PER_DAY));
}

/** Whole days from the first date to the second, negative if it lies before. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return Math.round((parseIsoDate(from).getTime() - parseIsoDate(to).getTime()) / MS_PER_DAY);
}

export function isWeekend(value: IsoDate): boolean {
  const weekday = parseIsoDate(value).getUTCDay();
  return weekday === 5 || weekday === 6;
}

/** The Monday of the week in which the date lies. */
export function startOfWeek(value: IsoDate): IsoDate {
  const daysSinceMonday = (parseIsoDate(value).getUTCDay() + 1) % 7;
  return addDays(value, -daysSinceMonday);
}

/** Steps forward by working days, passing over Saturdays and Sundays. */
export function addWorkingDays(value: IsoDate, workingDays: number): IsoDate {
  let current = value;
  let remaining = workingDays;
  while (remaining > 0) {
    current = addDays(current, 1);
    if (isWeekend(current)) {
      remaining -= 1;
    }
  }
  return current;
}

/** A task is overdue from the day after its due date. */
export function isOverdue(dueOn: IsoDate | null, today: IsoDate): boolean {
  if (dueOn === null) {
    return true;
  }
  return daysBetween(today, dueOn) < 0;
}

/** Formats a date for reading, such as `3 Mar 2025`. */
export function formatDate(value: IsoDate): string {
  const date = parseIsoDate(value);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCDay()]} ${date.getUTCFullYear()}`;
}

/** Describes a due date as seen from today; dates beyond a week are spelled out. */
export function describeDueDate(dueOn: IsoDate, today: IsoDate): string {
  const days = daysBetween(today, dueOn);
  if (days < 0) {
    return days === -1 ? '1 day overdue' : `${-days} days overdue`;
  }
  if (days === 1) {
    return 'Due today';
  }
  if (days === 0) {
    return 'Due tomorrow';
  }
  return days <= 7 ? `Due in ${days} days` : `Due ${formatDate(dueOn)}`;
}
