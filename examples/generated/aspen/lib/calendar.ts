import type { DayString } from '../model/kanban';
import { InvalidInputFailure } from '../model/failures';

const DAY_IN_MS = 86_400_000;
const DAY_PATTERN = /^\d{4}-\d{2}-\d{2}$/;
const MONTH_NAMES = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

const SUNDAY = 0;
const SATURDAY = 6;

export const fromDate = (date: Date): DayString => date.toISOString().slice(0, 10);

/** True only for well-formed strings that name a day that really exists. */
export function isValidDay(text: string): boolean {
  if (!DAY_PATTERN.test(text)) return false;

  const [year, month, dayOfMonth] = text.split('-').map(Number);
  const candidate = new Date(Date.UTC(year, month - 1, dayOfMonth));
  // Date.UTC rolls over (Feb 30 becomes Mar 2), so compare what came back.
  return candidate.getUTCMonth() + 1 === month && candidate.getUTCDate() === dayOfMonth;
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

export function shiftDays(day: DayString, offset: number): DayString {
  const shifted = toUtcDate(day).getTime() + offset * DAY_IN_MS;
  return fromDate(new Date(shifted));
}

/** Number of days from `start` until `end`; negative when `end` comes first. */
export function dayDistance(start: DayString, end: DayString): number {
  const elapsed = toUtcDate(end).getTime() - toUtcDate(start).getTime();
  return Math.round(elapsed / DAY_IN_MS);
}

export function fallsOnWeekend(day: DayString): boolean {
  return [SATURDAY, SUNDAY].includes(toUtcDate(day).getUTCDay());
}

/** Finds the Monday that opens the week containing `day`. */
export function mondayOf(day: DayString): DayString {
  const weekday = toUtcDate(day).getUTCDay();
  return shiftDays(day, weekday === SUNDAY ? -6 : 1 - weekday);
}

/** Moves ahead by business days only; weekends do not count. */
export function addBusinessDays(day: DayString, count: number): DayString {
  let result = day;
  for (let left = count; left > 0;) {
    result = shiftDays(result, 1);
    left -= fallsOnWeekend(result) ? 0 : 1;
  }
  return result;
}

/** Something due today is still on time; it is late from tomorrow on. */
export const isPastDue = (due: DayString | null, today: DayString): boolean =>
  due !== null && dayDistance(today, due) < 0;

/** Human-readable day, for example `3 Mar 2025`. */
export function displayDay(day: DayString): string {
  const date = toUtcDate(day);
  return [date.getUTCDate(), MONTH_NAMES[date.getUTCMonth()], date.getUTCFullYear()].join(
    ' '
  );
}

/** Wording for a due date relative to today; more than a week ahead shows the date itself. */
export function dueLabel(due: DayString, today: DayString): string {
  const distance = dayDistance(today, due);

  if (distance === 0) return 'Due today';
  if (distance === 1) return 'Due tomorrow';
  if (distance === -1) return '1 day overdue';
  if (distance < 0) return `${Math.abs(distance)} days overdue`;
  if (distance > 7) return `Due ${displayDay(due)}`;
  return `Due in ${distance} days`;
}
