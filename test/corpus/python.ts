import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TextFile } from './syntax.ts';

/** Ordinary Python modules, to hold against TypeScript. */
export function pythonFiles(folder = join(process.cwd(), 'test', 'fixtures', 'python')): TextFile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.py'))
    .sort()
    .map((name) => ({ path: name, text: readFileSync(join(folder, name), 'utf8') }));
}
