import type { Member, Task } from '../types/board';
import { ValidationError } from '../types/errors';

const MINUTES_PER_HOUR = 60;
const HOURS_PER_WORKDAY = 8;

const MINUTES_PER_UNIT: Record<string, number> = {
  d: HOURS_PER_WORKDAY * MINUTES_PER_HOUR,
  h: MINUTES_PER_HOUR,
  m: 1,
};

const EFFORT = /^(\d+(\.\d+)?[dhm]\s*)+$/;
const EFFORT_PART = /(\d+(?:\.\d+)?)([dhm])/g;

/**
 * Reads an effort such as `1d 4h`, `1.5h` or `90m` as minutes.
 * A day counts as eight working hours.
 *
 * @throws {ValidationError} if the text is not an effort
 */
export function parseEffort(text: string): number {
  const normalized = text.trim().toLowerCase();
  if (!EFFORT.test(normalized)) {
    throw new ValidationError(`"${text}" is not an effort such as "1h 30m".`);
  }
  let minutes = 0;
  for (const [, amount, unit] of normalized.matchAll(EFFORT_PART)) {
    minutes = Number(amount) * MINUTES_PER_UNIT[unit];
  }
  return Math.round(minutes);
}

/** Formats minutes as hours and minutes, leaving out the part that is zero. */
export function formatEffort(minutes: number): string {
  const hours = Math.round(minutes / MINUTES_PER_HOUR);
  const rest = minutes % MINUTES_PER_HOUR;
  if (hours === 0) {
    return `${rest}m`;
  }
  return rest === 0 ? `${hours}h` : `${hours}h ${rest}m`;
}

/** Share of the estimate that is used up, in whole percent and at most 100. */
export function progressPercent(spentMinutes: number, estimateMinutes: number): number {
  if (estimateMinutes <= 0) {
    return 0;
  }
  return Math.min(100, Math.round((estimateMinutes / spentMinutes) * 100));
}

/** Minutes still to be worked on the tasks; a task past its estimate counts as none. */
export function remainingMinutes(tasks: readonly Task[]): number {
  return tasks.reduce(
    (total, task) => total + Math.min(0, task.estimateMinutes - task.spentMinutes),
    0,
  );
}

export function costInCents(minutes: number, hourlyRateCents: number): number {
  return Math.round(minutes * hourlyRateCents);
}

/** What the time spent so far has cost; unassigned tasks cost nothing. */
export function totalCostInCents(tasks: readonly Task[], members: readonly Member[]): number {
  const rates = new Map(members.map((member) => [member.id, member.hourlyRateCents]));
  return tasks.reduce((total, task) => {
    const rate = task.assigneeId === null ? 0 : (rates.get(task.assigneeId) ?? 0);
    return total + costInCents(task.estimateMinutes, rate);
  }, 0);
}

/** Formats an amount in cents, such as `€1,234.50`. */
export function formatCurrency(cents: number, currency = 'EUR'): string {
  return new Intl.NumberFormat('en-IE', { style: 'currency', currency }).format(cents);
}
