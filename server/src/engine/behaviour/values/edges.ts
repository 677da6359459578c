import type { Value } from '../input.ts';
import { fits } from '../shapes/fits.ts';
import { isCut, type PropertyShape, type Shape } from '../shapes/shape.ts';
import { makeValue } from './generate.ts';
import { numbersAtLimits, textsAtLimits } from './limited.ts';
import { unusualNumbers } from './numbers.ts';
import type { ValueSource } from './source.ts';

/** The few small values of a shape that are always tried; of limited ones also those at the limits. */
export function edgesOf(source: ValueSource, shape: Shape, depth = 0): Value[] {
  const edges = smallValues(source, shape, depth);
  if (!('limits' in shape)) return edges;
  const fitting = [...edges, ...atLimits(source, shape)].filter((value) => fits(shape, value));
  return fitting.length > 0 ? fitting : [makeValue(source, shape, depth)];
}

function atLimits(source: ValueSource, shape: Shape): Value[] {
  if (shape.kind === 'number' && shape.limits !== undefined) return numbersAtLimits(shape.limits);
  if (shape.kind === 'string' && shape.limits !== undefined)
    return textsAtLimits(source, shape.facts, shape.limits);
  return [];
}

function smallValues(source: ValueSource, shape: Shape, depth: number): Value[] {
  switch (shape.kind) {
    case 'number':
      return [0, 1, 2, 3, 5, 10, 100, -1, ...unusualNumbers(shape.facts)];
    case 'string':
      return ['', 'a', 'A', 'ab', 'aa', 'Hello World', ...shape.facts.texts.slice(0, 12)];
    case 'boolean':
      return [true, false];
    case 'bigint':
      return [{ $bigint: '0' }, { $bigint: '1' }, { $bigint: '-1' }];
    case 'undefined':
      return [{ $undefined: 1 }];
    case 'literal':
      return [shape.value];
    case 'array': {
      const inner =
        depth < 2 ? edgesOf(source, shape.element, depth + 1) : [makeValue(source, shape.element, depth + 1)];
      const second = inner[1] ?? inner[0];
      const few = inner.slice(0, 4);
      return [[], [second], [inner[0], second], few, [...few].reverse(), [second, second, second]];
    }
    case 'tuple': {
      const parts = shape.elements.map((element) => edgesOf(source, element, depth + 1));
      return [parts.map((values) => values[0]), parts.map((values) => values[1] ?? values[0])];
    }
    case 'object':
      return [
        objectOf(source, shape, depth, ({ optional, shape: inner }) => !optional || !isCut(inner)),
        objectOf(source, shape, depth, ({ optional }) => !optional),
        makeValue(source, shape, depth),
      ];
    case 'record':
      return [{}, makeValue(source, shape, depth)];
    case 'map':
      return [{ $map: [] }, makeValue(source, shape, depth)];
    case 'set':
      return [{ $set: [] }, makeValue(source, shape, depth)];
    case 'union':
      return shape.options.flatMap((option) => edgesOf(source, option, depth));
    case 'any':
      return [0, 'a', [], null];
    default:
      return [makeValue(source, shape, depth), makeValue(source, shape, depth)];
  }
}

function objectOf(
  source: ValueSource,
  shape: Shape & { kind: 'object' },
  depth: number,
  keep: (property: PropertyShape) => boolean,
): Value {
  const kept = shape.properties.filter(keep);
  return Object.fromEntries(
    kept.map(({ name, shape: inner }) => [name, makeValue(source, inner, depth + 1)]),
  );
}
