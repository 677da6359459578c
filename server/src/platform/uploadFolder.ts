import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { type Unpacked, type UnpackLimits, unpack } from './unpack.ts';

/** Archives that lie unpacked on this machine, by their hash; each process may delete what is old, and make it again. */
export interface UploadFolder {
  /** Unpacks an archive, where it is not there yet. @throws UnpackError */
  put(archive: Uint8Array): Promise<Unpacked & { readonly id: string }>;
  /** The folder of one's files; null when it is not here. */
  find(id: string): string | null;
}

/** Milliseconds for which what nobody asks for is kept. */
const KEEP = 24 * 3600 * 1000;

export function openUploadFolder(folder: string, limits: UnpackLimits): UploadFolder {
  const place = (id: string): string => join(folder, id);

  function clean(): void {
    if (!existsSync(folder)) return;
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      const written = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
      if (Date.now() - written > KEEP) rmSync(path, { recursive: true, force: true });
    }
  }

  return {
    async put(archive) {
      clean();
      const id = createHash('sha256').update(archive).digest('hex');
      const unfinished = join(folder, `new-${randomUUID()}`);
      mkdirSync(unfinished, { recursive: true, mode: 0o700 });
      try {
        const unpacked = await unpack(archive, unfinished, limits);
        moveUnlessThere(unfinished, place(id));
        return { id, ...unpacked };
      } finally {
        rmSync(unfinished, { recursive: true, force: true });
      }
    },
    find(id) {
      const path = place(id);
      if (!existsSync(path)) return null;
      const now = new Date();
      utimesSync(path, now, now);
      // Most archives hold one folder with everything in it.
      const [first, ...more] = readdirSync(path, { withFileTypes: true });
      return first !== undefined && more.length === 0 && first.isDirectory() ? join(path, first.name) : path;
    },
  };
}

/** Several processes may unpack the same archive: who was first has it, as all of them are the same. */
function moveUnlessThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
  }
}
