import { FUNCTION_KINDS } from '../../../metrics/roles.ts';
import { K } from '../../../model/kinds.ts';
import { callArguments, child, children, label } from '../../../model/tree.ts';
import { hypothesesOf } from '../../inference/hypotheses.ts';
import type { Slot } from '../../inference/slot.ts';
import { lookUp } from '../declarations.ts';
import { ANY, arrayOf, CUT, type Shape, UNDEFINED, unionOf } from '../shape.ts';
import { checked, formatted, numberOf, textOf } from './checks.ts';
import {
  argumentOf,
  elementsOf,
  enumerated,
  isZod,
  keysIn,
  literals,
  originOf,
  recordOf,
  type SchemaContext,
} from './expressions.ts';
import {
  fieldOf,
  fieldsOf,
  intersected,
  keysOfSchema,
  nullOr,
  optional,
  partial,
  picked,
  propertyOf,
  without,
} from './objects.ts';

/** A schema that goes into itself is read so many times over. */
const MOST_TIMES = 3;
const DEEPEST = 40;

/** The shape of what a zod schema accepts or gives; null for an expression that is no schema. */
export function schemaShape(context: SchemaContext, node: number, slot: Slot | null): Shape | null {
  const { tree } = context.model;
  if (node < 0 || context.inside.length > DEEPEST) return null;
  switch (tree.kind[node]) {
    case K.Assertion:
      return schemaShape(context, node + 1, slot);
    case K.Identifier:
      return declaredSchema(context, node, slot);
    case K.Member:
      return memberSchema(context, node, slot);
    case K.Call:
      return called(context, node, slot);
    default:
      return null;
  }
}

function declaredSchema(context: SchemaContext, name: number, slot: Slot | null): Shape | null {
  for (const { model, node } of lookUp(context.world, context.model, name)) {
    if (model.tree.kind[node] !== K.Variable) continue;
    if (context.inside.filter((one) => one === node).length >= MOST_TIMES) return CUT;
    const value = children(model.tree, node).at(-1) ?? -1;
    const found = schemaShape({ ...context, model, inside: [...context.inside, node] }, value, slot);
    if (found !== null) return found;
  }
  return null;
}

/** `User.shape.name`, `List.element`. */
function memberSchema(context: SchemaContext, node: number, slot: Slot | null): Shape | null {
  const { tree } = context.model;
  const [object, name] = children(tree, node);
  const inner = tree.kind[object] === K.Member ? children(tree, object) : [];
  if (inner.length === 2 && label(tree, inner[1]) === 'shape') {
    const shape = schemaShape(context, inner[0], null);
    return shape === null ? null : propertyOf(shape, label(tree, name));
  }
  const shape = label(tree, name) === 'element' ? schemaShape(context, object, slot) : null;
  return shape?.kind === 'array' ? shape.element : null;
}

function called(context: SchemaContext, node: number, slot: Slot | null): Shape | null {
  const { tree } = context.model;
  const callee = child(tree, node, 0);
  const args = callArguments(tree, node);
  if (tree.kind[callee] === K.Identifier) {
    const [, name] = /^zod(?:\/[\w-]+)?#(\w+)$/.exec(originOf(context.model, callee)) ?? [];
    return name === undefined ? null : built({ context, args, slot }, name);
  }
  if (tree.kind[callee] !== K.Member) return null;
  const [object, name] = [child(tree, callee, 0), label(tree, child(tree, callee, 1))];
  if (isZod(context.model, object)) return built({ context, args, slot }, name);
  const inner = tree.kind[object] === K.Member ? children(tree, object) : [];
  if (inner.length === 2 && isZod(context.model, inner[0])) {
    if (label(tree, inner[1]) === 'coerce') return coerced({ context, args, slot }, name);
    if (label(tree, inner[1]) === 'iso') return formatted(name, slot);
  }
  const base = schemaShape(context, object, slot);
  return base === null ? null : refined({ context, args, slot }, base, name);
}

