import type { SourceModel, Unit, UnitKind } from '../model/source.ts';
import { nameSimilarity } from '../text/subwords.ts';
import type { Alignment, UnitPair } from './alignment.ts';
import { assign, type Candidate } from './assignment.ts';
import { unitFeatures } from './features.ts';
import { prepare } from './prepared.ts';
import { sieve } from './sieve.ts';
import { diffUnits } from './unitDiff.ts';

/** Units that can stand for each other: a class for a function, yes; a type for a function, no. */
const GROUP: Readonly<Record<UnitKind, string>> = {
  function: 'value',
  component: 'value',
  method: 'value',
  class: 'value',
  namespace: 'value',
  variable: 'value',
  interface: 'type',
  type: 'type',
  enum: 'type',
  import: 'import',
  export: 'export',
  statement: 'statement',
};

/** Below this, two units with different names are not the same thing. */
const LEAST = 0.3;
const CANDIDATES = 6;

/** Who is paired with whom so far. */
interface Pairing {
  readonly golden: SourceModel;
  readonly generated: SourceModel;
  /** By golden unit: its counterpart, or -1. */
  readonly partner: Int32Array;
  /** By generated unit: 1 when it is a counterpart. */
  readonly taken: Uint8Array;
}

/**
 * Pairs the units of two files: the same code under the same name first, then the same name, then the same code
 * under another name, then by what they hold (sieve and one assignment). Deterministic; n log n but for units
 * that share neither code nor name.
 */
export function alignUnits(golden: SourceModel, generated: SourceModel): Alignment {
  const pairing: Pairing = {
    golden,
    generated,
    partner: new Int32Array(golden.units.length).fill(-1),
    taken: new Uint8Array(generated.units.length),
  };
  for (const key of KEYS) pairByKey(pairing, key);
  pairByContent(pairing);
  if (isCounterpart(pairing)) pairByKey(pairing, LIKE_CODE);

  const exact = prepare(golden).exactIdentities;
  const others = prepare(generated).exactIdentities;
  const pairs: UnitPair[] = [];
  const missing: number[] = [];
  pairing.partner.forEach((b, a) => {
    if (b < 0) missing.push(a);
    else if (exact[a] === others[b]) {
      pairs.push({ golden: a, generated: b, identical: true, similarity: 1, hunks: [] });
    } else {
      const difference = diffUnits(golden, a, generated, b);
      pairs.push({ golden: a, generated: b, identical: difference.similarity === 1, ...difference });
    }
  });
  const extra: number[] = [];
  pairing.taken.forEach((taken, b) => {
    if (!taken) extra.push(b);
  });
  return { pairs, missing, extra };
}

/** What two units have to share to be paired; null for units that this key says nothing of. */
type Key = (model: SourceModel, index: number) => string | null;

const KEYS: readonly Key[] = [
  (model, i) => `${groupOf(model, i)}|${prepare(model).identities[i]}|${model.units[i].name}`,
  (model, i) => (isNamed(model.units[i]) ? null : `${groupOf(model, i)}|${prepare(model).identities[i]}`),
  (model, i) => (model.units[i].name === '' ? null : `${groupOf(model, i)}|${model.units[i].name}`),
  (model, i) => (isTelling(model, i) ? `${groupOf(model, i)}|${prepare(model).identities[i]}` : null),
];

/** In files that are counterparts anyway, the same code is enough, however little of it. */
const LIKE_CODE: Key = (model, i) =>
  isNamed(model.units[i]) ? `${groupOf(model, i)}|${prepare(model).identities[i]}` : null;

/** More than half of what the golden declares has been found. */
function isCounterpart({ golden, partner }: Pairing): boolean {
  let total = 0;
  let found = 0;
  golden.units.forEach((unit, a) => {
    if (!isNamed(unit)) return;
    total += unit.weight;
    if (partner[a] >= 0) found += unit.weight;
  });
  return 2 * found > total;
}

function groupOf(model: SourceModel, index: number): string {
  return GROUP[model.units[index].kind];
}

/** Imports and statements say nothing by a name of their own. */
function isNamed(unit: Unit): boolean {
  return unit.kind !== 'import' && unit.kind !== 'export' && unit.kind !== 'statement';
}

/** The same code under another name is the same thing, unless there is so little of it: `export const a = b`. */
function isTelling(model: SourceModel, index: number): boolean {
  const unit = model.units[index];
  const content = prepare(model).content[index];
  return isNamed(unit) && content >= (unit.exported ? 3 : 1);
}

/** Pairs units of the same key in order of their place. */
function pairByKey({ golden, generated, partner, taken }: Pairing, key: Key): void {
  const waiting = new Map<string, number[]>();
  for (let b = generated.units.length - 1; b >= 0; b--) {
    const name = taken[b] ? null : key(generated, b);
    if (name === null) continue;
    const list = waiting.get(name);
    if (list === undefined) waiting.set(name, [b]);
    else list.push(b);
  }
  for (let a = 0; a < golden.units.length; a++) {
    const name = partner[a] >= 0 ? null : key(golden, a);
    const b = name === null ? undefined : waiting.get(name)?.pop();
    if (b === undefined) continue;
    partner[a] = b;
    taken[b] = 1;
  }
}

function pairByContent({ golden, generated, partner, taken }: Pairing): void {
  const rows = indices(partner.length, (a) => partner[a] < 0);
  const columns = indices(taken.length, (b) => !taken[b]);
  if (rows.length === 0 || columns.length === 0) return;
  const rowFeatures = rows.map((a) => unitFeatures(golden, golden.units[a]));
  const columnFeatures = columns.map((b) => unitFeatures(generated, generated.units[b]));
  const candidates: Candidate[] = [];
  for (const candidate of sieve(rowFeatures, columnFeatures, CANDIDATES)) {
    const a = rows[candidate.row];
    const b = columns[candidate.column];
    if (groupOf(golden, a) !== groupOf(generated, b)) continue;
    const score = likeness(golden.units[a], generated.units[b], candidate.score);
    if (score >= LEAST) candidates.push({ ...candidate, score });
  }
  const columnOf = assign(rows.length, columns.length, candidates);
  columnOf.forEach((column, row) => {
    if (column < 0) return;
    partner[rows[row]] = columns[column];
    taken[columns[column]] = 1;
  });
}

function likeness(a: Unit, b: Unit, content: number): number {
  const name = nameSimilarity(ownName(a), ownName(b));
  const size = Math.min(a.weight, b.weight) / Math.max(a.weight, b.weight);
  const kind = a.kind === b.kind ? 1 : 0.5;
  return 0.6 * content + 0.25 * name + 0.1 * size + 0.05 * kind;
}

function ownName(unit: Unit): string {
  return unit.name.slice(unit.name.lastIndexOf('.') + 1);
}

function indices(length: number, test: (i: number) => boolean): number[] {
  const found: number[] = [];
  for (let i = 0; i < length; i++) if (test(i)) found.push(i);
  return found;
}
