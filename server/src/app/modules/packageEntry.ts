/** Where in a package a module is, read from its package.json. */

const COMMON_JS: ReadonlySet<string> = new Set(['require', 'node', 'default']);
const ANY_MODULE: ReadonlySet<string> = new Set(['import', 'module', 'require', 'node', 'default']);

/** `lodash/fp` is package `lodash` and path `./fp`; the package itself is the path `.`. */
export function splitSpecifier(specifier: string): { readonly name: string; readonly path: string } {
  const parts = specifier.split('/');
  const length = specifier.startsWith('@') ? 2 : 1;
  const rest = parts.slice(length).join('/');
  return { name: parts.slice(0, length).join('/'), path: rest === '' ? '.' : `./${rest}` };
}

/**
 * Files that a path of a package may be, relative to its folder, the likeliest first: CommonJS before modules.
 * What `exports` does not tell is not reached, as in Node.
 */
export function entriesOf(manifest: Readonly<Record<string, unknown>>, path: string): string[] {
  const { exports, main, module } = manifest;
  if (exports !== undefined && exports !== null)
    return [COMMON_JS, ANY_MODULE]
      .map((conditions) => exported(exports, path, conditions))
      .filter((target) => target !== null);
  if (path !== '.') return [path];
  return [main, module, './index.js'].filter((target) => typeof target === 'string');
}

function exported(exports: unknown, path: string, conditions: ReadonlySet<string>): string | null {
  const keys = isRecord(exports) ? Object.keys(exports) : [];
  const paths = keys.some((key) => key.startsWith('.'))
    ? (exports as Record<string, unknown>)
    : { '.': exports };
  if (path in paths) return target(paths[path], '', conditions);
  const pattern = Object.keys(paths)
    .filter((key) => key.includes('*'))
    .sort((a, b) => b.length - a.length)
    .find((key) => {
      const [before, after] = key.split('*');
      return path.length > before.length + after.length && path.startsWith(before) && path.endsWith(after);
    });
  if (pattern === undefined) return null;
  const [before, after] = pattern.split('*');
  return target(paths[pattern], path.slice(before.length, path.length - after.length), conditions);
}

function target(value: unknown, star: string, conditions: ReadonlySet<string>): string | null {
  if (typeof value === 'string') return value.replaceAll('*', () => star);
  if (Array.isArray(value)) {
    for (const entry of value) {
      const found = target(entry, star, conditions);
      if (found !== null) return found;
    }
  } else if (isRecord(value)) {
    for (const [condition, entry] of Object.entries(value)) {
      const found = conditions.has(condition) ? target(entry, star, conditions) : null;
      if (found !== null) return found;
    }
  }
  return null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
