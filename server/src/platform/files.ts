import { createHash } from 'node:crypto';
import {
  closeSync,
  type Dirent,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import path from 'node:path';
import picomatch from 'picomatch';

export interface ListOptions {
  /** Glob patterns over the path relative to the root; case-sensitive. Hidden entries (`.name`) are never listed. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Larger files are listed in `unreadable`, in bytes. */
  readonly maxBytes?: number;
}

export interface ListedFile {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly absolute: string;
  /** Bytes. */
  readonly size: number;
}

export interface UnreadablePath {
  readonly path: string;
  /** Plain words. */
  readonly reason: string;
}

export interface Listing {
  readonly files: readonly ListedFile[];
  readonly unreadable: readonly UnreadablePath[];
}

/**
 * The files below a folder, in code unit order of their paths. Symbolic links are followed only where their
 * target is inside the root, and circles end. Only what the patterns want is looked at; a folder that a pattern of
 * `exclude` matches is not entered.
 * @returns what was found; a root that can't be read is itself in `unreadable`, as `.`
 */
export function listFiles(root: string, options: ListOptions): Listing {
  const files: ListedFile[] = [];
  const unreadable: UnreadablePath[] = [];
  const included = picomatch([...options.include]);
  const excluded =
    options.exclude.length === 0 ? () => false : picomatch([...options.exclude], { dot: true });
  const maxBytes = options.maxBytes ?? Number.POSITIVE_INFINITY;
  const linkTargets = new Set<string>();
  let realRoot = '';

  const give = (relative: string, reason: string): void => {
    unreadable.push({ path: relative === '' ? '.' : relative, reason });
  };

  function visitFolder(
    absolute: string,
    relative: string,
    ancestors: readonly string[],
    linked: boolean,
  ): void {
    let real: string;
    let entries: Dirent[];
    try {
      real = realpathSync.native(absolute);
      if (ancestors.length === 0) realRoot = real;
      if (ancestors.includes(real)) {
        give(relative, 'a symbolic link that leads back to a folder above it');
        return;
      }
      // Folders that link to each other have more paths than can be walked.
      if (linked && linkTargets.has(real)) {
        give(relative, 'a symbolic link to a folder that another link leads to as well');
        return;
      }
      if (linked) linkTargets.add(real);
      entries = readdirSync(absolute, { withFileTypes: true });
    } catch (error) {
      give(relative, reasonOf(error));
      return;
    }
    entries.sort((a, b) => inCodeUnitOrder(a.name, b.name));
    for (const entry of entries) {
      if (entry.name.startsWith('.')) continue;
      const below = relative === '' ? entry.name : `${relative}/${entry.name}`;
      visitEntry(path.join(absolute, entry.name), below, entry, [...ancestors, real]);
    }
  }

  function visitEntry(absolute: string, relative: string, entry: Dirent, ancestors: readonly string[]): void {
    if (excluded(relative)) return;
    const wanted = included(relative);
    const linked = entry.isSymbolicLink();
    // Only what may matter costs a system call: most entries of a tree are other files.
    if (!wanted && !linked && !entry.isDirectory()) return;
    try {
      if (linked && !isInside(realRoot, realpathSync.native(absolute))) {
        if (wanted) give(relative, 'a symbolic link that leads out of the folder');
        return;
      }
      const stats = statSync(absolute);
      if (stats.isDirectory()) visitFolder(absolute, relative, ancestors, linked);
      else if (wanted) visitFile(absolute, relative, stats);
    } catch (error) {
      if (wanted) give(relative, reasonOf(error));
    }
  }

  function visitFile(absolute: string, relative: string, stats: Stats): void {
    if (!stats.isFile()) give(relative, 'not a regular file');
    else if (stats.size > maxBytes) give(relative, tooLarge(stats.size, maxBytes));
    else files.push({ path: relative, absolute, size: stats.size });
  }

  visitFolder(path.resolve(root), '', [], false);
  return { files: files.sort(byPath), unreadable: unreadable.sort(byPath) };
}

/** What is in a folder, but for hidden entries; nothing where it can't be read. */
export function folderContent(folder: string): { folders: string[]; foldersOnly: boolean } {
  try {
    const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !name.startsWith('.'));
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    return { folders, foldersOnly: folders.length === entries.length };
  } catch {
    return { folders: [], foldersOnly: false };
  }
}

/** What a path is with all links followed; null for what is missing, and for what is neither file nor folder. */
export function locate(absolute: string): { real: string; kind: 'file' | 'folder' } | null {
  try {
    const real = realpathSync.native(absolute);
    const stats = statSync(real);
    if (stats.isFile()) return { real, kind: 'file' };
    return stats.isDirectory() ? { real, kind: 'folder' } : null;
  } catch {
    return null;
  }
}

/** Whether a path is a link itself, wherever that leads. */
export function isLink(absolute: string): boolean {
  try {
    return lstatSync(absolute).isSymbolicLink();
  } catch {
    return false;
  }
}

/** A text that was read, or why it could not be. */
export type TextResult =
  | { readonly ok: true; readonly text: string; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly reason: string };

/**
 * Reads a text: UTF-8, or UTF-16 with a byte order mark. The mark is not part of the text. Never throws.
 * @returns the text and the file's bytes, or a reason in plain words
 */
export function readText(absolute: string, maxBytes: number = Number.POSITIVE_INFINITY): TextResult {
  try {
    const bytes = readRegularFile(absolute, maxBytes);
    return typeof bytes === 'string' ? { ok: false, reason: bytes } : decode(bytes);
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
}

/** SHA-256 in lower-case hex; a text is hashed as UTF-8. */
export function contentHash(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** @returns the bytes, or the reason why not */
function readRegularFile(absolute: string, maxBytes: number): Uint8Array | string {
  // A pipe would block the open call for ever, so the kind is known before.
  if (!statSync(absolute).isFile()) return 'not a regular file';
  const descriptor = openSync(absolute, 'r');
  try {
    const { size } = fstatSync(descriptor);
    return size > maxBytes ? tooLarge(size, maxBytes) : readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function decode(bytes: Uint8Array): TextResult {
  const [first, second] = bytes;
  const utf16 =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : '';
  if (utf16 === '' && bytes.includes(0)) return { ok: false, reason: 'binary: it contains a zero byte' };
  const encoding = utf16 || 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    if (utf16 && text.includes('\0')) return { ok: false, reason: 'binary: it contains a zero character' };
    return { ok: true, text, bytes };
  } catch {
    return { ok: false, reason: `not valid ${encoding.toUpperCase()}` };
  }
}

function tooLarge(size: number, maxBytes: number): string {
  return `too large: ${size} bytes, at most ${maxBytes} are read`;
}

function isInside(root: string, target: string): boolean {
  const relative = path.relative(root, target);
  return (
    relative === '' ||
    (relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative))
  );
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return inCodeUnitOrder(a.path, b.path);
}

/** The same order on every machine, whatever its locale. */
function inCodeUnitOrder(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'missing'],
  ['ENOTDIR', 'missing: a part of its path is not a folder'],
  ['EACCES', 'not readable: permission denied'],
  ['EPERM', 'not readable: permission denied'],
  ['ELOOP', 'a symbolic link in a circle'],
  ['EISDIR', 'a folder, not a file'],
  ['ENAMETOOLONG', 'its path is too long'],
  ['ERR_INVALID_ARG_VALUE', 'not a valid path'],
  ['ERR_FS_FILE_TOO_LARGE', 'too large'],
]);

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS.get(code) ?? `not readable: ${code || String(error)}`;
}
