export interface TextSegment {
  text: string;
  isMatch: boolean;
}

/** Trims the text and replaces runs of whitespace with a single space. */
export function collapseWhitespace(text: string): string {
  return text.split(/\s+/).filter(Boolean).join(' ');
}

/** Converts a title to a URL slug, e.g. `Crème brûlée & co.` to `creme-brulee-co`. */
export function slugify(text: string): string {
  const withoutAccents = text.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
  const words = withoutAccents.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.join('-');
}

/** Limits the text to `maxLength` characters, breaking at a space where possible. */
export function truncate(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;

  let end = maxLength - 1; // leave room for the ellipsis
  const lastSpace = text.slice(0, end).lastIndexOf(' ');
  if (lastSpace > 0) {
    end = lastSpace;
  }
  return `${text.slice(0, end)}…`;
}

/** Returns the initials of a name, e.g. `AL` for `Ada Lovelace`. */
export function initials(name: string): string {
  const [first, last] = collapseWhitespace(name).split(' ');
  return [first, last ?? ''].map((word) => word.charAt(0).toUpperCase()).join('');
}

export function pluralize(count: number, singular: string, plural = `${singular}s`): string {
  if (count === 1) return `1 ${singular}`;
  return `${count} ${plural}`;
}

/** Parses a comma-separated list of labels into unique lower-case labels. */
export function parseLabels(text: string): string[] {
  const labels = new Set<string>();
  for (const label of text.toLowerCase().split(',')) {
    if (label.trim() !== '') labels.add(label);
  }
  return Array.from(labels);
}

/** Splits the text into matching and non-matching segments for highlighting. */
export function splitByMatch(text: string, query: string): TextSegment[] {
  const needle = query.trim().toLowerCase();
  if (!needle) return [{ text, isMatch: false }];

  const segments: TextSegment[] = [];
  const lowerText = text.toLowerCase();
  let position = 0;
  while (position < text.length) {
    const next = lowerText.indexOf(needle, position);
    const isMatch = next === position;
    let end = next === -1 ? text.length : next;
    if (isMatch) {
      end += needle.length;
    }
    segments.push({ text: text.slice(position, end), isMatch });
    position = end;
  }
  return segments;
}
