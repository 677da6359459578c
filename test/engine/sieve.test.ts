import { describe, expect, it } from 'vitest';
import type { Features } from '../../server/src/engine/matching/features.ts';
import { sieve } from '../../server/src/engine/matching/sieve.ts';
import { createRandom } from '../corpus/random.ts';

/** A bag as `id: count`. */
function bag(counts: Readonly<Record<number, number>>): Features {
  const ids = Object.keys(counts)
    .map(Number)
    .sort((a, b) => a - b);
  return { ids: Int32Array.from(ids), counts: Float32Array.from(ids, (id) => counts[id]) };
}

/** The definition, every row held against every column. */
function cosines(rows: readonly Features[], columns: readonly Features[]): number[][] {
  const all = [...rows, ...columns];
  const weigh = ({ ids, counts }: Features): Map<number, number> => {
    const weights = new Map<number, number>();
    ids.forEach((id, i) => {
      const frequency = all.filter((other) => other.ids.includes(id)).length;
      weights.set(id, (1 + Math.log(counts[i])) * Math.log((all.length + 1) / frequency));
    });
    const length = Math.sqrt([...weights.values()].reduce((sum, weight) => sum + weight ** 2, 0));
    for (const [id, weight] of weights) weights.set(id, weight / length);
    return weights;
  };
  const right = columns.map(weigh);
  return rows.map(weigh).map((left) =>
    right.map((other) => {
      let sum = 0;
      for (const [id, weight] of left) sum += weight * (other.get(id) ?? 0);
      return sum;
    }),
  );
}

describe('sieve', () => {
  const A = bag({ 1: 2, 2: 1, 3: 4 });
  const B = bag({ 4: 1, 5: 3 });

  it.each([
    { says: 'identical bags', rows: [A, B], columns: [B, A], is: ['0 1 1.000', '1 0 1.000'] },
    { says: 'nothing in common', rows: [A], columns: [B], is: [] },
    { says: 'no rows', rows: [], columns: [A], is: [] },
    { says: 'no columns', rows: [A], columns: [], is: [] },
    { says: 'an empty bag', rows: [bag({})], columns: [bag({}), A], is: [] },
    // weights by hand: ids 1 and 2 are in 3 and 1 of 3 bags: ln(4/3), ln(4)
    {
      says: 'what is rare says more than what is in every file',
      rows: [bag({ 1: 1, 2: 1 })],
      columns: [bag({ 1: 1 }), bag({ 1: 1, 3: 1 })],
      is: ['0 0 0.203', '0 1 0.041'],
    },
  ])('$says', ({ rows, columns, is }) => {
    expect(sieve(rows, columns, 9).map((c) => `${c.row} ${c.column} ${c.score.toFixed(3)}`)).toEqual(is);
  });

  it('keeps the best `top` of each row, best first, ties by column', () => {
    const columns = [bag({ 1: 1 }), bag({ 1: 1, 2: 1 }), bag({ 1: 1 }), bag({ 1: 1, 2: 1, 3: 1 })];
    const found = sieve([bag({ 1: 1 }), bag({ 2: 1, 3: 1 })], columns, 2);
    expect(found.map(({ row, column }) => [row, column])).toEqual([
      [0, 0],
      [0, 2],
      [1, 3],
      [1, 1],
    ]);
  });

  it('is the cosine by its definition', () => {
    const random = createRandom('sieve');
    const randomBag = (): Features =>
      bag(
        Object.fromEntries(
          Array.from({ length: 1 + Math.floor(random() * 8) }, () => [
            Math.floor(random() * 40) - 20,
            1 + Math.floor(random() * 9),
          ]),
        ),
      );
    for (let round = 0; round < 40; round++) {
      const rows = Array.from({ length: 1 + Math.floor(random() * 8) }, randomBag);
      const columns = Array.from({ length: 1 + Math.floor(random() * 8) }, randomBag);
      const expected = cosines(rows, columns);
      const found = sieve(rows, columns, columns.length);
      expect(found).toHaveLength(expected.flat().filter((value) => value > 0).length);
      for (const { row, column, score } of found) expect(score).toBeCloseTo(expected[row][column], 9);
      for (let i = 1; i < found.length; i++) {
        const [before, after] = [found[i - 1], found[i]];
        const ordered =
          before.row < after.row ||
          (before.row === after.row &&
            (before.score > after.score || (before.score === after.score && before.column < after.column)));
        expect(ordered).toBe(true);
      }
    }
  });

  it('looks for no candidates by what is in more than 64 columns and a quarter of them', () => {
    const columns = Array.from({ length: 100 }, (_, i) => bag({ 1: 1, [1000 + i]: 1 }));
    expect(sieve([bag({ 1: 1 })], columns, 9)).toEqual([]);
    const [found] = sieve([bag({ 1: 1, 1007: 1 })], columns, 9);
    expect([found.row, found.column]).toEqual([0, 7]);
    const few = sieve([bag({ 1: 1 })], columns.slice(0, 64), 9);
    expect(few).toHaveLength(9);
  });
});
