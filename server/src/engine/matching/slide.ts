/**
 * A run of nodes without counterpart can often stand in several places that are equally good to a diff: of two
 * like statements in a row either may be "the removed one", or the end of one and the beginning of the next. Each
 * run is moved to where it is whole statements or expressions, so that findings point at what a person removed.
 * @param match for each element of `a` the index in `b`, or -1; changed in place.
 * @param sizes sizes of the subtrees that the elements of `a` are roots of.
 */
export function slideRemoved(a: Int32Array, sizes: Int32Array, match: Int32Array): void {
  let i = 0;
  while (i < match.length) {
    if (match[i] >= 0) {
      i++;
      continue;
    }
    let end = i;
    while (end < match.length && match[end] < 0) end++;
    i = settle(a, sizes, match, i, end);
  }
}

/** Moves the run [from, to) up as long as that is as good, to the highest place where it is whole; else leaves it. */
function settle(a: Int32Array, sizes: Int32Array, match: Int32Array, from: number, to: number): number {
  if (isWhole(sizes, from, to)) return to;
  const length = to - from;
  let start = from;
  while (start > 0 && match[start - 1] >= 0 && a[start - 1] === a[start + length - 1]) {
    start--;
    if (!isWhole(sizes, start, start + length)) continue;
    for (let k = from - 1; k >= start; k--) match[k + length] = match[k];
    for (let k = start; k < start + length; k++) match[k] = -1;
    return to;
  }
  return to;
}

/** The run is made of complete subtrees. */
function isWhole(sizes: Int32Array, from: number, to: number): boolean {
  let at = from;
  while (at < to) at += sizes[at];
  return at === to;
}
