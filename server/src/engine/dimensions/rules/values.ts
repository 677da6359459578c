import { isTypeKind } from '../../metrics/roles.ts';
import { K } from '../../model/kinds.ts';
import type { Tree } from '../../model/source.ts';
import { child, dottedName, label } from '../../model/tree.ts';
import type { Facts } from './facts.ts';
import type { RuleContext } from './rule.ts';

/** How rules read values: what is written out, what is constant, where a name comes from. */

/** How many names are followed from one to the next. */
const HOPS = 3;

/** Takes `as T`, `!` and `satisfies` off. */
export function bare(tree: Tree, node: number): number {
  let current = node;
  while (current >= 0 && tree.kind[current] === K.Assertion) current = current + 1;
  return current;
}

/** The node that a name stands for when it is a constant of this file; otherwise the node itself. */
export function resolve({ tree, facts }: { tree: Tree; facts: Facts }, node: number): number {
  let current = bare(tree, node);
  for (let i = 0; i < HOPS && current >= 0 && tree.kind[current] === K.Identifier; i++) {
    const value = facts.constantOf(tree.symbol[current]);
    if (value < 0) return current;
    current = bare(tree, value);
  }
  return current;
}

/** The text of a string literal, through one constant name; null for anything that is not written out. */
export function textOf(context: { tree: Tree; facts: Facts }, node: number): string | null {
  const value = node < 0 ? -1 : resolve(context, node);
  return value >= 0 && context.tree.kind[value] === K.String ? label(context.tree, value) : null;
}

/** The text at the beginning of a string, template or concatenation; '' where it starts with a value. */
export function leadingText(context: RuleContext, node: number): string {
  const { tree } = context;
  let current = resolve(context, node);
  while (current >= 0 && (tree.kind[current] === K.Binary || tree.kind[current] === K.Template)) current += 1;
  const kind = current < 0 ? -1 : tree.kind[current];
  if (kind === K.Identifier) return textOf(context, current) ?? '';
  return kind === K.String || kind === K.TemplateText ? label(tree, current) : '';
}

/**
 * True when a value is the same in every run: literals, what is put together from them, constants of the file,
 * and names in capitals, which say that they are constant.
 */
export function isConstant(context: { tree: Tree; facts: Facts }, node: number, hops = HOPS): boolean {
  const { tree, facts } = context;
  const end = node + tree.size[node];
  for (let i = node; i < end; i++) {
    const kind = tree.kind[i];
    if (isTypeKind(kind)) {
      i += tree.size[i] - 1;
      continue;
    }
    switch (kind) {
      case K.Identifier: {
        if (/^[A-Z][A-Z0-9_]*$/.test(label(tree, i)) || label(tree, i) === 'undefined') continue;
        const value = hops > 0 ? facts.constantOf(tree.symbol[i]) : -1;
        if (value < 0 || !isConstant(context, value, hops - 1)) return false;
        continue;
      }
      case K.Call:
      case K.New:
      case K.TaggedTemplate:
      case K.Await:
      case K.Yield:
      case K.This:
      case K.Assign:
      case K.Update:
      case K.ImportExpression:
      case K.Function:
      case K.Arrow:
        return false;
    }
  }
  return true;
}

/** True for text that is put together at run time: a template or `+` with something in it that is not constant. */
export function isBuiltText(context: RuleContext, node: number): boolean {
  const { tree } = context;
  const kind = tree.kind[node];
  const template = kind === K.Template;
  const sum = kind === K.Binary && label(tree, node) === '+' && hasText(tree, node);
  return (template || sum) && !isConstant(context, node);
}

function hasText(tree: Tree, node: number): boolean {
  for (let i = node; i < node + tree.size[node]; i++) {
    if (tree.kind[i] === K.String || tree.kind[i] === K.Template) return true;
  }
  return false;
}

/** All words of a string, template or concatenation, with a blank for each value in it. */
export function allText(tree: Tree, node: number): string {
  let text = '';
  for (let i = node; i < node + tree.size[node]; i++) {
    const kind = tree.kind[i];
    if (kind === K.String || kind === K.TemplateText) text += label(tree, i);
    else if (kind === K.Identifier) text += ' ';
  }
  return text;
}

/** True when a callee comes from one of these modules (names without `node:`); see {@link moduleOf}. */
export function comesFrom(context: RuleContext, callee: number, modules: readonly string[]): boolean {
  const known = modules.some(
    (module) => context.facts.hasWord(module) || context.facts.hasWord(`node:${module}`),
  );
  return known && modules.includes(moduleOf(context, callee));
}

/**
 * The module that a callee comes from: `child_process` for `exec` imported from it, for `cp.exec` with
 * `import * as cp`, and for what `require('child_process')` gave; '' when that can't be seen.
 */
