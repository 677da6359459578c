import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  canBePlainUser,
  createWorkplace,
  entriesBelow,
  type Finished,
  linesOf,
  PLAIN_USER,
  PROGRAM,
  type Workplace,
} from '../helpers/cli.ts';
import { ordinary } from './hostile.ts';

let place: Workplace;
/** The document of a run that nothing was wrong with. */
let right = '';

beforeAll(async () => {
  place = createWorkplace();
  for (const word of ['one', 'two', 'three']) {
    place.write(`golden/${word}.ts`, ordinary(word));
    place.write(
      `generated/${word}.ts`,
      ordinary(word).replace('total += line.amount', 'total -= line.amount'),
    );
  }
  place.letEverybodyIn();
  right = (await evaluate('--no-cache')).stdout;
});
afterAll(() => place.remove());

function evaluate(...more: string[]): Promise<Finished> {
  return place.run(['evaluate', 'golden', 'generated', '--json', ...more]);
}

/** The right results, and one warning about the cache. */
function expectWarned({ code, stdout, stderr }: Finished): void {
  expect(linesOf(stderr)).toEqual([expect.stringMatching(/^fern: The cache in .* can't be used/)]);
  expect(stdout).toBe(right);
  expect(code).toBe(0);
}

describe('a cache that can not be used costs time, nothing else', () => {
  test('its folder is a file', async () => {
    expectWarned(await evaluate('--cache-dir', place.write('file', 'text')));
  });

  test('the store in it is a file', async () => {
    place.write('odd/store-v1', 'text');
    expectWarned(await evaluate('--cache-dir', join(place.folder, 'odd')));
  });

  test.skipIf(!canBePlainUser())('its folder is read-only', async () => {
    const folder = join(place.folder, 'closed');
    mkdirSync(folder);
    chmodSync(folder, 0o555);
    expectWarned(
      await place.run(['evaluate', 'golden', 'generated', '--json', '--cache-dir', folder], PLAIN_USER),
    );
    expect(entriesBelow(folder)).toEqual([]);
  });

  test('--quiet does not speak of it', async () => {
    const { stderr, stdout, code } = await evaluate(
      '--quiet',
      '--cache-dir',
      join(place.folder, 'golden/one.ts'),
    );
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout).toBe(right);
  });
});

describe('a damaged cache', () => {
  const damages: Record<string, (bytes: Buffer) => Buffer> = {
    'random bytes all over': (bytes) => bytes.map((_, i) => (i * 7919 + (i >> 8) * 104_729) % 251) as Buffer,
    'cut off in the middle': (bytes) => bytes.subarray(0, bytes.length >> 1),
    'cut off in the first page': (bytes) => bytes.subarray(0, 100),
    'zeros behind the header': (bytes) => Buffer.from(bytes).fill(0, 8192),
    'noise behind the header': (bytes) =>
      Buffer.from(bytes).map((byte, i) => (i < 8192 ? byte : (i * 31) % 256)) as Buffer,
    'a flipped bit in every page': (bytes) =>
      Buffer.from(bytes).map((byte, i) => (i > 8192 && i % 4096 === 2000 ? byte ^ 4 : byte)) as Buffer,
    'a text': () => Buffer.from('not a database '.repeat(2000)),
  };

  test.each(Object.keys(damages))('%s gives right results', async (name) => {
    const cache = join(place.folder, `cache-${name.replaceAll(' ', '-')}`);
    expect((await evaluate('--cache-dir', cache)).stdout).toBe(right);
    const data = join(cache, 'store-v1', 'data.mdb');
    writeFileSync(data, damages[name](readFileSync(data)));
    const after = await evaluate('--cache-dir', cache);
    expect(after.stderr).not.toMatch(/fault of Fern|^\s+at /m);
    expect({ code: after.code, signal: after.signal, same: after.stdout === right }).toEqual({
      code: 0,
      signal: null,
      same: true,
    });
    expect((await place.run(['cache', 'clear', '--cache-dir', cache])).code).toBe(0);
    const anew = await evaluate('--cache-dir', cache);
    expect({ stderr: anew.stderr, same: anew.stdout === right }).toEqual({ stderr: '', same: true });
  });
});

describe('a full disk', () => {
  let mount = '';
  const mounted = (): boolean => mount !== '';
  beforeAll(() => {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) return;
    const folder = join(place.folder, 'small');
    mkdirSync(folder);
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]).status === 0) mount = folder;
  });
  afterAll(() => {
    if (mounted()) spawnSync('umount', ['-l', mount]);
  });

  test('for the cache is a warning, at whatever point it gets full', async (context) => {
    if (!mounted()) context.skip();
    for (const kilobytes of [4, 64, 100, 160, 300]) {
      spawnSync('mount', ['-o', `remount,size=${kilobytes}k`, mount]);
      const cache = join(mount, 'cache');
      const run = await evaluate('--cache-dir', cache);
      expect(run.stderr, `${kilobytes} KB`).not.toMatch(/fault of Fern|^\s+at /m);
      expect({ code: run.code, signal: run.signal, same: run.stdout === right }, `${kilobytes} KB`).toEqual({
        code: 0,
        signal: null,
        same: true,
      });
      await place.run(['cache', 'clear', '--cache-dir', cache]);
    }
  });

  test('for results is one line and leaves no half file', async (context) => {
    if (!mounted()) context.skip();
    spawnSync('mount', ['-o', 'remount,size=8k', mount]);
    const target = join(mount, 'report.json');
    const { code, stderr } = await evaluate('--output', target);
    expect(stderr).toBe(`fern: ${target} can't be written: the disk is full\n`);
    expect(code).toBe(2);
    expect(entriesBelow(mount).filter((name) => name.startsWith('report'))).toEqual([]);
  });

  test.skipIf(!existsSync('/dev/full'))('for standard output is one line', () => {
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(process.execPath, [PROGRAM, 'config', 'schema'], {
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    });
    closeSync(full);
    expect(linesOf(stderr)).toEqual([expect.stringMatching(/standard output.*no space left/i)]);
    expect(status).toBe(2);
    expect(statSync('/dev/full').isCharacterDevice()).toBe(true);
  });
});
