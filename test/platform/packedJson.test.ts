import { expect, test } from 'vitest';
import { packJson, unpackJson } from '../../server/src/platform/packedJson.ts';

test('what is packed comes back, and takes less room', () => {
  const value = Array.from({ length: 500 }, (_, i) => ({ input: `[${i}]`, text: 'ä😀"\\', none: null }));
  const packed = packJson(value);
  expect(unpackJson(packed)).toEqual(value);
  expect(packed.byteLength).toBeLessThan(JSON.stringify(value).length / 5);
});

test.each([
  ['cut short', packJson(['a', 'b', 'c']).subarray(0, 5)],
  ['altered', Uint8Array.from([1, 2, 3, 4])],
  ['empty', new Uint8Array()],
])('%s: nothing', (_, bytes) => {
  expect(unpackJson(bytes)).toBeNull();
});
