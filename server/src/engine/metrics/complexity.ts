import { K } from '../model/kinds.ts';
import type { Tree, Unit } from '../model/source.ts';
import { FUNCTION_KINDS, ITERATORS, isTypeKind, kindTable, LOOP_KINDS } from './roles.ts';

/** How hard a unit is to follow; closures inside count into it. */
export interface Complexity {
  /** McCabe (1976): 1 + decisions, compound conditions and catch clauses counted. */
  readonly cyclomatic: number;
  /** Cognitive complexity, G. Ann Campbell (SonarSource, 2018). */
  readonly cognitive: number;
  /** Deepest nesting of loops and iteration callbacks (`map`, `forEach` …). */
  readonly loopDepth: number;
  /** The innermost loop of the deepest nest, or -1. */
  readonly deepestLoop: number;
}

/** One for each that adds a path. */
const DECISIONS = kindTable([
  K.If,
  K.For,
  K.ForIn,
  K.ForOf,
  K.While,
  K.DoWhile,
  K.Case,
  K.Catch,
  K.Conditional,
  K.Logical,
]);

/** Breaks in the linear flow: cost one, and one more for each level they are nested in. */
const STRUCTURAL = kindTable([K.For, K.ForIn, K.ForOf, K.While, K.DoWhile, K.Switch, K.Catch, K.Conditional]);

/** Their Blocks nest what is inside. */
const NESTING_PARENTS = kindTable([K.If, K.For, K.ForIn, K.ForOf, K.While, K.DoWhile, K.Catch]);

interface Open {
  readonly end: number;
  readonly nests: number;
  readonly loops: number;
  /** For functions: what a call of itself would look like. */
  readonly symbol: number;
  readonly method: number;
  recursive: boolean;
}

/** One pass over the nodes that the unit owns. */
export function measureComplexity(tree: Tree, unit: Unit): Complexity {
  const { kind, parent, size, label } = tree;
  const own = unit.signature?.node ?? unit.node;
  const stack: Open[] = [];
  let nesting = 0;
  let loops = 0;
  let cyclomatic = 1;
  let cognitive = 0;
  let loopDepth = 0;
  let deepestLoop = -1;

  for (let range = 0; range < unit.ranges.length; range += 2) {
    for (let node = unit.ranges[range]; node < unit.ranges[range + 1]; node++) {
      while (stack.length > 0 && stack[stack.length - 1].end <= node) {
        const closed = stack.pop() as Open;
        nesting -= closed.nests;
        loops -= closed.loops;
      }
      const k = kind[node];
      if (isTypeKind(k)) {
        node += size[node] - 1;
        continue;
      }
      const p = parent[node];
      const pk = p < 0 ? K.Program : kind[p];
      const isFunction = FUNCTION_KINDS[k] === 1;
      // a branch of `? :` is one node, which may break the flow itself
      const branch = pk === K.Conditional && node !== p + 1 ? 1 : 0;
      const nests =
        branch +
        (node !== own &&
        (isFunction || (k === K.Block && NESTING_PARENTS[pk] === 1) || k === K.Case || k === K.DefaultCase)
          ? 1
          : 0);
      const loop = LOOP_KINDS[k] === 1 || (isFunction && isIterationCallback(tree, node));

      cyclomatic += DECISIONS[k];
      if (STRUCTURAL[k] === 1) cognitive += 1 + nesting + branch;
      else if (k === K.If) cognitive += pk === K.If ? 1 : 1 + nesting;
      else if (k === K.Block && pk === K.If && node !== p + 1 + size[p + 1]) cognitive += 1;
      else if ((k === K.Break || k === K.Continue) && label[node] >= 0) cognitive += 1;
      else if (k === K.Logical) cognitive += logicalRuns(tree, node);
      else if (k === K.Assign && isLogicalAssignment(tree, node)) cyclomatic += 1;
      else if (k === K.Call) cognitive += recursion(tree, node, stack);

      if (nests > 0 || loop || isFunction) {
        nesting += nests;
        loops += loop ? 1 : 0;
        if (loop && loops > loopDepth) {
          loopDepth = loops;
          deepestLoop = node;
        }
        stack.push({
          end: node + size[node],
          nests,
          loops: loop ? 1 : 0,
          symbol: isFunction ? functionSymbol(tree, node) : -1,
          method: k === K.Method ? label[node + 1] : -1,
          recursive: false,
        });
      }
    }
  }
  return { cyclomatic, cognitive, loopDepth, deepestLoop };
}

