import { FUNCTION_KINDS } from '../metrics/roles.ts';
import { Flag, K } from '../model/kinds.ts';
import type { Signature, SourceModel, Tree } from '../model/source.ts';
import { child, children, label } from '../model/tree.ts';
import type { UsageReader } from './inference/reader.ts';
import { annotatedShape, type TypeContext } from './shapes/annotations.ts';
import type { Shape } from './shapes/shape.ts';

/** A member of an object that a function returns: a function's node, or -1 for what is read. */
export type ReturnedMembers = ReadonlyMap<string, number>;

/** What an object that a function writes out and returns holds: `return { add, total: () => … }`. */
export function returnedMembers({ tree }: SourceModel, node: number): ReturnedMembers {
  const members = new Map<string, number>();
  for (const value of returnedValues(tree, node)) {
    const object = standingFor(tree, value);
    if (tree.kind[object] !== K.Object) continue;
    for (const part of children(tree, object)) {
      const name = nameOf(tree, part);
      if (name !== null && !members.has(name)) members.set(name, functionAt(tree, part));
    }
  }
  return members;
}

function returnedValues(tree: Tree, node: number): number[] {
  const values: number[] = [];
  const end = node + tree.size[node];
  const body = children(tree, node).at(-1) ?? -1;
  if (tree.kind[node] === K.Arrow && body >= 0 && tree.kind[body] !== K.Block) return [body];
  for (let at = node + 1; at < end; ) {
    const kind = tree.kind[at];
    if (kind === K.Return && tree.size[at] > 1) values.push(at + 1);
    at += FUNCTION_KINDS[kind] === 1 || kind === K.Class ? tree.size[at] : 1;
  }
  return values;
}

/** What stands behind assertions and the names of constants. */
function standingFor(tree: Tree, node: number): number {
  if (tree.kind[node] === K.Assertion) return standingFor(tree, node + 1);
  if (tree.kind[node] !== K.Identifier || tree.symbol[node] < 0) return node;
  for (let at = 1; at < tree.length; at++) {
    if (tree.kind[at] !== K.Identifier || tree.symbol[at] !== tree.symbol[node]) continue;
    const above = tree.parent[at];
    if (tree.kind[above] === K.Function && child(tree, above, 0) === at) return above;
    const initial = tree.kind[above] === K.Variable ? (children(tree, above).at(-1) ?? -1) : -1;
    if (initial > at && child(tree, above, 0) === at && tree.kind[initial] !== K.Identifier)
      return standingFor(tree, initial);
  }
  return node;
}

function nameOf(tree: Tree, part: number): string | null {
  if (tree.kind[part] === K.Setter) return null;
  const key = child(tree, part, 0);
  const written = tree.kind[key] === K.PropertyName || tree.kind[key] === K.String;
  const named = tree.kind[part] === K.Property || FUNCTION_KINDS[tree.kind[part]] === 1;
  return named && written ? label(tree, key) : null;
}

function functionAt(tree: Tree, part: number): number {
  if (tree.kind[part] === K.Getter) return -1;
  const node = tree.kind[part] === K.Property ? standingFor(tree, child(tree, part, 1)) : part;
  return FUNCTION_KINDS[tree.kind[node]] === 1 ? node : -1;
}

/** Properties of the object that a function, or its promise, is declared to give. */
export function returnedProperties(context: TypeContext, { returns }: Signature): Map<string, Shape> {
  if (returns < 0) return new Map();
  const declared = annotatedShape(context, returns, null);
  const shape = declared.kind === 'promise' ? declared.value : declared;
  return new Map(
    shape.kind === 'object' ? shape.properties.map(({ name, shape: inner }) => [name, inner]) : [],
  );
}

/** The signature of any function of a file. */
export function signatureAt(model: SourceModel, usage: UsageReader, node: number): Signature {
  const { tree } = model;
  return {
    parameters: usage.parametersOf(node).map((parameter) => ({
      name: parameterName(model, parameter),
      type: typeOf(model, parameter),
      optional: (tree.flags[parameter] & Flag.Optional) !== 0,
      rest: (tree.flags[parameter] & Flag.Rest) !== 0,
      keys: null,
    })),
    returns: -1,
    async: false,
    generator: false,
    throws: [],
    node,
  };
}

function parameterName({ tree }: SourceModel, parameter: number): string {
  return tree.kind[parameter + 1] === K.Identifier ? label(tree, parameter + 1) : '';
}

function typeOf({ tree }: SourceModel, parameter: number): number {
  const end = parameter + tree.size[parameter];
  let part = parameter + 1;
  for (part += tree.size[part]; part < end; part += tree.size[part])
    if (tree.kind[part] >= K.TypeReference && tree.kind[part] <= K.TypeThis) return part;
  return -1;
}
