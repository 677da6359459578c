import { ANY, arrayOf, NUMBER, type PropertyShape, type Shape, TEXT, UNDEFINED, unionOf } from './shape.ts';

/** The shape of a type of the language's library, given the shapes of its arguments; null for unknown ones. */
export function utilityShape(name: string, args: readonly Shape[], empty: boolean): Shape | null {
  const [first = ANY, second = ANY] = args;
  switch (name) {
    case 'Array':
    case 'ReadonlyArray':
    case 'Iterable':
    case 'ArrayLike':
    case 'IterableIterator':
    case 'Iterator':
      return arrayOf(first, empty);
    case 'Record':
      return record(first, second);
    case 'Map':
    case 'ReadonlyMap':
      return { kind: 'map', key: first, value: second };
    case 'Set':
    case 'ReadonlySet':
      return { kind: 'set', element: first };
    case 'Date':
      return { kind: 'date' };
    case 'RegExp':
      return { kind: 'regexp' };
    case 'Error':
    case 'TypeError':
    case 'RangeError':
      return { kind: 'error' };
    case 'Promise':
    case 'PromiseLike':
      return { kind: 'promise', value: first };
    case 'Awaited':
      return first.kind === 'promise' ? first.value : first;
    case 'Partial':
      return optional(first, true);
    case 'Required':
      return optional(first, false);
    case 'Readonly':
    case 'NoInfer':
      return first;
    case 'NonNullable':
      return without(first, (option) => option.kind === 'undefined' || isNull(option));
    case 'Pick':
      return pick(first, second, true);
    case 'Omit':
      return pick(first, second, false);
    case 'Exclude':
      return without(first, (option) => includes(second, option));
    case 'Extract':
      return without(first, (option) => !includes(second, option));
    case 'Function':
      return { kind: 'callback', parameters: [], result: ANY };
    case 'Object':
      return { kind: 'record', value: ANY, keys: [] };
    case 'String':
    case 'Uppercase':
    case 'Lowercase':
    case 'Capitalize':
      return TEXT;
    case 'Number':
      return NUMBER;
    case 'Boolean':
      return { kind: 'boolean' };
    case 'PropertyKey':
      return TEXT;
    case 'Parameters':
      return first.kind === 'callback' ? { kind: 'tuple', elements: first.parameters } : ANY;
    case 'ReturnType':
      return first.kind === 'callback' ? (first.result ?? UNDEFINED) : ANY;
    default:
      return /^(?:Uint|Int|Float|BigInt|BigUint)\d+(?:Clamped)?Array$/.test(name)
        ? { kind: 'bytes', type: name }
        : null;
  }
}

function isNull(shape: Shape): boolean {
  return shape.kind === 'literal' && shape.value === null;
}

function record(keys: Shape, value: Shape): Shape {
  const names = keys.kind === 'union' ? keys.options : [keys];
  const properties = names.flatMap((name): PropertyShape[] =>
    name.kind === 'literal' && name.value !== null
      ? [{ name: String(name.value), shape: value, optional: false }]
      : [],
  );
  return properties.length > 0 ? { kind: 'object', properties } : { kind: 'record', value, keys: [] };
}

function optional(shape: Shape, wanted: boolean): Shape {
  if (shape.kind !== 'object') return shape;
  return {
    kind: 'object',
    properties: shape.properties.map((property) => ({ ...property, optional: wanted })),
  };
}

function pick(shape: Shape, keys: Shape, keep: boolean): Shape {
  if (shape.kind !== 'object') return shape;
  const names = new Set(
    (keys.kind === 'union' ? keys.options : [keys]).map((key) => (key.kind === 'literal' ? key.value : null)),
  );
  return { kind: 'object', properties: shape.properties.filter(({ name }) => names.has(name) === keep) };
}

function without(shape: Shape, drop: (option: Shape) => boolean): Shape {
  if (shape.kind !== 'union') return shape;
  const kept = shape.options.filter((option) => !drop(option));
  return kept.length === 0 ? UNDEFINED : unionOf(kept);
}

function includes(shape: Shape, option: Shape): boolean {
  const options = shape.kind === 'union' ? shape.options : [shape];
  return options.some(
    (other) =>
      other.kind === option.kind &&
      (other.kind !== 'literal' || (option.kind === 'literal' && other.value === option.value)),
  );
}
