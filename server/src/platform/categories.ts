import picomatch from 'picomatch';

/**
 * Tells a file's category by the first whose patterns fit its path; a file that fits none of them is `other`, and
 * without any category every answer is null.
 */
export function createCategories(
  categories: readonly { readonly name: string; readonly patterns: readonly string[] }[],
): (path: string) => string | null {
  if (categories.length === 0) return () => null;
  const matchers = categories.map(({ name, patterns }) => ({ name, fits: picomatch([...patterns]) }));
  return (path) => matchers.find(({ fits }) => fits(path))?.name ?? 'other';
}
