/**
 * The candidate that a mistyped word most likely means, or null. Case, dashes, underscores and dots do not
 * count; otherwise at most a third of the letters may differ, or it is the only one that begins like that.
 */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  const wanted = plain(word).slice(0, 64);
  const known = [...candidates];
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const other = plain(candidate);
    const allowed = Math.max(1, Math.floor(Math.max(wanted.length, other.length) / 3));
    if (Math.abs(wanted.length - other.length) > allowed) {
      continue;
    }
    const distance = editDistance(wanted, other);
    if (distance <= allowed && distance < Math.min(least, other.length)) {
      best = candidate;
      least = distance;
    }
  }
  const begun = wanted.length < 3 ? [] : known.filter((candidate) => plain(candidate).startsWith(wanted));
  return best ?? (begun.length === 1 ? (begun[0] ?? null) : null);
}

/** ` Did you mean "x"?` or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const best = nearest(word, candidates);
  return best === null ? '' : ` Did you mean ${JSON.stringify(best)}?`;
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[-_.\s]/g, '');
}

/** Optimal string alignment: insertions, deletions, substitutions and swapped neighbours cost 1 each. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(change, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
