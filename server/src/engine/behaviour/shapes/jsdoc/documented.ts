import { type Hypothesis, hypothesesOf } from '../../inference/hypotheses.ts';
import type { Slot } from '../../inference/slot.ts';
import { annotatedShape } from '../annotations.ts';
import { type PropertyShape, type Shape, unionOf } from '../shape.ts';
import type { Documentation, DocumentedFunction } from './documentation.ts';

/** How likely documentation is right where the uses say otherwise: then the golden's answers decide. */
const BELIEVED = 0.7;
const DEEPEST = 4;

/** What is documented of one parameter. */
export interface ParameterDoc {
  /** Null where its type is not said. */
  readonly shape: Shape | null;
  readonly optional: boolean;
}

/**
 * What the documentation says of a parameter: of its name, else of its place where it has no name of its own.
 * @param names of all parameters; '' for patterns
 */
export function documentedParameter(
  documentation: Documentation,
  documented: DocumentedFunction,
  names: readonly string[],
  index: number,
  slot: Slot,
): ParameterDoc {
  const { parameters, type } = documented;
  const named = parameters.find(({ name }) => name !== '' && name === names[index]);
  const other = parameters[index];
  const placed = other !== undefined && names[index] === '' && !names.includes(other.name);
  const own = named ?? (placed ? other : undefined);
  const read = (node: number): Shape => withUsage(annotatedShape(documentation.context, node, slot), slot);
  if (own !== undefined && own.type >= 0) return { shape: read(own.type), optional: own.optional };
  const whole = type < 0 ? null : annotatedShape(documentation.context, type, null);
  const shape = whole?.kind === 'callback' ? (whole.parameters[index] ?? null) : null;
  return { shape, optional: own?.optional ?? false };
}

/**
 * What a parameter is where its type is documented: the type, with what uses add to it. Types that say little leave
 * the word to the uses; where both disagree, either may be right.
 */
export function documentedHypotheses(shape: Shape | null, slot: Slot, name: string | null): Hypothesis[] {
  const usage = hypothesesOf(slot, name);
  const sort = shape === null ? 'any' : vagueSort(shape);
  if (shape === null || sort === 'any') return usage;
  const isKnown = hasEvidence(slot);
  if (sort !== null) {
    const fitting = usage.filter((option) => sortOf(option.shape) === sort);
    const sum = fitting.reduce((all, { weight }) => all + weight, 0);
    if (fitting.length > 0 && (isKnown || sort === 'list'))
      return fitting.map((option) => ({ ...option, weight: option.weight / sum }));
    return [{ shape, weight: 1 }];
  }
  const proven = isKnown ? hypothesesOf(slot, null) : [];
  if (proven.length === 0 || proven.some((option) => agree(shape, option.shape)))
    return [{ shape, weight: 1 }];
  const doubts = proven.map((option) => ({ ...option, weight: option.weight * (1 - BELIEVED) }));
  return [{ shape, weight: BELIEVED }, ...doubts];
}

/** What a function is called with that a documented function returns; null where that is not said. */
export function documentedResult(
  documentation: Documentation,
  { returns }: DocumentedFunction,
  slot: Slot | null,
): readonly Shape[] | null {
  if (returns < 0) return null;
  const shape = annotatedShape(documentation.context, returns, slot);
  return shape.kind === 'callback' && shape.parameters.length > 0 ? shape.parameters : null;
}

function hasEvidence(slot: Slot): boolean {
  return Object.values(slot.root.evidence).some((weight) => weight > 0);
}

/** Fills in what a documented type leaves open: fields that are read but not told, elements of any type. */
function withUsage(shape: Shape, slot: Slot | null, depth = 0): Shape {
  if (slot === null || depth > DEEPEST) return shape;
  switch (shape.kind) {
    case 'array': {
      if (!slot.hasElement) return shape;
      return { ...shape, element: withUsage(shape.element, slot.element(), depth + 1) };
    }
    case 'union':
      return unionOf(shape.options.map((option) => withUsage(option, slot, depth + 1)));
    case 'record':
      return isAny(shape.value) && slot.root.properties.size > 0 ? (usedObject(slot) ?? shape) : shape;
    case 'any':
      return depth > 0 && hasEvidence(slot) ? hypothesesOf(slot, null)[0].shape : shape;
    case 'object':
      return withFields(shape, slot, depth);
    default:
      return shape;
  }
}

function withFields(shape: Shape & { kind: 'object' }, slot: Slot, depth: number): Shape {
  const told = new Set(shape.properties.map(({ name }) => name));
  const properties = shape.properties.map((property) => ({
    ...property,
    shape: withUsage(property.shape, slot.root.properties.get(property.name) ?? null, depth + 1),
  }));
  const used = usedObject(slot)?.properties ?? [];
  return { kind: 'object', properties: [...properties, ...used.filter(({ name }) => !told.has(name))] };
}

function usedObject(slot: Slot): { kind: 'object'; properties: readonly PropertyShape[] } | null {
  const object = hypothesesOf(slot, null).find(({ shape }) => shape.kind === 'object')?.shape;
  return object?.kind === 'object' ? object : null;
}

type Sort = 'any' | 'number' | 'text' | 'boolean' | 'list' | 'object' | 'function' | 'other';

/** What a type is that says little beside it: `{*}`, `{Array}`, `{Object}`, `{Function}`; null for one that says more. */
function vagueSort(shape: Shape): Sort | null {
  if (isAny(shape)) return 'any';
  if (shape.kind === 'array' && isAny(shape.element)) return 'list';
  if (shape.kind === 'record' && isAny(shape.value)) return 'object';
  return shape.kind === 'callback' && shape.parameters.length === 0 && shape.result?.kind === 'any'
    ? 'function'
    : null;
}

function isAny(shape: Shape): boolean {
  return shape.kind === 'any';
}

function sortOf(shape: Shape): Sort {
  switch (shape.kind) {
    case 'any':
    case 'number':
    case 'boolean':
      return shape.kind;
    case 'string':
    case 'template':
      return 'text';
    case 'literal':
      if (shape.value === null) return 'other';
      return typeof shape.value === 'string' ? 'text' : (typeof shape.value as Sort);
    case 'array':
    case 'tuple':
    case 'bytes':
    case 'set':
      return 'list';
    case 'object':
    case 'record':
    case 'map':
    case 'date':
    case 'regexp':
    case 'error':
    case 'promise':
      return 'object';
    case 'callback':
      return 'function';
    default:
      return 'other';
  }
}

/** True when uses that look like the second shape are those of the first as well. */
function agree(first: Shape, second: Shape): boolean {
  if (first.kind === 'union') return first.options.some((option) => agree(option, second));
  if (second.kind === 'union') return second.options.some((option) => agree(first, option));
  const [a, b] = [sortOf(first), sortOf(second)];
  if (a === 'any' || b === 'any') return true;
  // Dates are made from numbers and texts, and taken from each other as numbers.
  if (second.kind === 'date') return a === 'number' || a === 'text' || a === 'object';
  if (first.kind === 'date') return b === 'number' || b === 'object';
  if (a !== b) return false;
  return first.kind === 'array' && second.kind === 'array' ? agree(first.element, second.element) : true;
}
