import { mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const REASONS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EROFS', 'the disk is read-only'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the disk is full'],
  ['EISDIR', 'it is a folder'],
  ['ENOTDIR', 'a part of its path is a file, not a folder'],
  ['EEXIST', 'a part of its path is a file, not a folder'],
  ['ELOOP', 'its path is a circle of symbolic links'],
  ['ENAMETOOLONG', 'its path is too long'],
]);

/**
 * Writes all of a text or nothing, and makes the folders on the way. A link is followed; a device or pipe is
 * written to, never replaced.
 * @throws Error saying in plain words why not
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  let draft: string | null = null;
  try {
    mkdirSync(dirname(path), { recursive: true });
    const target = followed(path);
    const present = statSync(target, { throwIfNoEntry: false });
    if (present !== undefined && !present.isFile()) {
      writeFileSync(target, content);
      return;
    }
    draft = `${target}.${process.pid}.tmp`;
    writeFileSync(draft, content, { mode: present?.mode ?? 0o666 });
    renameSync(draft, target);
  } catch (error) {
    discard(draft);
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(REASONS.get(code ?? '') ?? message);
  }
}

function followed(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return path;
    throw error;
  }
}

function discard(draft: string | null): void {
  if (draft === null) return;
  try {
    rmSync(draft, { force: true });
  } catch {
    // What stood in the way of writing is told, not this.
  }
}
