import { ANY, type PropertyShape, type Shape, TEXT, UNDEFINED, unionOf } from '../shape.ts';

/** Operations on the shapes of schemas: optional fields, parts and unions of objects. */

const NULL: Shape = { kind: 'literal', value: null };

export function optional(shape: Shape): Shape {
  return holds(shape, 'undefined') ? shape : unionOf([shape, UNDEFINED]);
}

export function nullOr(shape: Shape): Shape {
  return holds(shape, 'null') ? shape : unionOf([shape, NULL]);
}

/** A shape less undefined, or less null. */
export function without(shape: Shape, empty: 'undefined' | 'null'): Shape {
  if (shape.kind !== 'union') return shape;
  const others = shape.options.filter((option) => !isEmpty(option, empty));
  return others.length === 0 ? shape : unionOf(others);
}

function holds(shape: Shape, empty: 'undefined' | 'null'): boolean {
  return shape.kind === 'union' ? shape.options.some((one) => isEmpty(one, empty)) : isEmpty(shape, empty);
}

function isEmpty(shape: Shape, empty: 'undefined' | 'null'): boolean {
  return empty === 'undefined'
    ? shape.kind === 'undefined'
    : shape.kind === 'literal' && shape.value === null;
}

/** A field of an object: one that may be undefined may be left out. */
export function fieldOf(name: string, shape: Shape): PropertyShape {
  const mayMiss = holds(shape, 'undefined');
  return { name, shape: mayMiss ? without(shape, 'undefined') : shape, optional: mayMiss };
}

export function fieldsOf(shape: Shape): readonly PropertyShape[] {
  return shape.kind === 'object' ? shape.properties : [];
}

export function propertyOf(shape: Shape, name: string): Shape | null {
  const field = fieldsOf(shape).find((one) => one.name === name);
  if (field === undefined) return null;
  return field.optional ? optional(field.shape) : field.shape;
}

/** Values of both: fields of either, the second's where both have one; each option of a union with the other. */
export function intersected(first: Shape, second: Shape): Shape {
  if (first.kind === 'union') return unionOf(first.options.map((option) => intersected(option, second)));
  if (second.kind === 'union') return unionOf(second.options.map((option) => intersected(first, option)));
  if (first.kind !== 'object') return first.kind === 'any' || first.kind === 'record' ? second : first;
  if (second.kind !== 'object') return first;
  const fields = new Map([...first.properties, ...second.properties].map((field) => [field.name, field]));
  return { kind: 'object', properties: [...fields.values()] };
}

export function picked(shape: Shape, names: readonly string[], keep: boolean): Shape {
  if (shape.kind !== 'object') return shape;
  return {
    kind: 'object',
    properties: shape.properties.filter(({ name }) => names.includes(name) === keep),
  };
}

/** @param names of the fields that are made optional or required; all where there are none. */
export function partial(shape: Shape, names: readonly string[], wanted: boolean): Shape {
  if (shape.kind !== 'object') return shape;
  return {
    kind: 'object',
    properties: shape.properties.map((field) =>
      names.length === 0 || names.includes(field.name) ? { ...field, optional: wanted } : field,
    ),
  };
}

/** One of the names of an object's fields. */
export function keysOfSchema(shape: Shape): Shape {
  const fields = fieldsOf(shape);
  if (shape.kind === 'any' || fields.length === 0) return shape.kind === 'any' ? ANY : TEXT;
  return unionOf(fields.map(({ name }) => ({ kind: 'literal', value: name })));
}
