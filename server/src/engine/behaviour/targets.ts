import { K } from '../model/kinds.ts';
import type { Signature, SourceModel, Unit } from '../model/source.ts';
import { label } from '../model/tree.ts';
import { examplesOf } from './examples.ts';
import type { Target } from './explore.ts';
import { hypothesesOf } from './inference/hypotheses.ts';
import type { UsageReader } from './inference/reader.ts';
import { Slot } from './inference/slot.ts';
import { READ } from './input.ts';
import { literalsOf } from './literals.ts';
import type { CallPlan, Filling, MemberPlan } from './maker.ts';
import { returnedMembers, returnedProperties, signatureAt } from './returned.ts';
import { unitNamed } from './roots.ts';
import type { Offer } from './sandbox.ts';
import { annotatedShape, type TypeContext } from './shapes/annotations.ts';
import type { TypeWorld } from './shapes/declarations.ts';
import { type Documentation, documentationOf } from './shapes/jsdoc/documentation.ts';
import {
  documentedHypotheses,
  documentedParameter,
  documentedResult,
  type ParameterDoc,
} from './shapes/jsdoc/documented.ts';
import { arrayOf, nameOfShape, type Shape, UNDEFINED, unionOf } from './shapes/shape.ts';
import { VALIDATION_ERRORS, validatedShape } from './shapes/zod/validated.ts';
import type { SameLength } from './values/arguments.ts';

/** A parsed file with how its names are used. */
export interface ReadSource {
  readonly model: SourceModel;
  readonly usage: UsageReader;
  readonly text: string;
}

const MOST_HYPOTHESES = 5;
const MOST_FILLINGS = 64;
/** What is left of a filling in which two sequences of the same elements are of different kinds. */
const UNLIKE = 0.1;

/** What the golden's source says, beside a signature. */
interface Sources {
  readonly context: TypeContext;
  readonly usage: UsageReader;
  /** Null where doc comments say no types. */
  readonly documentation: Documentation | null;
}

const NOTHING: CallPlan = { fillings: [{ shapes: [], weight: 1 }], sameLength: [], rest: false };

/** All that the golden's source says of something that it offers; null where its code is not in this file. */
export function describeTarget(types: TypeWorld, source: ReadSource, offer: Offer): Target | null {
  const { model, usage, text } = source;
  const unit = unitNamed(model, offer.path);
  if (offer.kind === 'value') return describeValue(source, offer);
  if (unit === null) return null;
  const context: TypeContext = { world: types, model, bound: new Map(), depth: 0 };
  const sources: Sources = { context, usage, documentation: documentationOf(types, model, text) };
  if (offer.kind === 'class') return describeClass(sources, source, offer, unit);
  if (unit.signature === null) return null;
  const call = planOf(sources, unit.signature);
  return {
    path: offer.path,
    plan: {
      call,
      further: resultPlan(sources, unit.signature),
      members: returnedPlans(sources, unit.signature),
    },
    literals: literalsOf(model.tree),
    examples: examplesOf(text, lastPart(offer.path), call),
    throws: [...unit.signature.throws, ...VALIDATION_ERRORS],
  };
}

/** Data: read once, and compared as it is. */
function describeValue({ model }: ReadSource, { path }: Offer): Target {
  const plan = { call: NOTHING, further: null, members: [] };
  return { path, plan, literals: literalsOf(model.tree), examples: [], throws: [] };
}

/** Members that every object has from the language. */
const OF_ALL_OBJECTS = /^(?:constructor|toString|toLocaleString|valueOf|toJSON)$/;

function describeClass(sources: Sources, { model }: ReadSource, offer: Offer, unit: Unit): Target {
  const own = model.units.filter(({ name }) => name.startsWith(`${unit.name}.`));
  const constructorNode = children(model, unit).find((node) => model.tree.kind[node] === K.Constructor);
  const made = own.find(({ signature }) => signature !== null && signature.node === constructorNode);
  const members = offer.members.flatMap((name): MemberPlan[] => {
    const member = own.find((each) => each.name === `${unit.name}.${name.replace(/^static /, '')}`);
    if (member?.signature) return [{ name, plan: planOf(sources, member.signature) }];
    if (member === undefined && OF_ALL_OBJECTS.test(name)) return [];
    return [{ name, plan: NOTHING }];
  });
  return {
    path: offer.path,
    plan: {
      call: made?.signature ? planOf(sources, made.signature) : NOTHING,
      further: null,
      members,
    },
    literals: literalsOf(model.tree),
    examples: [],
    throws: [...new Set(own.flatMap(({ signature }) => signature?.throws ?? []))],
  };
}

