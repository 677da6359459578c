/** A possible pair and how good it is, ≥ 0. */
export interface Candidate {
  readonly row: number;
  readonly column: number;
  readonly score: number;
}

/**
 * The pairing with the greatest total score in which each row and each column is used at most once: successive
 * shortest augmenting paths with potentials over the sparse graph of candidates (Jonker and Volgenant 1987 for
 * the dense case). A row stays alone rather than lower the total. Ties go to the first candidate given.
 * @returns for each row its column, or -1.
 */
export function assign(rows: number, columns: number, candidates: readonly Candidate[]): Int32Array {
  const edges: Candidate[][] = Array.from({ length: rows }, () => []);
  for (const candidate of candidates) if (candidate.score > 0) edges[candidate.row].push(candidate);
  const columnOf = new Int32Array(rows).fill(-1);
  const rowOf = new Int32Array(columns).fill(-1);
  const rowPotential = new Float64Array(rows);
  const columnPotential = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    let best = 0;
    for (const edge of edges[row]) best = Math.max(best, edge.score);
    rowPotential[row] = best;
  }
  for (let row = 0; row < rows; row++) {
    if (edges[row].length > 0) augment(row, edges, columnOf, rowOf, rowPotential, columnPotential);
  }
  return columnOf;
}

/** Dual prices: row + column ≥ score on every edge, equal on matched ones, and never below 0. */
function augment(
  start: number,
  edges: readonly (readonly Candidate[])[],
  columnOf: Int32Array,
  rowOf: Int32Array,
  rowPotential: Float64Array,
  columnPotential: Float64Array,
): void {
  const distance = new Map<number, number>();
  const parent = new Map<number, number>();
  const settled = new Set<number>();
  const rowDistance = new Map<number, number>([[start, 0]]);
  const queue: [number, number][] = [];
  let endRow = start;
  let endCost = rowPotential[start];
  let endColumn = -1;
  const relax = (row: number, base: number): void => {
    for (const edge of edges[row]) {
      if (settled.has(edge.column)) continue;
      const cost = base + rowPotential[row] + columnPotential[edge.column] - edge.score;
      const known = distance.get(edge.column);
      if (known !== undefined && known <= cost) continue;
      distance.set(edge.column, cost);
      parent.set(edge.column, row);
      push(queue, [cost, edge.column]);
    }
  };
  relax(start, 0);
  for (let top = pop(queue); top !== undefined; top = pop(queue)) {
    const [cost, column] = top;
    if (settled.has(column) || cost > (distance.get(column) ?? Number.POSITIVE_INFINITY)) continue;
    if (cost >= endCost) break;
    settled.add(column);
    const row = rowOf[column];
    if (row < 0) {
      endColumn = column;
      endCost = cost;
      break;
    }
    rowDistance.set(row, cost);
    if (cost + rowPotential[row] < endCost) {
      endCost = cost + rowPotential[row];
      endRow = row;
    }
    relax(row, cost);
  }
  for (const [row, cost] of rowDistance) if (cost < endCost) rowPotential[row] -= endCost - cost;
  for (const column of settled) {
    const cost = distance.get(column) ?? 0;
    if (cost < endCost) columnPotential[column] += endCost - cost;
  }
  let column = endColumn;
  if (column < 0) {
    if (endRow === start) return;
    column = columnOf[endRow];
    columnOf[endRow] = -1;
  }
  while (column >= 0) {
    const row = parent.get(column) ?? start;
    const next = columnOf[row];
    columnOf[row] = column;
    rowOf[column] = row;
    column = row === start ? -1 : next;
  }
}

/** A binary heap ordered by cost, then column, so that ties never depend on the order of insertion. */
function push(heap: [number, number][], item: [number, number]): void {
  heap.push(item);
  let i = heap.length - 1;
  while (i > 0) {
    const up = (i - 1) >> 1;
    if (!before(heap[i], heap[up])) break;
    [heap[i], heap[up]] = [heap[up], heap[i]];
    i = up;
  }
}

function pop(heap: [number, number][]): [number, number] | undefined {
  const top = heap[0];
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return top;
  heap[0] = last;
  let i = 0;
  for (;;) {
    const left = 2 * i + 1;
    let least = i;
    if (left < heap.length && before(heap[left], heap[least])) least = left;
    if (left + 1 < heap.length && before(heap[left + 1], heap[least])) least = left + 1;
    if (least === i) return top;
    [heap[i], heap[least]] = [heap[least], heap[i]];
    i = least;
  }
}

function before(a: [number, number], b: [number, number]): boolean {
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
}
