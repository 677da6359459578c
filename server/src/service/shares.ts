import type { Share } from '../app/comparison/share.ts';

/** A share of a comparison as a queue carries it: whoever takes it finds the folders itself. */
export interface ModelShare extends Pick<Share, 'from' | 'count'> {
  readonly model: string;
}

/** Shares that a comparison comes apart into if its files are enough: a few for each machine of a large fleet. */
const SHARES = 96;
/** Golden files of a share. Each share reads and matches two whole folders, which the fewest must be worth. */
const FEWEST_FILES = 3;
const MOST_FILES = 50;

/**
 * Shares alike in size that are one model and some of the golden files each. Model by model: what was learnt of a golden
 * file for the first one serves the others.
 */
export function sharesOf(models: readonly string[], files: number): ModelShare[] {
  const wanted = Math.ceil((models.length * files) / SHARES);
  const most = Math.min(MOST_FILES, Math.max(FEWEST_FILES, wanted));
  const parts = Math.ceil(files / most);
  const start = (part: number): number => Math.floor((part * files) / parts);
  return models.flatMap((model) =>
    Array.from({ length: parts }, (_, part) => ({
      model,
      from: start(part),
      count: start(part + 1) - start(part),
    })),
  );
}
