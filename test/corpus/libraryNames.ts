import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ts } from 'ts-morph';
import { visit } from './syntax.ts';

const known = new Map<string, ReadonlySet<string>>();

/** Every name that the standard library and the DOM declare, members included. */
export function standardNames(modules = join(process.cwd(), 'node_modules')): ReadonlySet<string> {
  return remember('', () => {
    const folder = join(modules, 'typescript', 'lib');
    const files = readdirSync(folder).filter((name) => /^lib\.(?:es\d|esnext|dom).*\.d\.ts$/.test(name));
    return files.map((name) => join(folder, name));
  });
}

/** Every name that an installed package's declarations hold; none where it is not installed or has none. */
export function packageNames(
  name: string,
  modules = join(process.cwd(), 'node_modules'),
): ReadonlySet<string> {
  return remember(name, () => {
    const folder = join(modules, name);
    return existsSync(folder) ? declarationFiles(folder, 60) : [];
  });
}

/** The package that a module specifier names: `@scope/name/part` gives `@scope/name`. */
export function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

function remember(key: string, files: () => readonly string[]): ReadonlySet<string> {
  const found = known.get(key);
  if (found) return found;
  const names = new Set<string>();
  for (const file of files()) namesOf(readFileSync(file, 'utf8'), names);
  known.set(key, names);
  return names;
}

function namesOf(text: string, names: Set<string>): void {
  visit(ts.createSourceFile('names.d.ts', text, ts.ScriptTarget.Latest), (node) => {
    if (ts.isIdentifier(node)) names.add(node.text);
    return !ts.isParameter(node);
  });
}

function declarationFiles(folder: string, limit: number): string[] {
  const found: string[] = [];
  const folders = [folder];
  for (let next = folders.shift(); next !== undefined && found.length < limit; next = folders.shift()) {
    for (const entry of readdirSync(next, { withFileTypes: true })) {
      if (entry.isDirectory() && entry.name !== 'node_modules') folders.push(join(next, entry.name));
      else if (/\.d\.[cm]?ts$/.test(entry.name)) found.push(join(next, entry.name));
    }
  }
  return found.slice(0, limit);
}
