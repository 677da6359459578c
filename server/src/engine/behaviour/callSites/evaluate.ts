import { Flag, K } from '../../model/kinds.ts';
import type { SourceModel, Tree } from '../../model/source.ts';
import { callArguments, child, children, dottedName, label } from '../../model/tree.ts';
import type { Value } from '../input.ts';
import { enumShape } from '../shapes/constants.ts';
import { isPlain } from '../values/special.ts';
import type { Callers } from './callers.ts';
import { folded, fromJson, UNDEFINED_VALUE } from './literals.ts';
import { called, made } from './made.ts';
import { importedNames, type Reference, targetOf } from './names.ts';

/** A file with what its names stand for. */
export interface CallerFile {
  readonly path: string;
  readonly model: SourceModel;
  readonly imported: ReadonlyMap<number, Reference>;
  /** Variables declared with `const`, by symbol: the node of what binds it and of the value. */
  readonly constants: ReadonlyMap<number, { readonly pattern: number; readonly value: number }>;
  /** Its functions with a name, by symbol. */
  readonly functions: ReadonlyMap<number, number>;
}

/** What is known at a place in a file. */
export interface Scope {
  readonly file: CallerFile;
  /** Parameters and loop variables that stand for one row of a table, by symbol. */
  readonly bound: ReadonlyMap<number, Value>;
}

const DEEPEST = 40;
/** Nodes that are looked at for one golden file; more are looked at only in code that was made to be slow. */
const MOST_NODES = 500_000;

/** Computes what expressions are worth that are made of literals and constants. */
export class Evaluator {
  readonly #callers: Callers;
  readonly #files = new Map<string, CallerFile | null>();
  /** Of variables at the top level, which have one value wherever they are read. */
  readonly #known = new Map<string, Value | undefined>();
  #left = MOST_NODES;

  constructor(callers: Callers) {
    this.#callers = callers;
  }

  /** Counts a node that is looked at. @returns whether there is time for it */
  spend(): boolean {
    return this.#left-- > 0;
  }

  file(path: string): CallerFile | null {
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    const model = this.#callers.model(path);
    const file = model === null ? null : describeFile(this.#callers, path, model);
    this.#files.set(path, file);
    return file;
  }

  /** The value of an expression; undefined where it is made of more than literals and constants. */
  value(scope: Scope, node: number, depth = 0): Value | undefined {
    if (node < 0 || depth > DEEPEST || !this.spend()) return undefined;
    const { tree } = scope.file.model;
    const inner = (part: number): Value | undefined => this.value(scope, part, depth + 1);
    switch (tree.kind[node]) {
      case K.Identifier:
        return this.#named(scope, node, depth);
      case K.Assertion:
      case K.Await:
        return inner(node + 1);
      case K.Array:
        return this.list(scope, children(tree, node), depth + 1) ?? undefined;
      case K.Object:
        return this.#object(scope, node, depth + 1);
      case K.Member:
      case K.Index:
        return this.#member(scope, node, depth + 1);
      case K.New:
      case K.Call: {
        const args = this.list(scope, callArguments(tree, node), depth + 1);
        if (args === null) return undefined;
        const callee = node + 1;
        const global = isGlobal(tree, callee) ? dottedName(tree, callee) : '';
        if (global !== '') return made(global, args, tree.kind[node] === K.New);
        if (tree.kind[callee] !== K.Member || tree.kind[node] === K.New) return undefined;
        return called(inner(callee + 1), label(tree, child(tree, callee, 1)), args);
      }
      default:
        return folded(tree, node, inner);
    }
  }

  /** Values one after the other, spread ones in their place; null where one is not known. */
  list(scope: Scope, nodes: readonly number[], depth = 0): Value[] | null {
    const { tree } = scope.file.model;
    const values: Value[] = [];
    for (const node of nodes) {
      const spread = tree.kind[node] === K.Spread;
      const value = this.value(scope, spread ? node + 1 : node, depth);
      if (value === undefined || (spread && !Array.isArray(value))) return null;
      if (spread) values.push(...(value as readonly Value[]));
      else values.push(value);
    }
    return values;
  }

  #object(scope: Scope, node: number, depth: number): Value | undefined {
    const { tree } = scope.file.model;
    const entries: [string, Value][] = [];
    for (const part of children(tree, node)) {
      if (tree.kind[part] === K.Spread) {
        const value = this.value(scope, part + 1, depth);
        if (!isPlain(value)) return undefined;
        entries.push(...Object.entries(value));
        continue;
      }
      const [key, content] = children(tree, part);
      if (tree.kind[part] !== K.Property || tree.kind[key] !== K.PropertyName) return undefined;
      const value = this.value(scope, content, depth);
      const name = label(tree, key);
      // A key with `$` would stand for a special value.
      if (value === undefined || name.startsWith('$') || name === '__proto__') return undefined;
      entries.push([name, value]);
    }
    return Object.fromEntries(entries);
  }

