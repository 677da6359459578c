import type { Member, Task } from '../types/board';
import { ValidationError } from '../types/errors';

const HOUR = 60;
const WORKDAY = 8 * HOUR;

function unitToMinutes(unit: string): number {
  if (unit === 'd') return WORKDAY;
  return unit === 'h' ? HOUR : 1;
}

/**
 * Parses an effort like `1d 4h`, `1.5h` or `90m` into minutes (a day has 8 hours).
 *
 * @throws {ValidationError} if the text cannot be parsed
 */
export function parseEffort(text: string): number {
  const input = text.trim().toLowerCase();
  const parts = [...input.matchAll(/(\d+(?:\.\d+)?)([dhm])\s*/g)];
  const parsed = parts.map(([part]) => part).join('');
  if (parsed === '' || parsed !== input) {
    throw new ValidationError(`Cannot read "${text}" as an effort. Try "1h 30m".`);
  }

  const minutes = parts.map(([, amount, unit]) => Number(amount) * unitToMinutes(unit));
  return Math.round(minutes.reduce((sum, value) => sum + value, 0));
}

/** Formats minutes as e.g. `1h 30m`, `2h` or `45m`. */
export function formatEffort(minutes: number): string {
  const hours = Math.floor(minutes / HOUR);
  const remainder = minutes - hours * HOUR;

  const parts: string[] = [];
  if (hours > 0) parts.push(`${hours}h`);
  if (remainder > 0 || hours === 0) parts.push(`${remainder}m`);
  return parts.join(' ');
}

/** Percentage of the estimate already spent (0–100). */
export function progressPercent(spentMinutes: number, estimateMinutes: number): number {
  const percent = Math.round((spentMinutes / estimateMinutes) * 100);
  return percent > 100 ? 100 : percent;
}

/** Sum of the remaining work. Tasks over their estimate do not count negatively. */
export function remainingMinutes(tasks: readonly Task[]): number {
  let total = 0;
  for (const { estimateMinutes, spentMinutes } of tasks) {
    if (spentMinutes < estimateMinutes) {
      total += estimateMinutes - spentMinutes;
    }
  }
  return total;
}

export function costInCents(minutes: number, hourlyRateCents: number): number {
  const cents = (hourlyRateCents * minutes) / HOUR;
  return Math.round(cents);
}

/** Total cost of the time spent on tasks that are assigned to a member. */
export function totalCostInCents(tasks: readonly Task[], members: readonly Member[]): number {
  let total = 0;
  for (const task of tasks) {
    const assignee = members.find(({ id }) => id === task.assigneeId);
    if (assignee) {
      total += costInCents(task.spentMinutes, assignee.hourlyRateCents);
    }
  }
  return total;
}

/** Formats cents as a price, e.g. `€1,234.50`. */
export function formatCurrency(cents: number, currency = 'EUR', locale = 'en-IE'): string {
  const amount = cents / 100;
  return amount.toLocaleString(locale, { style: 'currency', currency });
}
