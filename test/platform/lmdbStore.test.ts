import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { storeFolder } from '../../server/src/platform/lmdbFolder.ts';
import { type DiskStore, openStore } from '../../server/src/platform/lmdbStore.ts';
import { buildScript } from './support/build.ts';

vi.setConfig({ testTimeout: 60_000 });

let cacheDir: string;
let stores: DiskStore[];
let warnings: string[];

const bytes = (seed: number, length = 1536): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => (seed * 31 + index * 7) % 256);
/** Far faster than toEqual on long arrays. */
const same = (value: Uint8Array | undefined, expected: Uint8Array): boolean =>
  value !== undefined && Buffer.compare(value, expected) === 0;
const dataFile = (): string => path.join(storeFolder(cacheDir), 'data.mdb');

function open(maxBytes = 64 << 20, dir = cacheDir): DiskStore {
  const store = openStore({ cacheDir: dir, maxBytes, warn: (message) => warnings.push(message) });
  stores.push(store);
  return store;
}

function filled(count: number, from = 0): void {
  const store = open();
  for (let index = from; index < from + count; index++) store.set(`key-${index}`, bytes(index));
  store.close();
}

beforeEach(() => {
  cacheDir = mkdtempSync(path.join(tmpdir(), 'fern-store-'));
  stores = [];
  warnings = [];
});
afterEach(() => {
  vi.useRealTimers();
  for (const store of stores) store.close();
  rmSync(cacheDir, { recursive: true, force: true });
});

describe('a sound store', () => {
  it('gives back what was set: at once, after a flush, and after it was opened again', () => {
    const entries: [string, Uint8Array][] = [
      ['a', bytes(1)],
      ['empty', new Uint8Array()],
      ['large', bytes(2, 300_000)],
      ['__proto__', bytes(3)],
      ['constructor', bytes(4, 5)],
      ['ключ 😀 \0', bytes(5)],
    ];
    const first = open();
    for (const [key, value] of entries) {
      first.set(key, value);
      expect(same(first.get(key), value)).toBe(true);
    }
    first.flush();
    for (const [key, value] of entries) expect(same(first.get(key), value)).toBe(true);
    first.close();
    const second = open();
    for (const [key, value] of entries) expect(same(second.get(key), value)).toBe(true);
    expect(second.get('missing')).toBeUndefined();
    expect(second.get('toString')).toBeUndefined();
    expect(second.get('')).toBeUndefined();
    expect(second.get('k'.repeat(5000))).toBeUndefined();
    expect(warnings).toEqual([]);
  });

  it('hands out copies on which a Float32Array fits', () => {
    filled(3);
    const store = open();
    const one = store.get('key-1')!;
    const two = store.get('key-2')!;
    expect(same(one, bytes(1))).toBe(true);
    expect(same(two, bytes(2))).toBe(true);
    expect(new Float32Array(one.buffer, one.byteOffset, one.byteLength / 4)).toHaveLength(384);
  });

  it('counts hits, misses and entries over several runs', () => {
    filled(10);
    const store = open();
    for (let index = 5; index < 15; index++) store.get(`key-${index}`);
    expect(store.stats()).toMatchObject({ onDisk: true, entries: 10, hits: 5, misses: 5 });
    store.close();
    const stats = open().stats();
    expect(stats).toMatchObject({ hits: 5, misses: 5, maxBytes: 64 << 20, folder: storeFolder(cacheDir) });
    expect(stats.bytes).toBeGreaterThan(10 * 1536);
  });

  it('is private and versioned', () => {
    filled(1);
    expect(statSync(storeFolder(cacheDir)).mode & 0o777).toBe(0o700);
    expect(path.basename(storeFolder(cacheDir))).toMatch(/v\d+$/);
  });

  it('clears everything and frees the disk', () => {
    filled(3000);
    const before = statSync(dataFile()).size;
    const store = open();
    store.clear();
    expect(store.stats()).toMatchObject({ entries: 0, hits: 0, misses: 0, onDisk: true });
    expect(store.get('key-1')).toBeUndefined();
    store.set('key-1', bytes(9));
    store.close();
    expect(statSync(dataFile()).size).toBeLessThan(before / 10);
    expect(same(open().get('key-1'), bytes(9))).toBe(true);
  });

  it('keeps nothing with a budget of zero', () => {
    const store = open(0);
    store.set('a', bytes(1));
    expect(store.get('a')).toBeUndefined();
    expect(existsSync(storeFolder(cacheDir))).toBe(false);
    expect(warnings).toEqual([]);
  });
});

