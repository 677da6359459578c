import { isTypeKind } from '../../metrics/roles.ts';
import { Flag, K } from '../../model/kinds.ts';
import type { SourceModel } from '../../model/source.ts';
import { child, children, label } from '../../model/tree.ts';
import { numberFacts, textFacts } from '../inference/facts.ts';
import { hypothesesOf } from '../inference/hypotheses.ts';
import type { Slot } from '../inference/slot.ts';
import { constantShape, enumShape, keysOf, literalOf } from './constants.ts';
import { type Located, lookUp, type TypeWorld } from './declarations.ts';
import {
  ANY,
  CUT,
  NO_NUMBER_FACTS,
  NO_TEXT_FACTS,
  type PropertyShape,
  type Shape,
  UNDEFINED,
  unionOf,
} from './shape.ts';
import { utilityShape } from './utilities.ts';
import { inferredShape } from './zod/inferred.ts';

/** How deep a type goes into itself before it is cut. */
const DEEPEST = 6;

/** Where a type is read: its file, what type parameters stand for, and how deep it is. */
export interface TypeContext {
  readonly world: TypeWorld;
  readonly model: SourceModel;
  /** Symbol of a type parameter → what it stands for. */
  readonly bound: ReadonlyMap<number, Shape>;
  readonly depth: number;
}

/** The shape that a type annotation says, with the facts that uses add to it. */
export function annotatedShape(context: TypeContext, node: number, slot: Slot | null): Shape {
  const { tree } = context.model;
  if (node < 0) return slot === null ? ANY : hypothesesOf(slot, null)[0].shape;
  const inner = (part: number, at: Slot | null = null): Shape =>
    annotatedShape({ ...context, depth: context.depth + 1 }, part, at);
  const element = (): Slot | null => (slot?.hasElement ? slot.element() : null);
  switch (tree.kind[node]) {
    case K.TypeKeyword:
      return keyword(label(tree, node), slot);
    case K.TypeLiteral:
      return literalOf(tree, node + 1) ?? ANY;
    case K.TypeArray:
      return { kind: 'array', element: inner(node + 1, element()), facts: { empty: isEmptyHandled(slot) } };
    case K.TypeTuple:
      return tuple(context, node, element());
    case K.TypeUnion:
      return unionOf(children(tree, node).map((part) => annotatedShape(context, part, slot)));
    case K.TypeIntersection:
      return intersection(children(tree, node).map((part) => inner(part, slot)));
    case K.TypeOperator:
      return label(tree, node) === 'keyof'
        ? keysOf(inner(node + 1))
        : annotatedShape(context, node + 1, slot);
    case K.TypeObject:
      return members(context, children(tree, node), slot);
    case K.TypeFunction:
      return callbackOf(context, node, slot);
    case K.TypeReference:
      return reference(context, node, slot);
    case K.TypeIndexed:
      return indexed(inner(node + 1), inner(child(tree, node, 1)));
    case K.TypeQuery:
      return queried(context, node);
    case K.TypeTemplate:
      return {
        kind: 'template',
        parts: children(tree, node).map((part) =>
          tree.kind[part] === K.TemplateText ? label(tree, part) : inner(part),
        ),
      };
    case K.TypeConditional: {
      // Which branch holds is the compiler's to say; both are tried.
      const [, , yes, no] = children(tree, node);
      return unionOf([yes, no].filter((part) => part !== undefined).map((part) => inner(part)));
    }
    case K.TypeMapped:
      return mapped(context, node);
    case K.TypePredicate:
      return { kind: 'boolean' };
    default:
      return ANY;
  }
}

function isEmptyHandled(slot: Slot | null): boolean {
  return (slot?.root.counts.empty ?? 0) > 0;
}

function keyword(name: string, slot: Slot | null): Shape {
  switch (name) {
    case 'number':
      return { kind: 'number', facts: slot === null ? NO_NUMBER_FACTS : numberFacts(slot) };
    case 'string':
      return { kind: 'string', facts: slot === null ? NO_TEXT_FACTS : textFacts(slot) };
    case 'boolean':
    case 'bigint':
    case 'symbol':
      return { kind: name };
    case 'undefined':
    case 'void':
    case 'never':
      return UNDEFINED;
    case 'null':
      return { kind: 'literal', value: null };
    case 'object':
      return { kind: 'record', value: ANY, keys: [] };
    default:
      return slot === null ? ANY : anything(slot);
  }
}

/** What a value of an unknown type is: where its type is asked for, of any. */
function anything(slot: Slot): Shape {
  const found = hypothesesOf(slot, null).map(({ shape }) => shape);
  const { evidence, counts } = slot.root;
  return evidence.mixed >= 1 || counts.other > 0 ? unionOf([...found, ANY]) : found[0];
}

