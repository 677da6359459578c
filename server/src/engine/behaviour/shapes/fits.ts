import type { Value } from '../input.ts';
import { isSpecial } from '../values/special.ts';
import { isAllowed, isOfLength, isWithin } from './limits.ts';
import type { Shape } from './shape.ts';

/** True when a value is of a shape, as far as that can be told from the value. */
export function fits(shape: Shape, value: Value | undefined): boolean {
  switch (shape.kind) {
    case 'number':
      if (shape.limits !== undefined) return typeof value === 'number' && isWithin(shape.limits, value);
      return typeof value === 'number' || isOf('$number', value);
    case 'string':
      return typeof value === 'string' && (shape.limits === undefined || isAllowed(shape.limits, value));
    case 'template':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'literal':
      return value === shape.value;
    case 'array':
      return (
        Array.isArray(value) &&
        (shape.limits === undefined || isOfLength(shape.limits, value.length)) &&
        value.every((inner) => fits(shape.element, inner))
      );
    case 'tuple':
      return (
        Array.isArray(value) &&
        value.length === shape.elements.length &&
        shape.elements.every((element, index) => fits(element, value[index]))
      );
    case 'object':
      return (
        isPlain(value) &&
        shape.properties.every(({ name, shape: inner, optional }) => {
          const own = (value as { readonly [key: string]: Value })[name];
          return own === undefined ? optional : fits(inner, own);
        })
      );
    case 'record':
      return isPlain(value) && Object.values(value).every((inner) => fits(shape.value, inner));
    case 'union':
      return shape.options.some((option) => fits(option, value));
    case 'any':
      return value !== undefined;
    case 'bytes':
      return isOf('$typed', value);
    default:
      return isOf(`$${shape.kind}`, value);
  }
}

/** True for a special value of that key: what JSON does not have is of no other shape. */
function isOf(key: string, value: Value | undefined): boolean {
  return value !== null && typeof value === 'object' && key in value && isSpecial(value);
}

function isPlain(value: Value | undefined): value is Value & object {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && !isSpecial(value);
}

export function fitAll(shapes: readonly Shape[], values: readonly Value[]): boolean {
  return shapes.every((shape, index) => fits(shape, values[index]));
}
