import { K } from '../model/kinds.ts';

/** What a node kind means to the metrics and rules, as tables by kind. */

function table(kinds: readonly number[]): Uint8Array {
  const result = new Uint8Array(256);
  for (const kind of kinds) result[kind] = 1;
  return result;
}

export const FUNCTION_KINDS: Uint8Array = table([
  K.Function,
  K.Arrow,
  K.Method,
  K.Constructor,
  K.Getter,
  K.Setter,
]);

export const LOOP_KINDS: Uint8Array = table([K.For, K.ForIn, K.ForOf, K.While, K.DoWhile]);

/** Methods that call their callback once for each item. */
export const ITERATORS: ReadonlySet<string> = new Set([
  'map',
  'forEach',
  'filter',
  'reduce',
  'reduceRight',
  'some',
  'every',
  'find',
  'findIndex',
  'findLast',
  'findLastIndex',
  'flatMap',
  'sort',
  'toSorted',
  'from',
]);

export function isTypeKind(kind: number): boolean {
  return kind >= K.TypeReference && kind <= K.TypeThis;
}

export { table as kindTable };
