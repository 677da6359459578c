import { describe, expect, it } from 'vitest';
import { hashText, Random } from '../../server/src/engine/random.ts';

describe('Random', () => {
  it('is the same everywhere', () => {
    const random = new Random(42);
    expect([random.next(), random.int(1, 100), random.pick(['a', 'b', 'c']), random.chance(0.5)]).toEqual([
      0.6011037519201636,
      45,
      'c',
      false,
    ]);
  });

  it('stays within its bounds', () => {
    const random = new Random(7);
    const drawn = random.times(1000, () => random.int(-2, 3));
    expect([Math.min(...drawn), Math.max(...drawn)]).toEqual([-2, 3]);
  });

  it('shuffles without loss, and not in place', () => {
    const list = [1, 2, 3, 4, 5];
    expect(new Random(3).shuffled(list).sort()).toEqual([1, 2, 3, 4, 5]);
    expect(list).toEqual([1, 2, 3, 4, 5]);
  });

  it('hashes as FNV-1a does', () => {
    expect([hashText(''), hashText('a'), hashText('foobar')]).toEqual([0x811c9dc5, 0xe40c292c, 0xbf9cf968]);
  });
});
