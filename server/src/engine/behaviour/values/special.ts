import type { Special, Value } from '../input.ts';

/** True for a value that JSON does not have: an object whose one key starts with `$`. */
export function isSpecial(value: object): value is Special {
  const keys = Object.keys(value);
  return keys.length === 1 && keys[0].startsWith('$');
}

/** True for an object as JSON has them. */
export function isPlain(value: Value | undefined): value is { readonly [key: string]: Value } {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && !isSpecial(value);
}

/** How large a value is: its longest text or list, its largest number. */
export function sizeOf(value: Value): number {
  if (typeof value === 'number') return Math.abs(value);
  if (typeof value === 'string') return value.length;
  if (Array.isArray(value)) return value.reduce((most, inner) => Math.max(most, sizeOf(inner)), value.length);
  if (value === null || typeof value !== 'object') return 0;
  if (isSpecial(value)) {
    const [inner] = Object.values(value);
    return Array.isArray(inner) ? sizeOf(inner as Value) : 0;
  }
  return Math.max(0, ...Object.values(value).map(sizeOf));
}
