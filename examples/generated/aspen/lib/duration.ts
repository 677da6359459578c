import { InvalidInputFailure } from '../model/failures';
import type { TaskItem } from '../model/kanban';

const HOUR = 60;
const WORKDAY_HOURS = 8;

const UNIT_MINUTES: Record<string, number> = {
  d: WORKDAY_HOURS * HOUR,
  h: HOUR,
  m: 1,
};

const WHOLE_PATTERN = /^(\d+(\.\d+)?[dhm]\s*)+$/;
const PIECE_PATTERN = /(\d+(?:\.\d+)?)([dhm])/g;

/** Renders minutes as `2h 15m`, dropping whichever half is zero. */
export function minutesToLabel(totalMinutes: number): string {
  const hours = Math.floor(totalMinutes / HOUR);
  const minutes = totalMinutes % HOUR;

  if (hours === 0) {
    return `${minutes}m`;
  }
  if (minutes === 0) {
    return `${hours}h`;
  }
  return `${hours}h ${minutes}m`;
}

/**
 * Parses durations like `1d 4h`, `1.5h` or `90m` into minutes, taking eight
 * hours for a day.
 *
 * @throws {InvalidInputFailure} when the text cannot be read as a duration
 */
export function durationToMinutes(input: string): number {
  const cleaned = input.trim().toLowerCase();
  if (!WHOLE_PATTERN.test(cleaned)) {
    throw new InvalidInputFailure(`"${input}" is not an effort such as "1h 30m".`);
  }

  let sum = 0;
  for (const [, quantity, unit] of cleaned.matchAll(PIECE_PATTERN)) {
    sum += Number(quantity) * UNIT_MINUTES[unit];
  }
  return Math.round(sum);
}

/** Work left over all tasks. Overrun tasks contribute nothing. */
export function minutesLeft(taskItems: readonly TaskItem[]): number {
  return taskItems.reduce(
    (sum, item) => sum + Math.max(0, item.estimateMinutes - item.spentMinutes),
    0
  );
}

/** How much of the estimate has been consumed, as a whole percentage capped at 100. */
export function percentUsed(spent: number, estimated: number): number {
  if (estimated <= 0) {
    return 0;
  }
  return Math.min(100, Math.round((spent / estimated) * 100));
}
