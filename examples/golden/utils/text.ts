const ELLIPSIS = '…';

export interface TextSegment {
  text: string;
  isMatch: boolean;
}

/** Trims the text and makes every run of white space one blank. */
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
  const head = text.slice(0, maxLength - ELLIPSIS.length);
  const lastBlank = head.lastIndexOf(' ');
  return (lastBlank > 0 ? head.slice(0, lastBlank) : head) + ELLIPSIS;
}

/** Initials of the first and the last name, such as `AL` for `Ada King Lovelace`. */
export function initials(name: string): string {
  const words = collapseWhitespace(name).split(' ');
  const first = words[0].charAt(0);
  const last = words.length > 1 ? words[words.length - 1].charAt(0) : '';
  return (first + last).toUpperCase();
}

export function pluralize(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}

/** Reads labels separated by commas: trimmed, in lower case, each of them once. */
export function parseLabels(text: string): string[] {
  const labels = text
    .split(',')
    .map((label) => collapseWhitespace(label).toLowerCase())
    .filter((label) => label !== '');
  return [...new Set(labels)];
}

/** Cuts the text wherever the query occurs in it, so that matches can be marked. */
export function splitByMatch(text: string, query: string): TextSegment[] {
  const needle = query.trim().toLowerCase();
  if (needle === '') {
    return [{ text, isMatch: false }];
  }
  const segments: TextSegment[] = [];
  const haystack = text.toLowerCase();
  let start = 0;
  let found = haystack.indexOf(needle);
  while (found !== -1) {
    if (found > start) {
      segments.push({ text: text.slice(start, found), isMatch: false });
    }
    start = found + needle.length;
    segments.push({ text: text.slice(found, start), isMatch: true });
    found = haystack.indexOf(needle, start);
  }
  if (start < text.length) {
    segments.push({ text: text.slice(start), isMatch: false });
  }
  return segments;
}
