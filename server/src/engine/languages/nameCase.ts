/** camelCase, PascalCase, snake_case, UPPER_CASE; a single lower-case word fits camel and snake, so it is 'lower'. */
export function caseOf(name: string): string {
  const bare = name.replace(/^[_$#]+/, '');
  if (/^[a-z][a-z0-9]*$/.test(bare) || bare.length < 2) return 'lower';
  if (/^[A-Z][A-Z0-9_]*$/.test(bare)) return 'UPPER_CASE';
  if (/^[a-z][a-z0-9]*(_[a-z0-9]+)+$/.test(bare)) return 'snake_case';
  if (/^[a-z][A-Za-z0-9$]*$/.test(bare)) return 'camelCase';
  if (/^[A-Z][A-Za-z0-9$]*$/.test(bare)) return 'PascalCase';
  return 'mixed';
}
