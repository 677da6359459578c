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
    if (isSpecial(target)) {
      writeFileSync(target, content);
      return;
    }
    draft = `${target}.${process.pid}.tmp`;
    const mode = statSync(target, { throwIfNoEntry: false })?.mode ?? 0o666;
    writeFileSync(draft, content, { mode });
    renameSync(draft, target);
  } catch (error) {
    discard(draft);
    throw wordsFor(error);
  }
}

/** Why the system did not do it, in plain words where there are some; what is no error of the system is left as it is. */
export function wordsFor(error: unknown): unknown {
  const { code, message, syscall } = error as NodeJS.ErrnoException;
  return syscall === undefined ? error : new Error(REASONS.get(code ?? '') ?? message);
}

/** Something to be written into, not replaced: a device, a pipe. */
export function isSpecial(target: string): boolean {
  return statSync(target, { throwIfNoEntry: false })?.isFile() === false;
}

/** Where a link leads. */
export function followed(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return path;
    throw error;
  }
}

/** What is half written. */
export function discard(draft: string | null): void {
  if (draft === null) return;
  try {
    rmSync(draft, { force: true });
  } catch {
    // What stood in the way of writing is told, not this.
  }
}