function tuple(context: TypeContext, node: number, element: Slot | null): Shape {
  const { tree } = context.model;
  const parts = children(tree, node);
  const rest = parts.find((part) => tree.kind[part] === K.TypeRest);
  if (rest !== undefined && parts.length === 1) return annotatedShape(context, rest + 1, null);
  return {
    kind: 'tuple',
    elements: parts
      .filter((part) => part !== rest)
      .map((part) => annotatedShape(context, tree.kind[part] === K.TypeOptional ? part + 1 : part, element)),
  };
}

/** Properties of all; a primitive among them wins, as in branded types (`string & { brand: 'Id' }`). */
function intersection(parts: readonly Shape[]): Shape {
  const plain = parts.find(({ kind }) => kind !== 'object' && kind !== 'record' && kind !== 'any');
  if (plain !== undefined) return plain;
  const properties = new Map<string, PropertyShape>();
  for (const part of parts)
    if (part.kind === 'object')
      for (const property of part.properties) properties.set(property.name, property);
  return properties.size > 0 ? { kind: 'object', properties: [...properties.values()] } : (parts[0] ?? ANY);
}

function members(context: TypeContext, parts: readonly number[], slot: Slot | null): Shape {
  const { tree } = context.model;
  const deeper = { ...context, depth: context.depth + 1 };
  const properties: PropertyShape[] = [];
  let record: Shape | null = null;
  for (const part of parts) {
    const kind = tree.kind[part];
    if (kind === K.IndexSignature) {
      const type = children(tree, part).find((inner) => isTypeKind(tree.kind[inner]));
      record = { kind: 'record', value: annotatedShape(deeper, type ?? -1, null), keys: [] };
    } else if (kind === K.CallSignature) return callbackOf(context, part, slot);
    if (kind !== K.TypeMember && kind !== K.Field) continue;
    const flags = tree.flags[part];
    if ((flags & (Flag.Static | Flag.Private)) !== 0) continue;
    const pieces = children(tree, part).filter((piece) => tree.kind[piece] !== K.Decorator);
    const [key, ...rest] = pieces;
    const name = label(tree, key);
    if (tree.kind[key] === K.Computed || name === '') continue;
    const type = rest.find((piece) => isTypeKind(tree.kind[piece])) ?? -1;
    const own = slot?.root.properties.get(name) ?? null;
    const shape =
      (flags & Flag.Method) !== 0 ? callbackOf(deeper, part, own) : annotatedShape(deeper, type, own);
    properties.push({ name, shape, optional: (flags & Flag.Optional) !== 0 });
  }
  if (record !== null && properties.length === 0) return record;
  return { kind: 'object', properties };
}

function callbackOf(context: TypeContext, node: number, slot: Slot | null): Shape {
  const { tree } = context.model;
  const deeper = { ...context, depth: context.depth + 1 };
  const parts = children(tree, node);
  const parameters = parts.filter((part) => tree.kind[part] === K.Parameter);
  const result = parts.findLast((part) => isTypeKind(tree.kind[part]) && tree.kind[part] !== K.TypeParameter);
  const isVoid =
    result === undefined || (tree.kind[result] === K.TypeKeyword && label(tree, result) === 'void');
  const slots = slot?.root.parameters ?? null;
  return {
    kind: 'callback',
    parameters: parameters.map((parameter, index) => {
      const type = children(tree, parameter).find((part) => isTypeKind(tree.kind[part])) ?? -1;
      return annotatedShape(deeper, type, slots?.[index] ?? null);
    }),
    result: isVoid ? null : annotatedShape(deeper, result, slot?.root.result ?? null),
  };
}

function indexed(object: Shape, key: Shape): Shape {
  if (object.kind === 'array') return object.element;
  if (object.kind === 'tuple') return unionOf(object.elements);
  if (object.kind === 'record') return object.value;
  if (object.kind !== 'object') return ANY;
  const names = key.kind === 'union' ? key.options : [key];
  const found = names.flatMap((name) =>
    name.kind === 'literal' ? object.properties.filter((property) => property.name === name.value) : [],
  );
  return found.length === 0 ? ANY : unionOf(found.map(({ shape }) => shape));
}

function queried(context: TypeContext, node: number): Shape {
  const { tree } = context.model;
  const name = node + 1;
  if (tree.kind[name] !== K.Identifier) return ANY;
  for (const { model, node: at } of lookUp(context.world, context.model, name)) {
    if (model.tree.kind[at] !== K.Variable) continue;
    const value = children(model.tree, at).at(-1) ?? -1;
    return constantShape(model.tree, value) ?? ANY;
  }
  return ANY;
}