  #named(scope: Scope, node: number, depth: number): Value | undefined {
    const { tree } = scope.file.model;
    const symbol = tree.symbol[node];
    if (symbol < 0) return made(label(tree, node), null, false);
    const bound = scope.bound.get(symbol);
    if (bound !== undefined) return bound;
    const reference = scope.file.imported.get(symbol);
    if (reference !== undefined) return this.#imported(reference, depth);
    const constant = scope.file.constants.get(symbol);
    if (constant === undefined) return undefined;
    const local = tree.symbols[symbol].scope === 'local';
    const key = `${symbol} ${scope.file.path}`;
    if (!local && this.#known.has(key)) return this.#known.get(key);
    // What goes into itself has no value.
    this.#known.set(key, undefined);
    const whole = this.value(local ? scope : { ...scope, bound: new Map() }, constant.value, depth + 1);
    const bindings = new Map<number, Value>();
    if (whole !== undefined) bindPattern(tree, constant.pattern, whole, bindings);
    const value = bindings.get(symbol);
    if (!local) this.#known.set(key, value);
    return value;
  }

  #member(scope: Scope, node: number, depth: number): Value | undefined {
    const { tree } = scope.file.model;
    const [object, property] = children(tree, node);
    const key = tree.kind[node] === K.Member ? label(tree, property) : this.value(scope, property, depth);
    if (typeof key !== 'string' && typeof key !== 'number') return undefined;
    const reference =
      tree.kind[object] === K.Identifier ? scope.file.imported.get(tree.symbol[object]) : undefined;
    if (reference !== undefined)
      return this.#imported({ ...reference, names: [...reference.names, String(key)] }, depth);
    const member = enumMember(tree, object, String(key));
    if (member !== undefined) return member;
    return memberOf(this.value(scope, object, depth), key);
  }

  /** A constant of another file. */
  #imported(reference: Reference, depth: number): Value | undefined {
    const text = this.#callers.json(reference.module);
    if (text !== null) {
      const names = reference.names[0] === 'default' ? reference.names.slice(1) : reference.names;
      return names.reduce<Value | undefined>(memberOf, fromJson(text));
    }
    const target = targetOf(this.#callers, reference);
    if (target === null) return undefined;
    const [name, ...parts] = target.kind === 'golden' ? target.path.split('.') : ['', ...target.rest];
    const file = this.file(target.kind === 'golden' ? this.#callers.entry : target.file);
    if (file === null) return undefined;
    const { tree, units, exports } = file.model;
    const unit = exports.find((entry) => entry.name === name && !entry.typeOnly)?.unit ?? -1;
    const node = target.kind === 'node' ? target.node : unit < 0 ? -1 : units[unit].node;
    if (node < 0) return undefined;
    if (tree.kind[node] === K.Enum)
      return parts.length === 1 ? literalMember(tree, node, parts[0]) : undefined;
    const scope = { file, bound: new Map() };
    return parts.reduce<Value | undefined>(memberOf, this.value(scope, valueNode(tree, node), depth + 1));
  }
}

/** The value that a declaration gives its name, or that an export statement exports; -1 where there is none. */
function valueNode(tree: Tree, node: number): number {
  if (tree.kind[node] === K.ExportValue) return node + 1;
  if (tree.kind[node] === K.ExpressionStatement) return child(tree, node + 1, 1);
  const variable = tree.kind[node] === K.Variables ? node + 1 : node;
  if (tree.kind[variable] !== K.Variable) return -1;
  const parts = children(tree, variable);
  const value = parts[parts.length - 1];
  return parts.length > 1 && !isType(tree, value) ? value : -1;
}

