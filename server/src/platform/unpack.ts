import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import tar from 'tar-stream';
import yauzl from 'yauzl';

/** What an archive may hold; more is refused while it is read, whatever its headers say. */
export interface UnpackLimits {
  readonly files: number;
  /** Unpacked, of all files together. */
  readonly bytes: number;
  /** Unpacked bytes for each packed one; code has less than a tenth of what bombs have. */
  readonly ratio: number;
}

export interface Unpacked {
  readonly files: number;
  readonly bytes: number;
}

/** An archive that can't be used; the message says why. */
export class UnpackError extends Error {
  override readonly name = 'UnpackError';
  /** It is too much, rather than wrong. */
  readonly isTooLarge: boolean;

  constructor(message: string, isTooLarge = false) {
    super(message);
    this.isTooLarge = isTooLarge;
  }
}

/** Small archives may have any ratio: some thousand equal lines are no bomb. */
const RATIO_COUNTS_FROM = 4 * 1024 * 1024;
/** What the file system says where a file is in the way of another, or of a folder. */
const CLASHES: ReadonlySet<string> = new Set(['EEXIST', 'ENOTDIR', 'EISDIR']);
/** Of a file or folder in an archive, as file systems have it. */
const LONGEST_NAME = 255;
const LONGEST_PATH = 1000;

/**
 * Unpacks a .tar.gz or .zip archive into a folder that is there and empty. Only files and folders are made.
 * @throws UnpackError for what is no archive, is too much, links, or names places outside; files may have been written
 */
export async function unpack(archive: Uint8Array, folder: string, limits: UnpackLimits): Promise<Unpacked> {
  const take = createTaker(archive.byteLength, folder, limits);
  const isZip = archive[0] === 0x50 && archive[1] === 0x4b;
  const isGzip = archive[0] === 0x1f && archive[1] === 0x8b;
  if (!isZip && !isGzip) throw new UnpackError('It is no .tar.gz and no .zip archive.');
  try {
    await (isZip ? readZip(archive, take) : readTar(archive, take));
  } catch (error) {
    if (error instanceof UnpackError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== undefined && CLASHES.has(code)) throw new UnpackError('It has two files at the same place.');
    // A full disk is no fault of the archive's; messages of the file system say where it is.
    if (code !== undefined && /^E[A-Z]+$/.test(code)) throw error;
    throw new UnpackError(`It can't be unpacked: ${message}.`);
  }
  const unpacked = take.total();
  if (unpacked.files === 0) throw new UnpackError('There are no files in it.');
  return unpacked;
}

interface Taker {
  /** A file's content as it comes. */
  file(path: string, content: AsyncIterable<Uint8Array>): Promise<void>;
  total(): Unpacked;
}

function createTaker(packed: number, folder: string, limits: UnpackLimits): Taker {
  let files = 0;
  let bytes = 0;
  const count = (more: number): void => {
    bytes += more;
    if (bytes > limits.bytes)
      throw new UnpackError(`Unpacked it is larger than ${Math.round(limits.bytes / 2 ** 20)} MiB.`, true);
    if (bytes > RATIO_COUNTS_FROM && bytes > limits.ratio * packed)
      throw new UnpackError(`Unpacked it is more than ${limits.ratio} times as large.`, true);
  };
  return {
    async file(path, content) {
      const target = join(folder, ...partsOf(path));
      if (++files > limits.files)
        throw new UnpackError(`There are more than ${limits.files} files in it.`, true);
      const chunks: Uint8Array[] = [];
      for await (const chunk of content) {
        count(chunk.byteLength);
        chunks.push(chunk);
      }
      mkdirSync(dirname(target), { recursive: true });
      // Named twice, a file would be which of both?
      writeFileSync(target, Buffer.concat(chunks), { flag: 'wx' });
    },
    total: () => ({ files, bytes }),
  };
}

/** The folders and the name of a path that leads inside, whatever system it was written for. @throws UnpackError */
function partsOf(path: string): string[] {
  const parts = path
    .replace(/^(?:\.\/)+/, '')
    .split('/')
    .filter((part) => part !== '');
  const isBad = (part: string): boolean =>
    part === '.' ||
    part === '..' ||
    // Of Windows: other separators, drives and streams; of everything: what ends names.
    /[\\:\u0000-\u001f]/.test(part) ||
    Buffer.byteLength(part) > LONGEST_NAME;
  if (path.startsWith('/') || parts.length === 0 || path.length > LONGEST_PATH || parts.some(isBad))
    throw new UnpackError(`It names a place that can't be: ${JSON.stringify(path.slice(0, 100))}.`);
  return parts;
}

async function readTar(archive: Uint8Array, take: Taker): Promise<void> {
  const extract = tar.extract();
  const read = async (): Promise<void> => {
    for await (const entry of extract) {
      const { name, type } = entry.header;
      if (type === 'file' || type === 'contiguous-file')
        await take.file(name, entry as AsyncIterable<Uint8Array>);
      else if (type === 'directory') entry.resume();
      else throw notPlain(name);
    }
  };
  const reading = read();
  reading.catch((error: Error) => extract.destroy(error));
  await Promise.all([reading, pipeline(Readable.from(chunksOf(archive)), createGunzip(), extract)]);
}

/** A stream that is handed all at once unpacks all at once. */
function* chunksOf(archive: Uint8Array): Generator<Uint8Array> {
  const size = 64 * 1024;
  for (let at = 0; at < archive.byteLength; at += size) yield archive.subarray(at, at + size);
}

async function readZip(archive: Uint8Array, take: Taker): Promise<void> {
  const zip = await new Promise<yauzl.ZipFile>((resolve, reject) => {
    yauzl.fromBuffer(Buffer.from(archive), { lazyEntries: true, strictFileNames: true }, (error, file) =>
      error === null ? resolve(file) : reject(error),
    );
  });
  await new Promise<void>((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', resolve);
    zip.on('entry', (entry: yauzl.Entry) => {
      takeEntry(zip, entry, take).then(() => zip.readEntry(), reject);
    });
    zip.readEntry();
  });
}

async function takeEntry(zip: yauzl.ZipFile, entry: yauzl.Entry, take: Taker): Promise<void> {
  const { fileName } = entry;
  if (fileName.endsWith('/')) return;
  // The upper half holds the mode of Unix: S_IFMT, of which a plain file has S_IFREG or nothing.
  const kind = (entry.externalFileAttributes >>> 16) & 0o170000;
  if (kind !== 0 && kind !== 0o100000) throw notPlain(fileName);
  const content = await new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error === null ? resolve(stream) : reject(error)));
  });
  await take.file(fileName, content);
}

function notPlain(name: string): UnpackError {
  return new UnpackError(
    `There is something else than files and folders in it: ${JSON.stringify(name.slice(0, 100))}.`,
  );
}