/** `{ [K in Keys]: Value }` */
function mapped(context: TypeContext, node: number): Shape {
  const { tree } = context.model;
  const deeper = { ...context, depth: context.depth + 1 };
  const [parameter, ...rest] = children(tree, node);
  const constraint = child(tree, parameter, 1);
  const keys = annotatedShape(deeper, constraint, null);
  const type = rest.at(-1) ?? -1;
  const names = keys.kind === 'union' ? keys.options : [keys];
  const symbol = tree.symbol[child(tree, parameter, 0)];
  const properties = names.flatMap((name): PropertyShape[] => {
    if (name.kind !== 'literal' || typeof name.value !== 'string') return [];
    const bound = new Map(context.bound).set(symbol, name);
    const optional = (tree.flags[node] & Flag.Optional) !== 0;
    return [{ name: name.value, shape: annotatedShape({ ...deeper, bound }, type, null), optional }];
  });
  if (properties.length > 0) return { kind: 'object', properties };
  return { kind: 'record', value: annotatedShape(deeper, type, null), keys: [] };
}

function reference(context: TypeContext, node: number, slot: Slot | null): Shape {
  const [name, ...args] = children(context.model.tree, node);
  return named(context, name, args, slot);
}

/** The type of a name with arguments. */
function named(context: TypeContext, name: number, args: readonly number[], slot: Slot | null): Shape {
  const { tree } = context.model;
  const deeper = { ...context, depth: context.depth + 1 };
  if (tree.kind[name] === K.QualifiedName)
    return inferredShape(context, name, args[0] ?? -1, slot) ?? enumMember(context, name);
  const bound = context.bound.get(tree.symbol[name]);
  if (bound !== undefined) return bound;
  if (tree.symbol[name] < 0) {
    const element = slot?.hasElement ? slot.element() : null;
    const shapes = args.map((arg) => annotatedShape(deeper, arg, element));
    return utilityShape(label(tree, name), shapes, isEmptyHandled(slot)) ?? ANY;
  }
  // Only by its name can a type go into itself.
  if (context.depth > DEEPEST) return CUT;
  const shapes: Shape[] = [];
  for (const found of lookUp(context.world, context.model, name)) {
    const shape = declaredShape(deeper, found, args, slot);
    if (shape !== null) shapes.push(shape);
  }
  if (shapes.length === 0) return slot === null ? ANY : hypothesesOf(slot, null)[0].shape;
  return shapes.length === 1 ? shapes[0] : intersection(shapes);
}

/** What a declaration extends, each with its arguments: in the tree arguments follow their names. */
function basesOf({ tree }: SourceModel, declaration: number): number[][] {
  const bases: number[][] = [];
  for (const part of children(tree, declaration)) {
    if (tree.kind[part] !== K.Heritage || label(tree, part) !== 'extends') continue;
    for (const inner of children(tree, part)) {
      if (isTypeKind(tree.kind[inner])) bases.at(-1)?.push(inner);
      else bases.push([inner]);
    }
  }
  return bases;
}

/** What a declared type is, its parameters replaced by the arguments. */
function declaredShape(
  context: TypeContext,
  { model, node }: Located,
  args: readonly number[],
  slot: Slot | null,
): Shape | null {
  const { tree } = model;
  const parts = children(tree, node);
  if (tree.kind[node] === K.TypeParameter) {
    const limit = parts.find((part) => isTypeKind(tree.kind[part]));
    if (limit === undefined) return slot === null ? ANY : hypothesesOf(slot, null)[0].shape;
    return annotatedShape({ ...context, model }, limit, slot);
  }
  const bound = new Map<number, Shape>();
  parts
    .filter((part) => tree.kind[part] === K.TypeParameter)
    .forEach((parameter, index) => {
      const given = args[index];
      const fallback = children(tree, parameter).at(-1) ?? -1;
      const shape =
        given !== undefined
          ? annotatedShape(context, given, null)
          : isTypeKind(tree.kind[fallback])
            ? annotatedShape({ ...context, model, bound }, fallback, null)
            : ANY;
      bound.set(tree.symbol[child(tree, parameter, 0)], shape);
    });
  const inside: TypeContext = { ...context, model, bound };
  switch (tree.kind[node]) {
    case K.TypeAlias: {
      const type = parts.findLast((part) => isTypeKind(tree.kind[part])) ?? -1;
      return annotatedShape(inside, type, slot);
    }
    case K.Interface:
    case K.Class: {
      const own = members(inside, parts, slot);
      const bases = basesOf(model, node).map(([name, ...given]) => named(inside, name, given, slot));
      return bases.length === 0 ? own : intersection([...bases, own]);
    }
    case K.Enum:
      return enumShape(tree, node);
    default:
      return null;
  }
}

/** `Status.Done` as a type. */
function enumMember(context: TypeContext, name: number): Shape {
  const { tree } = context.model;
  const [left, right] = children(tree, name);
  for (const { model, node } of lookUp(context.world, context.model, left)) {
    if (model.tree.kind[node] !== K.Enum) continue;
    return enumShape(model.tree, node, label(tree, right));
  }
  return ANY;
}