function describeFile(callers: Callers, path: string, model: SourceModel): CallerFile {
  const { tree } = model;
  const constants = new Map<number, { pattern: number; value: number }>();
  const functions = new Map<number, number>();
  for (let node = 1; node < tree.length; node++) {
    if (tree.kind[node] === K.Function && tree.kind[node + 1] === K.Identifier)
      functions.set(tree.symbol[node + 1], node);
    if (tree.kind[node] !== K.Variable || label(tree, tree.parent[node]) !== 'const') continue;
    const parts = children(tree, node);
    const [pattern] = parts;
    const value = parts[parts.length - 1];
    if (parts.length < 2 || isType(tree, value)) continue;
    const isFunction = tree.kind[value] === K.Arrow || tree.kind[value] === K.Function;
    if (isFunction) functions.set(tree.symbol[pattern], value);
    else for (const symbol of boundBy(tree, pattern)) constants.set(symbol, { pattern, value });
  }
  return { path, model, imported: importedNames(callers, path, model), constants, functions };
}

function isType(tree: Tree, node: number): boolean {
  return tree.kind[node] >= K.TypeReference && tree.kind[node] <= K.TypeThis;
}

/** Symbols of the names in a pattern. */
function boundBy(tree: Tree, pattern: number): number[] {
  if (tree.kind[pattern] === K.Identifier) return [tree.symbol[pattern]];
  if (tree.kind[pattern] !== K.ObjectPattern && tree.kind[pattern] !== K.ArrayPattern) return [];
  return children(tree, pattern).flatMap((element) =>
    children(tree, element).flatMap((part) =>
      tree.kind[part] === K.PropertyName ? [] : boundBy(tree, part),
    ),
  );
}

/** Gives the names of a pattern their parts of a value. */
export function bindPattern(tree: Tree, pattern: number, value: Value, bound: Map<number, Value>): void {
  if (tree.kind[pattern] === K.Identifier) bound.set(tree.symbol[pattern], value);
  const isList = tree.kind[pattern] === K.ArrayPattern;
  if (!isList && tree.kind[pattern] !== K.ObjectPattern) return;
  children(tree, pattern).forEach((element, index) => {
    if (tree.kind[element] !== K.PatternElement) return;
    const parts = children(tree, element);
    const rest = (tree.flags[element] & Flag.Rest) !== 0;
    if (rest && !(isList && Array.isArray(value))) return;
    const part = rest
      ? (value as readonly Value[]).slice(index)
      : memberOf(value, isList ? index : label(tree, parts[0]));
    if (part !== undefined) bindPattern(tree, parts[isList ? 0 : 1], part, bound);
  });
}

/** A part of a list or an object; what is not there is undefined, and so is a part of anything else. */
export function memberOf(value: Value | undefined, key: string | number): Value | undefined {
  if (Array.isArray(value)) {
    if (key === 'length') return value.length;
    return /^\d+$/.test(String(key))
      ? ((value as readonly Value[])[Number(key)] ?? UNDEFINED_VALUE)
      : undefined;
  }
  if (!isPlain(value)) return undefined;
  const own = value as { readonly [key: string]: Value };
  return Object.hasOwn(own, key) ? own[key] : UNDEFINED_VALUE;
}

/** `Status.Done` of an enum of the same file. */
function enumMember(tree: Tree, object: number, name: string): Value | undefined {
  if (tree.kind[object] !== K.Identifier || tree.symbol[object] < 0) return undefined;
  for (let node = 1; node < tree.length; node++)
    if (tree.kind[node] === K.Enum && tree.symbol[node + 1] === tree.symbol[object])
      return literalMember(tree, node, name);
  return undefined;
}

function literalMember(tree: Tree, node: number, name: string): Value | undefined {
  const shape = enumShape(tree, node, name);
  return shape.kind === 'literal' ? shape.value : undefined;
}

/** `Date`, `Object.entries`: a name that the file does not declare. */
function isGlobal(tree: Tree, node: number): boolean {
  const head = tree.kind[node] === K.Member ? node + 1 : node;
  return tree.kind[head] === K.Identifier && tree.symbol[head] < 0;
}
