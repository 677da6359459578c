import { expect, test } from 'vitest';
import { packValue, unpackValue } from '../../server/src/platform/lmdbRecords.ts';

/** What lmdb hands out: a large buffer whose `length` it sets, sliced as newer Node.js do, by its real length. */
function handedOut(packed: Buffer): Buffer {
  const large = Buffer.alloc(4096, 7);
  large.set(packed);
  const subarray = (start = 0, end = large.byteLength): Buffer =>
    Buffer.from(large.buffer, large.byteOffset + start, end - start);
  Object.defineProperty(large, 'length', { value: packed.length });
  Object.defineProperty(large, 'subarray', { value: subarray });
  return large;
}

test('a value comes back as it was, and no byte more', () => {
  const value = Uint8Array.from({ length: 12 }, (_, i) => i * 3);
  const packed = packValue('key', value);
  expect(unpackValue('key', packed)).toEqual(value);
  expect(unpackValue('key', handedOut(packed))).toEqual(value);
});

test('a value under another key, cut short or altered is a miss', () => {
  const packed = packValue('key', Uint8Array.from([1, 2, 3]));
  expect(unpackValue('other', packed)).toBeUndefined();
  expect(unpackValue('key', packed.subarray(0, 6))).toBeUndefined();
  expect(unpackValue('key', packed.subarray(0, 3))).toBeUndefined();
  packed[5] ^= 1;
  expect(unpackValue('key', packed)).toBeUndefined();
});
