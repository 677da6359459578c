import path from 'node:path';
import type { Located } from '../app/ports.ts';
import { Problem } from './problems.ts';

/** Finds what a request names, inside of the roots alone. */
export interface Roots {
  /**
   * The real path of a file or folder. Relative paths are below the first root.
   * @param pointer to the path in the body, for problems
   * @throws Problem 403 for what lies outside, links followed; 404 for what is not there; 422 for the other kind
   */
  find(given: string, kind: 'file' | 'folder', pointer: string): Promise<string>;
}

/** @param locate answers the real path and kind; null where nothing is, or nobody may look */
export function createRoots(
  roots: readonly string[],
  locate: (absolute: string) => Promise<Located | null>,
): Roots {
  const isInside = (folder: string, file: string): boolean => {
    const rest = path.relative(folder, file);
    return rest === '' || !(rest === '..' || rest.startsWith(`..${path.sep}`) || path.isAbsolute(rest));
  };
  return {
    async find(given, kind, pointer) {
      const outside = new Problem(403, `${pointer} is not below a folder that this Fern serves.`, {
        pointer,
      });
      // A zero byte ends a path for the system, not for us.
      if (given.includes('\0')) throw outside;
      const absolute = path.resolve(roots[0], given);
      const real = await Promise.all(roots.map(async (root) => (await locate(root))?.real ?? root));
      // Whether something is there is nobody's business outside of the roots.
      if (![...roots, ...real].some((root) => isInside(root, absolute))) throw outside;
      const located = await locate(absolute);
      if (located === null) throw new Problem(404, `${pointer} names nothing that is there.`, { pointer });
      if (!real.some((root) => isInside(root, located.real))) throw outside;
      if (located.kind !== kind) {
        const other = kind === 'file' ? 'a folder; a file is asked for' : 'a file; a folder is asked for';
        throw new Problem(422, `${pointer} names ${other}, as evaluation_type says.`, { pointer });
      }
      return located.real;
    },
  };
}
