import { prepare } from '../../matching/prepared.ts';
import { Flag, K } from '../../model/kinds.ts';
import type { SourceModel } from '../../model/source.ts';
import { child, children, label } from '../../model/tree.ts';

/** One side of a comparison of types: a node of a model, -1 for no annotation. */
export interface TypeSide {
  readonly model: SourceModel;
  readonly node: number;
}

/**
 * How alike two types are, 0 to 1. Names of the application's own types do not count, what they hold does:
 * a reference to an object type of the same file is compared by its members.
 */
export function typeSimilarity(a: TypeSide, b: TypeSide): number {
  if (a.node < 0 && b.node < 0) return 1;
  if (a.node < 0 || b.node < 0) return 0;
  const left = membersOf(a);
  const right = membersOf(b);
  if (left !== null && right !== null) return dice(left, right);
  return dice(codesOf(a), codesOf(b));
}

/** Names of an object type's members (`?` marks optional ones), null for other types. */
export function membersOf({ model, node }: TypeSide): string[] | null {
  const { tree } = model;
  if (node < 0) return null;
  if (tree.kind[node] === K.TypeReference) {
    const name = label(tree, child(tree, node, 0));
    const unit = model.units.find((other) => other.name === name && (other.kind === 'interface' || other.kind === 'type'));
    if (unit === undefined) return null;
    const body = tree.kind[unit.node] === K.TypeAlias ? children(tree, unit.node).at(-1) : unit.node;
    return body === undefined || tree.kind[body] === K.TypeReference ? null : membersOf({ model, node: body });
  }
  if (tree.kind[node] !== K.TypeObject && tree.kind[node] !== K.Interface) return null;
  return children(tree, node)
    .filter((member) => tree.kind[member] === K.TypeMember)
    .map((member) => label(tree, child(tree, member, 0)) + (tree.flags[member] & Flag.Optional ? '?' : ''));
}

function codesOf({ model, node }: TypeSide): number[] {
  const { codes } = prepare(model);
  return Array.from(codes.subarray(node, node + model.tree.size[node]));
}

/** Dice (1945) over two bags; 1 for two empty ones. */
export function dice<T>(a: readonly T[], b: readonly T[]): number {
  if (a.length + b.length === 0) return 1;
  const counts = new Map<T, number>();
  for (const item of a) counts.set(item, (counts.get(item) ?? 0) + 1);
  let common = 0;
  for (const item of b) {
    const left = counts.get(item) ?? 0;
    if (left === 0) continue;
    counts.set(item, left - 1);
    common++;
  }
  return (2 * common) / (a.length + b.length);
}
