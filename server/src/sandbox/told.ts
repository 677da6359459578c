import type { Outcome } from '../engine/index.ts';
import { join, push, stringify, text } from './pristine.ts';

/** An outcome as JSON. Built by hand: `JSON.stringify` asks objects, and so replaced prototypes, for `toJSON`. */
export function jsonOf(outcome: Outcome): string {
  const effects: string[] = [];
  for (let i = 0; i < outcome.effects.length; i++) push(effects, stringify(outcome.effects[i]));
  return (
    `{"ending":"${outcome.ending}","value":${stringify(outcome.value)},"message":${stringify(outcome.message)}` +
    `,"mutated":${stringify(outcome.mutated)},"effects":[${join(effects, ',')}],"steps":${text(outcome.steps)}` +
    `,"hits":[${join(outcome.hits as number[], ',')}],"blanks":${text(outcome.blanks)}` +
    `,"invented":${text(outcome.invented)}}`
  );
}
