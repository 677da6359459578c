import { K } from './kinds.ts';
import type { Span, Tree } from './source.ts';

/** Small readers over the compact tree, for dimensions and rules. Nodes are indices in preorder. */

/** The node's children, in source order. */
export function children(tree: Tree, node: number): number[] {
  const result: number[] = [];
  const end = node + tree.size[node];
  for (let child = node + 1; child < end; child += tree.size[child]) result.push(child);
  return result;
}

/** The n-th child, or -1. */
export function child(tree: Tree, node: number, n: number): number {
  const end = node + tree.size[node];
  let current = node + 1;
  for (let i = 0; i < n && current < end; i++) current += tree.size[current];
  return current < end ? current : -1;
}

/** The label of a node as text; '' where there is none. */
export function label(tree: Tree, node: number): string {
  const index = node < 0 ? -1 : tree.label[node];
  return index < 0 ? '' : tree.names[index];
}

export function span(tree: Tree, node: number): Span {
  return { start: tree.start[node], end: tree.end[node] };
}

/** True when `inner` lies in the subtree of `outer`. */
export function contains(tree: Tree, outer: number, inner: number): boolean {
  return inner >= outer && inner < outer + tree.size[outer];
}

/** The nearest ancestor (not the node itself) for which `test` holds, or -1. */
export function ancestor(tree: Tree, node: number, test: (node: number) => boolean): number {
  let current = tree.parent[node];
  while (current >= 0 && !test(current)) current = tree.parent[current];
  return current;
}

/**
 * The dotted name of an expression: `document.body.append` for Member chains over identifiers and `this`,
 * '' for anything else. `foo?.bar` reads as `foo.bar`; `foo!` and `(foo as T)` as `foo`.
 */
export function dottedName(tree: Tree, node: number): string {
  if (node < 0) return '';
  switch (tree.kind[node]) {
    case K.Identifier:
    case K.PropertyName:
      return label(tree, node);
    case K.This:
      return 'this';
    case K.Assertion:
      return dottedName(tree, child(tree, node, 0));
    case K.Member: {
      const object = dottedName(tree, child(tree, node, 0));
      return object === '' ? '' : `${object}.${label(tree, child(tree, node, 1))}`;
    }
    default:
      return '';
  }
}

/** The last part of a callee's name: `append` for `document.body.append(…)`, also where the object is no name. */
export function calleeName(tree: Tree, call: number): string {
  const callee = child(tree, call, 0);
  if (callee < 0) return '';
  if (tree.kind[callee] === K.Member) return label(tree, child(tree, callee, 1));
  return tree.kind[callee] === K.Identifier ? label(tree, callee) : '';
}

/** Arguments of a Call or New: its children without the callee and type arguments. */
export function callArguments(tree: Tree, call: number): number[] {
  return children(tree, call)
    .slice(1)
    .filter((node) => tree.kind[node] < K.TypeReference || tree.kind[node] === K.Other);
}

/** The JSX element's tag: `img`, `Button`, `Menu.Item`. */
export function jsxTag(tree: Tree, element: number): string {
  return dottedName(tree, child(tree, element, 0));
}

/** True for html elements, which are written in lower case. */
export function isIntrinsic(tree: Tree, element: number): boolean {
  const tag = child(tree, element, 0);
  return tag >= 0 && tree.kind[tag] === K.PropertyName;
}

/** The JsxAttribute of that name (case matters), or -1. */
export function jsxAttribute(tree: Tree, element: number, name: string): number {
  for (const node of children(tree, element)) {
    if (tree.kind[node] === K.JsxAttribute && label(tree, child(tree, node, 0)) === name) return node;
  }
  return -1;
}

/** The value node of a JsxAttribute with `{…}` taken off, or -1 for an attribute without value (true). */
export function jsxValue(tree: Tree, attribute: number): number {
  const value = child(tree, attribute, 1);
  return value >= 0 && tree.kind[value] === K.JsxExpression ? child(tree, value, 0) : value;
}
