import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contentHash, listFiles, readText } from '../../server/src/platform/files.ts';

let root: string;
let outside: string;

const CODE = { include: ['**/*.{ts,tsx}'], exclude: ['**/node_modules/**', '**/*.d.ts'] };

function put(relative: string, content: string | Uint8Array = 'x'): string {
  const absolute = path.join(root, relative);
  mkdirSync(path.dirname(absolute), { recursive: true });
  writeFileSync(absolute, content);
  return absolute;
}

function link(target: string, relative: string): void {
  symlinkSync(target, path.join(root, relative));
}

const paths = (options: Partial<Parameters<typeof listFiles>[1]> = {}): string[] =>
  listFiles(root, { ...CODE, ...options }).files.map((file) => file.path);

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'fern-files-'));
  outside = mkdtempSync(path.join(tmpdir(), 'fern-outside-'));
});
afterEach(() => {
  for (const folder of [root, outside]) rmSync(folder, { recursive: true, force: true });
});

describe('listFiles', () => {
  it('lists what the patterns want, in code unit order, with sizes', () => {
    for (const name of [
      'b.ts',
      'a/z.tsx',
      'a.ts',
      'Z.ts',
      'ä.ts',
      'x.js',
      'x.TS',
      'types.d.ts',
      'node_modules/m/i.ts',
    ]) {
      put(name, name);
    }
    put('.hidden.ts');
    put('.git/x.ts');
    const { files, unreadable } = listFiles(root, CODE);
    expect(files.map((file) => file.path)).toEqual(['Z.ts', 'a.ts', 'a/z.tsx', 'b.ts', 'ä.ts']);
    expect(files[2]).toEqual({ path: 'a/z.tsx', absolute: path.join(root, 'a/z.tsx'), size: 7 });
    expect(unreadable).toEqual([]);
  });

  it('does not take a pattern for direct children as one for everything below', () => {
    put('src/deep/x.ts');
    put('src/y.ts');
    expect(paths({ exclude: ['src/*.ts'] })).toEqual(['src/deep/x.ts']);
  });

  it.each([
    'a b.ts',
    `it's "quoted".ts`,
    'emoji 😀.ts',
    '__proto__.ts',
    'constructor.ts',
    '[id].ts',
    'line\nbreak.ts',
  ])('lists a file named %j', (name) => {
    put(name);
    put(`__proto__/constructor/${name}`);
    expect(paths()).toContain(name);
    expect(paths()).toContain(`__proto__/constructor/${name}`);
  });

  it('names what is too large', () => {
    put('large.ts', 'x'.repeat(100));
    put('small.ts');
    expect(listFiles(root, { ...CODE, maxBytes: 99 })).toMatchObject({
      files: [{ path: 'small.ts' }],
      unreadable: [{ path: 'large.ts', reason: 'too large: 100 bytes, at most 99 are read' }],
    });
  });

  it('names a root that is missing or a file', () => {
    expect(listFiles(path.join(root, 'no'), CODE)).toEqual({
      files: [],
      unreadable: [{ path: '.', reason: 'missing' }],
    });
    expect(listFiles(put('file.ts'), CODE).unreadable).toHaveLength(1);
  });

  it('follows symbolic links inside the root, and no others', () => {
    put('real/a.ts');
    link('real', 'linked');
    link('real/a.ts', 'one.ts');
    writeFileSync(path.join(outside, 'secret.ts'), 'x');
    link(path.join(outside, 'secret.ts'), 'secret.ts');
    link(outside, 'away.ts');
    link('nowhere', 'dangling.ts');
    link('loop.ts', 'loop.ts');
    const { files, unreadable } = listFiles(root, CODE);
    expect(files.map((file) => file.path)).toEqual(['linked/a.ts', 'one.ts', 'real/a.ts']);
    expect(unreadable).toEqual([
      { path: 'away.ts', reason: 'a symbolic link that leads out of the folder' },
      { path: 'dangling.ts', reason: 'missing' },
      { path: 'loop.ts', reason: 'a symbolic link in a circle' },
      { path: 'secret.ts', reason: 'a symbolic link that leads out of the folder' },
    ]);
  });

  it('is not fooled by a sibling whose name begins like the root', () => {
    const sibling = `${root}-sibling`;
    mkdirSync(sibling);
    try {
      writeFileSync(path.join(sibling, 'x.ts'), 'x');
      link(path.join(sibling, 'x.ts'), 'x.ts');
      expect(paths()).toEqual([]);
    } finally {
      rmSync(sibling, { recursive: true });
    }
  });

  it('works below a root that is a symbolic link', () => {
    put('a.ts');
    const alias = path.join(outside, 'alias');
    symlinkSync(root, alias);
    expect(listFiles(alias, CODE).files.map((file) => file.path)).toEqual(['a.ts']);
  });

  it('ends circles, and does not walk every path of folders that link to each other', () => {
    put('a/x.ts');
    link('..', 'a/up');
    const { files, unreadable } = listFiles(root, CODE);
    expect(files.map((file) => file.path)).toEqual(['a/x.ts']);
    expect(unreadable).toEqual([
      { path: 'a/up', reason: 'a symbolic link that leads back to a folder above it' },
    ]);
    for (let from = 0; from < 12; from++) {
      put(`n${from}/x.ts`);
      for (let to = 0; to < 12; to++) if (to !== from) link(`../n${to}`, `n${from}/to${to}`);
    }
    expect(paths().length).toBeLessThan(500);
    expect(paths()).toContain('n11/x.ts');
  });

  it('ignores pipes, and names one that is wanted', () => {
    execFileSync('mkfifo', [path.join(root, 'pipe.ts')]);
    expect(listFiles(root, CODE).unreadable).toEqual([{ path: 'pipe.ts', reason: 'not a regular file' }]);
    expect(readText(path.join(root, 'pipe.ts'))).toEqual({ ok: false, reason: 'not a regular file' });
  });

  it.skipIf(process.getuid?.() === 0)('names a folder without permission', () => {
    put('locked/x.ts');
    execFileSync('chmod', ['000', path.join(root, 'locked')]);
    const { unreadable } = listFiles(root, { include: ['**'], exclude: [] });
    execFileSync('chmod', ['700', path.join(root, 'locked')]);
    expect(unreadable).toEqual([{ path: 'locked', reason: 'not readable: permission denied' }]);
  });
});

