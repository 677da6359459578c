import type { Comment, ImportEntry, Tree, Unit } from '../../model/source.ts';

/** What the observers of habits look at. */
export interface Observed {
  readonly text: string;
  readonly tree: Tree;
  readonly units: readonly Unit[];
  readonly imports: readonly ImportEntry[];
  readonly comments: readonly Comment[];
  readonly lineStarts: Uint32Array;
}

/** Counts one occurrence of a habit's variant, at offsets start to end. */
export type Note = (habit: string, variant: string, start: number, end: number) => void;
