import { describe, expect, it } from 'vitest';
import { diffSequences } from '../../server/src/engine/matching/sequenceDiff.ts';
import { slideRemoved } from '../../server/src/engine/matching/slide.ts';
import { createRandom } from '../corpus/random.ts';

const codes = (text: string): Int32Array => Int32Array.from(text, (character) => character.charCodeAt(0));

/** The removed part in brackets: `a[bc]d`. */
function shown(text: string, match: Int32Array): string {
  return Array.from(text, (character, i) => {
    const opens = match[i] < 0 && (i === 0 || match[i - 1] >= 0);
    const closes = match[i] < 0 && (i === text.length - 1 || match[i + 1] >= 0);
    return `${opens ? '[' : ''}${character}${closes ? ']' : ''}`;
  }).join('');
}

/** Sizes of subtrees in preorder: digits, `.` is 1. */
const sizesOf = (text: string): Int32Array =>
  Int32Array.from(text, (digit) => (digit === '.' ? 1 : Number(digit)));

describe('slideRemoved', () => {
  const CASES: readonly { says: string; text: string; sizes: string; match: number[]; is: string }[] = [
    {
      says: 'a run that is whole stays, though it could move',
      text: 'rsxsy',
      sizes: '52.2.',
      match: [0, 1, 2, -1, -1],
      is: 'rsx[sy]',
    },
    {
      says: 'the end of one statement and the beginning of the next become the statement before',
      text: 'rsxsxt',
      sizes: '62.2..',
      match: [0, 1, -1, -1, 2, 3],
      is: 'r[sx]sxt',
    },
    {
      says: 'nothing moves where no place is whole',
      text: 'rsxsx',
      sizes: '54.2.',
      match: [0, 1, -1, -1, 2],
      is: 'rs[xs]x',
    },
    {
      says: 'nothing moves where what is before differs',
      text: 'rqxsx',
      sizes: '52.2.',
      match: [0, 1, -1, -1, 2],
      is: 'rq[xs]x',
    },
    { says: 'nothing is removed', text: 'rs', sizes: '2.', match: [0, 1], is: 'rs' },
    { says: 'everything is removed', text: 'rs', sizes: '2.', match: [-1, -1], is: '[rs]' },
    { says: 'an empty sequence', text: '', sizes: '', match: [], is: '' },
  ];
  it.each(CASES)('$says', ({ text, sizes, match, is }) => {
    const moved = Int32Array.from(match);
    slideRemoved(codes(text), sizesOf(sizes), moved);
    expect(shown(text, moved)).toBe(is);
  });

  it('leaves as many matches, equal and increasing, whatever it is given', () => {
    const random = createRandom('slide');
    for (let round = 0; round < 1000; round++) {
      const { sizes, kinds } = randomTree(random);
      const b = kinds.filter(() => random() > 0.3);
      const a = Int32Array.from(kinds);
      const before = diffSequences(a, Int32Array.from(b));
      const after = before.slice();
      slideRemoved(a, Int32Array.from(sizes), after);
      expect(after.filter((j) => j >= 0)).toEqual(before.filter((j) => j >= 0));
      after.forEach((j, i) => {
        if (j >= 0) expect(b[j]).toBe(a[i]);
      });
    }
  });
});

/** A tree of up to 40 nodes of three kinds, in preorder. */
function randomTree(random: () => number): { sizes: number[]; kinds: number[] } {
  const sizes: number[] = [];
  const kinds: number[] = [];
  const grow = (depth: number): number => {
    const at = sizes.length;
    sizes.push(1);
    kinds.push(Math.floor(random() * 3));
    const parts = depth > 4 || sizes.length > 34 ? 0 : Math.floor(random() * 4);
    for (let i = 0; i < parts && sizes.length < 40; i++) sizes[at] += grow(depth + 1);
    return sizes[at];
  };
  grow(0);
  return { sizes, kinds };
}
