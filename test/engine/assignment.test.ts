import { describe, expect, it } from 'vitest';
import { assign, type Candidate } from '../../server/src/engine/matching/assignment.ts';
import { createRandom } from '../corpus/random.ts';

type Edge = readonly [row: number, column: number, score: number];

const candidates = (edges: readonly Edge[]): Candidate[] =>
  edges.map(([row, column, score]) => ({ row, column, score }));

/** Total of an answer; throws when a pair was not offered or a column is used twice. */
function totalOf(answer: Int32Array, offered: readonly Candidate[]): number {
  const used = new Set<number>();
  let total = 0;
  answer.forEach((column, row) => {
    if (column < 0) return;
    if (used.has(column)) throw new Error(`column ${column} is used twice`);
    used.add(column);
    const scores = offered.filter((one) => one.row === row && one.column === column).map((one) => one.score);
    if (scores.length === 0) throw new Error(`${row} and ${column} were not offered`);
    total += Math.max(...scores);
  });
  return total;
}

/** The best total of all pairings, by trying them. */
function bestTotal(rows: number, offered: readonly Candidate[]): number {
  const used = new Set<number>();
  const from = (row: number): number => {
    if (row === rows) return 0;
    let best = from(row + 1);
    for (const { column, score } of offered.filter((one) => one.row === row)) {
      if (used.has(column)) continue;
      used.add(column);
      best = Math.max(best, score + from(row + 1));
      used.delete(column);
    }
    return best;
  };
  return from(0);
}

describe('assign', () => {
  const CASES: readonly {
    says: string;
    rows: number;
    columns: number;
    edges: readonly Edge[];
    is: number[];
  }[] = [
    { says: 'nothing to pair', rows: 0, columns: 0, edges: [], is: [] },
    { says: 'no candidates', rows: 2, columns: 2, edges: [], is: [-1, -1] },
    { says: 'one pair', rows: 1, columns: 1, edges: [[0, 0, 0.5]], is: [0] },
    {
      says: 'the best total, not the best pair first',
      rows: 2,
      columns: 2,
      edges: [
        [0, 0, 0.9],
        [0, 1, 0.8],
        [1, 0, 0.8],
      ],
      is: [1, 0],
    },
    {
      says: 'a row stays alone rather than lower the total',
      rows: 2,
      columns: 1,
      edges: [
        [0, 0, 0.3],
        [1, 0, 0.9],
      ],
      is: [-1, 0],
    },
    {
      says: 'a chain of rows moves over',
      rows: 3,
      columns: 3,
      edges: [
        [0, 0, 1],
        [0, 1, 0.9],
        [1, 1, 1],
        [1, 2, 0.9],
        [2, 0, 0.5],
        [2, 1, 0.9],
      ],
      is: [0, 2, 1],
    },
    { says: 'a score of 0 is no candidate', rows: 1, columns: 1, edges: [[0, 0, 0]], is: [-1] },
    { says: 'columns may be left over', rows: 1, columns: 5, edges: [[0, 3, 0.1]], is: [3] },
    {
      says: 'the better of two candidates for one pair',
      rows: 2,
      columns: 1,
      edges: [
        [0, 0, 0.2],
        [0, 0, 0.8],
        [1, 0, 0.5],
      ],
      is: [0, -1],
    },
  ];
  it.each(CASES)('$says', ({ rows, columns, edges, is }) => {
    expect([...assign(rows, columns, candidates(edges))]).toEqual(is);
  });

  it('is as good as trying all pairings, with real and with coarse scores', () => {
    const random = createRandom('assignment');
    for (let round = 0; round < 800; round++) {
      const rows = Math.floor(random() * 7);
      const columns = Math.floor(random() * 7);
      const density = 0.2 + 0.8 * random();
      // coarse scores have many ties
      const coarse = round % 2 === 0;
      const edges: Edge[] = [];
      for (let row = 0; row < rows; row++)
        for (let column = 0; column < columns; column++)
          if (random() < density) edges.push([row, column, coarse ? Math.floor(random() * 4) / 4 : random()]);
      const offered = candidates(edges);
      const answer = assign(rows, columns, offered);
      expect(answer).toHaveLength(rows);
      const told = `round ${round}: ${JSON.stringify(edges)}`;
      expect(totalOf(answer, offered), told).toBeCloseTo(bestTotal(rows, offered), 9);
      expect(assign(rows, columns, offered), told).toEqual(answer);
    }
  });

  it('never pairs what lowers the total: a row alone is worth 0', () => {
    const random = createRandom('alone');
    for (let round = 0; round < 100; round++) {
      const edges: Edge[] = Array.from({ length: 12 }, () => [
        Math.floor(random() * 6),
        Math.floor(random() * 2),
        random(),
      ]);
      const offered = candidates(edges);
      const answer = assign(6, 2, offered);
      expect(answer.filter((column) => column >= 0).length).toBeLessThanOrEqual(2);
      expect(totalOf(answer, offered)).toBeCloseTo(bestTotal(6, offered), 9);
    }
  });
});
