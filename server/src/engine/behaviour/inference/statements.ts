import { K } from '../../model/kinds.ts';

/** Statements whose parts may run or not, or several times. */
export const BRANCHING: ReadonlySet<number> = new Set([
  K.If,
  K.For,
  K.ForOf,
  K.ForIn,
  K.While,
  K.DoWhile,
  K.Switch,
  K.Try,
]);

export function isStatement(kind: number): boolean {
  return (
    (kind >= K.Block && kind <= K.Debugger) || kind === K.Class || kind === K.Field || kind === K.StaticBlock
  );
}
