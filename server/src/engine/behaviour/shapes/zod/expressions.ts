import { K } from '../../../model/kinds.ts';
import type { SourceModel, Tree } from '../../../model/source.ts';
import { child, children, label } from '../../../model/tree.ts';
import { constantShape, enumShape, literalOf } from '../constants.ts';
import { lookUp, type TypeWorld } from '../declarations.ts';
import { ANY, type Shape, unionOf } from '../shape.ts';
import type { CheckArgument } from './checks.ts';
import { fieldOf } from './objects.ts';

/** What is written between the brackets of a schema, other than schemas. */

/** Where a schema is read. Schemas are read as they are written, never run. */
export interface SchemaContext {
  readonly world: TypeWorld;
  readonly model: SourceModel;
  /** What goes into a schema (what `parse` takes), or what comes out of it. */
  readonly side: 'input' | 'output';
  /** Declarations that are being read, outermost first. */
  readonly inside: readonly number[];
}

/** `module#name` of an imported name; '' for any other. */
export function originOf({ tree }: SourceModel, identifier: number): string {
  const symbol = tree.symbol[identifier];
  return symbol < 0 ? '' : (tree.symbols[symbol].origin ?? '');
}

/** True for the name that zod is imported or required by. */
export function isZod(model: SourceModel, node: number): boolean {
  const { tree } = model;
  if (tree.kind[node] !== K.Identifier) return false;
  if (/^zod(?:\/[\w-]+)?#(?:z|default|\*)$/.test(originOf(model, node))) return true;
  return /^(?:z|zod)$/i.test(label(tree, node)) && tree.symbols[tree.symbol[node]]?.scope === 'module';
}

/** `z.literal('a')`, `z.literal(['a', 'b'])` */
export function literals(tree: Tree, node: number): Shape {
  const shape = constantShape(tree, node);
  if (shape === null) return ANY;
  return shape.kind === 'tuple' ? unionOf(shape.elements) : shape;
}

/** `z.enum(['a', 'b'])`, of a constant list, of an object's values, of an enum. */
export function enumerated(context: SchemaContext, node: number): Shape {
  const { tree } = context.model;
  if (tree.kind[node] === K.Identifier) {
    for (const { model, node: at } of lookUp(context.world, context.model, node)) {
      if (model.tree.kind[at] === K.Enum) return enumShape(model.tree, at);
      if (model.tree.kind[at] === K.Variable)
        return valuesOf(constantShape(model.tree, children(model.tree, at).at(-1) ?? -1));
    }
    return ANY;
  }
  return valuesOf(constantShape(tree, tree.kind[node] === K.Assertion ? node + 1 : node));
}

function valuesOf(shape: Shape | null): Shape {
  if (shape?.kind === 'tuple') return unionOf(shape.elements);
  return shape?.kind === 'object' ? unionOf(shape.properties.map((property) => property.shape)) : ANY;
}

/** `z.record(keys, values)`: with known keys an object. */
export function recordOf(key: Shape, value: Shape): Shape {
  const names = key.kind === 'union' ? key.options : [key];
  const literal = names.flatMap((name) =>
    name.kind === 'literal' && name.value !== null ? [String(name.value)] : [],
  );
  if (literal.length === 0) return { kind: 'record', value, keys: [] };
  return { kind: 'object', properties: literal.map((name) => fieldOf(name, value)) };
}

/** Elements of a written out list, or of the constant that a name stands for. */
export function elementsOf({ model: { tree } }: SchemaContext, node: number | undefined): number[] {
  if (node === undefined) return [];
  const list = tree.kind[node] === K.Assertion ? node + 1 : node;
  return tree.kind[list] === K.Array ? children(tree, list) : [];
}

/** The keys of `{ a: true, b: true }`. */
export function keysIn({ model: { tree } }: SchemaContext, node: number | undefined): string[] {
  if (node === undefined || tree.kind[node] !== K.Object) return [];
  return children(tree, node).map((part) => label(tree, child(tree, part, 0)));
}

/** What a check is called with, through names of constants. */
export function argumentOf({ world, model }: SchemaContext, node: number | undefined): CheckArgument {
  if (node === undefined) return null;
  const { tree } = model;
  if (tree.kind[node] === K.Regex) return { pattern: label(tree, node) };
  if (tree.kind[node] === K.Identifier) {
    const [found] = lookUp(world, model, node);
    if (found === undefined || found.model.tree.kind[found.node] !== K.Variable) return null;
    const value = children(found.model.tree, found.node).at(-1);
    const isName = value !== undefined && found.model.tree.kind[value] === K.Identifier;
    return isName ? null : argumentOf({ world, model: found.model, side: 'input', inside: [] }, value);
  }
  const literal = literalOf(tree, node);
  const value = literal?.kind === 'literal' ? literal.value : null;
  return typeof value === 'number' || typeof value === 'string' ? value : null;
}
