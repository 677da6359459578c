import type { Value } from '../input.ts';
import type { NumberFacts } from '../shapes/shape.ts';
import type { ValueSource } from './source.ts';

/** What the number itself is held against matters however large it is. */
const LARGEST_OWN = 1e10;

/** Numbers that are none or not finite, and zero with a sign, where the code asks for such. */
export function unusualNumbers({ nonFinite, signedZero }: NumberFacts): Value[] {
  return [
    ...(nonFinite ? ([{ $number: 'NaN' }, { $number: 'Infinity' }] as const) : []),
    ...(signedZero ? ([{ $number: '-0' }] as const) : []),
  ];
}

/** One of {@link unusualNumbers}, now and then. */
export function makeUnusualNumber({ random }: ValueSource, facts: NumberFacts): Value | null {
  const unusual = unusualNumbers(facts);
  return unusual.length > 0 && random.chance(0.12) ? random.pick(unusual) : null;
}

/** @param top the number is an argument by itself, not part of one. */
export function makeNumber(source: ValueSource, facts: NumberFacts, top: boolean): number {
  const { random } = source;
  if (source.tiny) {
    const below = facts.negative || (!top && !facts.positive && !facts.nonNegative && random.chance(0.3));
    return random.int(below ? -2 : facts.positive ? 1 : 0, top ? 6 : 4);
  }
  const whole = facts.integer && !facts.fractional;
  const own = facts.numbers.filter((value) => Math.abs(value) < LARGEST_OWN);
  const near = random.chance(0.25) ? [...own, ...source.literals.numbers] : own;
  const kind = random.next();
  if (kind < 0.15 && near.length > 0) return aroundLiteral(source, random.pick(near), whole);
  const rare = random.next();
  const fraction = (facts.fractional || facts.divided) && !whole ? 0.12 : top || facts.integer ? 0.005 : 0.03;
  if (rare < fraction) return makeFraction(source);
  const above = facts.nonNegative || facts.positive || facts.root || facts.divisor;
  const below = facts.negative ? 0.2 : above ? 0.02 : top ? 0.04 : 0.12;
  if (rare < fraction + below)
    return rare < fraction + below * 0.8 ? -random.int(1, 12) : -random.int(10, 120);
  if (kind < 0.65) return random.int(above ? 1 : 0, 12);
  if (kind < 0.83) return random.int(1, 60);
  return kind < 0.97 ? random.int(10, 300) : random.int(300, 3000);
}

function aroundLiteral({ random }: ValueSource, literal: number, whole: boolean): number {
  const step = Number.isInteger(literal) ? 1 : 0.1;
  const moved = random.chance(0.4) ? literal : literal + step * random.int(-1, 1);
  const tidy = Math.round(moved * 1e6) / 1e6;
  return whole ? Math.round(tidy) : tidy;
}

function makeFraction({ random }: ValueSource): number {
  return random.pick([0.5, 1.5, 2.5, random.int(-50, 150) / 10, random.int(0, 1000) / 100, -1.5]);
}

/** A number as text: whole, signed, with decimals. */
export function makeNumericText({ random }: ValueSource): string {
  switch (random.int(0, 4)) {
    case 0:
      return String(random.int(0, 20));
    case 1:
      return String(random.int(-100, 200));
    case 2:
      return String(random.int(-99, 99) / 2);
    case 3:
      return (random.int(-200, 200) / 10).toFixed(1);
    default:
      return String(random.int(0, 100));
  }
}
