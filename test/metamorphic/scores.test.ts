import { afterAll, describe, expect, test } from 'vitest';
import { type CorpusFile, corpusFiles } from '../corpus/files.ts';
import {
  type MutationSeries,
  mutationFigures,
  mutationSeries,
  type SingleMutation,
  singleMutations,
} from '../corpus/mutationScores.ts';
import { pythonFiles } from '../corpus/python.ts';
import { createTextScorer } from '../corpus/score.ts';
import { pointsError, type Scored, STATEMENTS } from '../corpus/statements.ts';

const SLOW = 120_000;
const scorer = createTextScorer();
afterAll(() => scorer.close());

/** A slice of the corpus that is quick to score: short files of every package. */
const files: CorpusFile[] = corpusFiles({ perPackage: 5 })
  .filter(({ text }) => text.split('\n').length <= 220)
  .slice(0, 40);

describe('statements about real code', () => {
  test.each(STATEMENTS.map((statement) => [statement.id, statement] as const))(
    '%s',
    async (_, { pairs, figures }) => {
      const scored: Scored[] = [];
      for (const pair of await pairs(files, pythonFiles())) {
        scored.push({ ...pair, document: await scorer.scoreTexts(pair.golden, pair.generated) });
      }
      expect(scored.length).toBeGreaterThan(5);
      const broken = figures(scored).filter(({ holds }) => !holds);
      const listed = scored.map(({ golden, document }) => `${document.overall} ${golden.path}`).sort();
      expect(broken, listed.join('\n')).toEqual([]);
      for (const { golden, document } of scored)
        expect(pointsError(document), golden.path).toBeLessThan(1e-6);
    },
    SLOW,
  );
});

test(
  'mutations cost points and are found',
  async () => {
    const series: MutationSeries[] = [];
    const singles: SingleMutation[] = [];
    for (const file of files.filter((_, index) => index % 3 === 0)) {
      const found = await mutationSeries(file, scorer);
      if (found) series.push(found);
      singles.push(...(await singleMutations(file, scorer, 2)));
    }
    expect(series.length).toBeGreaterThan(3);
    const missed = singles.filter(({ covered }) => !covered);
    const listed = missed.map(({ golden, operator, line }) => `${golden.path}:${line + 1} ${operator}`);
    expect(
      mutationFigures(series, singles).filter(({ holds }) => !holds),
      listed.join('\n'),
    ).toEqual([]);
  },
  SLOW,
);
