import type { Random } from '../../random.ts';

/** A calendar date as ISO 8601 writes it. */
const DATE = /\d{4}-\d{2}-\d{2}/;
const DAY = 86_400_000;

/**
 * A text with its date moved by some days: none or one, a few, sometimes months or years. Null where it has none.
 * @param chance how often at all
 */
export function withNearDate(random: Random, text: string, chance: number): string | null {
  const found = DATE.exec(text)?.[0];
  const time = found === undefined ? Number.NaN : Date.parse(`${found}T00:00:00Z`);
  if (found === undefined || Number.isNaN(time) || !random.chance(chance)) return null;
  const kind = random.next();
  // What code does with two dates changes most where they meet.
  const days =
    kind < 0.4
      ? random.int(-1, 1)
      : kind < 0.8
        ? random.int(-9, 9)
        : random.pick([-366, -365, -31, -28, 28, 31, 365, 366]);
  const moved = new Date(time + days * DAY).toISOString();
  return /^\d{4}-/.test(moved) ? text.replace(found, moved.slice(0, 10)) : null;
}
