import type { Storing } from './keys.ts';

/** Of this tab; null in browsers that keep nothing of a site, and don't even let it ask. */
export function browserStorage(): Storing | null {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}
