import type { AbortSignalLike } from '../../engine/index.ts';
import { readApplication } from '../application.ts';
import { pairUp, scorePairs } from '../evaluate.ts';
import { readGolden } from '../goldenApplication.ts';
import type { OnProgress } from '../ports.ts';
import type { Workbench } from '../workbench.ts';

/** A share of a comparison: one model, and some of the golden files in the order of their paths. */
export interface Share {
  readonly golden: string;
  /** Folders of all models, so that none of their code is taken for golden code that calls other. */
  readonly folders: readonly string[];
  /** Of the model whose code is scored. */
  readonly folder: string;
  /** The first golden file's place, and how many. */
  readonly from: number;
  readonly count: number;
}

/**
 * Scores a share of a comparison, so that `compareModels` finds it in the store. It answers nothing, and a pair that can't be
 * scored is no error here: what that means is for the comparison to say.
 */
export async function scoreShare(
  bench: Workbench,
  { golden: root, folders, folder, from, count }: Share,
  onProgress: OnProgress,
  signal?: AbortSignalLike,
): Promise<void> {
  const golden = await readGolden(bench, root, folders, onProgress, signal);
  const generated = await readApplication(bench, folder, onProgress, signal);
  const { pairs } = await pairUp(bench, golden, generated, onProgress, signal);
  await scorePairs(
    { bench, golden, generated, onProgress, signal },
    pairs.filter((pair) => pair.golden >= from && pair.golden < from + count),
    (request) => bench.scorer.scoreOnly(request, signal),
    () => {},
  );
}
