import type { Kept } from './offers.ts';
import { join, push, stringify, text } from './pristine.ts';
import type { Ran } from './run.ts';

/** An outcome as JSON. Built by hand: `JSON.stringify` asks objects, and so replaced prototypes, for `toJSON`. */
export function jsonOf(outcome: Ran): string {
  const effects: string[] = [];
  for (let i = 0; i < outcome.effects.length; i++) push(effects, stringify(outcome.effects[i]));
  return (
    `{"ending":"${outcome.ending}","value":${stringify(outcome.value)},"message":${stringify(outcome.message)}` +
    `,"mutated":${stringify(outcome.mutated)},"effects":[${join(effects, ',')}],"steps":${text(outcome.steps)}` +
    `,"hits":[${outcome.hits}],"blanks":${text(outcome.blanks)}` +
    `,"invented":${text(outcome.invented)}}`
  );
}

/** What a program offers as JSON, built by hand for the same reason. */
export function jsonOfLoaded(problem: string | null, list: readonly Kept[]): string {
  const offers: string[] = [];
  for (let i = 0; i < list.length; i++) {
    const { path, exported, kind, arity, members } = list[i].offer;
    const names: string[] = [];
    for (let j = 0; j < members.length; j++) push(names, stringify(members[j]));
    push(
      offers,
      `{"path":${stringify(path)},"exported":${text(exported)},"kind":"${kind}","arity":${stringify(arity)}` +
        `,"members":[${join(names, ',')}]}`,
    );
  }
  return `{"problem":${stringify(problem)},"offers":[${join(offers, ',')}]}`;
}
