import type { DayString } from '../model/kanban';
import { InvalidInputFailure } from '../model/failures';

const DAY_IN_MS = 24 * 60 * 60 * 1000;
const DAY_PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;
const MONTH_NAMES = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
];

export function fromDate(date: Date): DayString {
  return date.toISOString().slice(0, 10);
}

/** True only for well-formed strings that name a day that really exists. */
export function isValidDay(text: string): boolean {
  const parts = DAY_PATTERN.exec(text);
  if (parts === null) {
    return false;
  }
  const [year, month, dayOfMonth] = parts.slice(1).map(Number);
  // Date.UTC rolls over (Feb 30 becomes Mar 2), so compare what came back.
  const candidate = new Date(Date.UTC(year, month - 1, dayOfMonth));
  return candidate.getUTCMonth() === month - 1 && candidate.getUTCDate() === dayOfMonth;
}

/**
 * Converts a day string to the Date of its UTC midnight.
 *
 * @throws {InvalidInputFailure} when the string is not a valid day
 */
export function toUtcDate(day: DayString): Date {
  if (!isValidDay(day)) {
    throw new InvalidInputFailure(`"${day}" is not a date of the form YYYY-MM-DD.`);
  }
  return new Date(`${day}T00:00:00.000Z`);
}

/** Number of days from `start` until `end`; negative when `end` comes first. */
export function dayDistance(start: DayString, end: DayString): number {
  return Math.round((toUtcDate(end).getTime() - toUtcDate(start).getTime()) / DAY_IN_MS);
}

export function shiftDays(day: DayString, offset: number): DayString {
  return fromDate(new Date(toUtcDate(day).getTime() + offset * DAY_IN_MS));
}

/** Finds the Monday that opens the week containing `day`. */
export function mondayOf(day: DayString): DayString {
  const sinceMonday = (toUtcDate(day).getUTCDay() + 6) % 7;
  return shiftDays(day, -sinceMonday);
}

export function fallsOnWeekend(day: DayString): boolean {
  const dayOfWeek = toUtcDate(day).getUTCDay();
  return dayOfWeek === 0 || dayOfWeek === 6;
}

/** Moves ahead by business days only; weekends do not count. */
export function addBusinessDays(day: DayString, count: number): DayString {
  let result = day;
  let left = count;

  while (left > 0) {
    result = shiftDays(result, 1);
    if (!fallsOnWeekend(result)) {
      left -= 1;
    }
  }
  return result;
}

/** Human-readable day, for example `3 Mar 2025`. */
export function displayDay(day: DayString): string {
  const date = toUtcDate(day);
  return `${date.getUTCDate()} ${MONTH_NAMES[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** Something due today is still on time; it is late from tomorrow on. */
export function isPastDue(due: DayString | null, today: DayString): boolean {
  if (due === null) {
    return false;
  }
  return dayDistance(today, due) < 0;
}

/** Wording for a due date relative to today; more than a week ahead shows the date itself. */
export function dueLabel(due: DayString, today: DayString): string {
  const distance = dayDistance(today, due);

  if (distance < 0) {
    return distance === -1 ? '1 day overdue' : `${-distance} days overdue`;
  }
  if (distance === 0) {
    return 'Due today';
  }
  if (distance === 1) {
    return 'Due tomorrow';
  }
  return distance <= 7 ? `Due in ${distance} days` : `Due ${displayDay(due)}`;
}
