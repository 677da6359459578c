export interface MatchPiece {
  text: string;
  isMatch: boolean;
}

const DOTS = '…';

/** URL-friendly form of a title, e.g. `Crème brûlée & co.` gives `creme-brulee-co`. */
export function toSlug(input: string): string {
  return input
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** Squeezes inner white space to single blanks and strips it at both ends. */
export function squeeze(input: string): string {
  return input.trim().replace(/\s+/g, ' ');
}

export function countNoun(amount: number, one: string, many = `${one}s`): string {
  const noun = amount === 1 ? one : many;
  return `${amount} ${noun}`;
}

/** Cuts text down to `limit` characters including the ellipsis, at a blank where there is one. */
export function shorten(input: string, limit: number): string {
  if (input.length <= limit) {
    return input;
  }

  const kept = input.slice(0, limit - DOTS.length);
  const breakAt = kept.lastIndexOf(' ');
  return (breakAt > 0 ? kept.slice(0, breakAt) : kept) + DOTS;
}

/** First letters of the first and last word: `Ada King Lovelace` gives `AL`. */
export function monogram(fullName: string): string {
  const parts = squeeze(fullName).split(' ');
  const front = parts[0].charAt(0);
  const back = parts.length > 1 ? parts[parts.length - 1].charAt(0) : '';
  return (front + back).toUpperCase();
}

/** Divides text into matching and other pieces so the matches can be emphasised. */
export function findMatches(input: string, search: string): MatchPiece[] {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') {
    return [{ text: input, isMatch: false }];
  }

  const pieces: MatchPiece[] = [];
  const lowered = input.toLowerCase();
  let cursor = 0;
  let hit = lowered.indexOf(wanted);

  while (hit !== -1) {
    if (hit > cursor) {
      pieces.push({ text: input.slice(cursor, hit), isMatch: false });
    }
    cursor = hit + wanted.length;
    pieces.push({ text: input.slice(hit, cursor), isMatch: true });
    hit = lowered.indexOf(wanted, cursor);
  }

  if (cursor < input.length) {
    pieces.push({ text: input.slice(cursor), isMatch: false });
  }
  return pieces;
}

/** Splits a comma-separated list into clean, lower-case labels without repeats. */
export function splitLabels(input: string): string[] {
  const cleaned = input
    .split(',')
    .map(part => squeeze(part).toLowerCase())
    .filter(part => part !== '');
  return Array.from(new Set(cleaned));
}
