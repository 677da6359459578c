import { K } from '../../model/kinds.ts';
import type { Tree } from '../../model/source.ts';
import { child, children, label } from '../../model/tree.ts';

/** How often a field stands in which place: left of a minus, in a condition, written with null … */
export type UsageProfile = ReadonlyMap<string, number>;

/** Kinds that say the same in other words. */
const ALIKE: Readonly<Record<number, string>> = {
  [K.If]: 'condition',
  [K.Conditional]: 'condition',
  [K.While]: 'condition',
  [K.Logical]: 'condition',
  [K.Index]: 'key',
  [K.Computed]: 'key',
};

/** The profile of every field that a file reads or writes, by its name. */
export function usageOf(tree: Tree): ReadonlyMap<string, UsageProfile> {
  const found = new Map<string, Map<string, number>>();
  const note = (name: string, place: string): void => {
    const profile = found.get(name) ?? new Map<string, number>();
    profile.set(place, (profile.get(place) ?? 0) + 1);
    found.set(name, profile);
  };
  const taken = takenOut(tree);
  for (let node = 1; node < tree.length; node++) {
    switch (tree.kind[node]) {
      case K.Member:
        note(label(tree, child(tree, node, 1)), placeOf(tree, node));
        break;
      case K.Identifier: {
        const name = taken.get(tree.symbol[node]);
        if (name !== undefined && tree.kind[tree.parent[node]] !== K.PatternElement)
          note(name, placeOf(tree, node));
        break;
      }
      case K.Property:
        note(label(tree, child(tree, node, 0)), `= ${writtenAs(tree, child(tree, node, 1))}`);
        break;
    }
  }
  return found;
}

/** Names that patterns take out of objects: symbol → field. */
function takenOut(tree: Tree): Map<number, string> {
  const found = new Map<number, string>();
  for (let node = 1; node < tree.length; node++) {
    if (tree.kind[node] !== K.PatternElement) continue;
    const [key, target] = children(tree, node);
    if (tree.kind[key] !== K.PropertyName || tree.kind[target] !== K.Identifier) continue;
    if (tree.symbol[target] >= 0) found.set(tree.symbol[target], label(tree, key));
  }
  return found;
}

function placeOf(tree: Tree, node: number): string {
  const parent = tree.parent[node];
  const kind = tree.kind[parent];
  if (kind === K.Assertion) return placeOf(tree, parent);
  const parts = children(tree, parent);
  const at = parts.indexOf(node);
  if (kind === K.Index && at === 0) return 'list';
  if (kind === K.Member) return `.${label(tree, child(tree, parent, 1))}`;
  if (kind === K.Binary || kind === K.Assign) {
    const sign = label(tree, parent).replace(/^([!=])==$/, '$1=');
    if (!/^(?:[!=]=)$/.test(sign)) return orderedPlace(sign, at);
    const other = tree.kind[parts[1 - at]];
    return `== ${other === K.String || other === K.Constant || other === K.Number ? other : ''}`;
  }
  return ALIKE[kind] ?? String(kind);
}

/** `a > b` is `b < a`; where the sides are alike, the side says nothing. */
function orderedPlace(sign: string, at: number): string {
  if (sign === '>' || sign === '>=') return `${sign.replace('>', '<')} ${1 - at}`;
  return sign === '+' || sign === '*' ? sign : `${sign} ${at}`;
}

function writtenAs(tree: Tree, value: number): string {
  const kind = value < 0 ? -1 : tree.kind[value];
  return kind === K.Constant ? label(tree, value) : String(kind);
}

/** How alike two profiles are, 0 to 1 (cosine); 0 where one is empty. */
export function profileLikeness(a: UsageProfile | undefined, b: UsageProfile | undefined): number {
  if (a === undefined || b === undefined) return 0;
  let common = 0;
  for (const [place, count] of a) common += count * (b.get(place) ?? 0);
  const size = (profile: UsageProfile): number =>
    Math.sqrt([...profile.values()].reduce((sum, count) => sum + count * count, 0));
  return common === 0 ? 0 : common / (size(a) * size(b));
}
