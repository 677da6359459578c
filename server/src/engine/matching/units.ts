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

/**
 * Pairs the units of two files: the same code first, then the same name, then by what they hold (sieve and one
 * assignment). Deterministic; n log n but for units that share neither code nor name.
 */
export function alignUnits(golden: SourceModel, generated: SourceModel): Alignment {
  const partner = new Int32Array(golden.units.length).fill(-1);
  const taken = new Uint8Array(generated.units.length);
  const identical = new Uint8Array(golden.units.length);
  const pair = (a: number, b: number, same: boolean): void => {
    partner[a] = b;
    taken[b] = 1;
    identical[a] = same ? 1 : 0;
  };
  const goldenIds = prepare(golden).identities;
  const generatedIds = prepare(generated).identities;

  byKey(
    golden,
    generated,
    partner,
    taken,
    (unit, i, ids) => `${GROUP[unit.kind]}|${ids[i]}|${unit.name}`,
    pair,
    true,
  );
  byKey(
    golden,
    generated,
    partner,
    taken,
    (unit, i, ids) => (isNamed(unit) ? null : `${unit.kind}|${ids[i]}`),
    pair,
    true,
  );
  byKey(
    golden,
    generated,
    partner,
    taken,
    (unit) => (unit.name === '' ? null : `${GROUP[unit.kind]}|${unit.name}`),
    pair,
    false,
  );
  byKey(
    golden,
    generated,
    partner,
    taken,
    (unit, i, ids) => (isNamed(unit) ? `${GROUP[unit.kind]}|${ids[i]}` : null),
    pair,
    true,
  );
  byContent(golden, generated, partner, taken, pair);

  const pairs: UnitPair[] = [];
  const missing: number[] = [];
  for (let a = 0; a < partner.length; a++) {
    const b = partner[a];
    if (b < 0) missing.push(a);
    else if (identical[a] || goldenIds[a] === generatedIds[b]) {
      pairs.push({ golden: a, generated: b, identical: true, similarity: 1, hunks: [] });
    } else {
      pairs.push({ golden: a, generated: b, identical: false, ...diffUnits(golden, a, generated, b) });
    }
  }
  const extra: number[] = [];
  for (let b = 0; b < taken.length; b++) if (!taken[b]) extra.push(b);
  return { pairs, missing, extra };
}

/** Imports and statements say nothing by a name of their own. */
function isNamed(unit: Unit): boolean {
  return unit.kind !== 'import' && unit.kind !== 'export' && unit.kind !== 'statement';
}

type Key = (unit: Unit, index: number, identities: readonly string[]) => string | null;

/** Pairs units of the same key in order of their place. */
function byKey(
  golden: SourceModel,
  generated: SourceModel,
  partner: Int32Array,
  taken: Uint8Array,
  key: Key,
  pair: (a: number, b: number, same: boolean) => void,
  same: boolean,
): void {
  const waiting = new Map<string, number[]>();
  const generatedIds = prepare(generated).identities;
  for (let b = generated.units.length - 1; b >= 0; b--) {
    const name = taken[b] ? null : key(generated.units[b], b, generatedIds);
    if (name === null) continue;
    const list = waiting.get(name);
    if (list === undefined) waiting.set(name, [b]);
    else list.push(b);
  }
  const goldenIds = prepare(golden).identities;
  for (let a = 0; a < golden.units.length; a++) {
    const name = partner[a] >= 0 ? null : key(golden.units[a], a, goldenIds);
    const b = name === null ? undefined : waiting.get(name)?.pop();
    if (b !== undefined) pair(a, b, same);
  }
}

function byContent(
  golden: SourceModel,
  generated: SourceModel,
  partner: Int32Array,
  taken: Uint8Array,
  pair: (a: number, b: number, same: boolean) => void,
): void {
  const rows = indices(partner.length, (a) => partner[a] < 0);
  const columns = indices(taken.length, (b) => !taken[b]);
  if (rows.length === 0 || columns.length === 0) return;
  const rowFeatures = rows.map((a) => unitFeatures(golden, golden.units[a]));
  const columnFeatures = columns.map((b) => unitFeatures(generated, generated.units[b]));
  const candidates: Candidate[] = [];
  for (const candidate of sieve(rowFeatures, columnFeatures, CANDIDATES)) {
    const a = golden.units[rows[candidate.row]];
    const b = generated.units[columns[candidate.column]];
    if (GROUP[a.kind] !== GROUP[b.kind]) continue;
    const score = likeness(a, b, candidate.score);
    if (score >= LEAST) candidates.push({ ...candidate, score });
  }
  const columnOf = assign(rows.length, columns.length, candidates);
  for (let row = 0; row < rows.length; row++) {
    if (columnOf[row] >= 0) pair(rows[row], columns[columnOf[row]], false);
  }
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
