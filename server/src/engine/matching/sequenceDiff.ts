/**
 * Which elements of two sequences correspond, in order: common ends first, then anchors (runs of four that occur
 * once in both, longest increasing subsequence: patience diff, Cohen 2003), and between anchors the greedy
 * algorithm of Myers (1986). Where a gap needs more edits than a bound, the path that came furthest is taken and
 * the rest begins there, which keeps the cost near n log n.
 * @returns for each element of `a` the index in `b`, or -1.
 */
export function diffSequences(a: Int32Array, b: Int32Array): Int32Array {
  const match = new Int32Array(a.length).fill(-1);
  diffRange(a, 0, a.length, b, 0, b.length, match, true);
  return match;
}

const RUN = 4;
/** Gaps smaller than this on both sides go to Myers at once. */
const SMALL = 48;
const MAX_EDITS = 160;

function diffRange(
  a: Int32Array,
  aFrom: number,
  aTo: number,
  b: Int32Array,
  bFrom: number,
  bTo: number,
  match: Int32Array,
  anchored: boolean,
): void {
  while (aFrom < aTo && bFrom < bTo && a[aFrom] === b[bFrom]) match[aFrom++] = bFrom++;
  while (aFrom < aTo && bFrom < bTo && a[aTo - 1] === b[bTo - 1]) match[--aTo] = --bTo;
  if (aFrom === aTo || bFrom === bTo) return;
  if (anchored && aTo - aFrom + bTo - bFrom > SMALL) {
    const anchors = findAnchors(a, aFrom, aTo, b, bFrom, bTo);
    if (anchors.length > 0) {
      let aAt = aFrom;
      let bAt = bFrom;
      for (const [i, j] of anchors) {
        if (i < aAt || j < bAt) continue;
        diffRange(a, aAt, i, b, bAt, j, match, false);
        for (let k = 0; k < RUN; k++) match[i + k] = j + k;
        aAt = i + RUN;
        bAt = j + RUN;
      }
      diffRange(a, aAt, aTo, b, bAt, bTo, match, false);
      return;
    }
  }
  myers(a, aFrom, aTo, b, bFrom, bTo, match);
}

function runHash(x: Int32Array, i: number): number {
  let hash = x[i];
  for (let k = 1; k < RUN; k++) hash = (Math.imul(hash, 0x01000193) ^ x[i + k]) | 0;
  return hash;
}

/** Starts of runs that occur once in each sequence, increasing in both. */
function findAnchors(
  a: Int32Array,
  aFrom: number,
  aTo: number,
  b: Int32Array,
  bFrom: number,
  bTo: number,
): [number, number][] {
  const inA = uniqueRuns(a, aFrom, aTo);
  const inB = uniqueRuns(b, bFrom, bTo);
  const pairs: [number, number][] = [];
  for (const [hash, i] of inA) {
    const j = i < 0 ? undefined : inB.get(hash);
    if (j === undefined || j < 0) continue;
    let same = true;
    for (let k = 0; k < RUN && same; k++) same = a[i + k] === b[j + k];
    if (same) pairs.push([i, j]);
  }
  return longestIncreasing(pairs);
}

function uniqueRuns(x: Int32Array, from: number, to: number): Map<number, number> {
  const places = new Map<number, number>();
  for (let i = from; i + RUN <= to; i++) {
    const hash = runHash(x, i);
    places.set(hash, places.has(hash) ? -1 : i);
  }
  return places;
}

/** Pairs come in order of their first part. */
function longestIncreasing(pairs: [number, number][]): [number, number][] {
  const tails: number[] = [];
  const previous = new Int32Array(pairs.length);
  for (let i = 0; i < pairs.length; i++) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[tails[middle]][1] < pairs[i][1]) low = middle + 1;
      else high = middle;
    }
    previous[i] = low > 0 ? tails[low - 1] : -1;
    tails[low] = i;
  }
  const result: [number, number][] = [];
  for (let i = tails.length > 0 ? tails[tails.length - 1] : -1; i >= 0; i = previous[i])
    result.push(pairs[i]);
  return result.reverse();
}

function myers(
  a: Int32Array,
  aFrom: number,
  aTo: number,
  b: Int32Array,
  bFrom: number,
  bTo: number,
  match: Int32Array,
): void {
  let i = aFrom;
  let j = bFrom;
  while (i < aTo && j < bTo) {
    const [x, y] = advance(a, i, aTo, b, j, bTo, match);
    i += x;
    j += y;
  }
}

/** Follows the best path for at most MAX_EDITS edits, notes its matches, and answers how far it came on each side. */
function advance(
  a: Int32Array,
  aFrom: number,
  aTo: number,
  b: Int32Array,
  bFrom: number,
  bTo: number,
  match: Int32Array,
): [number, number] {
  const n = aTo - aFrom;
  const m = bTo - bFrom;
  const bound = Math.min(n + m, MAX_EDITS);
  const offset = bound + 1;
  const furthest = new Int32Array(2 * offset + 1);
  const trace: Int32Array[] = [];
  for (let d = 0; d <= bound; d++) {
    trace.push(furthest.slice(offset - d - 1, offset + d + 2));
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && furthest[offset + k - 1] < furthest[offset + k + 1]);
      let x = down ? furthest[offset + k + 1] : furthest[offset + k - 1] + 1;
      let y = x - k;
      while (x < n && y < m && a[aFrom + x] === b[bFrom + y]) {
        x++;
        y++;
      }
      furthest[offset + k] = x;
      if (x >= n && y >= m) {
        backtrack(trace, d, k, n, aFrom, bFrom, match);
        return [n, m];
      }
    }
  }
  let best = 0;
  let reach = -1;
  for (let k = -bound; k <= bound; k += 2) {
    const x = furthest[offset + k];
    if (x <= n && x - k <= m && 2 * x - k > reach) {
      reach = 2 * x - k;
      best = k;
    }
  }
  const x = furthest[offset + best];
  backtrack(trace, bound, best, x, aFrom, bFrom, match);
  return [x, x - best];
}

function backtrack(
  trace: readonly Int32Array[],
  edits: number,
  diagonal: number,
  n: number,
  aFrom: number,
  bFrom: number,
  match: Int32Array,
): void {
  let x = n;
  let k = diagonal;
  for (let d = edits; d >= 0; d--) {
    const row = trace[d];
    const at = (diag: number): number => row[diag + d + 1];
    let previousX = 0;
    let previousK = 0;
    let startX = 0;
    if (d > 0) {
      const down = k === -d || (k !== d && at(k - 1) < at(k + 1));
      previousK = down ? k + 1 : k - 1;
      previousX = at(previousK);
      startX = down ? previousX : previousX + 1;
    }
    while (x > startX) {
      x--;
      match[aFrom + x] = bFrom + x - k;
    }
    x = previousX;
    k = previousK;
  }
}
