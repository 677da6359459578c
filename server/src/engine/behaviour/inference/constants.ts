import { K } from '../../model/kinds.ts';
import type { Tree } from '../../model/source.ts';
import { child, children, label } from '../../model/tree.ts';

/**
 * Top-level names that stand for one number, by symbol: `const hour = 60 * minute`. What is held against such a name
 * is held against the number.
 */
export function constantNumbers(tree: Tree): ReadonlyMap<number, number> {
  const changed = assigned(tree);
  const found = new Map<number, number>();
  for (let node = 1; node < tree.length; node++) {
    if (tree.kind[node] !== K.Variable) continue;
    const name = child(tree, node, 0);
    const symbol = tree.kind[name] === K.Identifier ? tree.symbol[name] : -1;
    if (symbol < 0 || tree.symbols[symbol].scope === 'local' || changed.has(symbol)) continue;
    const parts = children(tree, node);
    const value = parts.length > 1 ? fold(tree, parts[parts.length - 1], found) : null;
    if (value !== null) found.set(symbol, value);
  }
  return found;
}

function assigned(tree: Tree): Set<number> {
  const found = new Set<number>();
  for (let node = 1; node < tree.length; node++) {
    const target = tree.kind[node] === K.Assign || tree.kind[node] === K.Update ? node + 1 : 0;
    if (target > 0 && tree.kind[target] === K.Identifier) found.add(tree.symbol[target]);
  }
  return found;
}

function fold(tree: Tree, node: number, known: ReadonlyMap<number, number>): number | null {
  switch (tree.kind[node]) {
    case K.Number:
      return Number(label(tree, node));
    case K.Identifier:
      return known.get(tree.symbol[node]) ?? null;
    case K.Assertion:
      return fold(tree, node + 1, known);
    case K.Unary: {
      const value = label(tree, node) === '-' ? fold(tree, node + 1, known) : null;
      return value === null ? null : -value;
    }
    case K.Binary: {
      const left = fold(tree, child(tree, node, 0), known);
      const right = left === null ? null : fold(tree, child(tree, node, 1), known);
      return left === null || right === null ? null : compute(label(tree, node), left, right);
    }
    default:
      return null;
  }
}

function compute(sign: string, left: number, right: number): number | null {
  switch (sign) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '**':
      return left ** right;
    default:
      return null;
  }
}
