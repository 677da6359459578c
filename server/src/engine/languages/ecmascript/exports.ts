import { Flag, K } from '../../model/kinds.ts';
import type { ExportEntry, ImportEntry, Tree, Unit } from '../../model/source.ts';
import { callArguments, calleeName, child, children, dottedName, label } from '../../model/tree.ts';
import { isRelative } from '../../text/modules.ts';

/** Imports at the top level, `require` of a literal included. */
export function findImports(tree: Tree): ImportEntry[] {
  const imports: ImportEntry[] = [];
  for (const node of children(tree, 0)) {
    if (tree.kind[node] === K.Import) {
      const module = label(tree, node);
      imports.push({
        module,
        relative: isRelative(module),
        names: children(tree, node).map((name) => label(tree, name)),
        typeOnly: (tree.flags[node] & Flag.TypeOnly) !== 0,
        node,
      });
    } else if (tree.kind[node] === K.ExportList && tree.label[node] >= 0) {
      const module = label(tree, node);
      imports.push({ module, relative: isRelative(module), names: [], typeOnly: false, node });
    }
  }
  for (let node = 0; node < tree.length; node++) {
    if (tree.kind[node] !== K.Call) continue;
    const callee = tree.kind[child(tree, node, 0)];
    if (callee !== K.ImportExpression && calleeName(tree, node) !== 'require') continue;
    const [argument] = callArguments(tree, node);
    if (argument === undefined || tree.kind[argument] !== K.String) continue;
    const module = label(tree, argument);
    imports.push({ module, relative: isRelative(module), names: [], typeOnly: false, node });
  }
  return imports;
}

/** What other files can import: ES exports, `module.exports`, `exports.x`. */
export function findExports(tree: Tree, units: readonly Unit[]): ExportEntry[] {
  const entries: ExportEntry[] = [];
  const unitOf = new Map<string, number>();
  units.forEach((unit, index) => {
    if (unit.parent >= 0 || unit.name === '') return;
    const known = unitOf.get(unit.name);
    if (known === undefined || (isTypeUnit(units[known]) && !isTypeUnit(unit))) unitOf.set(unit.name, index);
  });
  const taken = new Set<string>();
  const add = (entry: ExportEntry): void => {
    const key = entry.name === '*' ? `* ${entry.from}` : `${entry.typeOnly ? 'type' : 'value'} ${entry.name}`;
    if (taken.has(key)) return;
    taken.add(key);
    entries.push(entry);
  };
  const own = (name: string, unit: number, node: number, typeOnly: boolean): void =>
    add({ name, unit, from: null, imported: null, typeOnly, node });

  units.forEach((unit, index) => {
    if (unit.parent >= 0) return;
    const { node } = unit;
    const flags = tree.flags[node];
    if (tree.kind[node] === K.ExportList) {
      for (const name of children(tree, node)) listEntry(tree, node, name, unitOf, add);
    } else if (tree.kind[node] === K.ExportValue) {
      const value = child(tree, node, 0);
      if (flags & Flag.Default) {
        const named = tree.kind[value] === K.Identifier ? unitOf.get(label(tree, value)) : undefined;
        own('default', named ?? index, node, false);
      } else commonJs(tree, value, index, node, unitOf, own);
    } else if (tree.kind[node] === K.ExpressionStatement) {
      const assign = child(tree, node, 0);
      if (assign < 0 || tree.kind[assign] !== K.Assign) return;
      const target = dottedName(tree, child(tree, assign, 0));
      if (target === 'module.exports') commonJs(tree, child(tree, assign, 1), index, node, unitOf, own);
      else if (/^(module\.)?exports\.[^.]+$/.test(target)) {
        const value = child(tree, assign, 1);
        const named = tree.kind[value] === K.Identifier ? unitOf.get(label(tree, value)) : undefined;
        own(target.slice(target.lastIndexOf('.') + 1), named ?? index, node, false);
      }
    } else if (declarationFlags(tree, node) & Flag.Exported) {
      if (unit.name === '') {
        for (const name of patternNames(tree, node)) own(name, index, node, false);
        return;
      }
      own(flags & Flag.Default ? 'default' : unit.name, index, node, isTypeUnit(unit));
    }
  });
  return entries;
}

/** Modifiers of a declaration; those of one of several variables stand before the first. */
function declarationFlags(tree: Tree, node: number): number {
  return tree.kind[node] === K.Variable ? tree.flags[tree.parent[node]] : tree.flags[node];
}

/** The names that `const { a, b: [c] } = …` declares. */
function patternNames(tree: Tree, node: number): string[] {
  const names: string[] = [];
  for (let i = node; i < node + tree.size[node]; i++) {
    const symbol = tree.kind[i] === K.Identifier ? tree.symbol[i] : -1;
    const declares =
      tree.kind[tree.parent[i]] === K.PatternElement || tree.kind[tree.parent[i]] === K.ArrayPattern;
    if (symbol >= 0 && declares && tree.symbols[symbol].scope === 'exported')
      names.push(tree.symbols[symbol].name);
  }
  return names;
}

/** A name may stand for a type and a value at once. */
function isTypeUnit(unit: Unit): boolean {
  return unit.kind === 'interface' || unit.kind === 'type';
}

function listEntry(
  tree: Tree,
  list: number,
  name: number,
  unitOf: ReadonlyMap<string, number>,
  add: (entry: ExportEntry) => void,
): void {
  const from = tree.label[list] < 0 ? null : label(tree, list);
  const source = child(tree, name, 0);
  const imported = source < 0 ? '*' : label(tree, source);
  add({
    name: label(tree, name),
    unit: from === null ? (unitOf.get(imported) ?? -1) : -1,
    from,
    imported: from === null ? null : imported,
    typeOnly: ((tree.flags[list] | tree.flags[name]) & Flag.TypeOnly) !== 0,
    node: name,
  });
}

function commonJs(
  tree: Tree,
  value: number,
  unit: number,
  node: number,
  unitOf: ReadonlyMap<string, number>,
  own: (name: string, unit: number, node: number, typeOnly: boolean) => void,
): void {
  if (value >= 0 && tree.kind[value] === K.Object) {
    for (const property of children(tree, value)) {
      const key = child(tree, property, 0);
      if (key < 0 || tree.kind[key] !== K.PropertyName) continue;
      const target = child(tree, property, 1);
      const named =
        target >= 0 && tree.kind[target] === K.Identifier ? unitOf.get(label(tree, target)) : undefined;
      own(label(tree, key), named ?? unit, property, false);
    }
    return;
  }
  const named = value >= 0 && tree.kind[value] === K.Identifier ? unitOf.get(label(tree, value)) : undefined;
  own('default', named ?? unit, node, false);
}
