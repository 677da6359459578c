import { assign, type Candidate } from './assignment.ts';
import { type Evidence, pathSimilarity, reasonOf, scoreOf, sharedNames, stemOf } from './fileEvidence.ts';
import { type Drafts, findMerged, findSplit, rarity } from './fileParts.ts';
import { directoryOf, findRelations, type Relations } from './relations.ts';
import { sieve } from './sieve.ts';
import type { SummarizedFile } from './summary.ts';

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

const CANDIDATES = 10;
const ROUNDS = 3;
/** Less than this, and not the same path, is no pair. */
const LEAST = 0.22;

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
  const ranked = golden.map((): { generated: number; similarity: number }[] => []);
  const reverse = generated.map((): number[] => []);
  for (const [key, entry] of evidence) {
    const row = Math.floor(key / generated.length);
    const column = key % generated.length;
    ranked[row].push({ generated: column, similarity: scoreOf(entry) });
    reverse[column].push(row);
  }
  const used = new Set<number>();
  const drafts: Drafts = new Map();
  partner.forEach((column, row) => {
    if (column < 0) return;
    used.add(column);
    const entry = evidence.get(row * generated.length + column);
    const similarity = entry === undefined ? 0 : scoreOf(entry);
    const reason = fixed.has(row) ? 'set in the configuration' : reasonOf(entry);
    drafts.set(row, { generated: [column], shared: false, similarity, reason });
  });
  const inverse = rarity(golden, generated);
  const candidates = ranked.map((list) => list.map((other) => other.generated));
  findMerged(golden, generated, candidates, used, inverse, drafts);
  const parts = findSplit(golden, generated, reverse, used, inverse, drafts);

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
    const runnerUp = ranked[row]
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
