import { isIterationCallback } from '../../metrics/complexity.ts';
import { FUNCTION_KINDS, isTypeKind, LOOP_KINDS } from '../../metrics/roles.ts';
import { K } from '../../model/kinds.ts';
import type { SourceModel, Tree } from '../../model/source.ts';
import { child, label } from '../../model/tree.ts';

/** What rules ask about a file again and again. Built on first use, once for each file. */
export interface Facts {
  /** The function around a node (not the node itself), or -1. */
  functionOf(node: number): number;
  /** The loop or iteration callback that runs a node again and again, within the same function; -1 for none. */
  loopOf(node: number): number;
  /** The Identifier that declares a symbol, or -1. */
  declarationOf(symbol: number): number;
  /** The value that a `const` is declared with, or -1. */
  constantOf(symbol: number): number;
  /** True when the file holds that word: as a name, a text, a module. */
  hasWord(word: string): boolean;
  /** True when one of the file's words matches. */
  mentions(pattern: RegExp): boolean;
}

export function createFacts(model: SourceModel): Facts {
  const { tree } = model;
  let surroundings: { functions: Int32Array; loops: Int32Array } | null = null;
  let declarations: Int32Array | null = null;
  let words: Set<string> | null = null;
  const answers = new Map<string, boolean>();
  const around = () => {
    surroundings ??= findSurroundings(tree);
    return surroundings;
  };
  const declarationOf = (symbol: number): number => {
    if (symbol < 0) return -1;
    declarations ??= findDeclarations(tree);
    return declarations[symbol];
  };
  return {
    functionOf: (node) => around().functions[node],
    loopOf: (node) => around().loops[node],
    declarationOf,
    constantOf(symbol) {
      const name = declarationOf(symbol);
      const variable = name < 0 ? -1 : tree.parent[name];
      if (variable < 0 || tree.kind[variable] !== K.Variable) return -1;
      if (label(tree, tree.parent[variable]) !== 'const') return -1;
      return initializer(tree, variable);
    },
    hasWord(word) {
      words ??= new Set(tree.names);
      return words.has(word);
    },
    mentions(pattern) {
      const known = answers.get(pattern.source);
      if (known !== undefined) return known;
      const answer = tree.names.some((name) => pattern.test(name));
      answers.set(pattern.source, answer);
      return answer;
    },
  };
}

/** The value of a Variable, Field or Property, or -1. */
export function initializer(tree: Tree, node: number): number {
  const end = node + tree.size[node];
  let last = -1;
  for (let part = node + 1; part < end; part += tree.size[part]) last = part;
  return last <= node + 1 || isTypeKind(tree.kind[last]) ? -1 : last;
}

function findSurroundings(tree: Tree): { functions: Int32Array; loops: Int32Array } {
  const { kind, parent, size } = tree;
  const functions = new Int32Array(tree.length).fill(-1);
  const loops = new Int32Array(tree.length).fill(-1);
  for (let node = 1; node < tree.length; node++) {
    const p = parent[node];
    const pk = kind[p];
    functions[node] = functions[p];
    loops[node] = loops[p];
    if (FUNCTION_KINDS[pk] === 1) {
      functions[node] = p;
      loops[node] = isIterationCallback(tree, p) ? p : -1;
    } else if (LOOP_KINDS[pk] === 1 && repeats(pk, kind[node], node + size[node] === p + size[p])) {
      loops[node] = p;
    }
  }
  return { functions, loops };
}

/** What a loop's head computes once is not repeated: the list of a `for … of`, the start of a `for`. */
function repeats(loop: number, kind: number, last: boolean): boolean {
  if (loop === K.ForOf || loop === K.ForIn) return last;
  return loop !== K.For || kind !== K.Variables;
}

function findDeclarations(tree: Tree): Int32Array {
  const { kind, parent, symbol } = tree;
  const found = new Int32Array(tree.symbols.length).fill(-1);
  for (let node = 1; node < tree.length; node++) {
    if (kind[node] !== K.Identifier || symbol[node] < 0 || found[symbol[node]] >= 0) continue;
    if (declares(tree, node, parent[node])) found[symbol[node]] = node;
  }
  return found;
}

function declares(tree: Tree, node: number, parent: number): boolean {
  const first = node === parent + 1;
  switch (tree.kind[parent]) {
    case K.Variable:
    case K.Function:
    case K.Class:
    case K.ClassExpression:
    case K.Enum:
    case K.Namespace:
    case K.Catch:
    case K.ImportName:
      return first;
    case K.Parameter:
      return first || tree.kind[parent + 1] === K.Decorator;
    case K.PatternElement:
      return first || (tree.kind[parent + 1] !== K.Identifier && node === child(tree, parent, 1));
    default:
      return false;
  }
}
