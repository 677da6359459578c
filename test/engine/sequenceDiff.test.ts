import { describe, expect, it } from 'vitest';
import { diffSequences } from '../../server/src/engine/matching/sequenceDiff.ts';
import { createRandom } from '../corpus/random.ts';

const sequence = (text: string): Int32Array => Int32Array.from(text, (character) => character.charCodeAt(0));

/** What corresponds, as text of the first sequence; throws when the answer is no common subsequence. */
function common(a: Int32Array, b: Int32Array): number {
  const match = diffSequences(a, b);
  if (match.length !== a.length) throw new Error('an element has no answer');
  let last = -1;
  let length = 0;
  match.forEach((j, i) => {
    if (j === -1) return;
    if (j <= last || j >= b.length) throw new Error(`matches do not increase: ${match.join()}`);
    if (a[i] !== b[j]) throw new Error(`${a[i]} is matched with ${b[j]}`);
    last = j;
    length++;
  });
  return length;
}

/** Length of the longest common subsequence (Wagner and Fischer 1974). */
function longestCommon(a: Int32Array, b: Int32Array): number {
  let row = new Int32Array(b.length + 1);
  for (const x of a) {
    const next = new Int32Array(b.length + 1);
    for (let j = 0; j < b.length; j++) next[j + 1] = x === b[j] ? row[j] + 1 : Math.max(row[j + 1], next[j]);
    row = next;
  }
  return row[b.length];
}

function randomSequence(random: () => number, length: number, letters: number): Int32Array {
  return Int32Array.from({ length }, () => Math.floor(random() * letters));
}

describe('diffSequences', () => {
  it.each([
    { a: '', b: '', is: [] },
    { a: 'abc', b: '', is: [-1, -1, -1] },
    { a: '', b: 'abc', is: [] },
    { a: 'abc', b: 'abc', is: [0, 1, 2] },
    { a: 'abc', b: 'xyz', is: [-1, -1, -1] },
    { a: 'abcd', b: 'abxd', is: [0, 1, -1, 3] },
    { a: 'abcd', b: 'acd', is: [0, -1, 1, 2] },
    { a: 'acd', b: 'abcd', is: [0, 2, 3] },
  ])('$a / $b', ({ a, b, is }) => {
    expect([...diffSequences(sequence(a), sequence(b))]).toEqual(is);
  });

  it('matches all of what is identical, at any length', () => {
    const random = createRandom('identical');
    for (const length of [1, 47, 48, 49, 500, 5000]) {
      const a = randomSequence(random, length, 5);
      expect(common(a, a.slice())).toBe(length);
    }
  });

  it('is as long as the longest common subsequence where a gap is small', () => {
    const random = createRandom('small gaps');
    for (let round = 0; round < 1500; round++) {
      const letters = 1 + Math.floor(random() * 6);
      const a = randomSequence(random, Math.floor(random() * 24), letters);
      const b = randomSequence(random, Math.floor(random() * 24), letters);
      expect(common(a, b), `${a.join()} / ${b.join()}`).toBe(longestCommon(a, b));
    }
  });

  it('is a common subsequence where anchors cut a long sequence, and loses little by it', () => {
    const random = createRandom('anchors');
    for (let round = 0; round < 60; round++) {
      const a = randomSequence(random, 100 + Math.floor(random() * 300), 12);
      const kept = Array.from(a).filter(() => random() > 0.08);
      const b = Int32Array.from(
        kept.flatMap((value) => (random() < 0.05 ? [value, Math.floor(random() * 12)] : [value])),
      );
      expect(common(a, b)).toBeGreaterThanOrEqual(0.97 * longestCommon(a, b));
    }
  });

  it('takes a gap that needs too many edits as replaced, and keeps the ends', () => {
    const noise = (from: number): number[] =>
      Array.from({ length: 400 }, (_, i) => from + ((i * 7919) % 400));
    const a = Int32Array.from([1, 2, 3, ...noise(1000), 4, 5, 6]);
    const b = Int32Array.from([1, 2, 3, ...noise(2000), 4, 5, 6]);
    expect(common(a, b)).toBe(6);
  });

  it('ends soon for long sequences without anything in common and for one letter alone', () => {
    const zeros = new Int32Array(30_000);
    expect(common(zeros, new Int32Array(20_000))).toBe(20_000);
    expect(common(zeros, new Int32Array(20_000).fill(1))).toBe(0);
  });

  it('is the same for the same input', () => {
    const random = createRandom('same');
    const a = randomSequence(random, 300, 4);
    const b = randomSequence(random, 280, 4);
    expect(diffSequences(a, b)).toEqual(diffSequences(a.slice(), b.slice()));
  });
});
