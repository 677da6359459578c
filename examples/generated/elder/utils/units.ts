import type { Ingredient, Unit } from '../types/recipe';

type Dimension = 'mass' | 'volume' | 'count';

interface Measure {
  dimension: Dimension;
  /** How many of the smallest unit of the dimension (g, ml, piece) it holds. */
  factor: number;
}

const MEASURES: Record<Unit, Measure> = {
  g: { dimension: 'mass', factor: 1 },
  kg: { dimension: 'mass', factor: 1000 },
  ml: { dimension: 'volume', factor: 1 },
  l: { dimension: 'volume', factor: 1000 },
  tsp: { dimension: 'volume', factor: 5 },
  tbsp: { dimension: 'volume', factor: 15 },
  cup: { dimension: 'volume', factor: 240 },
  piece: { dimension: 'count', factor: 1 },
};

export class UnitMismatchError extends Error {
  constructor(from: Unit, to: Unit) {
    super(`Cannot convert ${from} to ${to}.`);
    this.name = 'UnitMismatchError';
  }
}

export function areCompatible(a: Unit, b: Unit): boolean {
  return MEASURES[a].dimension === MEASURES[b].dimension;
}

/** Converts an amount between units of the same dimension. */
export function convert(amount: number, from: Unit, to: Unit): number {
  if (!areCompatible(from, to)) {
    throw new UnitMismatchError(from, to);
  }
  return (amount * MEASURES[from].factor) / MEASURES[to].factor;
}

/** Moves large amounts to the larger unit: 1500 g becomes 1.5 kg. */
export function toReadableUnit(amount: number, unit: Unit): { amount: number; unit: Unit } {
  const { dimension } = MEASURES[unit];
  if (dimension === 'count') {
    return { amount, unit };
  }
  const [small, large]: [Unit, Unit] = dimension === 'mass' ? ['g', 'kg'] : ['ml', 'l'];
  const base = convert(amount, unit, small);
  return base >= 1000 ? { amount: base / 1000, unit: large } : { amount: base, unit: small };
}

const FRACTIONS: [number, string][] = [
  [0.25, '¼'],
  [1 / 3, '⅓'],
  [0.5, '½'],
  [2 / 3, '⅔'],
  [0.75, '¾'],
];

/** Writes an amount the way cooks do, such as `1½` instead of 1.5. */
export function formatAmount(amount: number): string {
  const whole = Math.floor(amount);
  const part = amount - whole;
  const fraction = FRACTIONS.find(([value]) => Math.abs(value - part) < 0.02);
  if (fraction) {
    return whole === 0 ? fraction[1] : `${whole}${fraction[1]}`;
  }
  return Number(amount.toFixed(1)).toString();
}

export function formatIngredient({ amount, unit, name }: Ingredient): string {
  return unit === 'piece'
    ? `${formatAmount(amount)} ${name}`
    : `${formatAmount(amount)} ${unit} ${name}`;
}
