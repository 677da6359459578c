import { nameSimilarity } from '../text/subwords.ts';
import { assign, type Candidate } from './assignment.ts';
import type { Features } from './features.ts';
import { directoryOf, findRelations, type Relations } from './relations.ts';
import { sieve } from './sieve.ts';
import type { FileSummary } from './summary.ts';

export interface SummarizedFile {
  /** Relative to the application's root, with '/'. */
  readonly path: string;
  readonly summary: FileSummary;
}

export interface FilePair {
  readonly golden: number;
  /** The counterpart, and further files that hold parts of the golden one. */
  readonly generated: readonly number[];
  /** True when another golden file has its counterpart in the same generated file. */
  readonly shared: boolean;
  readonly similarity: number;
  readonly reason: string;
  readonly runnerUp: { readonly generated: number; readonly similarity: number } | null;
}

export interface FileMatching {
  readonly pairs: readonly FilePair[];
  readonly missing: readonly number[];
  readonly extra: readonly number[];
}

/** What speaks for a pair of files, each 0 to 1. */
interface Evidence {
  content: number;
  path: number;
  exports: number;
  /** Their imports and importers are paired with each other. */
  relations: number;
  /** Their folders are paired with each other. */
  folder: number;
}

const CANDIDATES = 10;
const ROUNDS = 3;
/** Less than this, and not the same path, is no pair. */
const LEAST = 0.22;
/** So much of a file has to be found in another to be a part of it. */
const PART = 0.55;

/**
 * Pairs the files of two applications, one assignment over the candidates that content, path, exports and
 * relations bring up; then looks where the files that are left over have gone: a file split in several, several
 * merged in one.
 * @param fixed pairs that the configuration sets: golden index → generated index.
 */
export function matchFiles(
  golden: readonly SummarizedFile[],
  generated: readonly SummarizedFile[],
  fixed: ReadonlyMap<number, number> = new Map(),
): FileMatching {
  const evidence = new Map<number, Evidence>();
  const key = (row: number, column: number): number => row * generated.length + column;
  const add = (row: number, column: number, content: number): void => {
    const known = evidence.get(key(row, column));
    if (known !== undefined) {
      known.content = Math.max(known.content, content);
      return;
    }
    evidence.set(key(row, column), {
      content,
      path: pathSimilarity(golden[row].path, generated[column].path),
      exports: sharedNames(golden[row].summary.exports, generated[column].summary.exports),
      relations: 0,
      folder: 0,
    });
  };
  const goldenFeatures = golden.map((file) => file.summary.features);
  const generatedFeatures = generated.map((file) => file.summary.features);
  for (const { row, column, score } of sieve(goldenFeatures, generatedFeatures, CANDIDATES))
    add(row, column, score);
  addByPath(golden, generated, add);
  addByIdentity(golden, generated, add);

  const rows = findRelations(
    pathsOf(golden),
    golden.map((file) => file.summary.imports),
  );
  const columns = findRelations(
    pathsOf(generated),
    generated.map((file) => file.summary.imports),
  );
  let partner = solve(golden, generated, evidence, fixed);
  for (let round = 0; round < ROUNDS; round++) {
    addByRelations(partner, rows, columns, (row, column) => {
      if (!evidence.has(key(row, column))) add(row, column, 0);
    });
    relate(golden, generated, evidence, partner, rows, columns);
    const next = solve(golden, generated, evidence, fixed);
    const settled = next.every((column, row) => column === partner[row]);
    partner = next;
    if (settled) break;
  }
  return complete(golden, generated, evidence, partner, fixed);
}

function pathsOf(files: readonly SummarizedFile[]): string[] {
  return files.map((file) => file.path);
}

function scoreOf(evidence: Evidence): number {
  if (evidence.path === 1) return 0.4 + 0.6 * evidence.content;
  const { content, path, exports, relations, folder } = evidence;
  return 0.6 * content + 0.1 * path + 0.1 * exports + 0.14 * relations + 0.06 * folder;
}

function solve(
  golden: readonly SummarizedFile[],
  generated: readonly SummarizedFile[],
  evidence: ReadonlyMap<number, Evidence>,
  fixed: ReadonlyMap<number, number>,
): Int32Array {
  const takenColumns = new Set(fixed.values());
  const candidates: Candidate[] = [];
  for (const [key, entry] of evidence) {
    const row = Math.floor(key / generated.length);
    const column = key % generated.length;
    if (fixed.has(row) || takenColumns.has(column)) continue;
    const score = scoreOf(entry);
    if (score >= LEAST) candidates.push({ row, column, score });
  }
  const partner = assign(golden.length, generated.length, candidates);
  for (const [row, column] of fixed) partner[row] = column;
  return partner;
}

