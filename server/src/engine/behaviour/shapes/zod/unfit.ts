import { ANY_LENGTH, ANY_TEXT, type LengthLimits, type NumberLimits } from '../limits.ts';
import { ANY, NO_TEXT_FACTS, NUMBER, type PropertyShape, type Shape, TEXT } from '../shape.ts';

/** So many kinds of values that a schema rejects are made at most. */
const MOST = 24;
const LONG = 64;
/** So many times as many values fit as do not. */
const FITTING = 3;

/** What a validator is called with: mostly what its schema accepts, and what it is there to reject. */
export function validatedBy(schema: Shape): Shape {
  const others = unfit(schema).slice(0, MOST);
  const fitting = schema.kind === 'any' ? [] : Array.from({ length: FITTING }, () => schema);
  // One option among others, so that there are not more of them than of those that fit.
  return { kind: 'union', options: [...fitting, { kind: 'union', options: [...others, ANY] }] };
}

/** Shapes of values that are not, or just not, of a shape. */
function unfit(shape: Shape): Shape[] {
  switch (shape.kind) {
    case 'number':
      return [...(shape.limits === undefined ? [] : numbersOutside(shape.limits)), TEXT];
    case 'string': {
      const { limits = ANY_TEXT } = shape;
      const lengths = lengthsOutside(limits).map(
        (length): Shape => ({
          kind: 'string',
          facts: NO_TEXT_FACTS,
          limits: { ...ANY_TEXT, ...length },
        }),
      );
      const fixed = limits.starts + limits.ends + limits.holds !== '' || limits.patterns.length > 0;
      return [...lengths, ...(fixed ? [TEXT] : []), NUMBER];
    }
    case 'array': {
      const lengths = lengthsOutside(shape.limits ?? ANY_LENGTH).map(
        (limits): Shape => ({ ...shape, limits }),
      );
      const elements = unfit(shape.element).map((element): Shape => ({ kind: 'tuple', elements: [element] }));
      return [...lengths, ...elements, TEXT];
    }
    case 'literal':
      return [typeof shape.value === 'string' ? TEXT : NUMBER];
    case 'union':
      return shape.options.some(({ kind }) => kind === 'any') ? [] : unionsOutside(shape.options);
    case 'object':
      return objectsOutside(shape.properties);
    case 'any':
      return [];
    default:
      return [TEXT, { kind: 'literal', value: null }];
  }
}

/** What no option takes, as far as that is told from the first of each kind. */
function unionsOutside(options: readonly Shape[]): Shape[] {
  const kinds = new Map<string, Shape>(
    options.map((option) => [option.kind === 'literal' ? typeof option.value : option.kind, option]),
  );
  const others = [...kinds.values()].flatMap(unfit);
  return others.filter(({ kind }) => !kinds.has(kind) || kind === 'object' || kind === 'tuple');
}

/** One field of a wrong value, or missing; each field once before any twice. */
function objectsOutside(properties: readonly PropertyShape[]): Shape[] {
  const others = properties.map((property) => [
    ...unfit(property.shape).map((shape) => ({ ...property, shape })),
    ...(property.optional ? [] : [null]),
  ]);
  const most = Math.max(0, ...others.map((list) => list.length));
  const found: Shape[] = [];
  for (let turn = 0; turn < most; turn++)
    for (const [index, list] of others.entries()) {
      const other = list[turn];
      if (other === undefined) continue;
      const changed = properties.flatMap((property, at) => (at !== index ? [property] : (other ?? [])));
      found.push({ kind: 'object', properties: changed });
    }
  return found;
}

function numbersOutside({ least, most, openLeast, openMost, integer, step }: NumberLimits): Shape[] {
  const grain = step > 0 ? step : 1;
  const values = [
    ...(Number.isFinite(least) ? [openLeast ? least : least - grain] : []),
    ...(Number.isFinite(most) ? [openMost ? most : most + grain] : []),
    ...(integer ? [Math.max(least, Math.min(most, 1)) + 0.5] : []),
    ...(step > 0 ? [Math.max(least, Math.min(most, 0)) + step / 2] : []),
  ];
  return values.map((value) => ({ kind: 'literal', value: Math.round(value * 1e6) / 1e6 }));
}

/** Just too short and just too long. */
function lengthsOutside({ least, most }: LengthLimits): LengthLimits[] {
  return [
    ...(least > 0 ? [{ least: least - 1, most: least - 1 }] : []),
    ...(most < LONG ? [{ least: most + 1, most: most + 1 }] : []),
  ];
}
