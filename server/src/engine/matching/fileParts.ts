import type { Features } from './features.ts';
import type { SummarizedFile } from './summary.ts';

/** So much of a file has to be found in another to be a part of it. */
const PART = 0.55;

/** A pair in the making. */
export interface PairDraft {
  readonly generated: number[];
  readonly shared: boolean;
  readonly similarity: number;
  reason: string;
}

/** By golden file. */
export type Drafts = Map<number, PairDraft>;

/** Golden files without counterpart whose code stands in a larger file, which may have a partner already. */
export function findMerged(
  golden: readonly SummarizedFile[],
  generated: readonly SummarizedFile[],
  candidates: readonly (readonly number[])[],
  used: Set<number>,
  inverse: (id: number) => number,
  drafts: Drafts,
): void {
  for (let row = 0; row < golden.length; row++) {
    if (drafts.has(row) || golden[row].summary.features.ids.length === 0) continue;
    let best = -1;
    let most = PART;
    for (const column of candidates[row]) {
      const share = containment(golden[row].summary.features, generated[column].summary.features, inverse);
      if (share > most) {
        best = column;
        most = share;
      }
    }
    if (best < 0) continue;
    used.add(best);
    drafts.set(row, { generated: [best], shared: true, similarity: most, reason: 'merged with other code' });
  }
}

/** Generated files without partner whose code comes from a golden file that has one. */
export function findSplit(
  golden: readonly SummarizedFile[],
  generated: readonly SummarizedFile[],
  candidates: readonly (readonly number[])[],
  used: ReadonlySet<number>,
  inverse: (id: number) => number,
  drafts: Drafts,
): Set<number> {
  const parts = new Set<number>();
  for (let column = 0; column < generated.length; column++) {
    const { features } = generated[column].summary;
    if (used.has(column) || features.ids.length === 0) continue;
    let best = -1;
    let most = PART;
    for (const row of candidates[column]) {
      if (!drafts.has(row)) continue;
      const share = containment(features, golden[row].summary.features, inverse);
      if (share > most) {
        best = row;
        most = share;
      }
    }
    const draft = drafts.get(best);
    if (draft === undefined || draft.shared) continue;
    draft.generated.push(column);
    draft.reason += ', split';
    parts.add(column);
  }
  return parts;
}

/** How much of the rare things of `a` is in `b`, 0 to 1. */
function containment(a: Features, b: Features, inverse: (id: number) => number): number {
  let whole = 0;
  let found = 0;
  let j = 0;
  for (let i = 0; i < a.ids.length; i++) {
    const weight = inverse(a.ids[i]);
    whole += weight * a.counts[i];
    while (j < b.ids.length && b.ids[j] < a.ids[i]) j++;
    if (j < b.ids.length && b.ids[j] === a.ids[i]) found += weight * Math.min(a.counts[i], b.counts[j]);
  }
  return whole === 0 ? 0 : found / whole;
}

/** Inverse document frequency over both applications. */
export function rarity(
  golden: readonly SummarizedFile[],
  generated: readonly SummarizedFile[],
): (id: number) => number {
  const frequency = new Map<number, number>();
  for (const file of [...golden, ...generated]) {
    for (const id of file.summary.features.ids) frequency.set(id, (frequency.get(id) ?? 0) + 1);
  }
  const total = golden.length + generated.length + 1;
  return (id) => Math.log(total / (frequency.get(id) ?? 1));
}
