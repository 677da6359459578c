import { K } from '../model/kinds.ts';
import type { SourceModel, Span, Tree } from '../model/source.ts';
import { label } from '../model/tree.ts';
import type { Hunk } from './alignment.ts';
import { isRenamable, ownedNodes, prepare } from './prepared.ts';
import { diffSequences } from './sequenceDiff.ts';
import { slideRemoved } from './slide.ts';

export interface UnitDifference {
  /** Share of nodes that correspond, 0 to 1. */
  readonly similarity: number;
  readonly hunks: Hunk[];
}

/** A name that stands for another thing than its counterpart. */
const MISUSED_NAME = 0.5;
/** A node in the place of one of the same kind: another literal, another field. */
const SAME_PLACE = 0.4;
/** A field under another name, the same one everywhere. */
const RENAMED_FIELD = 0.8;

/**
 * Lexical similarity of two units: 2·m / (n + k), where m is the number of nodes that correspond (see
 * `docs/scoring.md`) and n, k are the units' sizes. Declared names correspond by how they are used: each name of
 * the golden stands for the name it meets most often, and only uses that break this cost.
 */
export function diffUnits(
  golden: SourceModel,
  goldenUnit: number,
  generated: SourceModel,
  unit: number,
): UnitDifference {
  const left = ownedNodes(golden.units[goldenUnit]);
  const right = ownedNodes(generated.units[unit]);
  const leftCodes = pick(prepare(golden).codes, left);
  const rightCodes = pick(prepare(generated).codes, right);
  const match = diffSequences(leftCodes, rightCodes);
  slideRemoved(leftCodes, pick(golden.tree.size, left), match);
  const back = inverse(match, right.length);
  slideRemoved(rightCodes, pick(generated.tree.size, right), back);
  match.set(inverse(back, left.length));
  const misused = inconsistentNames(golden.tree, left, generated.tree, right, match);
  let credit = 0;
  for (let i = 0; i < match.length; i++) if (match[i] >= 0) credit += misused.has(i) ? MISUSED_NAME : 1;
  const { hunks, regained } = collectHunks(golden.tree, left, generated.tree, right, match, misused);
  const total = left.length + right.length;
  return { similarity: total === 0 ? 1 : Math.min(1, (2 * (credit + regained)) / total), hunks };
}

function inverse(match: Int32Array, length: number): Int32Array {
  const result = new Int32Array(length).fill(-1);
  for (let i = 0; i < match.length; i++) if (match[i] >= 0) result[match[i]] = i;
  return result;
}

function pick(values: Int32Array | Uint32Array, nodes: Int32Array): Int32Array {
  const picked = new Int32Array(nodes.length);
  for (let i = 0; i < nodes.length; i++) picked[i] = values[nodes[i]];
  return picked;
}

/** Indices (into `left`) of matched names that break the mapping which most uses follow. */
function inconsistentNames(
  goldenTree: Tree,
  left: Int32Array,
  generatedTree: Tree,
  right: Int32Array,
  match: Int32Array,
): Set<number> {
  const votes = new Map<number, Map<number, number>>();
  const names: number[] = [];
  for (let i = 0; i < match.length; i++) {
    if (match[i] < 0 || goldenTree.kind[left[i]] !== K.Identifier || !isRenamable(goldenTree, left[i]))
      continue;
    names.push(i);
    const from = goldenTree.symbol[left[i]];
    const to = generatedTree.symbol[right[match[i]]];
    const row = votes.get(from) ?? new Map<number, number>();
    row.set(to, (row.get(to) ?? 0) + 1);
    votes.set(from, row);
  }
  const mapping = new Map<number, number>();
  const taken = new Map<number, number>();
  const known = namesOfFile(generatedTree);
  for (const from of votes.keys()) {
    const { name, scope } = goldenTree.symbols[from];
    const namesake = scope === 'local' ? undefined : known.get(name);
    if (namesake !== undefined) {
      mapping.set(from, namesake);
      taken.set(namesake, Number.POSITIVE_INFINITY);
    }
  }
  for (const [from, row] of votes) {
    if (mapping.has(from)) continue;
    let best = -1;
    let bestVotes = 0;
    for (const [to, count] of row) {
      if (count > bestVotes) {
        best = to;
        bestVotes = count;
      }
    }
    const rival = taken.get(best);
    if (rival !== undefined && rival >= bestVotes) continue;
    mapping.set(from, best);
    taken.set(best, bestVotes);
  }
  const wrong = new Set<number>();
  for (const i of names) {
    if (mapping.get(goldenTree.symbol[left[i]]) !== generatedTree.symbol[right[match[i]]]) wrong.add(i);
  }
  return wrong;
}

