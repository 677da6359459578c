export type MatchPiece = {
  text: string;
  isMatch: boolean;
};

/** Squeezes inner white space to single blanks and strips it at both ends. */
export const squeeze = (input: string): string => input.replace(/\s+/g, ' ').trim();

/** URL-friendly form of a title, e.g. `Crème brûlée & co.` gives `creme-brulee-co`. */
export function toSlug(input: string): string {
  const plain = input.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
  const words = plain.toLowerCase().split(/[^a-z0-9]+/);
  return words.filter(word => word.length > 0).join('-');
}

/** Cuts text down to `limit` characters including the ellipsis, at a blank where there is one. */
export function shorten(input: string, limit: number): string {
  if (input.length <= limit) return input;

  const kept = input.slice(0, limit - 1);
  const breakAt = kept.lastIndexOf(' ');
  return breakAt > 0 ? `${kept.slice(0, breakAt)}…` : `${kept}…`;
}

/** First letters of the first and last word: `Ada King Lovelace` gives `AL`. */
export function monogram(fullName: string): string {
  const parts = squeeze(fullName).split(' ');
  const outer = parts.length === 1 ? parts : [parts[0], parts[parts.length - 1]];
  return outer
    .map(part => part.charAt(0))
    .join('')
    .toUpperCase();
}

export function countNoun(amount: number, one: string, many = `${one}s`): string {
  const noun = amount === 1 ? one : many;
  return `${amount} ${noun}`;
}

/** Splits a comma-separated list into clean, lower-case labels without repeats. */
export function splitLabels(input: string): string[] {
  const unique = new Set<string>();
  for (const part of input.split(',')) {
    const label = squeeze(part).toLowerCase();
    if (label) unique.add(label);
  }
  return Array.from(unique);
}

/** Divides text into matching and other pieces so the matches can be emphasised. */
export function findMatches(input: string, search: string): MatchPiece[] {
  const wanted = search.trim().toLowerCase();
  if (!wanted) return [{ text: input, isMatch: false }];

  const lowered = input.toLowerCase();
  const pieces: MatchPiece[] = [];
  const add = (from: number, to: number, isMatch: boolean): void => {
    if (to > from) pieces.push({ text: input.slice(from, to), isMatch });
  };

  let cursor = 0;
  for (;;) {
    const hit = lowered.indexOf(wanted, cursor);
    if (hit < 0) break;
    add(cursor, hit, false);
    cursor = hit + wanted.length;
    add(hit, cursor, true);
  }
  add(cursor, input.length, false);
  return pieces;
}
