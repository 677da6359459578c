import { K } from '../../model/kinds.ts';
import type { SourceModel } from '../../model/source.ts';
import { child, children, label } from '../../model/tree.ts';
import type { Callers } from './callers.ts';

/** Something of a module: the names that lead to it; none for the module as a whole. */
export interface Reference {
  readonly module: string;
  readonly names: readonly string[];
}

/** Where a reference ends: at something that the golden exports, or in another file. */
export type Target =
  | { readonly kind: 'golden'; readonly path: string }
  /** A top-level node of another file, or of the golden one, and the names that lead on from there. */
  | { readonly kind: 'node'; readonly file: string; readonly node: number; readonly rest: readonly string[] };

/** A barrel of barrels of barrels is followed no further. */
const MOST_STEPS = 4;

/** What a file's imported names stand for: by symbol. Those of `require` and `await import(…)` too. */
export function importedNames(
  callers: Callers,
  file: string,
  { tree }: SourceModel,
): ReadonlyMap<number, Reference> {
  const found = new Map<number, Reference>();
  for (let node = 1; node < tree.length; node++) {
    if (tree.kind[node] === K.ImportName) {
      const module = callers.resolve(file, label(tree, tree.parent[node]));
      const name = label(tree, node);
      if (module !== null) found.set(tree.symbol[node + 1], { module, names: name === '*' ? [] : [name] });
    } else if (tree.kind[node] === K.Variable) {
      const parts = children(tree, node);
      const required = parts.length > 1 ? requiredBy(callers, file, { tree }, parts[parts.length - 1]) : null;
      if (required !== null) bindNames(tree, parts[0], required, found);
    }
  }
  return found;
}

/** `require('./x')`, `await import('./x')`, and members of them. */
function requiredBy(
  callers: Callers,
  file: string,
  { tree }: Pick<SourceModel, 'tree'>,
  node: number,
): Reference | null {
  switch (tree.kind[node]) {
    case K.Await:
    case K.Assertion:
      return requiredBy(callers, file, { tree }, node + 1);
    case K.Member: {
      const whole = requiredBy(callers, file, { tree }, node + 1);
      const name = label(tree, child(tree, node, 1));
      return whole === null ? null : { module: whole.module, names: [...whole.names, name] };
    }
    case K.Call: {
      const callee = node + 1;
      const asks =
        tree.kind[callee] === K.ImportExpression ||
        (tree.kind[callee] === K.Identifier && label(tree, callee) === 'require' && tree.symbol[callee] < 0);
      const specifier = child(tree, node, 1);
      if (!asks || specifier < 0 || tree.kind[specifier] !== K.String) return null;
      const module = callers.resolve(file, label(tree, specifier));
      return module === null ? null : { module, names: [] };
    }
    default:
      return null;
  }
}

function bindNames(
  tree: SourceModel['tree'],
  pattern: number,
  { module, names }: Reference,
  found: Map<number, Reference>,
): void {
  if (tree.kind[pattern] === K.Identifier) found.set(tree.symbol[pattern], { module, names });
  if (tree.kind[pattern] !== K.ObjectPattern) return;
  for (const element of children(tree, pattern)) {
    const [key, target] = children(tree, element);
    if (target === undefined || tree.kind[key] !== K.PropertyName) continue;
    bindNames(tree, target, { module, names: [...names, label(tree, key)] }, found);
  }
}

/** Follows a reference through files that hand on what others export. */
export function targetOf(callers: Callers, { module, names }: Reference, steps = 0): Target | null {
  if (module === callers.entry) return { kind: 'golden', path: names.join('.') || 'default' };
  const model = steps < MOST_STEPS ? callers.model(module) : null;
  if (model === null) return null;
  // A module of CommonJS is what it exports.
  const [name = 'default', ...rest] = names;
  const entry = model.exports.find((one) => one.name === name && !one.typeOnly);
  if (entry !== undefined && entry.from !== null) {
    const next = callers.resolve(module, entry.from);
    const imported = entry.imported === '*' || entry.imported === null ? [] : [entry.imported];
    return next === null
      ? null
      : targetOf(callers, { module: next, names: [...imported, ...rest] }, steps + 1);
  }
  if (entry !== undefined) {
    const own = entry.node + 1;
    const { tree } = model;
    const handedOn =
      tree.kind[entry.node] === K.ExportName && tree.kind[own] === K.Identifier
        ? importedNames(callers, module, model).get(tree.symbol[own])
        : undefined;
    if (handedOn !== undefined)
      return targetOf(callers, { module: handedOn.module, names: [...handedOn.names, ...rest] }, steps + 1);
    const node = entry.unit < 0 ? -1 : model.units[entry.unit].node;
    return node < 0 ? null : { kind: 'node', file: module, node, rest };
  }
  for (const { name: all, from } of model.exports) {
    const next = all === '*' && from !== null && name !== 'default' ? callers.resolve(module, from) : null;
    if (next === null || (next === callers.entry && !callers.offers(name))) continue;
    const found = targetOf(callers, { module: next, names }, steps + 1);
    if (found !== null) return found;
  }
  return null;
}
