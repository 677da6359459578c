const ELLIPSIS = '…';

export interface TextSegment {
  text: string;
  isMatch: boolean;
}

/** Trims the text and replaces runs of whitespace with a single space. */
export function collapseWhitespace(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}

/** Makes a title fit for a URL: `Crème brûlée & co.` becomes `creme-brulee-co`. */
export function slugify(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** Shortens the text to at most `maxLength` characters, if possible between words. */
export function truncate(text: string, maxLength: number): string {
  if (text.length <= maxLength) {
    return text;
  }
  const shortened = text.slice(0, maxLength - ELLIPSIS.length);
  const lastSpace = shortened.lastIndexOf(' ');
  return `${lastSpace > 0 ? shortened.slice(0, lastSpace) : shortened}${ELLIPSIS}`;
}

/** Initials of the first and the last name, such as `AL` for `Ada King Lovelace`. */
export function initials(name: string): string {
  const words = collapseWhitespace(name).split(' ');
  const first = words[0].charAt(0);
  const last = words.length > 1 ? words[1].charAt(0) : '';
  return (first + last).toUpperCase();
}

export function pluralize(count: number, singular: string, plural = `${singular}s`): string {
  const word = count === 1 ? singular : plural;
  return `${count} ${word}`;
}

/** Reads labels separated by commas: trimmed, in lower case, each of them once. */
export function parseLabels(text: string): string[] {
  const labels = text
    .split(',')
    .map((label) => label.toLowerCase())
    .filter((label) => label !== '');
  return [...new Set(labels)];
}

/** Splits the text into matching and non-matching segments for highlighting. */
export function splitByMatch(text: string, query: string): TextSegment[] {
  const needle = query.trim().toLowerCase();
  if (needle === '') {
    return [{ text, isMatch: false }];
  }
  const result: TextSegment[] = [];
  const haystack = text.toLowerCase();
  let start = 0;
  let found = haystack.indexOf(needle);
  while (found !== -1) {
    if (found > start) {
      result.push({ text: text.slice(start, found), isMatch: false });
    }
    start = found + needle.length;
    result.push({ text: text.slice(found, start), isMatch: true });
    found = haystack.indexOf(needle, start);
  }
  if (start < text.length) {
    result.push({ text: text.slice(start), isMatch: false });
  }
  return result;
}