interface Arguments {
  readonly context: SchemaContext;
  readonly args: readonly number[];
  readonly slot: Slot | null;
}

/** A schema among the arguments; what can't be read is of any shape. */
function inner({ context }: Arguments, node: number | undefined, slot: Slot | null = null): Shape {
  return schemaShape(context, node ?? -1, slot) ?? ANY;
}

/** `z.name(…)`; null for what makes no schema. */
function built(call: Arguments, name: string): Shape | null {
  const { args, slot, context } = call;
  const [first, second] = args;
  const { tree } = context.model;
  switch (name) {
    case 'string':
      return textOf(slot);
    case 'number':
    case 'float32':
    case 'float64':
      return numberOf(slot);
    case 'int':
    case 'int32':
    case 'uint32':
      return checked(numberOf(slot), name === 'uint32' ? 'nonnegative' : 'int', null, slot);
    case 'bigint':
    case 'boolean':
    case 'symbol':
    case 'date':
      return { kind: name };
    case 'undefined':
    case 'void':
    case 'never':
      return UNDEFINED;
    case 'null':
    case 'nan':
      return { kind: 'literal', value: null };
    case 'any':
    case 'unknown':
    case 'custom':
    case 'instanceof':
    case 'json':
      return slot !== null && isUsed(slot) ? hypothesesOf(slot, null)[0].shape : ANY;
    case 'literal':
      return literals(tree, first ?? -1);
    case 'enum':
    case 'nativeEnum':
      return enumerated(context, first ?? -1);
    case 'object':
    case 'strictObject':
    case 'looseObject':
    case 'interface':
      return objectSchema(call, first);
    case 'array':
      return arrayOf(inner(call, first, slot?.hasElement ? slot.element() : null), true);
    case 'tuple':
      return { kind: 'tuple', elements: elementsOf(context, first).map((part) => inner(call, part)) };
    case 'union':
    case 'xor':
      return unionOf(elementsOf(context, first).map((part) => inner(call, part, slot)));
    case 'discriminatedUnion':
      return unionOf(elementsOf(context, second).map((part) => inner(call, part, slot)));
    case 'intersection':
      return intersected(inner(call, first, slot), inner(call, second, slot));
    case 'record':
    case 'partialRecord':
      return recordOf(inner(call, second === undefined ? undefined : first), inner(call, second ?? first));
    case 'map':
      return { kind: 'map', key: inner(call, first), value: inner(call, second) };
    case 'set':
      return { kind: 'set', element: inner(call, first) };
    case 'promise':
      return { kind: 'promise', value: inner(call, first) };
    case 'function':
      return { kind: 'callback', parameters: [], result: ANY };
    case 'lazy':
      return lazily(call);
    case 'optional':
      return optional(inner(call, first, slot));
    case 'nullable':
      return nullOr(inner(call, first, slot));
    case 'nullish':
      return optional(nullOr(inner(call, first, slot)));
    case 'preprocess':
      return inner(call, second, slot);
    case 'pipe':
    case 'pipeline':
      return inner(call, context.side === 'input' ? first : second, slot);
    case 'keyof':
      return keysOfSchema(inner(call, first));
    default:
      return formatted(name, slot);
  }
}

