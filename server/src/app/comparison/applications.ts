import path from 'node:path';
import type { Application } from '../application.ts';
import type { FileSource } from '../ports.ts';

/**
 * The applications that golden code consists of: for each file the nearest folder above it that has a package.json,
 * relative to the root, '.' for the root itself. Where there is only one application, all are null.
 */
export async function applicationsOf(
  source: FileSource,
  { root, files }: Application,
): Promise<(string | null)[]> {
  const known = new Map<string, Promise<string>>([['.', Promise.resolve('.')]]);
  const nearest = (folder: string): Promise<string> => {
    const found =
      known.get(folder) ??
      source
        .locate(path.join(root, folder, 'package.json'))
        .then((located) => (located?.kind === 'file' ? folder : nearest(path.posix.dirname(folder))));
    known.set(folder, found);
    return found;
  };
  const found = await Promise.all(files.map((file) => nearest(path.posix.dirname(file.path))));
  return new Set(found).size < 2 ? found.map(() => null) : found;
}
