import { K } from '../../model/kinds.ts';
import type { Tree } from '../../model/source.ts';
import { child, children, label } from '../../model/tree.ts';
import { NUMBER, type Shape, TEXT, unionOf } from './shape.ts';

/** The literal shape of a written out value; null for anything else. */
export function literalOf(tree: Tree, node: number): Shape | null {
  switch (tree.kind[node]) {
    case K.String:
      return { kind: 'literal', value: label(tree, node) };
    case K.Number:
      return { kind: 'literal', value: Number(label(tree, node)) };
    case K.Constant: {
      const word = label(tree, node);
      return { kind: 'literal', value: word === 'null' ? null : word === 'true' };
    }
    case K.Unary: {
      const inner = literalOf(tree, node + 1);
      const negates =
        label(tree, node) === '-' && inner?.kind === 'literal' && typeof inner.value === 'number';
      return negates ? { kind: 'literal', value: -(inner.value as number) } : null;
    }
    case K.Assertion:
      return literalOf(tree, node + 1);
    default:
      return null;
  }
}

/** The shape of a constant's value: `['a', 'b'] as const` is the tuple of its literals. */
export function constantShape(tree: Tree, node: number): Shape | null {
  if (node < 0) return null;
  switch (tree.kind[node]) {
    case K.Assertion:
      return constantShape(tree, node + 1);
    case K.Array: {
      const elements = children(tree, node).map((part) => constantShape(tree, part));
      return elements.every((part) => part !== null) ? { kind: 'tuple', elements } : null;
    }
    case K.Object: {
      const properties = children(tree, node).flatMap((part) => {
        const shape = tree.kind[part] === K.Property ? constantShape(tree, child(tree, part, 1)) : null;
        return shape === null ? [] : [{ name: label(tree, part + 1), shape, optional: false }];
      });
      return { kind: 'object', properties };
    }
    default:
      return literalOf(tree, node);
  }
}

/** The members of an enum, or one of them, as literals; those that are computed as any number or text. */
export function enumShape(tree: Tree, node: number, only?: string): Shape {
  let next = 0;
  const options: Shape[] = [];
  for (const member of children(tree, node)) {
    if (tree.kind[member] !== K.EnumMember) continue;
    const value = child(tree, member, 1);
    const literal = value < 0 ? ({ kind: 'literal', value: next } as const) : literalOf(tree, value);
    if (literal?.kind === 'literal' && typeof literal.value === 'number') next = literal.value + 1;
    if (only !== undefined && label(tree, child(tree, member, 0)) !== only) continue;
    options.push(literal ?? unionOf([NUMBER, TEXT]));
  }
  return unionOf(options.length === 0 ? [NUMBER] : options);
}

/** `keyof`: the names of an object's properties. */
export function keysOf(shape: Shape): Shape {
  if (shape.kind === 'object' && shape.properties.length > 0)
    return unionOf(shape.properties.map(({ name }) => ({ kind: 'literal', value: name })));
  return TEXT;
}
