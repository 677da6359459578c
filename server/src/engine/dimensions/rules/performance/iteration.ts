import { LOOP_KINDS } from '../../../metrics/roles.ts';
import { Flag, K } from '../../../model/kinds.ts';
import { label } from '../../../model/tree.ts';
import type { RuleContext } from '../rule.ts';
import { bare, calls, declaredValue, lastName, some } from '../values.ts';

/** What loops read, and what stays the same while they run. */

/** True when nothing in the subtree is declared inside the loop, so that it is the same in each turn. */
export function isOutside(context: RuleContext, node: number, loop: number): boolean {
  const { tree, facts } = context;
  const end = loop + tree.size[loop];
  return !some(tree, node, (i) => {
    const kind = tree.kind[i];
    if (kind === K.Call) return i !== node;
    if (kind !== K.Identifier || tree.symbol[i] < 0) return kind === K.Await;
    const declared = facts.declarationOf(tree.symbol[i]);
    return declared >= loop && declared < end;
  });
}

/** True when the subtree uses something that changes with the loop. */
export function readsLoop(context: RuleContext, node: number, loop: number): boolean {
  const { tree, facts } = context;
  const end = loop + tree.size[loop];
  const own = node + tree.size[node];
  return some(tree, node, (i) => {
    if (tree.kind[i] !== K.Identifier || tree.symbol[i] < 0) return false;
    const declared = facts.declarationOf(tree.symbol[i]);
    return declared >= loop && declared < end && (declared < node || declared >= own);
  });
}

/** True when the expression is known to be a list rather than a text: by its type or by what it is made of. */
export function isListOutside(context: RuleContext, node: number): boolean {
  const { tree, facts } = context;
  const value = bare(tree, node);
  if (tree.kind[value] !== K.Identifier) return false;
  const name = facts.declarationOf(tree.symbol[value]);
  if (name < 0) return false;
  const holder = tree.parent[name];
  const typed = tree.kind[holder] === K.Parameter || tree.kind[holder] === K.Variable;
  if (typed && some(tree, holder, (i) => tree.kind[i] === K.TypeArray && tree.parent[i] === holder))
    return true;
  if (typed && hasListType(context, holder)) return true;
  const made = declaredValue(tree, name);
  if (made < 0 || tree.kind[holder] !== K.Variable) return false;
  const from = bare(tree, made);
  if (tree.kind[from] === K.Array) return true;
  return (
    tree.kind[from] === K.Call &&
    /^(map|filter|flatMap|concat|keys|values|entries|sort|toSorted|from|split)$/.test(
      lastName(tree, from + 1),
    )
  );
}

/** `readonly T[]`, `Array<T>`, `ReadonlyArray<T>` as the declared type. */
function hasListType(context: RuleContext, holder: number): boolean {
  const { tree } = context;
  for (let part = holder + 1; part < holder + tree.size[holder]; part += tree.size[part]) {
    const kind = tree.kind[part];
    if (kind === K.TypeOperator && tree.kind[part + 1] === K.TypeArray) return true;
    if (kind === K.TypeReference && /^(Array|ReadonlyArray)$/.test(label(tree, part + 1))) return true;
  }
  return false;
}

/**
 * True for a loop over items of which none needs what another one's await gave: no way out of the loop, nothing
 * assigned that the loop reads again, no pause on purpose, no async iteration.
 */
export function awaitsIndependently(context: RuleContext, loop: number, node: number): boolean {
  const { tree } = context;
  const kind = tree.kind[loop];
  if (LOOP_KINDS[kind] === 0 || kind === K.While || kind === K.DoWhile || kind === K.ForIn) return false;
  if ((tree.flags[loop] & Flag.Async) !== 0) return false;
  if (kind === K.For && tree.kind[loop + 1] !== K.Variables) return false;
  if (calls(tree, loop, /sleep|delay|wait|pause|throttle|backoff|retry|setTimeout|acquire|lock|transaction/i))
    return false;
  const end = loop + tree.size[loop];
  const assigned = new Set<number>();
  for (let i = loop + 1; i < end; i++) {
    switch (tree.kind[i]) {
      case K.Break:
      case K.Return:
      case K.Yield:
        if (context.facts.functionOf(i) === context.facts.functionOf(node)) return false;
        break;
      case K.Throw:
      case K.Try:
      case K.Catch:
        return false;
      case K.Assign:
        if (tree.kind[i + 1] === K.Identifier) assigned.add(tree.symbol[i + 1]);
        break;
    }
  }
  return !some(tree, node, (i) => {
    if (tree.kind[i] !== K.Identifier || !assigned.has(tree.symbol[i])) return false;
    const declared = context.facts.declarationOf(tree.symbol[i]);
    return declared < loop || declared >= end;
  });
}
