import path from 'node:path';
import type { Located } from '../app/ports.ts';
import { Problem } from './problems.ts';
import { UPLOAD, type Uploads } from './uploads.ts';

/** Finds what a request names, inside of the roots alone. */
export interface Roots {
  /**
   * The real path of a file or folder. A relative path is the first that is there below the roots, in their order;
   * `upload:ID/…` is below an upload.
   * @param pointer to the path in the body, for problems
   * @throws Problem 403 for what lies outside, links followed; 404 for what is not there; 422 for the other kind
   */
  find(given: string, kind: 'file' | 'folder', pointer: string): Promise<string>;
}

/** What is on disk. */
export interface Places {
  /** The real path and kind; null where nothing is, or nobody may look. */
  locate(absolute: string): Promise<Located | null>;
  /** Whether a path is a link itself, wherever that leads. */
  isLink(absolute: string): Promise<boolean>;
}

export function createRoots(
  roots: readonly string[],
  { locate, isLink }: Places,
  uploads: Pick<Uploads, 'folder'>,
): Roots {
  const isInside = (folder: string, file: string): boolean => {
    const rest = path.relative(folder, file);
    return rest === '' || !(rest === '..' || rest.startsWith(`..${path.sep}`) || path.isAbsolute(rest));
  };
  async function findBelow(
    folders: readonly string[],
    given: string,
    kind: 'file' | 'folder',
    pointer: string,
  ): Promise<string> {
    const outside = new Problem(403, `${pointer} is not below a folder that this Fern serves.`, { pointer });
    // A zero byte ends a path for the system, not for us.
    if (given.includes('\0')) throw outside;
    const real = await Promise.all(folders.map(async (root) => (await locate(root))?.real ?? root));
    const isBelow = (file: string): boolean => [...folders, ...real].some((root) => isInside(root, file));
    const isServed = (file: string): boolean => real.some((root) => isInside(root, file));
    /** Whether the way to what is not there leads out before it ends; a link that leads nowhere might. */
    async function endsOutside(file: string): Promise<boolean> {
      if (folders.includes(file)) return false;
      if (await isLink(file)) return true;
      const folder = path.dirname(file);
      if (folder === file || !isBelow(folder)) return false;
      const located = await locate(folder);
      return located === null ? endsOutside(folder) : !isServed(located.real);
    }
    // Whether something is there is nobody's business outside of the roots, behind a link that leads there neither.
    const places = new Set(folders.map((folder) => path.resolve(folder, given)).filter(isBelow));
    if (places.size === 0) throw outside;
    for (const place of places) {
      const located = await locate(place);
      if (located === null ? await endsOutside(place) : !isServed(located.real)) throw outside;
      if (located !== null) return ofKind(located, kind, pointer);
    }
    throw new Problem(404, `${pointer} names nothing that is there.`, { pointer });
  }

  return {
    async find(given, kind, pointer) {
      const [, id, rest = ''] = UPLOAD.exec(given) ?? [];
      if (id === undefined) return findBelow(roots, given, kind, pointer);
      const folder = await uploads.folder(id);
      if (folder === null)
        throw new Problem(404, `${pointer} names an upload that is not there any more; send it again.`, {
          pointer,
        });
      return findBelow([folder], rest, kind, pointer);
    },
  };
}

function ofKind(located: Located, kind: Located['kind'], pointer: string): string {
  if (located.kind === kind) return located.real;
  const other = kind === 'file' ? 'a folder; a file is asked for' : 'a file; a folder is asked for';
  throw new Problem(422, `${pointer} names ${other}, as evaluation_type says.`, { pointer });
}
