/** Word pieces that a window may hold, by estimate; the model takes 254 and the rest is slack for rare words. */
const WINDOW = 220;

/**
 * Cuts words into windows of about equal length that the model can take whole. When there would be more than
 * `most`, that many are kept, spread evenly from the first to the last.
 */
export function cutWindows(words: readonly string[], most: number): string[] {
  const spoken = words.filter((word) => word !== '');
  const pieces = spoken.map(estimatePieces);
  const total = pieces.reduce((sum, count) => sum + count, 0);
  const count = Math.ceil(total / WINDOW);
  const parts: string[][] = Array.from({ length: count }, () => []);
  let before = 0;
  spoken.forEach((word, index) => {
    parts[Math.min(count - 1, Math.floor((before * count) / total))].push(word);
    before += pieces[index];
  });
  const windows = parts.filter((part) => part.length > 0).map((part) => part.join(' '));
  if (windows.length <= most) return windows;
  if (most <= 1) return windows.slice(0, 1);
  return Array.from({ length: most }, (_, i) => windows[Math.round((i * (windows.length - 1)) / (most - 1))]);
}

/** Word pieces of BERT's vocabulary that a word becomes, rather too many than too few. */
function estimatePieces(word: string): number {
  let pieces = 0;
  for (const part of word.match(/[A-Za-z]+|[0-9]+|[^A-Za-z0-9\s]/g) ?? []) {
    pieces += part.length <= 4 ? 1 : Math.ceil(part.length / 4);
  }
  return Math.max(1, pieces);
}
