/** Marks that a regular expression looks for: `/[&<>]/`, `/\.\/?/`. */
export function marksOf(pattern: string): string[] {
  const source = pattern.replace(/^\/|\/[a-z]*$/g, '').replace(/\(\?(?:[:=!]|<[=!])/g, '(');
  const found: string[] = [];
  for (const [part, inside] of source.matchAll(/\[\^?((?:\\.|[^\]\\])*)\]|\\.|[^\\[]/g)) {
    if (inside !== undefined) found.push(...inside.replace(/\\[a-z]/gi, '').replace(/\\(.)/g, '$1'));
    else if (!/^[\^$.*+?()|{}]$|^\\\w$/.test(part)) found.push(part.slice(-1));
  }
  return [...new Set(found.filter((character) => /[^\w\s]/.test(character)))];
}

/** Single characters that a regular expression splits at: `/[,;]\s* /` → `,`, `;`, blank. */
export function delimitersOf(pattern: string): string[] {
  const source = pattern.replace(/^\/|\/[a-z]*$/g, '');
  const found = /\\s|\\W| /.test(source) ? [' '] : [];
  const plain = source.replace(/\\[sSwWdDbB]/g, '');
  for (const option of plain.split('|')) if (/^\w$/.test(option)) found.push(option);
  const single = plain.replace(/\[[^\]]*\]|\|/g, (part) => (part === '|' ? '' : part));
  for (const [, character] of single.matchAll(/\\?([.,;:?!\-_|/ ])/g)) found.push(character);
  return found;
}
