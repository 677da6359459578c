import type { AbortSignalLike, EngineSettings, FileExplanation } from '../engine/index.ts';
import type { Accepted } from './accepted.ts';
import type { ApplicationParts } from './application.ts';
import type { Judging } from './judging.ts';
import type { PairRequest } from './ports.ts';
import type { Scorer } from './scorer.ts';

/** Everything that evaluating needs; made once per run by the host. */
export interface Workbench extends ApplicationParts {
  readonly scorer: Scorer;
  /** Scores what the sources alone say; the same one where no code is run. */
  readonly staticScorer: Scorer;
  readonly hash: (text: string) => string;
  /** Code is run, so what it imports is needed. */
  readonly runs: boolean;
  /** Runs both sides of a pair and tells every input; only where code is run. */
  readonly explain?: (request: PairRequest, signal?: AbortSignalLike) => Promise<FileExplanation>;
  /** Pairs that the configuration sets, as absolute paths: generated → golden. */
  readonly pinned: ReadonlyMap<string, string>;
  readonly accepted: Accepted;
  /** Where the configuration says that generated code is, absolute. */
  readonly generatedFolders?: readonly string[];
  readonly judging: Judging;
  /** Hash of all settings that move scores. */
  readonly settingsHash: string;
  /** Differences between models that are smaller do not matter. */
  readonly margin: number;
  /** How much each dimension counts, not normalised. */
  readonly weights: EngineSettings['weights'];
  /** What each model cost, where that is told. */
  readonly costs: ReadonlyMap<string, number>;
  /** The category that the configuration gives a golden file, by its path; null: by what it is. */
  readonly categoryOf: (path: string) => string | null;
  /** Further versions of golden files, absolute: file → versions. */
  readonly alternatives: ReadonlyMap<string, readonly string[]>;
}

/** Input that can't be used; the message says what to do. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
