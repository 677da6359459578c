import { nameSimilarity, subwords } from '../../text/subwords.ts';

/** A short name stands for a long one: `qty` for `quantity`, `max` for `maximum`. */
const SHORTENED = 0.7;
const FEWEST = 3;

/** From this on, names speak for each other. */
export const SPEAKS = 0.5;

/** How alike two names are, 0 to 1, by their words and by words that shorten others. */
export function nameLikeness(a: string, b: string): number {
  const whole = nameSimilarity(a, b);
  if (whole >= SHORTENED) return whole;
  const [left, right] = [subwords(a), subwords(b)];
  if (left.length === 0 || right.length === 0) return whole;
  const rest = [...right];
  let common = 0;
  for (const word of left) {
    const at = rest.findIndex((other) => word === other || shortens(word, other) || shortens(other, word));
    if (at < 0) continue;
    common += word === rest[at] ? 1 : SHORTENED;
    rest.splice(at, 1);
  }
  return Math.max(whole, (2 * common) / (left.length + right.length));
}

/** Its letters in order, the first and the last (or a beginning of it). */
function shortens(short: string, long: string): boolean {
  if (short.length < FEWEST || short.length >= long.length || short[0] !== long[0]) return false;
  if (long.startsWith(short)) return true;
  if (/[aeiou]/.test(short.slice(1)) || short.at(-1) !== long.at(-1)) return false;
  let at = 0;
  for (const letter of long) if (letter === short[at]) at++;
  return at === short.length;
}
