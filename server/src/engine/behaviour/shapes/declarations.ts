import { K } from '../../model/kinds.ts';
import type { SourceModel, Tree } from '../../model/source.ts';
import { callArguments, calleeName, child, children, label } from '../../model/tree.ts';

/** A node of one of the files of an application. */
export interface Located {
  readonly model: SourceModel;
  readonly node: number;
}

/** The files that types may come from: path → model, and how files import each other. */
export interface TypeWorld {
  readonly models: ReadonlyMap<string, SourceModel>;
  /** Path of a file and a specifier in it → path of the file that is meant. */
  readonly resolve: (from: SourceModel, specifier: string) => SourceModel | null;
}

const DECLARES: ReadonlySet<number> = new Set([
  K.Interface,
  K.TypeAlias,
  K.Enum,
  K.Class,
  K.Variable,
  K.TypeParameter,
  K.ImportName,
  K.Namespace,
  K.Function,
]);

/** How far re-exports and imports are followed. */
const HOPS = 6;

const tables = new WeakMap<Tree, Map<number, number[]>>();

/** Nodes that declare each symbol of a file. */
function declarationsOf(tree: Tree): Map<number, number[]> {
  const known = tables.get(tree);
  if (known !== undefined) return known;
  const table = new Map<number, number[]>();
  for (let node = 1; node < tree.length; node++) {
    if (tree.kind[node] !== K.Identifier || tree.symbol[node] < 0) continue;
    const owner = tree.parent[node];
    if (!DECLARES.has(tree.kind[owner]) || firstName(tree, owner) !== node) continue;
    const list = table.get(tree.symbol[node]);
    if (list === undefined) table.set(tree.symbol[node], [owner]);
    else list.push(owner);
  }
  tables.set(tree, table);
  return table;
}

function firstName(tree: Tree, owner: number): number {
  return children(tree, owner).find((part) => tree.kind[part] === K.Identifier) ?? -1;
}

/** The declarations that a name in a file stands for, in whichever file they are. */
export function lookUp(world: TypeWorld, model: SourceModel, identifier: number, hops = HOPS): Located[] {
  const { tree } = model;
  const symbol = tree.symbol[identifier];
  if (symbol < 0 || hops === 0) return [];
  return (declarationsOf(tree).get(symbol) ?? []).flatMap((node) => {
    const required = tree.kind[node] === K.Variable ? requiredBy(tree, node) : null;
    if (required !== null) {
      const source = world.resolve(model, required);
      return source === null ? [] : exported(world, source, 'default', hops - 1);
    }
    if (tree.kind[node] !== K.ImportName) return [{ model, node }];
    const source = world.resolve(model, label(tree, tree.parent[node]));
    return source === null ? [] : exported(world, source, label(tree, node), hops - 1);
  });
}

/** The module of `const f = require('./f')`. */
function requiredBy(tree: Tree, variable: number): string | null {
  const call = children(tree, variable).at(-1) ?? -1;
  if (call < 0 || tree.kind[call] !== K.Call || calleeName(tree, call) !== 'require') return null;
  const [module] = callArguments(tree, call);
  return module !== undefined && tree.kind[module] === K.String ? label(tree, module) : null;
}

/** What a file exports under a name. */
function exported(world: TypeWorld, model: SourceModel, name: string, hops: number): Located[] {
  if (hops === 0) return [];
  const { tree } = model;
  for (const entry of model.exports) {
    if (entry.name !== name && entry.name !== '*') continue;
    if (entry.from !== null) {
      const source = world.resolve(model, entry.from);
      const inner = entry.name === '*' ? name : (entry.imported ?? name);
      const found = source === null ? [] : exported(world, source, inner, hops - 1);
      if (found.length > 0) return found;
    } else if (entry.unit >= 0) {
      const { node } = model.units[entry.unit];
      const found = declared(tree, node, model.units[entry.unit].name);
      if (found.length > 0) return found.map((at) => ({ model, node: at }));
    }
  }
  return [];
}

/** The declaring node inside a unit's node: the variable of a statement. */
function declared(tree: Tree, node: number, name: string): number[] {
  if (tree.kind[node] === K.Variables)
    return children(tree, node).filter((variable) => label(tree, child(tree, variable, 0)) === name);
  return DECLARES.has(tree.kind[node]) ? [node] : [];
}