function addByPath(
  golden: readonly SummarizedFile[],
  generated: readonly SummarizedFile[],
  add: (row: number, column: number, content: number) => void,
): void {
  const byPath = new Map(generated.map((file, column) => [file.path, column]));
  const byName = new Map<string, number[]>();
  generated.forEach((file, column) => {
    const name = stemOf(file.path);
    const list = byName.get(name);
    if (list === undefined) byName.set(name, [column]);
    else list.push(column);
  });
  golden.forEach((file, row) => {
    const same = byPath.get(file.path);
    if (same !== undefined) add(row, same, 0);
    const named = byName.get(stemOf(file.path)) ?? [];
    if (named.length <= 8) for (const column of named) add(row, column, 0);
  });
}

/** The same code under other names, in places that content alone may not bring up. */
function addByIdentity(
  golden: readonly SummarizedFile[],
  generated: readonly SummarizedFile[],
  add: (row: number, column: number, content: number) => void,
): void {
  const byIdentity = new Map<string, number[]>();
  generated.forEach(({ summary }, column) => {
    const list = byIdentity.get(summary.identity);
    if (list === undefined) byIdentity.set(summary.identity, [column]);
    else list.push(column);
  });
  golden.forEach(({ summary }, row) => {
    const same = byIdentity.get(summary.identity) ?? [];
    if (same.length <= 12) for (const column of same) add(row, column, same.length === 1 ? 0.9 : 0.6);
  });
}

/** Neighbours of a pair are candidates for each other. */
function addByRelations(
  partner: Int32Array,
  rows: Relations,
  columns: Relations,
  add: (row: number, column: number) => void,
): void {
  const FEW = 12;
  for (let row = 0; row < partner.length; row++) {
    const column = partner[row];
    if (column < 0) continue;
    for (const [left, right] of [
      [rows.imports[row], columns.imports[column]],
      [rows.importedBy[row], columns.importedBy[column]],
    ]) {
      if (left.length > FEW || right.length > FEW) continue;
      for (const a of left) for (const b of right) add(a, b);
    }
  }
}

function relate(
  golden: readonly SummarizedFile[],
  generated: readonly SummarizedFile[],
  evidence: ReadonlyMap<number, Evidence>,
  partner: Int32Array,
  rows: Relations,
  columns: Relations,
): void {
  const folders = new Map<string, Map<string, number>>();
  const sizes = new Map<string, number>();
  partner.forEach((column, row) => {
    if (column < 0) return;
    const from = directoryOf(golden[row].path);
    const to = directoryOf(generated[column].path);
    const list = folders.get(from) ?? new Map<string, number>();
    list.set(to, (list.get(to) ?? 0) + 1);
    folders.set(from, list);
    sizes.set(from, (sizes.get(from) ?? 0) + 1);
  });
  for (const [key, entry] of evidence) {
    const row = Math.floor(key / generated.length);
    const column = key % generated.length;
    const around = rows.imports[row].length + rows.importedBy[row].length;
    const other = columns.imports[column].length + columns.importedBy[column].length;
    const agreeing =
      agree(rows.imports[row], columns.imports[column], partner) +
      agree(rows.importedBy[row], columns.importedBy[column], partner);
    entry.relations = around + other === 0 ? 0 : (2 * agreeing) / (around + other);
    const from = directoryOf(golden[row].path);
    const to = directoryOf(generated[column].path);
    entry.folder = (folders.get(from)?.get(to) ?? 0) / (sizes.get(from) ?? 1);
  }
}

function agree(left: readonly number[], right: readonly number[], partner: Int32Array): number {
  const there = new Set(right);
  let agreeing = 0;
  for (const row of left) if (partner[row] >= 0 && there.has(partner[row])) agreeing++;
  return agreeing;
}

