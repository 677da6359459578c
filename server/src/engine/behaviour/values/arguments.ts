import type { Random } from '../../random.ts';
import type { Value } from '../input.ts';
import { fits } from '../shapes/fits.ts';
import { nameOfShape, type Shape } from '../shapes/shape.ts';
import { derive } from './derive.ts';
import { makeValue } from './generate.ts';
import type { Literals, ValueSource } from './source.ts';
import { makeText } from './texts.ts';

/** Positions of two parameters that are read by the same index, so that they have one length. */
export type SameLength = readonly [number, number];

/** A list of arguments, later ones often derived from earlier ones. */
export function makeArguments(
  random: Random,
  literals: Literals,
  shapes: readonly Shape[],
  sameLength: readonly SameLength[],
): Value[] {
  const source: ValueSource = { random, literals, tiny: random.chance(0.25) };
  const args: Value[] = [];
  shapes.forEach((shape, index) => {
    const alike = args.filter((value) => isDerivable(shape, value));
    const partner = sameLength.find(([first, second]) => second === index && lengthOf(args[first]) >= 0);
    const measured = args.find((value) => lengthOf(value) >= 0);
    if (partner !== undefined && random.chance(0.85))
      args.push(ofLength(source, args[partner[0]], shapes[partner[0]], shape));
    else if (index > 0 && alike.length > 0 && random.chance(0.4))
      args.push(derive(source, random.pick(alike), shape));
    else if (
      shape.kind === 'number' &&
      shape.limits === undefined &&
      measured !== undefined &&
      random.chance(0.5)
    )
      args.push(numberFor(source, measured));
    else args.push(makeValue(source, shape));
  });
  return args;
}

/** What is left out, or is one of few things, has nothing to do with another value. */
function isDerivable(shape: Shape, value: Value): boolean {
  const single = shape.kind === 'boolean' || shape.kind === 'literal' || shape.kind === 'callback';
  return !single && fits(shape, value) && !isAbsent(value);
}

function isAbsent(value: Value): boolean {
  return value !== null && typeof value === 'object' && '$undefined' in value;
}

function lengthOf(value: Value | undefined): number {
  return typeof value === 'string' || Array.isArray(value) ? value.length : -1;
}

function ofLength(source: ValueSource, partner: Value, partnerShape: Shape, shape: Shape): Value {
  const { random } = source;
  if (shape.kind === 'string' && shape.limits === undefined && typeof partner === 'string') {
    const derived = derive(source, partner, shape) as string;
    if (derived.length === partner.length) return derived;
    return (derived + makeText(source, shape.facts) + 'ab'.repeat(partner.length)).slice(0, partner.length);
  }
  if (shape.kind === 'array' && Array.isArray(partner)) {
    const alike =
      partnerShape.kind === 'array' && nameOfShape(partnerShape.element) === nameOfShape(shape.element);
    return partner.map((value) =>
      alike && random.chance(0.4) ? value : makeValue(source, shape.element, 1),
    );
  }
  return makeValue(source, shape);
}

/** A number beside a list or text: a position in it, one of its elements, about its sum. */
function numberFor({ random }: ValueSource, measured: Value): number {
  const kind = random.next();
  if (typeof measured === 'string') return random.int(0, measured.length);
  const list = measured as readonly Value[];
  if (kind < 0.7 || typeof list[0] !== 'number') return random.int(0, list.length);
  const numbers = list.filter((value) => typeof value === 'number');
  if (kind < 0.85) return random.pick(numbers);
  return numbers.reduce((sum, value) => sum + value, 0) + random.int(-2, 2);
}
