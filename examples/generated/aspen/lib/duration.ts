import { InvalidInputFailure } from '../model/failures';
import type { TaskItem } from '../model/kanban';

const HOUR = 60;
const WORKDAY = 8 * HOUR;

const WHOLE_PATTERN = /^(\d+(\.\d+)?[dhm]\s*)+$/;
const PIECE_PATTERN = /(\d+(?:\.\d+)?)([dhm])/g;

function minutesIn(unit: string): number {
  switch (unit) {
    case 'd':
      return WORKDAY;
    case 'h':
      return HOUR;
    default:
      return 1;
  }
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

  const total = [...cleaned.matchAll(PIECE_PATTERN)]
    .map(([, quantity, unit]) => Number(quantity) * minutesIn(unit))
    .reduce((sum, part) => sum + part, 0);
  return Math.round(total);
}

/** Renders minutes as `2h 15m`, dropping whichever half is zero. */
export function minutesToLabel(totalMinutes: number): string {
  const hours = Math.floor(totalMinutes / HOUR);
  const minutes = totalMinutes % HOUR;

  if (hours === 0) return `${minutes}m`;
  if (minutes === 0) return `${hours}h`;
  return `${hours}h ${minutes}m`;
}

/** How much of the estimate has been consumed, as a whole percentage capped at 100. */
export function percentUsed(spent: number, estimated: number): number {
  if (estimated <= 0) return 0;
  const percent = Math.round((spent / estimated) * 100);
  return percent > 100 ? 100 : percent;
}

/** Work left over all tasks. Overrun tasks contribute nothing. */
export function minutesLeft(taskItems: readonly TaskItem[]): number {
  let sum = 0;
  for (const { estimateMinutes, spentMinutes } of taskItems) {
    sum += Math.max(estimateMinutes - spentMinutes, 0);
  }
  return sum;
}
