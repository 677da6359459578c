import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
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
  // Only a comment and a line end differ, so no run waits for the embedding model.
  for (const letter of 'abcdefgh') {
    place.write(`golden/${letter}.ts`, ordinary(`letter${letter}`));
    place.write(
      `generated/${letter}.ts`,
      ordinary(`letter${letter}`).replace('/** Adds up what counts. */\n', ''),
    );
  }
  place.letEverybodyIn();
  right = (await evaluate('--no-cache')).stdout;
});
afterAll(() => place.remove());

function evaluate(...more: string[]): Promise<Finished> {
  return place.run(['evaluate', 'golden', 'generated', '--no-behaviour', '--json', ...more]);
}

/** The right results, and one warning about the cache. */
function expectWarned({ code, stdout, stderr }: Finished): void {
  expect(linesOf(stderr)).toEqual([expect.stringMatching(/^fern: The cache in .* can't be used/)]);
  expect(stdout).toBe(right);
  expect(code).toBe(0);
}

describe.concurrent('a cache that can not be used costs time, nothing else', () => {
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
      await place.run(
        ['evaluate', 'golden', 'generated', '--no-behaviour', '--json', '--cache-dir', folder],
        PLAIN_USER,
      ),
    );
    expect(entriesBelow(folder)).toEqual([]);
  });

  test('--quiet does not speak of it', async () => {
    const { stderr, stdout, code } = await evaluate(
      '--quiet',
      '--cache-dir',
      join(place.folder, 'golden/a.ts'),
    );
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout).toBe(right);
  });
});

describe.concurrent('a damaged cache', () => {
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

  let sound: Buffer;
  const damage = (name: string): string => {
    const cache = join(place.folder, `cache-${name.replaceAll(' ', '-')}`);
    mkdirSync(join(cache, 'store-v1'), { recursive: true });
    writeFileSync(join(cache, 'store-v1', 'data.mdb'), damages[name](sound));
    return cache;
  };
  beforeAll(async () => {
    await evaluate();
    sound = readFileSync(join(place.cache, 'store-v1', 'data.mdb'));
  });

  test.each(Object.keys(damages))('%s gives right results', async (name) => {
    const { code, signal, stdout, stderr } = await evaluate('--cache-dir', damage(name));
    expect(stderr).not.toMatch(/fault of Fern|^\s+at /m);
    expect({ code, signal, same: stdout === right }).toEqual({ code: 0, signal: null, same: true });
  });

  test('clearing it starts it anew', async () => {
    const cache = damage('random bytes all over');
    expect((await place.run(['cache', 'clear', '--cache-dir', cache])).code).toBe(0);
    for (let i = 0; i < 2; i++) {
      const { stderr, stdout } = await evaluate('--cache-dir', cache);
      expect({ stderr, same: stdout === right }).toEqual({ stderr: '', same: true });
    }
  });
});

describe('a full disk', () => {
  let mount = '';
  const mounted = (): boolean => mount !== '';
  /** Empties it and gives it another size. */
  const resize = (kilobytes: number): void => {
    for (const name of readdirSync(mount)) rmSync(join(mount, name), { recursive: true });
    const { status, stderr } = spawnSync('mount', ['-o', `remount,size=${kilobytes}k`, mount], {
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
  };
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
    for (const kilobytes of [4, 80, 160]) {
      resize(kilobytes);
      const cache = join(mount, 'cache');
      const run = await evaluate('--cache-dir', cache);
      expect(run.stderr, `${kilobytes} KB`).not.toMatch(/fault of Fern|^\s+at /m);
      expect({ code: run.code, signal: run.signal, same: run.stdout === right }, `${kilobytes} KB`).toEqual({
        code: 0,
        signal: null,
        same: true,
      });
    }
  });

  test('for results is one line and leaves no half file', async (context) => {
    if (!mounted()) context.skip();
    resize(4);
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
