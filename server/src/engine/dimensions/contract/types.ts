import { prepare } from '../../matching/prepared.ts';
import { K } from '../../model/kinds.ts';
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
  if (left !== null && right !== null) return memberSimilarity(left, right);
  return dice(codesOf(a), codesOf(b));
}

/** A member of an object type: its name, and a key that is equal for equal types (null where it has none). */
export interface Member {
  readonly name: string;
  readonly type: string | null;
}

/** A member of the same name but another type keeps this much, one of another name but the same type that. */
const RETYPED = 0.7;
const RENAMED = 0.6;

/** Soft Dice of two sets of members, 0 to 1: same names first, then what is left by type. */
export function memberSimilarity(a: readonly Member[], b: readonly Member[]): number {
  if (a.length + b.length === 0) return 1;
  const byName = new Map<string, Member[]>();
  for (const member of b) {
    const same = byName.get(member.name);
    if (same === undefined) byName.set(member.name, [member]);
    else same.push(member);
  }
  const left: Member[] = [];
  let credit = 0;
  for (const member of a) {
    const same = byName.get(member.name) ?? [];
    const exact = same.findIndex((other) => other.type === member.type);
    const [other] = same.splice(Math.max(0, exact), 1);
    if (other === undefined) left.push(member);
    else credit += exact >= 0 ? 1 : RETYPED;
  }
  const types = new Map<string | null, number>();
  for (const { type } of [...byName.values()].flat()) types.set(type, (types.get(type) ?? 0) + 1);
  for (const { type } of left) {
    const available = types.get(type) ?? 0;
    if (available === 0) continue;
    types.set(type, available - 1);
    credit += RENAMED;
  }
  return (2 * credit) / (a.length + b.length);
}

/** Members of an object type (an optional one is of another type than a required one), null for other types. */
export function membersOf(side: TypeSide): Member[] | null {
  return collectMembers(side, 0);
}

/** Types that hold themselves, by way of others, end here. */
const DEEPEST = 8;

function collectMembers({ model, node }: TypeSide, depth: number): Member[] | null {
  const { tree } = model;
  if (node < 0 || depth > DEEPEST) return null;
  const at = (other: number): Member[] | null => collectMembers({ model, node: other }, depth + 1);
  switch (tree.kind[node]) {
    case K.TypeReference:
      return at(declarationOf(model, child(tree, node, 0)));
    case K.TypeAlias:
      return at(children(tree, node).at(-1) ?? -1);
    case K.TypeIntersection: {
      const parts = children(tree, node).map(at);
      return parts.every((part) => part !== null) ? parts.flat() : null;
    }
    case K.Interface: {
      const inherited = children(tree, node)
        .filter((part) => tree.kind[part] === K.Heritage)
        .flatMap((part) => children(tree, part))
        .filter((name) => tree.kind[name] === K.Identifier)
        .flatMap((name) => at(declarationOf(model, name)) ?? []);
      return [...inherited, ...ownMembers(model, node)];
    }
    case K.TypeObject:
      return ownMembers(model, node);
    default:
      return null;
  }
}

/** The interface or type alias of the same file that a name stands for, or -1. */
function declarationOf(model: SourceModel, name: number): number {
  const text = label(model.tree, name);
  const unit = model.units.find(
    (other) => other.name === text && (other.kind === 'interface' || other.kind === 'type'),
  );
  return unit?.node ?? -1;
}

function ownMembers(model: SourceModel, node: number): Member[] {
  const { tree } = model;
  return children(tree, node)
    .filter((member) => tree.kind[member] === K.TypeMember)
    .map((member) => {
      const key = child(tree, member, 0);
      const codes = codesOf({ model, node: member }).filter((_, index) => member + index !== key);
      return { name: label(tree, key), type: codes.join() };
    });
}

/** What a type is, node by node, names of the application's own types left out. */
export function codesOf({ model, node }: TypeSide): number[] {
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
