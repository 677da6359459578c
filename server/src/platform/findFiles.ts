import { readdir } from 'node:fs/promises';
import path from 'node:path';
import picomatch from 'picomatch';

/** Folders that are looked into; of a larger tree the nearest to its root. */
const MOST_FOLDERS = 50_000;
const LEFT_OUT: ReadonlySet<string> = new Set(['node_modules', 'dist', 'coverage']);

/**
 * Full paths of the files below a folder that fit a pattern, nearest first, without holding anybody up. Links are not
 * followed; hidden folders, and those that hold what was built or installed, are left out. What can't be read is not
 * there.
 */
export async function findFiles(root: string, pattern: string, most: number): Promise<string[]> {
  const fits = picomatch(pattern);
  const found: string[] = [];
  let level = [''];
  let looked = 0;
  while (level.length > 0 && found.length < most && looked < MOST_FOLDERS) {
    const below: string[] = [];
    for (const folder of level) {
      if (found.length >= most || looked++ >= MOST_FOLDERS) break;
      const entries = await readdir(path.join(root, folder), { withFileTypes: true }).catch(() => []);
      for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
        const relative = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isDirectory() && !entry.name.startsWith('.') && !LEFT_OUT.has(entry.name))
          below.push(relative);
        else if (entry.isFile() && found.length < most && fits(relative))
          found.push(path.join(root, relative));
      }
    }
    level = below;
  }
  return found;
}