/** True for a function that is handed to `map`, `filter`, `reduce` and the like. */
export function isIterationCallback(tree: Tree, node: number): boolean {
  const call = tree.parent[node];
  if (call < 0 || tree.kind[call] !== K.Call || node === call + 1) return false;
  const callee = call + 1;
  if (tree.kind[callee] !== K.Member) return false;
  const name = callee + tree.size[callee] - 1;
  return tree.label[name] >= 0 && ITERATORS.has(tree.names[tree.label[name]]);
}

/**
 * The share of a `&&` or `||` in the number of sequences of like operators: 1 where it starts an expression,
 * and 1 for each neighbour in reading order that is another operator. `??` breaks no flow and is not counted.
 */
function logicalRuns(tree: Tree, node: number): number {
  const own = runOperator(tree, node);
  if (own < 0) return 0;
  const parent = tree.parent[node];
  let runs = parent >= 0 && runOperator(tree, parent) >= 0 ? 0 : 1;
  let left = node + 1;
  const right = left + tree.size[left];
  if (runOperator(tree, left) >= 0) {
    for (let next = left; runOperator(tree, next) >= 0; next = next + 1 + tree.size[next + 1]) left = next;
    if (runOperator(tree, left) !== own) runs++;
  }
  if (runOperator(tree, right) >= 0) {
    let first = right;
    for (let next = right; runOperator(tree, next) >= 0; next = next + 1) first = next;
    if (runOperator(tree, first) !== own) runs++;
  }
  return runs;
}

/** The label of a `&&` or `||`, -1 for any other node. */
function runOperator(tree: Tree, node: number): number {
  if (tree.kind[node] !== K.Logical) return -1;
  const label = tree.label[node];
  return tree.names[label] === '??' ? -1 : label;
}

function isLogicalAssignment(tree: Tree, node: number): boolean {
  const sign = tree.names[tree.label[node]];
  return sign === '&&=' || sign === '||=' || sign === '??=';
}

/** 1 for the first call of an enclosing function by itself. */
function recursion(tree: Tree, call: number, stack: readonly Open[]): number {
  const callee = call + 1;
  const plain = tree.kind[callee] === K.Identifier ? tree.symbol[callee] : -1;
  const method =
    tree.kind[callee] === K.Member && tree.kind[callee + 1] === K.This ? tree.label[callee + 2] : -1;
  if (plain < 0 && method < 0) return 0;
  for (let i = stack.length - 1; i >= 0; i--) {
    const open = stack[i];
    if ((plain >= 0 && open.symbol === plain) || (method >= 0 && open.method === method)) {
      if (open.recursive) return 0;
      open.recursive = true;
      return 1;
    }
  }
  return 0;
}

/** The symbol by which a function can call itself: its own name or the variable that it is bound to; -1. */
function functionSymbol(tree: Tree, node: number): number {
  if (tree.kind[node] === K.Function && tree.kind[node + 1] === K.Identifier) return tree.symbol[node + 1];
  let current = tree.parent[node];
  for (let i = 0; i < 3 && current >= 0 && tree.kind[current] === K.Call; i++) current = tree.parent[current];
  if (current < 0 || tree.kind[current] !== K.Variable) return -1;
  return tree.kind[current + 1] === K.Identifier ? tree.symbol[current + 1] : -1;
}