describe('the budget', () => {
  it('is kept, and what was used longest ago goes first', async () => {
    const budget = 8 << 20;
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime(new Date('2030-01-01T00:00:00Z'));
    const old = open(budget);
    for (let index = 0; index < 1500; index++) old.set(`old-${index}`, bytes(index));
    old.close();
    vi.setSystemTime(new Date('2030-01-02T00:00:00Z'));
    const store = open(budget);
    for (let index = 0; index < 100; index++) store.get(`old-${index}`);
    for (let index = 0; index < 1700; index++) {
      store.set(`new-${index}`, bytes(index));
      if (index % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    store.close();
    const after = open(budget);
    expect(after.stats().bytes).toBeLessThanOrEqual(budget);
    expect(after.stats().bytes).toBeGreaterThan(budget * 0.6);
    const kept = (name: string, from: number, to: number): number => {
      let count = 0;
      for (let index = from; index < to; index++) if (after.get(`${name}-${index}`)) count++;
      return count;
    };
    expect(kept('old', 0, 100)).toBe(100);
    expect(kept('new', 0, 1700)).toBe(1700);
    expect(kept('old', 100, 1500)).toBeLessThan(1000);
    expect(statSync(dataFile()).size).toBeLessThan(budget * 1.5);
    expect(warnings).toEqual([]);
  });
});

describe('several processes', () => {
  let script: string;
  beforeAll(async () => {
    script = await buildScript('test/platform/support/storeHost.ts');
  });

  const host = (name: string, entries = 0) =>
    spawn(process.execPath, [script, cacheDir, name, String(entries)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });

  it('share a store', async () => {
    const output = ['a', 'b'].map(async (name) => {
      const child = host(name, 3000);
      let text = '';
      child.stdout.on('data', (data) => {
        text += data;
      });
      await once(child, 'exit');
      return text;
    });
    const here = open();
    for (let index = 0; index < 1000; index++) {
      here.set(`here-${index}`, bytes(index));
      if (index % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    for (const text of await Promise.all(output)) expect(text).toBe('working\nclosed\n');
    for (let index = 0; index < 3000; index++) {
      expect(here.get(`a-${index}`)?.[0]).toBe(index % 251);
      expect(here.get(`b-${index}`)?.[0]).toBe(index % 251);
    }
    // What this process has set is written a moment later.
    await expect.poll(() => here.stats().entries, { timeout: 20_000 }).toBe(7000);
    expect(warnings).toEqual([]);
  }, 60_000);

  it('survive that one of them is killed at any moment', async () => {
    for (let round = 0; round < 5; round++) {
      const child = host(`round${round}`);
      await once(child.stdout, 'data');
      await new Promise((resolve) => setTimeout(resolve, 13 * round));
      child.kill('SIGKILL');
      await once(child, 'exit');
      const store = open();
      store.set(`after-${round}`, bytes(round));
      store.flush();
      for (let index = 0; index < 300; index++) {
        expect(same(store.get(`round${round}-${index}`), new Uint8Array(1500).fill(index % 251))).toBe(true);
      }
      expect(same(store.get(`after-${round}`), bytes(round))).toBe(true);
      store.close();
    }
    expect(warnings).toEqual([]);
  }, 30_000);
});

describe('an unusable folder', () => {
  const damages: [string, () => void][] = [
    ['text in place of the file', () => writeFileSync(dataFile(), 'garbage')],
    ['noise in place of the file', () => writeFileSync(dataFile(), bytes(7, 1 << 20))],
    ['zeros in place of the file', () => writeFileSync(dataFile(), new Uint8Array(1 << 20))],
    [
      'a file that was cut in the middle',
      () => truncateSync(dataFile(), Math.floor(statSync(dataFile()).size / 2)),
    ],
    ['a file without its last pages', () => truncateSync(dataFile(), statSync(dataFile()).size - 3 * 4096)],
    [
      'noise in the middle',
      () => {
        const data = readFileSync(dataFile());
        data.set(bytes(5, data.length - 60_000), 30_000);
        writeFileSync(dataFile(), data);
      },
    ],
  ];
  it.each(damages)('%s: at most one warning, no wrong value, and it goes on working', (_, damage) => {
    filled(2000);
    damage();
    const store = open();
    let found = 0;
    for (let index = 0; index < 2000; index++) {
      const value = store.get(`key-${index}`);
      if (!value) continue;
      found++;
      expect(same(value, bytes(index))).toBe(true);
    }
    for (let index = 0; index < 300; index++) store.set(`later-${index}`, bytes(index));
    store.flush();
    for (let index = 0; index < 300; index++)
      expect(same(store.get(`later-${index}`), bytes(index))).toBe(true);
    expect(found).toBeLessThan(2000);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/can't be used.*fern cache clear/);
    store.clear();
    store.set('fresh', bytes(1));
    store.close();
    expect(same(open().get('fresh'), bytes(1))).toBe(true);
    expect(warnings).toHaveLength(1);
  });

  it('is told when a file stands in its place', () => {
    const file = path.join(cacheDir, 'file');
    writeFileSync(file, '');
    const store = open(1 << 20, file);
    store.set('a', bytes(1));
    expect(same(store.get('a'), bytes(1))).toBe(true);
    expect(store.stats()).toMatchObject({ onDisk: false, entries: 1 });
    store.clear();
    expect(store.get('a')).toBeUndefined();
    store.close();
    expect(warnings).toHaveLength(1);
  });

  it('never returns a value whose bytes were changed on disk', () => {
    const store = open();
    const marker = bytes(77, 1500);
    store.set('marked', marker);
    store.close();
    const data = readFileSync(dataFile());
    const at = data.indexOf(Buffer.from(marker.subarray(100, 900)));
    expect(at).toBeGreaterThan(0);
    for (
      let from = 0, hit = at;
      hit >= 0;
      from = hit + 1, hit = data.indexOf(Buffer.from(marker.subarray(100, 900)), from)
    ) {
      data[hit + 50]! ^= 1;
    }
    writeFileSync(dataFile(), data);
    expect(open().get('marked')).toBeUndefined();
  });

  const canMount = ((): boolean => {
    const dir = mkdtempSync(path.join(tmpdir(), 'fern-mount-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', dir], { stdio: 'ignore' });
      execFileSync('umount', [dir]);
      return true;
    } catch {
      return false;
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  })();

  describe.runIf(canMount)('on a small disk', () => {
    let disk: string;
    const mount = (options: string): void => {
      disk = path.join(cacheDir, 'disk');
      mkdirSync(disk, { recursive: true });
      execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', disk]);
    };
    afterEach(() => {
      for (const store of stores) store.close();
      execFileSync('umount', [disk]);
    });

    it('that fills up: one warning, what was written stays readable', () => {
      mount('size=3m');
      const store = open(64 << 20, disk);
      for (let index = 0; index < 4000; index++) store.set(`key-${index}`, bytes(index));
      store.flush();
      for (let index = 0; index < 4000; index++) {
        const value = store.get(`key-${index}`);
        if (value) expect(same(value, bytes(index))).toBe(true);
      }
      expect(same(store.get('key-1'), bytes(1))).toBe(true);
      store.close();
      expect(warnings).toHaveLength(1);
    });

    it('that is full already', () => {
      mount('size=64k');
      writeFileSync(path.join(disk, 'full'), new Uint8Array(60 << 10));
      const store = open(64 << 20, disk);
      store.set('a', bytes(1));
      expect(same(store.get('a'), bytes(1))).toBe(true);
      expect(warnings).toHaveLength(1);
    });

    it('that is read-only', () => {
      mount('size=3m');
      filled(0);
      execFileSync('mount', ['-o', 'remount,ro', disk]);
      const store = open(64 << 20, disk);
      store.set('a', bytes(1));
      expect(same(store.get('a'), bytes(1))).toBe(true);
      expect(warnings).toHaveLength(1);
    });
  });
});

it('finds everything while it is mapped anew many times', () => {
  filled(6000);
  const store = open();
  let found = 0;
  for (let round = 0; round < 3; round++) {
    for (let index = 0; index < 6000; index++) if (store.get(`key-${(index * 1009) % 6000}`)) found++;
  }
  expect(found).toBe(18_000);
  expect(warnings).toEqual([]);
});
