/** Collapses white space. */
export function collapseWhitespace(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}

/** Turns a title into a URL slug. */
export function slugify(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** Shortens the text, at a word boundary if possible. */
export function truncate(text: string, maxLength: number): string {
  if (text.length <= maxLength) {
    return text;
  }
  const cut = text.slice(0, maxLength - 1);
  const lastSpace = cut.lastIndexOf(' ');
  return (lastSpace > 0 ? cut.slice(0, lastSpace) : cut) + '…';
}

/** Initials of first and last name. */
export function initials(name: string): string {
  const words = collapseWhitespace(name).split(' ');
  const first = words[0].charAt(0);
  const last = words.length > 1 ? words[words.length - 1].charAt(0) : '';
  return (first + last).toUpperCase();
}

export function pluralize(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}

/** Comma separated labels to a list. */
export function parseLabels(text: string): string[] {
  const labels = text
    .split(',')
    .map((label) => collapseWhitespace(label).toLowerCase())
    .filter((label) => label !== '');
  return [...new Set(labels)];
}

export function splitByMatch(text: string, _query: string): any[] {
  // TODO: highlight matches
  return [{ text, isMatch: false }];
}