describe('readText', () => {
  const utf16 = (text: string, bigEndian: boolean): Uint8Array => {
    const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
    return bigEndian ? bytes.swap16() : bytes;
  };
  const readable: [string, string | Uint8Array, string][] = [
    ['plain', 'let ä = "😀";\r\n', 'let ä = "😀";\r\n'],
    ['empty', '', ''],
    ['UTF-8 with a mark', '\ufefflet a;', 'let a;'],
    ['UTF-16 little-endian', utf16('let ä;', false), 'let ä;'],
    ['UTF-16 big-endian', utf16('let ä;', true), 'let ä;'],
  ];
  it.each(readable)('reads %s', (_, content, text) => {
    expect(readText(put('file', content))).toMatchObject({ ok: true, text });
  });

  const refused: [string, string | Uint8Array, string][] = [
    ['a zero byte', 'a\0b', 'binary: it contains a zero byte'],
    ['Latin-1', Uint8Array.of(0x61, 0xe4, 0x62), 'not valid UTF-8'],
    ['half a character', Uint8Array.of(0xf0, 0x9f), 'not valid UTF-8'],
    ['UTF-16 with a lone surrogate', Uint8Array.of(0xff, 0xfe, 0x00, 0xd8), 'not valid UTF-16LE'],
    ['too many bytes', 'x'.repeat(41), 'too large: 41 bytes, at most 40 are read'],
  ];
  it.each(refused)('refuses %s', (_, content, reason) => {
    expect(readText(put('file', content), 40)).toEqual({ ok: false, reason });
  });

  it('refuses what is missing, a folder, and an impossible path', () => {
    expect(readText(path.join(root, 'no'))).toEqual({ ok: false, reason: 'missing' });
    expect(readText(path.join(put('file'), 'below'))).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/^missing/),
    });
    expect(readText(root)).toEqual({ ok: false, reason: 'not a regular file' });
    expect(readText('a\0b')).toEqual({ ok: false, reason: 'not a valid path' });
    expect(readText('x'.repeat(5000))).toEqual({ ok: false, reason: 'its path is too long' });
  });

  it('gives the bytes with the mark, for hashing', () => {
    const result = readText(put('file', '\ufeffa'));
    expect(result.ok && Buffer.from(result.bytes).toString('hex')).toBe('efbbbf61');
  });
});

it('hashes texts as UTF-8', () => {
  expect(contentHash('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(contentHash('ä')).toBe(contentHash(new TextEncoder().encode('ä')));
});
