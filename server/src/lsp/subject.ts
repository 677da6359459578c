import type { PairRequest } from '../app/ports.ts';
import type { PairScore } from '../engine/index.ts';
import type { Place, Project } from './projects/project.ts';
import type { Result } from './result.ts';

/** One document to be scored, as it is at one version. */
export interface Subject {
  readonly path: string;
  readonly text: string;
  readonly project: Project;
  readonly place: Place;
}

export interface Run {
  /** Fires when the document has changed since. */
  readonly signal: AbortSignal;
  /** Hands over what is known so far; the last call has it all. */
  emit(result: Result): void;
  /** Told of each score that is final. */
  note(model: string, golden: string, request: PairRequest, score: Pick<PairScore, 'overall' | 'band'>): void;
  /** Nobody has typed in it since it was last scored, so the answer may be there already. */
  readonly mayBeKnown: boolean;
  /** Waits until nobody types any more: what comes now takes long. */
  pause(): Promise<void>;
}
