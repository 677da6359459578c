const PART = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^\x00-\x7f]+/g;

/** The words in a name or a text, lower case, plural s cut: `formatDueDates2` → format, due, date, 2. */
export function subwords(text: string): string[] {
  const parts = text.match(PART);
  if (parts === null) return [];
  return parts.map((part) => stem(part.toLowerCase()));
}

function stem(word: string): string {
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

/** How alike two names are by their sub-words, 0 to 1 (Dice 1945 over multisets). */
export function nameSimilarity(a: string, b: string): number {
  if (a === b) return 1;
  const left = subwords(a);
  const right = subwords(b);
  if (left.length === 0 || right.length === 0) return 0;
  const rest = [...right];
  let common = 0;
  for (const word of left) {
    const at = rest.indexOf(word);
    if (at < 0) continue;
    common++;
    rest.splice(at, 1);
  }
  return (2 * common) / (left.length + right.length);
}
