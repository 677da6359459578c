import { isTypeKind } from '../../metrics/roles.ts';
import { Flag, K } from '../../model/kinds.ts';
import type { Signature, SourceModel } from '../../model/source.ts';
import { child, children, label } from '../../model/tree.ts';
import { hypothesesOf } from '../inference/hypotheses.ts';
import { Slot } from '../inference/slot.ts';
import { returnedMembers, returnedProperties, signatureAt } from '../returned.ts';
import { annotatedShape, type TypeContext } from '../shapes/annotations.ts';
import type { TypeWorld } from '../shapes/declarations.ts';
import { arrayOf, type Shape } from '../shapes/shape.ts';
import type { ReadSource } from '../targets.ts';

/** A value that goes into or comes out of a unit. */
export interface Passage {
  readonly name: string;
  /** Null where nothing says what it is. */
  readonly shape: Shape | null;
  /** By an annotation, not by how it is used. */
  readonly declared: boolean;
  readonly optional: boolean;
  readonly rest: boolean;
}

/** What a unit takes and gives, by its signature. */
export interface Interface {
  /** Qualified, as in the source: `Cart.add`. */
  readonly name: string;
  readonly parameters: readonly Passage[];
  readonly result: Passage;
}

/** The vocabulary of one file: what its units pass each other. */
export interface SideVocabulary {
  readonly model: SourceModel;
  readonly interfaces: ReadonlyMap<string, Interface>;
  /** Members of the objects that functions return, by the function's name; each has its interface as `createCart.add`. */
  readonly returned: ReadonlyMap<string, readonly string[]>;
  /** Keys of each object that is written out in the code, with the texts that are written at them. */
  readonly objects: readonly WrittenObject[];
  /** What instances of each class hold. */
  readonly instances: readonly (readonly (readonly [field: string, shape: Shape | null])[])[];
}

export interface WrittenObject {
  readonly keys: readonly string[];
  readonly texts: ReadonlyMap<string, string>;
}

/** Reads the vocabulary of a file's own units. */
export function describeSide(world: TypeWorld, source: ReadSource): SideVocabulary {
  const { model } = source;
  const context: TypeContext = { world, model, bound: new Map(), depth: 0 };
  const interfaces = new Map<string, Interface>();
  const returned = new Map<string, readonly string[]>();
  const instances: [string, Shape | null][][] = [];
  for (const { name, signature, kind, node } of model.units) {
    if (kind === 'class') instances.push(instanceOf(context, node));
    if (name === '' || interfaces.has(name)) continue;
    if (signature !== null) {
      interfaces.set(name, interfaceOf(context, source, name, signature));
      const members = returnedInterfaces(context, source, name, signature);
      for (const [member, face] of members) if (face !== null) interfaces.set(`${name}.${member}`, face);
      if (members.size > 0) returned.set(name, [...members.keys()]);
    } else if (kind === 'class') {
      const made = constructorOf(model, node);
      if (made !== null) interfaces.set(name, interfaceOf(context, source, name, made));
    }
  }
  return { model, interfaces, returned, objects: writtenObjects(model), instances };
}

/** Fields that a class declares, and those that it gives itself. */
function instanceOf(context: TypeContext, node: number): [string, Shape | null][] {
  const { tree } = context.model;
  const fields = new Map<string, Shape | null>();
  for (const part of children(tree, node)) {
    if (tree.kind[part] !== K.Field || (tree.flags[part] & Flag.Static) !== 0) continue;
    const pieces = children(tree, part).filter((piece) => tree.kind[piece] !== K.Decorator);
    const type = pieces.find((piece) => isTypeKind(tree.kind[piece])) ?? -1;
    fields.set(label(tree, pieces[0]), type < 0 ? null : annotatedShape(context, type, null));
  }
  for (let inner = node + 1; inner < node + tree.size[node]; inner++) {
    if (tree.kind[inner] !== K.Assign || tree.kind[inner + 1] !== K.Member || tree.kind[inner + 2] !== K.This)
      continue;
    const name = label(tree, child(tree, inner + 1, 1));
    if (!fields.has(name)) fields.set(name, null);
  }
  return [...fields];
}

function constructorOf(model: SourceModel, node: number): Signature | null {
  const found = model.units.find(
    ({ signature }) =>
      signature !== null && model.tree.parent[signature.node] === node && isMade(model, signature),
  );
  return found?.signature ?? null;
}

function isMade({ tree }: SourceModel, { node }: Signature): boolean {
  return tree.kind[node] === K.Constructor;
}

function interfaceOf(
  context: TypeContext,
  { usage }: ReadSource,
  name: string,
  signature: Signature,
): Interface {
  const slot = usage.functionSlot(signature.node).root;
  const parameters = signature.parameters.map((parameter, index): Passage => {
    const own = slot.parameters?.[index] ?? new Slot();
    const declared = parameter.type >= 0;
    const shape = declared
      ? annotatedShape(context, parameter.type, own)
      : hypothesesOf(own, parameter.name || null)[0].shape;
    const list = parameter.rest && shape.kind !== 'array' ? arrayOf(shape) : shape;
    const { optional, rest } = parameter;
    return { name: parameter.name, shape: list, declared, optional, rest };
  });
  const declared = signature.returns >= 0;
  const shape = declared ? annotatedShape(context, signature.returns, null) : null;
  return {
    name,
    parameters,
    result: { name: '', shape: settled(shape), declared, optional: false, rest: false },
  };
}

/** Members of the object that a function returns: what functions take and give, null for what is read. */
function returnedInterfaces(
  context: TypeContext,
  source: ReadSource,
  name: string,
  signature: Signature,
): Map<string, Interface | null> {
  const written = returnedMembers(context.model, signature.node);
  if (![...written.values()].some((node) => node >= 0)) return new Map();
  const declared = returnedProperties(context, signature);
  return new Map(
    [...written].map(([member, node]) => {
      if (node < 0) return [member, null];
      const own = signatureAt(context.model, source.usage, node);
      const face = interfaceOf(context, source, `${name}.${member}`, own);
      const shape = declared.get(member);
      return [member, shape?.kind === 'callback' ? withShapes(face, shape.parameters) : face];
    }),
  );
}

/** What is not annotated is what the type of the whole says. */
function withShapes(face: Interface, shapes: readonly Shape[]): Interface {
  const parameters = face.parameters.map((passage, index) =>
    passage.declared || shapes[index] === undefined
      ? passage
      : { ...passage, shape: shapes[index], declared: true },
  );
  return { ...face, parameters };
}

/** What a promise is fulfilled with. */
function settled(shape: Shape | null): Shape | null {
  return shape?.kind === 'promise' ? shape.value : shape;
}

function writtenObjects({ tree }: SourceModel): WrittenObject[] {
  const found: WrittenObject[] = [];
  for (let node = 1; node < tree.length; node++) {
    if (tree.kind[node] !== K.Object || isExported(tree.kind[tree.parent[node]])) continue;
    const keys: string[] = [];
    const texts = new Map<string, string>();
    for (const part of children(tree, node)) {
      const key = child(tree, part, 0);
      if (tree.kind[part] !== K.Property || tree.kind[key] !== K.PropertyName) continue;
      const value = child(tree, part, 1);
      keys.push(label(tree, key));
      if (value >= 0 && tree.kind[value] === K.String) texts.set(label(tree, key), label(tree, value));
    }
    if (keys.length > 0) found.push({ keys, texts });
  }
  return found;
}

/** `module.exports = { … }` names what is offered. */
function isExported(parent: number): boolean {
  return parent === K.ExportValue || parent === K.Assign;
}
