import { Flag, K } from '../../model/kinds.ts';
import type { Tree, Unit, UnitKind } from '../../model/source.ts';
import { child, children, dottedName, label } from '../../model/tree.ts';
import { readSignature } from './signatures.ts';

interface Draft {
  kind: UnitKind;
  name: string;
  exported: boolean;
  node: number;
  parent: number;
  callable: number;
  /** The node of several variables' statement, owned by the first of them; -1. */
  head: number;
}

/** Cuts a file into its units, see `Unit`. */
export function findUnits(tree: Tree): Unit[] {
  const drafts: Draft[] = [];
  collect(tree, children(tree, 0), '', -1, drafts);
  return drafts.map((draft, index) => finish(tree, drafts, draft, index));
}

function collect(
  tree: Tree,
  nodes: readonly number[],
  prefix: string,
  parent: number,
  drafts: Draft[],
): void {
  for (const node of nodes) {
    const add = (kind: UnitKind, name: string, callable = -1, at = node): number => {
      const marked = (tree.flags[node] & Flag.Exported) !== 0 || tree.kind[node] === K.ExportValue;
      const exported = marked || isExportedName(tree, at);
      const head = tree.kind[at] === K.Variable && at === node + 1 ? node : -1;
      drafts.push({ kind, name: prefix + name, exported, node: at, parent, callable, head });
      return drafts.length - 1;
    };
    switch (tree.kind[node]) {
      case K.Import:
        add('import', label(tree, node));
        break;
      case K.ExportList:
        add('export', label(tree, node));
        break;
      case K.ExportValue:
        exportValue(tree, node, prefix, add, drafts);
        break;
      case K.Function:
        add(functionKind(tree, node, declaredName(tree, node)), declaredName(tree, node) || 'default', node);
        break;
      case K.Class: {
        const name = declaredName(tree, node) || 'default';
        collectMembers(tree, node, `${prefix}${name}.`, add('class', name), drafts);
        break;
      }
      case K.Interface:
        add('interface', declaredName(tree, node));
        break;
      case K.TypeAlias:
        add('type', declaredName(tree, node));
        break;
      case K.Enum:
        add('enum', declaredName(tree, node));
        break;
      case K.Namespace: {
        const name = declaredName(tree, node);
        const unit = add('namespace', name);
        const body = children(tree, node).find((part) => tree.kind[part] === K.Block);
        if (body !== undefined) collect(tree, children(tree, body), `${prefix}${name}.`, unit, drafts);
        break;
      }
      case K.Variables: {
        const list = children(tree, node);
        for (const variable of list)
          variableUnit(tree, variable, prefix, list.length === 1 ? node : variable, add, drafts);
        break;
      }
      default:
        statementUnit(tree, node, prefix, add, drafts);
    }
  }
}

type Add = (kind: UnitKind, name: string, callable?: number, at?: number) => number;

function variableUnit(
  tree: Tree,
  variable: number,
  prefix: string,
  at: number,
  add: Add,
  drafts: Draft[],
): void {
  const name = declaredName(tree, variable);
  const parts = children(tree, variable);
  const value = parts.length > 1 ? parts[parts.length - 1] : -1;
  valueUnit(tree, value, name, prefix, at, add, drafts);
}

/** A name bound to a value: by declaration, assignment or export. */
function valueUnit(
  tree: Tree,
  value: number,
  name: string,
  prefix: string,
  at: number,
  add: Add,
  drafts: Draft[],
): void {
  const callable = callableIn(tree, value);
  if (callable >= 0) {
    add(functionKind(tree, callable, name), name, callable, at);
  } else if (value >= 0 && tree.kind[value] === K.ClassExpression) {
    collectMembers(tree, value, `${prefix}${name}.`, add('class', name, -1, at), drafts);
  } else if (value >= 0 && tree.kind[value] === K.Object && functionMembers(tree, value) >= 2) {
    collectMembers(tree, value, `${prefix}${name}.`, add('namespace', name, -1, at), drafts);
  } else {
    add('variable', name, -1, at);
  }
}

/** The function in `memo(forwardRef((props) => …))`, `useCallback(…)` and the like, or the function itself; -1. */
function callableIn(tree: Tree, value: number): number {
  let node = value;
  for (let depth = 0; node >= 0 && depth < 4; depth++) {
    if (isFunction(tree.kind[node])) return node;
    if (tree.kind[node] === K.Assertion) {
      node = child(tree, node, 0);
    } else if (tree.kind[node] === K.Call) {
      node =
        children(tree, node).find(
          (part, i) => i > 0 && (isFunction(tree.kind[part]) || tree.kind[part] === K.Call),
        ) ?? -1;
    } else {
      return -1;
    }
  }
  return -1;
}

