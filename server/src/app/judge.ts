import { compareScores, decide, type ScoreTable, statementOf } from '../engine/index.ts';
import type { ModelPair, Verdict } from '../protocol/documents.ts';
import { round } from './documents.ts';

/** What the statistics say of models' scores, in the words of the documents. */
export interface Judged {
  readonly winner: string | null;
  readonly confidence: number | null;
  readonly margin: number | null;
  readonly verdict: Verdict;
  readonly statement: string;
  /** Best first. */
  readonly models: readonly JudgedModel[];
  readonly pairs: readonly ModelPair[];
}

export interface JudgedModel {
  readonly model: string;
  /** Equal means share a rank. */
  readonly rank: number;
  readonly rank_interval: [number, number];
  readonly mean: number;
  readonly interval: [number, number];
  readonly p_best: number;
}

export interface JudgeOptions {
  /** Smaller differences do not matter. */
  readonly margin: number;
  /** What a task is called: `file`. */
  readonly task: string;
}

/** All resamples and drawn sign patterns come from it: same scores, same verdict. */
const SEED = 7;

/** @param table with at least one model and one task */
export function judge(table: ScoreTable, { margin, task }: JudgeOptions): Judged {
  const compared = compareScores(table, { margin, seed: SEED });
  const decision = decide(compared);
  const names = compared.order.map((model) => table.models[model]);
  const means = compared.models.map(({ mean }) => round(mean));
  const isWon = decision.verdict === 'winner';
  return {
    winner: isWon ? names[0] : null,
    confidence: names.length < 2 ? null : round(compared.models[0].best),
    margin: names.length < 2 ? null : round(means[0] - means[1]),
    verdict: decision.verdict,
    statement: statementOf({ names, compared, decision, task }),
    models: compared.models.map(({ interval, rankInterval, best }, rank) => ({
      model: names[rank],
      rank: 1 + means.indexOf(means[rank]),
      rank_interval: [...rankInterval],
      mean: means[rank],
      interval: rounded(interval),
      p_best: round(best),
    })),
    pairs: compared.pairs.map((pair) => ({
      a: names[pair.a],
      b: names[pair.b],
      difference: round(means[pair.a] - means[pair.b]),
      interval: rounded(pair.interval),
      p_value: round(pair.pValue),
      p_adjusted: round(pair.adjusted),
      cliffs_delta: round(pair.cliffsDelta),
      wins: pair.wins,
      losses: pair.losses,
      ties: pair.ties,
      verdict: pair.verdict,
    })),
  };
}

function rounded([low, high]: readonly [number, number]): [number, number] {
  return [round(low), round(high)];
}
