import { createWriteStream, mkdirSync, openSync, renameSync, rmSync, type WriteStream } from 'node:fs';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { discard, followed, isSpecial, wordsFor } from './writeWhole.ts';

/**
 * Packs what comes into a file that its owner alone can read, and makes the folders on the way: all of it or nothing,
 * whatever breaks off. A link is followed; a device or pipe is written to, never replaced.
 * @returns bytes of the file
 * @throws Error saying in plain words why it can't be written; what the source throws
 */
export async function writeGzip(
  path: string,
  content: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<number> {
  let draft: string | null = null;
  try {
    mkdirSync(dirname(path), { recursive: true });
    const target = followed(path);
    draft = isSpecial(target) ? null : `${target}.${process.pid}.tmp`;
    const file = draft === null ? createWriteStream(target) : createDraft(draft);
    await pipeline(content, createGzip(), file, { signal });
    if (draft !== null) renameSync(draft, target);
    return file.bytesWritten;
  } catch (error) {
    discard(draft);
    throw wordsFor(error);
  }
}

/** There at once, so that it can be removed at any moment. */
function createDraft(draft: string): WriteStream {
  rmSync(draft, { force: true });
  return createWriteStream(draft, { fd: openSync(draft, 'wx', 0o600), flush: true });
}
