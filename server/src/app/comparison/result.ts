import { type Bounds, DIMENSION_IDS } from '../../engine/index.ts';
import type { AcceptedFinding } from '../../protocol/documents.ts';
import { groupBy } from '../grouped.ts';
import { ownerOf } from '../samples.ts';
import type { ScoreOnly } from '../scorer.ts';

/** What is kept of a pair: numbers and one sentence, no texts. */
export interface Cell {
  /** Path of the counterpart. */
  readonly generated: string;
  readonly score: number;
  /** By `DIMENSION_IDS`. */
  readonly values: readonly (number | null)[];
  readonly bounds: Bounds;
  /** What costs most. */
  readonly dearest: string | null;
}

/** One folder of generated code, scored. */
export interface Sample {
  readonly name: string;
  /** By golden file; null where there is no counterpart. */
  readonly cells: readonly (Cell | null)[];
  readonly extra: number;
  /** Of all its texts. */
  readonly hash: string;
  readonly accepted: readonly AcceptedFinding[];
}

/** A model with all its samples; as a rule one. */
export interface ModelResult {
  readonly name: string;
  readonly samples: readonly Sample[];
  /** Mean of the samples by golden file, one that is missing counting 0; null where every sample lacks it. */
  readonly scores: readonly (number | null)[];
}

export function cellOf(generated: string, { overall, dimensions, bounds, dearest }: ScoreOnly): Cell {
  return {
    generated,
    score: overall,
    values: DIMENSION_IDS.map((id) => dimensions[id].value),
    bounds,
    dearest: dearest?.message ?? null,
  };
}

export function modelResult(name: string, samples: readonly Sample[]): ModelResult {
  const scores = samples[0].cells.map((_, file) => {
    const cells = samples.map(({ cells }) => cells[file]);
    if (cells.every((cell) => cell === null)) return null;
    return cells.reduce((sum, cell) => sum + (cell?.score ?? 0), 0) / samples.length;
  });
  return { name, samples, scores };
}

/** Folders of the same model by its name: `aspen/1`, `aspen/2` are samples of `aspen`. */
export function samplesOf<T extends { readonly name: string }>(models: readonly T[]): Map<string, T[]> {
  const groups = groupBy(models, ({ name }) => ownerOf(name));
  // One by itself is a model that is called so.
  return new Map(
    [...groups].map(([name, group]) => [group.length === 1 ? group[0].name : name, group] as const),
  );
}