function exportValue(tree: Tree, node: number, prefix: string, add: Add, drafts: Draft[]): void {
  const value = child(tree, node, 0);
  if (value < 0 || tree.kind[value] === K.Identifier) add('export', 'default');
  else valueUnit(tree, value, 'default', prefix, node, add, drafts);
}

function statementUnit(tree: Tree, node: number, prefix: string, add: Add, drafts: Draft[]): void {
  const expression = tree.kind[node] === K.ExpressionStatement ? child(tree, node, 0) : -1;
  if (expression >= 0 && tree.kind[expression] === K.Assign) {
    const name = dottedName(tree, child(tree, expression, 0)).replace(/^(module\.)?exports\./, '');
    if (name !== '') {
      valueUnit(tree, child(tree, expression, 1), name, prefix, node, add, drafts);
      return;
    }
  }
  const unit = add('statement', '');
  const body = wrappedBody(tree, expression);
  if (body >= 0) collect(tree, children(tree, body), prefix, unit, drafts);
}

/** The body of `(function () { … })()`, which is a module of its own; -1. */
function wrappedBody(tree: Tree, expression: number): number {
  let call = expression;
  while (call >= 0 && tree.kind[call] === K.Unary) call = child(tree, call, 0);
  if (call < 0 || tree.kind[call] !== K.Call) return -1;
  const callee = child(tree, call, 0);
  if (!isFunction(tree.kind[callee])) return -1;
  const body = children(tree, callee).find((part) => tree.kind[part] === K.Block);
  return body !== undefined && children(tree, body).length > 2 ? body : -1;
}

function collectMembers(tree: Tree, owner: number, prefix: string, parent: number, drafts: Draft[]): void {
  for (const member of children(tree, owner)) {
    const callable = memberFunction(tree, member);
    if (callable < 0) continue;
    const key = children(tree, member).find((part) => tree.kind[part] !== K.Decorator) ?? -1;
    const own = tree.kind[member] === K.Constructor ? 'constructor' : label(tree, key);
    const name = `${prefix}${own}${SUFFIX.get(tree.kind[member]) ?? ''}`;
    drafts.push({ kind: 'method', name, exported: false, node: member, parent, callable, head: -1 });
  }
}

const SUFFIX = new Map<number, string>([
  [K.Getter, ' (get)'],
  [K.Setter, ' (set)'],
]);

function memberFunction(tree: Tree, member: number): number {
  const kind = tree.kind[member];
  if (kind === K.Method || kind === K.Constructor || kind === K.Getter || kind === K.Setter) return member;
  if (kind !== K.Field && kind !== K.Property) return -1;
  const parts = children(tree, member);
  const value = parts[parts.length - 1] ?? -1;
  return value >= 0 && isFunction(tree.kind[value]) ? value : -1;
}

function functionMembers(tree: Tree, object: number): number {
  return children(tree, object).filter((member) => memberFunction(tree, member) >= 0).length;
}

function isFunction(kind: number): boolean {
  return kind === K.Function || kind === K.Arrow;
}

function functionKind(tree: Tree, node: number, name: string): UnitKind {
  if (!/^[A-Z]/.test(name) && name !== 'default') return 'function';
  for (let i = node; i < node + tree.size[node]; i++) {
    if (tree.kind[i] === K.JsxElement || tree.kind[i] === K.JsxFragment) return 'component';
  }
  return 'function';
}

/** The name that a declaration declares, '' for none or a pattern. */
function declaredName(tree: Tree, node: number): string {
  const name = children(tree, node).find((part) => tree.kind[part] !== K.Decorator) ?? -1;
  return name >= 0 && tree.kind[name] === K.Identifier ? label(tree, name) : '';
}

function isExportedName(tree: Tree, node: number): boolean {
  const at = tree.kind[node] === K.Variables ? child(tree, node, 0) : node;
  const name = children(tree, at).find((part) => tree.kind[part] === K.Identifier);
  const symbol = name === undefined ? -1 : tree.symbol[name];
  return symbol >= 0 && tree.symbols[symbol].scope === 'exported';
}

function finish(tree: Tree, drafts: readonly Draft[], draft: Draft, index: number): Unit {
  const end = draft.node + tree.size[draft.node];
  const ranges: number[] = [];
  let from = draft.head >= 0 ? draft.head : draft.node;
  for (let i = index + 1; i < drafts.length && drafts[i].node < end; i++) {
    if (drafts[i].parent !== index) continue;
    if (drafts[i].node > from) ranges.push(from, drafts[i].node);
    from = drafts[i].node + tree.size[drafts[i].node];
  }
  if (end > from) ranges.push(from, end);
  let weight = 0;
  for (let i = 0; i < ranges.length; i += 2) weight += ranges[i + 1] - ranges[i];
  return {
    kind: draft.kind,
    name: draft.name,
    exported: draft.exported,
    node: draft.node,
    parent: draft.parent,
    ranges,
    weight,
    signature: draft.callable < 0 ? null : readSignature(tree, draft.callable),
  };
}
