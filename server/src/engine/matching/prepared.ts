import { Flag, K } from '../model/kinds.ts';
import type { SourceModel, Tree, Unit } from '../model/source.ts';
import { hashText, mix } from '../text/hash.ts';
import { isRelative } from '../text/modules.ts';

/** Per-node codes of a model, computed once and shared by matching and dimensions. */
export interface Prepared {
  /**
   * What a node is, names of declared things left out: equal codes mean the same code but for the names of
   * locals, parameters, helpers and imported files' names.
   */
  readonly codes: Int32Array;
  /** What a node is by shape alone: kind, operator, modifiers; no names, no literal values. */
  readonly shapes: Int32Array;
  /** Shape of the sibling before each node, 0 for none. */
  readonly siblings: Int32Array;
  /** Identity of each unit up to renaming of everything that the application declares. */
  readonly identities: readonly string[];
  /** The same, but names at the top level of the file have to be the same too. */
  readonly exactIdentities: readonly string[];
  /** For each unit, how many of its nodes say something of their own: literals, fields, outside names, operators. */
  readonly content: readonly number[];
}

const MEANINGFUL =
  Flag.Async |
  Flag.Generator |
  Flag.Static |
  Flag.Readonly |
  Flag.Optional |
  Flag.Rest |
  Flag.Private |
  Flag.Method |
  Flag.Abstract |
  Flag.Const;

/** Kinds whose label belongs to the shape. */
const SHAPED = new Set<number>([
  K.Binary,
  K.Logical,
  K.Assign,
  K.Unary,
  K.Update,
  K.Variables,
  K.TypeKeyword,
  K.Heritage,
  K.Constant,
  K.Assertion,
  K.TypeOperator,
  K.Other,
]);

const cache = new WeakMap<SourceModel, Prepared>();

export function prepare(model: SourceModel): Prepared {
  let prepared = cache.get(model);
  if (prepared === undefined) {
    prepared = compute(model);
    cache.set(model, prepared);
  }
  return prepared;
}

/** True for names that stand for something declared in the file or in another file of the application. */
export function isRenamable(tree: Tree, node: number): boolean {
  const symbol = tree.symbol[node];
  return symbol >= 0 && tree.symbols[symbol].scope !== 'package';
}

function compute(model: SourceModel): Prepared {
  const { tree, units } = model;
  const nameHashes = Int32Array.from(tree.names, hashText);
  const codes = new Int32Array(tree.length);
  const shapes = new Int32Array(tree.length);
  for (let node = 0; node < tree.length; node++) {
    const kind = tree.kind[node];
    const label = tree.label[node];
    const base = mix(kind + 1, tree.flags[node] & MEANINGFUL);
    const named = label < 0 ? base : mix(base, nameHashes[label]);
    shapes[node] = SHAPED.has(kind) ? named : base;
    codes[node] = contentCode(tree, node, kind, base, named);
  }
  return {
    codes,
    shapes,
    siblings: siblingShapes(tree, shapes),
    ...identitiesOf(tree, units, codes),
  };
}

function siblingShapes(tree: Tree, shapes: Int32Array): Int32Array {
  const latest = new Int32Array(tree.length);
  const siblings = new Int32Array(tree.length);
  for (let node = 1; node < tree.length; node++) {
    const parent = tree.parent[node];
    siblings[node] = latest[parent];
    latest[parent] = shapes[node];
  }
  return siblings;
}

function contentCode(tree: Tree, node: number, kind: number, base: number, named: number): number {
  switch (kind) {
    case K.Identifier: {
      const symbol = tree.symbol[node];
      if (symbol < 0) return named;
      const { scope, origin } = tree.symbols[symbol];
      return scope === 'package' ? mix(base, hashText(origin ?? '')) : base;
    }
    case K.Import:
    case K.ExportList:
      return isLocalModule(tree, node) ? mix(base, 1) : named;
    case K.ImportName:
      return isLocalModule(tree, tree.parent[node]) ? base : named;
    default:
      return named;
  }
}

function isLocalModule(tree: Tree, node: number): boolean {
  const label = tree.label[node];
  return label >= 0 && isRelative(tree.names[label]);
}

function identitiesOf(
  tree: Tree,
  units: readonly Unit[],
  codes: Int32Array,
): Pick<Prepared, 'identities' | 'exactIdentities' | 'content'> {
  const found = units.map((unit) => identity(tree, unit, codes));
  return {
    identities: found.map((one) => one.free),
    exactIdentities: found.map((one) => one.exact),
    content: found.map((one) => one.content),
  };
}

/** Codes in order, each renamable name replaced by the order of its first use in the unit (alpha-equivalence). */
function identity(
  tree: Tree,
  unit: Unit,
  codes: Int32Array,
): { free: string; exact: string; content: number } {
  const order = new Map<number, number>();
  let first = 0x3c6ef372;
  let second = 0x1b873593;
  let names = 0;
  let content = 0;
  for (let r = 0; r < unit.ranges.length; r += 2) {
    for (let node = unit.ranges[r]; node < unit.ranges[r + 1]; node++) {
      let code = mix(codes[node], tree.size[node] === 1 ? 1 : 2);
      if (tree.kind[node] === K.Identifier && isRenamable(tree, node)) {
        const symbol = tree.symbol[node];
        let index = order.get(symbol);
        if (index === undefined) {
          index = order.size;
          order.set(symbol, index);
        }
        code = mix(code, index + 7);
        const { scope, name } = tree.symbols[symbol];
        if (scope !== 'local') names = mix(names, hashText(name));
      } else if (tree.label[node] >= 0) content++;
      first = mix(first, code);
      second = (Math.imul(second, 31) + code) | 0;
    }
  }
  const free = `${unit.weight}:${first}:${second}`;
  return { free, exact: `${free}:${names}`, content };
}

/** Owned nodes of a unit, in preorder. */
export function ownedNodes(unit: Unit): Int32Array {
  const nodes = new Int32Array(unit.weight);
  let n = 0;
  for (let r = 0; r < unit.ranges.length; r += 2) {
    for (let node = unit.ranges[r]; node < unit.ranges[r + 1]; node++) nodes[n++] = node;
  }
  return nodes;
}