function moduleOf(context: RuleContext, callee: number): string {
  const { tree, facts } = context;
  let root = bare(tree, callee);
  while (root >= 0 && tree.kind[root] === K.Member) root += 1;
  for (let i = 0; i < HOPS && root >= 0; i++) {
    if (tree.kind[root] === K.Call) return requiredModule(context, root);
    if (tree.kind[root] !== K.Identifier || tree.symbol[root] < 0) return '';
    const { origin } = tree.symbols[tree.symbol[root]];
    if (origin !== undefined) return origin.slice(0, origin.lastIndexOf('#')).replace(/^node:/, '');
    const name = facts.declarationOf(tree.symbol[root]);
    root = name < 0 ? -1 : declaredValue(tree, name);
    while (root >= 0 && tree.kind[root] === K.Member) root += 1;
  }
  return '';
}

/** `require('x')` → x; `promisify(exec)` → the module of exec. */
function requiredModule(context: RuleContext, call: number): string {
  const { tree } = context;
  const argument = child(tree, call, 1);
  if (argument < 0) return '';
  const name = dottedName(tree, call + 1);
  if (name === 'require' && tree.kind[argument] === K.String)
    return label(tree, argument).replace(/^node:/, '');
  if (/(^|\.)promisify$/.test(name) && tree.kind[argument] !== K.Call) return moduleOf(context, argument);
  return '';
}

/** The value that a name is declared with, by itself or as part of a pattern; -1 for parameters and others. */
export function declaredValue(tree: Tree, name: number): number {
  let current = tree.parent[name];
  while (current >= 0 && isPattern(tree.kind[current])) current = tree.parent[current];
  if (current < 0 || tree.kind[current] !== K.Variable) return -1;
  let last = -1;
  for (let part = current + 1; part < current + tree.size[current]; part += tree.size[part]) last = part;
  return last === current + 1 || isTypeKind(tree.kind[last]) ? -1 : last;
}

function isPattern(kind: number): boolean {
  return kind === K.PatternElement || kind === K.ObjectPattern || kind === K.ArrayPattern;
}

/** The Property of that name in an Object, or -1. */
export function property(tree: Tree, object: number, name: string): number {
  if (object < 0 || tree.kind[object] !== K.Object) return -1;
  const end = object + tree.size[object];
  for (let part = object + 1; part < end; part += tree.size[part]) {
    if (tree.kind[part] === K.Property && label(tree, part + 1) === name) return part;
  }
  return -1;
}

/** The value of a Property, or -1. */
export function propertyValue(tree: Tree, object: number, name: string): number {
  const found = property(tree, object, name);
  return found < 0 ? -1 : child(tree, found, 1);
}

/** True when the object takes over others' properties (`...options`), so that what is missing may still be there. */
export function hasSpread(tree: Tree, object: number): boolean {
  const end = object + tree.size[object];
  for (let part = object + 1; part < end; part += tree.size[part])
    if (tree.kind[part] === K.Spread) return true;
  return false;
}

/** The n-th argument of a call, types left out; -1 for none. */
export function argument(tree: Tree, call: number, n: number): number {
  const end = call + tree.size[call];
  let index = n;
  let part = call + 1;
  for (part += tree.size[part]; part < end; part += tree.size[part]) {
    if (isTypeKind(tree.kind[part])) continue;
    if (index-- === 0) return part;
  }
  return -1;
}

/** The last name of an expression: `token` for `user.token`, `token` and `this.token`; '' for others. */
export function lastName(tree: Tree, node: number): string {
  const value = bare(tree, node);
  if (value < 0) return '';
  if (tree.kind[value] === K.Member) return label(tree, value + tree.size[value] - 1);
  return tree.kind[value] === K.Identifier ? label(tree, value) : '';
}

/** True when some node of the subtree passes. */
export function some(tree: Tree, node: number, test: (node: number) => boolean): boolean {
  if (node < 0) return false;
  const end = node + tree.size[node];
  for (let i = node; i < end; i++) if (test(i)) return true;
  return false;
}

/** True when the subtree calls something whose name matches. */
export function calls(tree: Tree, node: number, name: RegExp): boolean {
  return some(
    tree,
    node,
    (i) => (tree.kind[i] === K.Call || tree.kind[i] === K.New) && name.test(lastName(tree, i + 1)),
  );
}

/** The name under which a value is kept: of its variable, property, field, target of assignment; '' for none. */
export function nameOfTarget(tree: Tree, node: number): string {
  const parent = tree.parent[node];
  if (parent < 0) return '';
  switch (tree.kind[parent]) {
    case K.Variable:
    case K.Property:
    case K.Field:
    case K.Parameter:
    case K.PatternElement:
      return node === parent + 1 ? '' : label(tree, parent + 1);
    case K.Assign:
      return node === parent + 1 ? '' : lastName(tree, parent + 1);
    case K.Assertion:
      return nameOfTarget(tree, parent);
    default:
      return '';
  }
}
