import { describe, expect, it } from 'vitest';
import { createTwoTierStore } from '../../server/src/app/twoTierStore.ts';
import { createMemoryStore } from '../../server/src/platform/memoryStore.ts';

const bytes = (length: number, fill = 1): Uint8Array => new Uint8Array(length).fill(fill);

describe('the memory store', () => {
  it('keeps to its budget and forgets what was used longest ago', () => {
    const store = createMemoryStore(10_000);
    for (let index = 0; index < 8; index++) store.set(`key-${index}`, bytes(1000, index));
    store.get('key-0');
    store.set('key-8', bytes(1000, 8));
    expect(store.get('key-0')).toEqual(bytes(1000, 0));
    expect(store.get('key-1')).toBeUndefined();
    expect(store.stats().bytes).toBeLessThanOrEqual(10_000);
    expect(store.stats()).toMatchObject({ hits: 2, misses: 1, entries: 8 });
  });

  it('does not keep a large buffer for a small view of it', () => {
    const store = createMemoryStore(10_000);
    store.set('view', new Uint8Array(new ArrayBuffer(1 << 20), 5, 10));
    expect(store.get('view')?.buffer.byteLength).toBe(10);
  });

  it('refuses what is larger than everything, and keeps nothing with a budget of zero', () => {
    const store = createMemoryStore(1000);
    store.set('small', bytes(10));
    store.set('huge', bytes(2000));
    expect(store.get('huge')).toBeUndefined();
    expect(store.get('small')).toBeDefined();
    const none = createMemoryStore(0);
    none.set('a', bytes(1));
    expect(none.get('a')).toBeUndefined();
  });

  it.each(['__proto__', 'constructor', 'toString', ''])('takes %j for a key like any other', (key) => {
    const store = createMemoryStore(1000);
    expect(store.get(key)).toBeUndefined();
    store.set(key, bytes(3));
    expect(store.get(key)).toEqual(bytes(3));
    store.clear();
    expect(store.stats()).toEqual({ entries: 0, bytes: 0, hits: 0, misses: 0 });
  });
});

describe('the two-tier store', () => {
  it('asks memory, then disk, and keeps in memory what disk had', () => {
    const memory = createMemoryStore(10_000);
    const disk = createMemoryStore(10_000);
    disk.set('far', bytes(2));
    const store = createTwoTierStore(memory, disk);
    expect(store.get('far')).toEqual(bytes(2));
    expect(store.get('far')).toEqual(bytes(2));
    expect(store.get('none')).toBeUndefined();
    store.set('new', bytes(3));
    expect(disk.get('new')).toEqual(bytes(3));
    expect(store.get('new')).toEqual(bytes(3));
    expect(store.counts()).toEqual({ memoryHits: 2, diskHits: 1, misses: 1 });
  });

  it('works without a disk', () => {
    const store = createTwoTierStore(createMemoryStore(10_000), undefined);
    store.set('a', bytes(1));
    expect(store.get('a')).toEqual(bytes(1));
    expect(store.get('b')).toBeUndefined();
  });
});
