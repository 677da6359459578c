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
 * Parses an effort string like `1d 4h`, `1.5h` or `90m` into minutes (1d = 8h).
 *
 * @throws {ValidationError} if the text is not an effort
 */
export function parseEffort(text: string): number {
  const input = text.trim().toLowerCase();
  if (!EFFORT.test(input)) {
    throw new ValidationError(`"${text}" is not an effort such as "1h 30m".`);
  }
  let total = 0;
  for (const match of input.matchAll(EFFORT_PART)) {
    total += Number(match[1]) * MINUTES_PER_UNIT[match[2]];
  }
  return Math.round(total);
}

/** Formats minutes as e.g. `1h 30m`, `2h` or `45m`. */
export function formatEffort(minutes: number): string {
  const hours = Math.floor(minutes / MINUTES_PER_HOUR);
  const remainder = minutes % MINUTES_PER_HOUR;
  if (hours === 0) {
    return `${remainder}m`;
  }
  if (remainder === 0) {
    return `${hours}h`;
  }
  return `${hours}h ${remainder}m`;
}

/** Share of the estimate that is used up, in whole percent and at most 100. */
export function progressPercent(spentMinutes: number, estimateMinutes: number): number {
  return Math.min(100, Math.round((spentMinutes / estimateMinutes) * 100));
}

/** Minutes still to be worked on the tasks; a task past its estimate counts as none. */
export function remainingMinutes(tasks: readonly Task[]): number {
  return tasks.reduce(
    (total, task) => total + Math.max(0, task.estimateMinutes - task.spentMinutes),
    0,
  );
}

export function costInCents(minutes: number, hourlyRateCents: number): number {
  return Math.round((minutes * hourlyRateCents) / MINUTES_PER_HOUR);
}

/** What the time spent so far has cost; unassigned tasks cost nothing. */
export function totalCostInCents(tasks: readonly Task[], members: readonly Member[]): number {
  const rates = new Map(members.map((member) => [member.id, member.hourlyRateCents]));
  return tasks.reduce((total, task) => {
    const rate = task.assigneeId === null ? 0 : (rates.get(task.assigneeId) ?? 0);
    return total + costInCents(task.spentMinutes, rate);
  }, 0);
}

/** Formats an amount in cents, such as `€1,234.50`. */
export function formatCurrency(cents: number, currency = 'EUR'): string {
  return new Intl.NumberFormat('en-IE', { style: 'currency', currency }).format(cents / 100);
}