function complete(
  golden: readonly SummarizedFile[],
  generated: readonly SummarizedFile[],
  evidence: ReadonlyMap<number, Evidence>,
  partner: Int32Array,
  fixed: ReadonlyMap<number, number>,
): FileMatching {
  const ranked = new Map<number, { generated: number; similarity: number }[]>();
  for (const [key, entry] of evidence) {
    const row = Math.floor(key / generated.length);
    const list = ranked.get(row) ?? [];
    list.push({ generated: key % generated.length, similarity: scoreOf(entry) });
    ranked.set(row, list);
  }
  const used = new Set<number>();
  const drafts = new Map<
    number,
    { generated: number[]; shared: boolean; similarity: number; reason: string }
  >();
  partner.forEach((column, row) => {
    if (column < 0) return;
    used.add(column);
    const entry = evidence.get(row * generated.length + column);
    const similarity = entry === undefined ? 0 : scoreOf(entry);
    const reason = fixed.has(row) ? 'set in the configuration' : reasonOf(entry);
    drafts.set(row, { generated: [column], shared: false, similarity, reason });
  });
  const inverse = rarity(golden, generated);
  findMerged(golden, generated, partner, inverse, drafts);
  const parts = findSplit(golden, generated, used, inverse, drafts);

  const pairs: FilePair[] = [];
  const missing: number[] = [];
  const owners = new Map<number, number>();
  for (const draft of drafts.values())
    owners.set(draft.generated[0], (owners.get(draft.generated[0]) ?? 0) + 1);
  for (let row = 0; row < golden.length; row++) {
    const draft = drafts.get(row);
    if (draft === undefined) {
      missing.push(row);
      continue;
    }
    const runnerUp = (ranked.get(row) ?? [])
      .filter((other) => !draft.generated.includes(other.generated) && other.similarity > 0)
      .sort((a, b) => b.similarity - a.similarity || a.generated - b.generated)[0];
    pairs.push({
      golden: row,
      ...draft,
      shared: (owners.get(draft.generated[0]) ?? 0) > 1,
      runnerUp: runnerUp ?? null,
    });
  }
  const extra: number[] = [];
  for (let column = 0; column < generated.length; column++)
    if (!used.has(column) && !parts.has(column)) extra.push(column);
  return { pairs, missing, extra };
}

type Drafts = Map<number, { generated: number[]; shared: boolean; similarity: number; reason: string }>;

/** Golden files without counterpart whose code stands in a file that already has a partner. */
function findMerged(
  golden: readonly SummarizedFile[],
  generated: readonly SummarizedFile[],
  partner: Int32Array,
  inverse: (id: number) => number,
  drafts: Drafts,
): void {
  for (let row = 0; row < golden.length; row++) {
    if (partner[row] >= 0 || golden[row].summary.features.ids.length === 0) continue;
    let best = -1;
    let most = PART;
    for (let column = 0; column < generated.length; column++) {
      const share = containment(golden[row].summary.features, generated[column].summary.features, inverse);
      if (share > most) {
        best = column;
        most = share;
      }
    }
    if (best >= 0)
      drafts.set(row, {
        generated: [best],
        shared: true,
        similarity: most,
        reason: 'merged with other code',
      });
  }
}

/** Generated files without partner whose code comes from a golden file that has one. */
function findSplit(
  golden: readonly SummarizedFile[],
  generated: readonly SummarizedFile[],
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
    for (const row of drafts.keys()) {
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

function rarity(
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

function reasonOf(evidence: Evidence | undefined): string {
  if (evidence === undefined) return 'the only candidate';
  const reasons: string[] = [];
  if (evidence.path === 1) reasons.push('same path');
  else if (evidence.path >= 0.5) reasons.push('like path');
  if (evidence.exports >= 0.5) reasons.push('same exports');
  if (evidence.content >= 0.15) reasons.push(`content ${evidence.content.toFixed(2)}`);
  if (evidence.relations >= 0.3) reasons.push('same place among imports');
  return reasons.length > 0 ? reasons.join(', ') : 'best of the rest';
}

/** 1 for the same path; else by the names of file and folders. */
export function pathSimilarity(a: string, b: string): number {
  if (a === b) return 1;
  const name = stemOf(a) === stemOf(b) ? 1 : nameSimilarity(stemOf(a), stemOf(b));
  const folder = directoryOf(a) === directoryOf(b) ? 1 : nameSimilarity(directoryOf(a), directoryOf(b));
  return Math.min(0.95, 0.7 * name + 0.3 * folder);
}

/** The file's name without extension; for an index file, that of its folder. */
function stemOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '');
  if (name !== 'index') return name;
  const folder = directoryOf(path);
  return `${folder.slice(folder.lastIndexOf('/') + 1)}/index`;
}

function sharedNames(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  const names = new Set(b);
  let common = 0;
  for (const name of a) if (names.has(name)) common++;
  return (2 * common) / (a.length + b.length);
}
