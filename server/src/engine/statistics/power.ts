import { noncentralStudentCdf, normalQuantile, studentQuantile } from './distributions.ts';

/** Chance with which enough tasks would settle a question. */
const POWER = 0.8;
/** More than so many groups are as good as never. */
const MOST = 1_000_000;

/**
 * Power of a two-sided t-test: the chance to find a difference that is there.
 * @param shift the noncentrality: the true difference divided by its standard error
 */
export function powerOfT(shift: number, degrees: number, alpha: number): number {
  const critical = studentQuantile(1 - alpha / 2, degrees);
  return 1 - noncentralStudentCdf(critical, degrees, shift) + noncentralStudentCdf(-critical, degrees, shift);
}

/**
 * Groups that it takes to prove a difference with a power of .8.
 * @param deviation standard deviation of one group's difference
 * @returns null where even a million would not do
 */
export function groupsToProve(difference: number, deviation: number, alpha: number): number | null {
  return fewest((n) => powerOfT((Math.abs(difference) / deviation) * Math.sqrt(n), n - 1, alpha) >= POWER);
}

/**
 * Groups that it takes to show with a power of .8 that a difference is within ±margin, by two one-sided tests at .05
 * (normal approximation; Chow, Shao and Wang 2008, §3.1).
 * @returns null where the difference is at or beyond the margin
 */
export function groupsToEquate(difference: number, deviation: number, margin: number): number | null {
  const room = margin - Math.abs(difference);
  if (room <= 0) return null;
  const z = normalQuantile(0.95) + normalQuantile((1 + POWER) / 2);
  const n = Math.ceil(((z * deviation) / room) ** 2) + 1;
  return n > MOST ? null : n;
}

/** The least number from 2 on with which something holds that goes on to hold. */
function fewest(holds: (n: number) => boolean): number | null {
  let high = 2;
  while (!holds(high)) {
    high *= 2;
    if (high > MOST) return null;
  }
  let low = high / 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
