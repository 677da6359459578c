import { type AbortSignalLike, firstPlaces, type ScoreTable, type WhatIfTable } from '../engine/index.ts';
import type { Runner } from './analyst.ts';
import { type Judged, type JudgeOptions, judge } from './judge.ts';

/** The statistics of comparisons: seconds of work for thousands of files, so done by threads where there are some. */
export interface Judging {
  judge(table: ScoreTable, options: JudgeOptions, signal?: AbortSignalLike): Promise<Judged>;
  /** See `firstPlaces`. */
  firstPlaces(
    table: WhatIfTable,
    seed: number,
    signal?: AbortSignalLike,
  ): Promise<ReturnType<typeof firstPlaces>>;
}

export function createPooledJudging(runner: Runner): Judging {
  return {
    judge: (table, options, signal) => runner.exec('judge', [table, options], { signal }),
    firstPlaces: (table, seed, signal) => runner.exec('firstPlaces', [table, seed], { signal }),
  };
}

/** Judges in place; for tests and tools. */
export const inlineJudging: Judging = {
  judge: async (table, options) => judge(table, options),
  firstPlaces: async (table, seed) => firstPlaces(table, seed),
};