function children(model: SourceModel, unit: Unit): number[] {
  const { tree } = model;
  const nodes: number[] = [];
  const end = unit.node + tree.size[unit.node];
  for (let node = unit.node + 1; node < end; node++) if (tree.kind[node] === K.Constructor) nodes.push(node);
  return nodes;
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** How the parameters of a function can be filled. */
function planOf(sources: Sources, signature: Signature): CallPlan {
  const { usage } = sources;
  const slots = usage.functionSlot(signature.node).root.parameters ?? [];
  const rest = signature.parameters.at(-1)?.rest === true;
  const docs = documentedParameters(sources, signature, slots);
  const fillings = signature.parameters.some(({ type }) => type >= 0)
    ? [{ shapes: typedShapes(sources.context, signature, slots, docs), weight: 1 }]
    : inferredFillings(signature, slots, docs);
  return { fillings, sameLength: sameLengths(usage, slots), rest };
}

/** What schemas and doc comments say of parameters whose types are not annotated. */
function documentedParameters(
  { documentation, context, usage }: Sources,
  { node, parameters }: Signature,
  slots: readonly Slot[],
): ParameterDoc[] {
  const documented = documentation?.of(node) ?? null;
  const names = parameters.map(({ name, keys }) => (keys === null ? name : ''));
  const nodes = usage.parametersOf(node);
  return parameters.map(({ type }, index) => {
    const slot = slots[index] ?? new Slot();
    const doc =
      documentation === null || documented === null || type >= 0
        ? { shape: null, optional: false }
        : documentedParameter(documentation, documented, names, index, slot);
    if (!isOpen(context, type) || nodes[index] === undefined) return doc;
    const validated = validatedShape(context.world, context.model, nodes[index], slot);
    return validated === null ? doc : { ...doc, shape: validated };
  });
}

/** True for no annotation, and for one that says nothing: `unknown`, `any`. */
function isOpen({ model: { tree } }: TypeContext, type: number): boolean {
  return type < 0 || (tree.kind[type] === K.TypeKeyword && /^(?:unknown|any)$/.test(label(tree, type)));
}

function typedShapes(
  context: TypeContext,
  signature: Signature,
  slots: readonly Slot[],
  docs: readonly ParameterDoc[],
): Shape[] {
  return signature.parameters.map(({ type, optional, rest, name }, index) => {
    const slot = slots[index] ?? new Slot();
    const shape =
      type >= 0 && docs[index].shape === null
        ? annotatedShape(context, type, slot)
        : documentedHypotheses(docs[index].shape, slot, name)[0].shape;
    if (rest && shape.kind !== 'array') return arrayOf(shape);
    const absent = optional || docs[index].optional;
    return absent && !rest ? unionOf([shape, shape, UNDEFINED]) : shape;
  });
}

function inferredFillings(
  signature: Signature,
  slots: readonly Slot[],
  docs: readonly ParameterDoc[],
): Filling[] {
  let fillings: Filling[] = [{ shapes: [], weight: 1 }];
  signature.parameters.forEach(({ name, optional, rest }, index) => {
    const doc = docs[index];
    const options = documentedHypotheses(doc.shape, slots[index] ?? new Slot(), name || null).slice(
      0,
      MOST_HYPOTHESES,
    );
    fillings = fillings.flatMap(({ shapes, weight }) =>
      options.map((option) => {
        const absent = optional || doc.optional || (slots[index]?.root.counts.absent ?? 0) > 0;
        const list = rest && option.shape.kind !== 'array' ? arrayOf(option.shape) : option.shape;
        const shape = absent && !rest ? unionOf([list, list, UNDEFINED]) : list;
        const alike = shapes.every(
          (other, before) =>
            !shareElements(slots[before], slots[index]) || nameOfShape(other) === nameOfShape(shape),
        );
        return { shapes: [...shapes, shape], weight: weight * option.weight * (alike ? 1 : UNLIKE) };
      }),
    );
    fillings.sort((a, b) => b.weight - a.weight);
    fillings = fillings.slice(0, MOST_FILLINGS);
  });
  return fillings;
}

/** True when elements of both are held against each other, so that both are lists or both are texts. */
function shareElements(first: Slot | undefined, second: Slot | undefined): boolean {
  if (!first?.hasElement || !second?.hasElement) return false;
  return first.element() === second.element();
}

/** Pairs of parameters that are read by the same index. */
function sameLengths(usage: UsageReader, slots: readonly Slot[]): SameLength[] {
  const found = new Map<string, SameLength>();
  for (const index of usage.indices) {
    const read = [...index.root.indexes].map((sequence) =>
      slots.findIndex((slot) => slot.root === sequence.root),
    );
    const positions = [...new Set(read.filter((position) => position >= 0))].sort((a, b) => a - b);
    for (const [at, first] of positions.entries())
      for (const second of positions.slice(at + 1)) found.set(`${first},${second}`, [first, second]);
  }
  return [...found.values()];
}

/** What a function is called with that the target returns; null when it returns none. */
function resultPlan(sources: Sources, signature: Signature): CallPlan | null {
  const { context, usage, documentation } = sources;
  const result = usage.functionSlot(signature.node).root.result;
  const slots = result?.root.parameters ?? null;
  const plan = (shapes: readonly Shape[]): CallPlan => ({
    fillings: [{ shapes, weight: 1 }],
    sameLength: [],
    rest: false,
  });
  if (signature.returns >= 0) {
    const shape = annotatedShape(context, signature.returns, result ?? null);
    if (shape.kind === 'callback') return plan(shape.parameters);
  }
  if (slots === null || (result?.root.evidence.callable ?? 0) < 3) return null;
  const documented = signature.returns < 0 ? (documentation?.of(signature.node) ?? null) : null;
  const told =
    documentation === null || documented === null
      ? null
      : documentedResult(documentation, documented, result ?? null);
  if (told !== null) return plan(told);
  const inner = functionOf(context.model, usage, slots);
  return inner !== null
    ? planOf(sources, inner)
    : plan(slots.map((slot) => hypothesesOf(slot, null)[0].shape));
}

/**
 * What is used of an object of functions that the target returns: each by its own annotations, else by those of the
 * type that is returned. Empty where none of its members is a function.
 */
function returnedPlans(sources: Sources, signature: Signature): MemberPlan[] {
  const { context, usage } = sources;
  const written = returnedMembers(context.model, signature.node);
  const declared = returnedProperties(context, signature);
  const plans = new Map<string, MemberPlan>();
  for (const [name, node] of written) {
    const own = node < 0 ? null : signatureAt(context.model, usage, node);
    const known = declared.has(name) && !own?.parameters.some(({ type }) => type >= 0);
    if (own !== null && !(known && declared.get(name)?.kind === 'callback'))
      plans.set(name, { name, plan: planOf(sources, own) });
    else if (own === null && !declared.has(name)) plans.set(name, { name: `${READ}${name}`, plan: NOTHING });
  }
  for (const [name, shape] of declared) {
    if (plans.has(name)) continue;
    const isCalled = shape.kind === 'callback';
    const shapes = isCalled ? shape.parameters : [];
    const plan = { fillings: [{ shapes, weight: 1 }], sameLength: [], rest: false };
    plans.set(name, { name: isCalled ? name : `${READ}${name}`, plan });
  }
  const members = [...plans.values()];
  return members.some(({ name }) => !name.startsWith(READ)) ? members : [];
}

/** The signature of the function whose parameters these are. */
function functionOf(model: SourceModel, usage: UsageReader, slots: readonly Slot[]): Signature | null {
  const { tree } = model;
  for (let node = 1; node < tree.length; node++) {
    const kind = tree.kind[node];
    if (kind !== K.Arrow && kind !== K.Function) continue;
    if (usage.functionSlot(node).root.parameters === slots) return signatureAt(model, usage, node);
  }
  return null;
}