/** `schema.name(…)`; methods that change no shape give what they were called on. */
function refined(call: Arguments, base: Shape, name: string): Shape {
  const { args, slot, context } = call;
  const [first] = args;
  const { tree } = context.model;
  switch (name) {
    case 'optional':
    case 'exactOptional':
      return optional(base);
    case 'nullable':
      return nullOr(base);
    case 'nullish':
      return optional(nullOr(base));
    case 'default':
    case 'prefault':
      return context.side === 'input' ? optional(base) : without(base, 'undefined');
    case 'unwrap':
    case 'removeDefault':
      return without(without(base, 'undefined'), 'null');
    case 'nonoptional':
      return without(base, 'undefined');
    case 'array':
      return arrayOf(base, true);
    case 'promise':
      return { kind: 'promise', value: base };
    case 'or':
      return unionOf([base, inner(call, first, slot)]);
    case 'and':
    case 'merge':
      return intersected(base, inner(call, first, slot));
    case 'extend':
    case 'safeExtend':
    case 'augment':
      return intersected(base, objectSchema(call, first));
    case 'pick':
      return picked(base, keysIn(context, first), true);
    case 'omit':
      return picked(base, keysIn(context, first), false);
    case 'partial':
      return partial(base, keysIn(context, first), true);
    case 'deepPartial':
      return partial(base, [], true);
    case 'required':
      return partial(base, keysIn(context, first), false);
    case 'keyof':
      return keysOfSchema(base);
    case 'extract':
    case 'exclude': {
      const wanted = elementsOf(context, first).map((part) => label(tree, part));
      const options = base.kind === 'union' ? base.options : [base];
      return unionOf(
        options.filter(
          (option) =>
            option.kind !== 'literal' || wanted.includes(String(option.value)) === (name === 'extract'),
        ),
      );
    }
    case 'transform':
      // What comes out of it is what the uses say.
      return context.side === 'output' && slot !== null && isUsed(slot)
        ? hypothesesOf(slot, null)[0].shape
        : base;
    case 'pipe':
      return context.side === 'output' ? inner(call, first, slot) : base;
    default:
      return checked(base, name, argumentOf(context, first), slot);
  }
}

function isUsed(slot: Slot): boolean {
  return Object.values(slot.root.evidence).some((weight) => weight > 0);
}

/** `z.coerce.number()` takes what becomes one. */
function coerced(call: Arguments, name: string): Shape | null {
  const base = built(call, name);
  if (base === null || call.context.side === 'output') return base;
  if (name === 'number') return unionOf([base, textOf(null, NUMERIC)]);
  if (name === 'string') return unionOf([base, numberOf(null)]);
  const date = formatted('datetime', null);
  return name === 'date' && date !== null ? unionOf([base, date]) : base;
}

const NUMERIC = {
  least: 1,
  most: 12,
  patterns: [{ make: '-?[1-9][0-9]{0,2}(\\.[0-9])?', test: '^-?\\d+(?:\\.\\d+)?$', flags: '' }],
  starts: '',
  ends: '',
  holds: '',
};

function objectSchema(call: Arguments, node: number | undefined): Shape {
  const { context, slot } = call;
  const { tree } = context.model;
  if (node === undefined) return { kind: 'object', properties: [] };
  if (tree.kind[node] === K.Member && label(tree, child(tree, node, 1)) === 'shape')
    return inner(call, child(tree, node, 0), slot);
  if (tree.kind[node] !== K.Object) return { kind: 'record', value: ANY, keys: [] };
  const entries = children(tree, node).flatMap((part) => {
    if (tree.kind[part] === K.Spread) return fieldsOf(objectSchema(call, child(tree, part, 0)));
    const key = child(tree, part, 0);
    if (tree.kind[part] !== K.Property || tree.kind[key] === K.Computed) return [];
    const name = label(tree, key);
    return [fieldOf(name, inner(call, child(tree, part, 1), slot?.root.properties.get(name) ?? null))];
  });
  return { kind: 'object', properties: [...new Map(entries.map((one) => [one.name, one])).values()] };
}

/** `z.lazy(() => Node)` */
function lazily(call: Arguments): Shape {
  const { tree } = call.context.model;
  const [node = -1] = call.args;
  if (node < 0 || FUNCTION_KINDS[tree.kind[node]] !== 1) return ANY;
  const body = children(tree, node).at(-1) ?? -1;
  const statement = tree.kind[body] === K.Block ? child(tree, body, 0) : -1;
  const value = statement >= 0 && tree.kind[statement] === K.Return ? child(tree, statement, 0) : body;
  return inner(call, value, call.slot);
}
