/** What a column sorts by; null sorts last whichever way. */
export type Key = string | number | null;

export interface Sorting {
  column: number;
  descending: boolean;
}

const collator = new Intl.Collator('en', { numeric: true });

function compare(a: Key, b: Key): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return collator.compare(String(a), String(b));
}

/** Indices of the rows that pass, sorted; equal rows keep their order. */
export function arrange(
  keys: readonly (readonly Key[])[],
  passes: (row: number) => boolean,
  sorting: Sorting | null,
): number[] {
  const rows = keys.map((_, i) => i).filter(passes);
  if (sorting === null) return rows;
  const { column, descending } = sorting;
  return rows.sort((x, y) => {
    const a = keys[x]?.[column] ?? null;
    const b = keys[y]?.[column] ?? null;
    if (a === null || b === null) return a === b ? x - y : a === null ? 1 : -1;
    const order = compare(a, b);
    return (descending ? -order : order) || x - y;
  });
}
