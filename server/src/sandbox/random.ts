import { type Any, imul, typedLength, typedName } from './pristine.ts';

let seed = 1;
let state = 1;

/** Where all randomness of a program starts. */
export function seedRandom(value: number): void {
  seed = value | 0;
  resetRandom();
}

export function seedOf(): number {
  return seed;
}

export function resetRandom(): void {
  state = seed;
}

/** Mulberry32: 32 bits of state, enough for code that wants any number. */
export function random(): number {
  state = (state + 0x6d2b79f5) | 0;
  let t = imul(state ^ (state >>> 15), 1 | state);
  t = (t + imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

const HEX = '0123456789abcdef';

export function randomUUID(): string {
  let id = '';
  for (let i = 0; i < 36; i++) {
    if (i === 8 || i === 13 || i === 18 || i === 23) id += '-';
    else if (i === 14) id += '4';
    else id += HEX[i === 19 ? (8 + random() * 4) | 0 : (random() * 16) | 0];
  }
  return id;
}

export function getRandomValues(array: Any): Any {
  const big = typedName(array) === 'BigInt64Array' || typedName(array) === 'BigUint64Array';
  const length = typedLength(array);
  for (let i = 0; i < length; i++) {
    const value = random() * 4294967296;
    array[i] = big ? BigInt(value >>> 0) : value;
  }
  return array;
}

/** Puts the seeded stand-ins in the place of what would be different in every run. */
export function installRandom(world: Any): void {
  world.Math.random = random;
  world.crypto = { randomUUID, getRandomValues };
}
