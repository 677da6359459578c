import type { Candidate } from './assignment.ts';
import type { Features } from './features.ts';

/**
 * For each row the columns most like it by TF-IDF cosine (Salton and Buckley 1988: (1 + log tf) · log((N + 1) /
 * df), unit length), found through an inverted index, so that no row is held against every column.
 * @param top how many candidates a row keeps.
 * @returns candidates with the cosine as score, rows ascending, best first.
 */
export function sieve(rows: readonly Features[], columns: readonly Features[], top: number): Candidate[] {
  const total = rows.length + columns.length;
  const frequency = new Map<number, number>();
  for (const features of rows) for (const id of features.ids) frequency.set(id, (frequency.get(id) ?? 0) + 1);
  for (const features of columns)
    for (const id of features.ids) frequency.set(id, (frequency.get(id) ?? 0) + 1);
  const inverse = (id: number): number => Math.log((total + 1) / (frequency.get(id) ?? 1));

  const postings = new Map<number, { columns: number[]; weights: number[] }>();
  columns.forEach((features, column) => {
    const norm = length(features, inverse);
    if (norm === 0) return;
    features.ids.forEach((id, i) => {
      let posting = postings.get(id);
      if (posting === undefined) {
        posting = { columns: [], weights: [] };
        postings.set(id, posting);
      }
      posting.columns.push(column);
      posting.weights.push(weight(features.counts[i], inverse(id)) / norm);
    });
  });

  const sums = new Float64Array(columns.length);
  const touched: number[] = [];
  const common = Math.max(64, Math.ceil(columns.length / 4));
  const result: Candidate[] = [];
  rows.forEach((features, row) => {
    const norm = length(features, inverse);
    if (norm === 0) return;
    for (let i = 0; i < features.ids.length; i++) {
      const posting = postings.get(features.ids[i]);
      if (posting === undefined || posting.columns.length > common) continue;
      const own = weight(features.counts[i], inverse(features.ids[i])) / norm;
      for (let p = 0; p < posting.columns.length; p++) {
        const column = posting.columns[p];
        if (sums[column] === 0) touched.push(column);
        sums[column] += own * posting.weights[p];
      }
    }
    touched.sort((a, b) => sums[b] - sums[a] || a - b);
    for (const column of touched.slice(0, top))
      result.push({ row, column, score: Math.min(1, sums[column]) });
    for (const column of touched) sums[column] = 0;
    touched.length = 0;
  });
  return result;
}

function weight(count: number, inverse: number): number {
  return (1 + Math.log(count)) * inverse;
}

function length(features: Features, inverse: (id: number) => number): number {
  let sum = 0;
  for (let i = 0; i < features.ids.length; i++)
    sum += weight(features.counts[i], inverse(features.ids[i])) ** 2;
  return Math.sqrt(sum);
}
