import { K } from '../model/kinds.ts';
import type { SourceModel, Unit } from '../model/source.ts';
import { label } from '../model/tree.ts';
import type { Offer } from './sandbox.ts';

/** Something that a golden file offers, and how much of the file it is. */
export interface Root {
  readonly offer: Offer;
  readonly weight: number;
  /** Why it is not run; null when it is. */
  readonly reason: string | null;
}

/** A file with more of them is a list of things rather than code; running all would take minutes. */
const MOST_UNITS = 150;

/**
 * What of a golden file is run: what it exports; in a script without exports, what nothing else in the file uses.
 * Helpers run as part of what uses them.
 */
export function rootsOf(model: SourceModel, offers: readonly Offer[]): Root[] {
  const exported = offers.filter((offer) => offer.exported && isWhole(offer, offers));
  const chosen = exported.length > 0 ? exported : unused(model, offers);
  return chosen.map((offer, index) => {
    const unit = unitNamed(model, offer.path);
    return {
      offer,
      weight: unit === null ? 1 : weightOfUnit(model, unit),
      reason:
        index < MOST_UNITS
          ? reasonAgainst(model, unit, offer)
          : `only the first ${MOST_UNITS} units of a file are run`,
    };
  });
}

/** An object's functions are run one by one, and then the object itself is not; the same function once. */
function isWhole({ path, kind }: Offer, offers: readonly Offer[]): boolean {
  if (path === 'default' && kind !== 'value')
    return !offers.some((other) => other.exported && other.path !== 'default' && other.kind === kind);
  return kind !== 'value' || !offers.some((other) => other.path.startsWith(`${path}.`));
}

function unused(model: SourceModel, offers: readonly Offer[]): Offer[] {
  const callable = offers.filter(({ kind }) => kind !== 'value');
  const used = usedBySiblings(model);
  const roots = callable.filter(({ path }) => !used.has(path));
  return roots.length > 0 ? roots : callable;
}

/** Names of top-level units that another unit of the file refers to. */
function usedBySiblings({ tree, units }: SourceModel): Set<string> {
  const owners = new Map<number, number>();
  units.forEach((unit, index) => {
    if (unit.parent >= 0 || unit.name === '') return;
    const end = unit.node + tree.size[unit.node];
    for (let node = unit.node; node < end; node++) {
      if (tree.kind[node] !== K.Identifier || label(tree, node) !== unit.name) continue;
      if (tree.symbol[node] >= 0 && tree.symbols[tree.symbol[node]].scope !== 'local')
        owners.set(tree.symbol[node], index);
      break;
    }
  });
  const used = new Set<string>();
  units.forEach((unit, index) => {
    if (unit.parent >= 0) return;
    const end = unit.node + tree.size[unit.node];
    for (let node = unit.node; node < end; node++) {
      const owner = tree.kind[node] === K.Identifier ? owners.get(tree.symbol[node]) : undefined;
      const calls = unit.kind === 'statement' || unit.kind === 'export' ? false : owner !== undefined;
      if (calls && owner !== index) used.add(units[owner as number].name);
    }
  });
  return used;
}

export function unitNamed(model: SourceModel, path: string): Unit | null {
  const own = model.units.find(({ name, kind }) => name === path && kind !== 'import' && kind !== 'export');
  if (own !== undefined) return own;
  const entry = model.exports.find(({ name, unit }) => name === path && unit >= 0);
  if (entry !== undefined) return model.units[entry.unit];
  const [head, ...rest] = path.split('.');
  const object = model.exports.find(({ name, unit }) => name === head && unit >= 0);
  if (object === undefined || rest.length === 0) return null;
  const inner = `${model.units[object.unit].name}.${rest.join('.')}`;
  return model.units.find(({ name }) => name === inner) ?? null;
}

/** log₂(2 + nodes), nested units included. */
export function weightOfUnit({ tree }: SourceModel, unit: Unit): number {
  return Math.log2(2 + tree.size[unit.node]);
}

function reasonAgainst(model: SourceModel, unit: Unit | null, { path }: Offer): string | null {
  if (unit?.kind === 'component') return 'components are not run yet';
  if (/^use[A-Z]/.test(path) && model.imports.some(({ module }) => /^(?:react|preact)/.test(module)))
    return 'hooks are not run yet';
  return null;
}
