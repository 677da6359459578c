import { createRandom, shuffled } from '../random.ts';
import { applyEdits, lineOf, parseText } from '../syntax.ts';
import { findMutations, type Mutation } from '../transforms/mutations.ts';
import type { Carved } from './carve.ts';

export interface Mutant {
  readonly operator: string;
  readonly text: string;
  /** The changed line, for people. */
  readonly shown: string;
}

/** Up to `count` mutants of the function, of as many operators as it has room for. */
export function mutantsOf(carved: Carved, count: number): Mutant[] {
  const { path, text, start, end } = carved;
  const inside = findMutations(parseText(text, path)).filter((one) => one.start > start && one.end < end);
  const groups = new Map<string, Mutation[]>();
  for (const one of shuffled(inside, createRandom(`mutants:${path}:${start}`)))
    groups.set(one.operator, [...(groups.get(one.operator) ?? []), one]);
  const chosen: Mutation[] = [];
  for (let round = 0; chosen.length < Math.min(count, inside.length); round++)
    for (const group of groups.values())
      if (group[round] !== undefined && chosen.length < count) chosen.push(group[round]!);
  return chosen.map((mutation) => {
    const mutated = applyEdits(text, [mutation]);
    const line = (of: string): string => of.split('\n')[lineOf(of, mutation.start)]!.trim();
    return { operator: mutation.operator, text: mutated, shown: `${line(text)} → ${line(mutated)}` };
  });
}
