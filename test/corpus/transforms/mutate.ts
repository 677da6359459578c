import { createRandom, shuffled } from '../random.ts';
import { applyEdits, lineOf, parseText } from '../syntax.ts';
import { findMutations, type Mutation } from './mutations.ts';

export interface Change {
  /** Line of the mutated text, from 0. */
  readonly line: number;
  readonly operator: string;
}

/**
 * Applies up to `count` mutations at places that do not overlap. With the same seed the choice grows: three
 * mutations are those of two and one more. `changes` is shorter than `count` where a file offers no more places.
 */
export function mutate(
  text: string,
  path: string,
  count: number,
  seed = 'mutate',
): { text: string; changes: Change[] } {
  const chosen: Mutation[] = [];
  const random = createRandom(`${seed}:${path}`);
  for (const candidate of shuffled(findMutations(parseText(text, path)), random)) {
    if (chosen.length >= count) break;
    if (chosen.every((other) => candidate.end < other.start || candidate.start > other.end))
      chosen.push(candidate);
  }
  const mutated = applyEdits(text, chosen);
  const changes = chosen.map((change) => {
    const shift = chosen.reduce(
      (sum, other) =>
        other.start < change.start ? sum + other.text.length - (other.end - other.start) : sum,
      0,
    );
    return { line: lineOf(mutated, change.start + shift), operator: change.operator };
  });
  return { text: mutated, changes };
}