const fileNames = new WeakMap<Tree, ReadonlyMap<string, number>>();

/** Names at the top level of a file: where both files have one, it stands for itself. */
function namesOfFile(tree: Tree): ReadonlyMap<string, number> {
  let names = fileNames.get(tree);
  if (names === undefined) {
    names = new Map(
      tree.symbols.flatMap(({ name, scope }, index) => (scope === 'local' ? [] : [[name, index]])),
    );
    fileNames.set(tree, names);
  }
  return names;
}

function collectHunks(
  goldenTree: Tree,
  left: Int32Array,
  generatedTree: Tree,
  right: Int32Array,
  match: Int32Array,
  misused: ReadonlySet<number>,
): { hunks: Hunk[]; regained: number } {
  const hunks: Hunk[] = [];
  const fields = new Map<string, string>();
  let regained = 0;
  let i = 0;
  let j = 0;
  const push = (kind: Hunk['kind'], a: number, aTo: number, b: number, bTo: number, weight: number): void => {
    hunks.push({
      kind,
      golden: runSpan(goldenTree, left, a, aTo),
      generated: runSpan(generatedTree, right, b, bTo),
      goldenNode: aTo > a ? left[a] : -1,
      generatedNode: bTo > b ? right[b] : -1,
      weight,
    });
  };
  while (i < left.length || j < right.length) {
    if (i < left.length && match[i] === j) {
      if (misused.has(i)) push('name', i, i + 1, j, j + 1, 1 - MISUSED_NAME);
      i++;
      j++;
      continue;
    }
    const a = i;
    const b = j;
    while (i < left.length && match[i] < 0) i++;
    j = i < left.length ? match[i] : right.length;
    const samePlace = i - a === j - b && sameKinds(goldenTree, left, a, generatedTree, right, b, i - a);
    let gained = 0;
    if (samePlace) {
      for (let k = 0; k < i - a; k++)
        gained += placeCredit(goldenTree, left[a + k], generatedTree, right[b + k], fields);
    }
    regained += gained;
    const kind = samePlace ? 'value' : i === a ? 'added' : j === b ? 'removed' : 'changed';
    push(kind, a, i, b, j, Math.max(i - a, j - b) - gained);
  }
  return { hunks, regained };
}

/** `fields` remembers which name stands for which, as it is first met. */
function placeCredit(
  goldenTree: Tree,
  golden: number,
  generatedTree: Tree,
  generated: number,
  fields: Map<string, string>,
): number {
  if (goldenTree.kind[golden] !== K.PropertyName) return SAME_PLACE;
  const was = label(goldenTree, golden);
  const is = label(generatedTree, generated);
  const known = fields.get(was);
  if (known === undefined) fields.set(was, is);
  return known === undefined || known === is ? RENAMED_FIELD : SAME_PLACE;
}

function sameKinds(
  goldenTree: Tree,
  left: Int32Array,
  a: number,
  generatedTree: Tree,
  right: Int32Array,
  b: number,
  length: number,
): boolean {
  for (let k = 0; k < length; k++) {
    if (goldenTree.kind[left[a + k]] !== generatedTree.kind[right[b + k]]) return false;
  }
  return length > 0;
}

/** The place of a run of nodes: that of its leaves, else of its first node; of no nodes: the gap. */
function runSpan(tree: Tree, nodes: Int32Array, from: number, to: number): Span {
  if (from < to) {
    const start = tree.start[nodes[from]];
    let end = 0;
    for (let i = from; i < to; i++) if (tree.size[nodes[i]] === 1) end = Math.max(end, tree.end[nodes[i]]);
    return { start, end: end > start ? end : tree.end[nodes[from]] };
  }
  const start = from > 0 ? gapStart(tree, nodes, from - 1) : tree.start[nodes[0]];
  const end = from < nodes.length ? tree.start[nodes[from]] : tree.end[nodes[0]];
  return { start: Math.min(start, end), end: Math.max(start, end) };
}

/** Where the gap after a node begins; that of an emptied block or list is inside it. */
function gapStart(tree: Tree, nodes: Int32Array, before: number): number {
  if (tree.size[nodes[before]] === 1 && EMPTIABLE.has(tree.kind[nodes[before]]))
    return tree.start[nodes[before]];
  let leaf = before;
  while (leaf > 0 && tree.size[nodes[leaf]] !== 1) leaf--;
  return Math.min(tree.end[nodes[leaf]], tree.end[nodes[0]]);
}

const EMPTIABLE = new Set<number>([
  K.Block,
  K.Object,
  K.Array,
  K.Call,
  K.New,
  K.Switch,
  K.Class,
  K.Interface,
]);
