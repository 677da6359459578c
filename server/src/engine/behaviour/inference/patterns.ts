/** Single characters that a regular expression splits at: `/[,;]\s* /` → `,`, `;`, blank. */
export function delimitersOf(pattern: string): string[] {
  const source = pattern.replace(/^\/|\/[a-z]*$/g, '');
  const found = /\\s|\\W| /.test(source) ? [' '] : [];
  const plain = source.replace(/\\[sSwWdDbB]/g, '');
  for (const [, character] of plain.matchAll(/\\?([.,;:?!\-_|/ ])/g)) found.push(character);
  return found;
}
