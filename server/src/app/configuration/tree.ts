/**
 * A JSON value with the places of its parts. Files, environment variables, options and editor settings are
 * all turned into it, so that one set of checks serves them all. Names are never used as object keys, so
 * `__proto__` and `constructor` are names like any other.
 */
export type Tree =
  | { readonly type: 'object'; readonly offset: number; readonly entries: readonly Entry[] }
  | { readonly type: 'array'; readonly offset: number; readonly items: readonly Tree[] }
  | { readonly type: 'scalar'; readonly offset: number; readonly value: string | number | boolean | null };

export interface Entry {
  readonly name: string;
  /** Where the name begins. */
  readonly offset: number;
  readonly value: Tree;
}

export type ObjectTree = Extract<Tree, { type: 'object' }>;

/** A value of the program as a tree without places; what JSON cannot say becomes null. */
export function fromPlain(value: unknown): Tree {
  if (value instanceof Map) {
    return objectOf([...value].map(([name, item]) => [String(name), item]));
  }
  if (Array.isArray(value)) {
    return { type: 'array', offset: 0, items: value.map(fromPlain) };
  }
  if (typeof value === 'object' && value !== null) {
    return objectOf(Object.entries(value));
  }
  const known = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return { type: 'scalar', offset: 0, value: known ? value : null };
}

function objectOf(entries: readonly (readonly [string, unknown])[]): Tree {
  return {
    type: 'object',
    offset: 0,
    entries: entries.map(([name, value]) => ({ name, offset: 0, value: fromPlain(value) })),
  };
}
