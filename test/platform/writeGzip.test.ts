import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeGzip } from '../../server/src/platform/writeGzip.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fern-gzip-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function* telling(...pieces: readonly (string | Error)[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    if (piece instanceof Error) throw piece;
    yield Buffer.from(piece);
  }
}
const { signal } = new AbortController();
const unpacked = (path: string): string => gunzipSync(readFileSync(path)).toString();

describe('a file that is packed', () => {
  test('is there as a whole, for its owner alone, where its folder was not', async () => {
    const file = join(folder, 'a/b/file.gz');
    expect(await writeGzip(file, telling('one', 'two'), signal)).toBe(statSync(file).size);
    expect(unpacked(file)).toBe('onetwo');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'a/b'))).toEqual(['file.gz']);
  });

  test('takes the place of one that more could read; a link stays one', async () => {
    const [file, link] = [join(folder, 'file.gz'), join(folder, 'link.gz')];
    writeFileSync(file, 'old', { mode: 0o644 });
    symlinkSync(file, link);
    await writeGzip(link, telling('new'), signal);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect([unpacked(file), statSync(file).mode & 0o777]).toEqual(['new', 0o600]);
  });

  test.each<[string, () => AsyncGenerator<Uint8Array>, RegExp]>([
    ['at once', () => telling(new Error('it broke off')), /^it broke off$/],
    ['in the middle', () => telling('x'.repeat(1 << 20), new Error('it broke off')), /^it broke off$/],
  ])('is not there, and what was there stays, where its source breaks off %s', async (_, source, message) => {
    const file = join(folder, 'file.gz');
    writeFileSync(file, 'old');
    await expect(writeGzip(file, source(), signal)).rejects.toThrow(message);
    expect([readdirSync(folder), readFileSync(file, 'utf8')]).toEqual([['file.gz'], 'old']);
  });

  test('is not there when it is interrupted', async () => {
    const controller = new AbortController();
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        yield Buffer.alloc(1000);
        controller.abort();
      }
    }
    const written = writeGzip(join(folder, 'file.gz'), endless(), controller.signal);
    await expect(written).rejects.toMatchObject({ name: 'AbortError' });
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each<[string, () => string, RegExp]>([
    ['a folder', () => folder, /^it is a folder$/],
    ['below a file', () => join(import.meta.filename, 'x'), /^a part of its path is a file, not a folder$/],
  ])('can not be %s', async (_, path, message) => {
    await expect(writeGzip(path(), telling('x'), signal)).rejects.toThrow(message);
    expect(readdirSync(folder)).toEqual([]);
  });

  test.skipIf(process.platform !== 'linux')('can be a device, which is not replaced', async () => {
    await writeGzip('/dev/null', telling('x'), signal);
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
    await expect(writeGzip('/dev/full', telling('x'), signal)).rejects.toThrow(/^the disk is full$/);
  });
});
