import { parseSource } from '../../../languages/registry.ts';
import { isTypeKind } from '../../../metrics/roles.ts';
import { K } from '../../../model/kinds.ts';
import type { Comment, SourceModel } from '../../../model/source.ts';
import { children, label } from '../../../model/tree.ts';
import type { TypeContext } from '../annotations.ts';
import type { TypeWorld } from '../declarations.ts';
import { type DocSignature, declarationsOf, declaredNames, functionOf } from './declared.ts';
import { type DocTag, readTags } from './tags.ts';

/** A parameter of a documented function; `type` is a node of the documentation's own model, or -1. */
export interface DocumentedParameter {
  readonly name: string;
  readonly type: number;
  readonly optional: boolean;
  readonly rest: boolean;
}

export interface DocumentedFunction {
  readonly parameters: readonly DocumentedParameter[];
  readonly returns: number;
  /** Of the function as a whole, from `@type`. */
  readonly type: number;
}

/** The types that a file's doc comments say. */
export interface Documentation {
  /** Where the nodes of {@link DocumentedFunction} are read. */
  readonly context: TypeContext;
  /** What the doc comment above a function, or above what it is the value of, says; null for nothing. */
  of(node: number): DocumentedFunction | null;
}

const TELLING = /@(?:param|arg|argument|returns?|type|typedef|callback)\b[^@]*\{/;
const ALIAS = '$Doc';
/** More comments with types than this are not read. */
const MOST = 400;

const known = new WeakMap<SourceModel, { readonly text: string; readonly found: Documentation | null }>();

/**
 * Reads the doc comments of a file; null where they say no types.
 * @param text the file's, as the model was parsed from
 */
export function documentationOf(world: TypeWorld, model: SourceModel, text: string): Documentation | null {
  const kept = known.get(model);
  if (kept?.text === text) return kept.found;
  const found = readDocumentation(world, model, text);
  known.set(model, { text, found });
  return found;
}

function readDocumentation(world: TypeWorld, model: SourceModel, text: string): Documentation | null {
  const comments = model.comments
    .filter(({ kind, start, end }) => kind === 'doc' && TELLING.test(text.slice(start, end)))
    .slice(0, MOST)
    .map((comment) => ({ comment, tags: readTags(text.slice(comment.start, comment.end)) }));
  if (comments.length === 0) return null;
  const declared = new Set(comments.flatMap(({ tags }) => declaredNames(tags)));
  const aliases = new Aliases();
  const functions = new Map<Comment, (read: (alias: number) => number) => DocumentedFunction>();
  for (const { comment, tags } of comments) {
    const signature = functionOf(tags, declared);
    if (signature !== null) functions.set(comment, reserve(aliases, signature));
  }
  const declarations = comments.flatMap(({ tags }: { tags: readonly DocTag[] }) =>
    declarationsOf(tags, declared),
  );
  const types = parseTypes(text, model.typed, [...declarations.filter(isDeclaration), ...aliases.lines]);
  const nodes = aliasNodes(types);
  const context: TypeContext = {
    world: {
      models: world.models,
      resolve: (from, specifier) => world.resolve(from === types ? model : from, specifier),
    },
    model: types,
    bound: new Map(),
    depth: 0,
  };
  const documented = new Map<Comment, DocumentedFunction>();
  for (const [comment, make] of functions)
    documented.set(
      comment,
      make((alias) => nodes.get(alias) ?? -1),
    );
  return { context, of: (node) => lookAbove(model, text, documented, node) };
}

/** Types that are given a name each, so that one parse reads them all. */
class Aliases {
  readonly lines: string[] = [];
  private readonly byText = new Map<string, number>();

  /** The number of a type's alias; -1 for what is no type. */
  add(type: string | null, generics: string): number {
    if (type === null || type === 'any') return -1;
    const key = `${generics} = ${type};`;
    const before = this.byText.get(key);
    if (before !== undefined) return before;
    const line = `type ${ALIAS}${this.lines.length}${key}`;
    const alias = isDeclaration(line) ? this.lines.push(line) - 1 : -1;
    this.byText.set(key, alias);
    return alias;
  }
}

/** True for a text that is one declaration of a type. */
function isDeclaration(text: string): boolean {
  const { tree, problems } = parseSource('type.ts', text);
  const parts = children(tree, 0);
  return problems.length === 0 && parts.length === 1 && tree.kind[parts[0]] === K.TypeAlias;
}

function reserve(
  aliases: Aliases,
  { parameters, returns, type, generics }: DocSignature,
): (read: (alias: number) => number) => DocumentedFunction {
  const numbers = parameters.map((parameter) => aliases.add(parameter.type, generics));
  const result = aliases.add(returns, generics);
  const whole = aliases.add(type, generics);
  return (read) => ({
    parameters: parameters.map(({ name, optional, rest }, index) => ({
      name,
      optional,
      rest,
      type: read(numbers[index]),
    })),
    returns: read(result),
    type: read(whole),
  });
}

/** The file with the types behind it, so that they can refer to what it declares and imports. */
function parseTypes(text: string, typed: boolean, lines: readonly string[]): SourceModel {
  return parseSource(typed ? 'types.ts' : 'types.tsx', `${text}\n;${lines.join('\n')}`);
}

function aliasNodes({ tree }: SourceModel): Map<number, number> {
  const nodes = new Map<number, number>();
  for (const node of children(tree, 0)) {
    if (tree.kind[node] !== K.TypeAlias) continue;
    const parts = children(tree, node);
    const name = label(tree, parts.find((part) => tree.kind[part] === K.Identifier) ?? -1);
    const type = parts.findLast((part) => isTypeKind(tree.kind[part])) ?? -1;
    if (name.startsWith(ALIAS)) nodes.set(Number(name.slice(ALIAS.length)), type);
  }
  return nodes;
}

/** What holds statements or members: above it a comment belongs to something else. */
const HOLDERS: ReadonlySet<number> = new Set([
  K.Program,
  K.Block,
  K.Class,
  K.ClassExpression,
  K.Object,
  K.Array,
  K.Function,
  K.Arrow,
  K.Method,
  K.Namespace,
]);

function lookAbove(
  model: SourceModel,
  text: string,
  documented: ReadonlyMap<Comment, DocumentedFunction>,
  node: number,
): DocumentedFunction | null {
  const { tree } = model;
  for (let at = node; at > 0; at = tree.parent[at]) {
    const comment = commentAbove(model, text, tree.start[at]);
    const found = comment === null ? undefined : documented.get(comment);
    if (found !== undefined) return found;
    const above = tree.parent[at];
    // What a class is called with may be said above the class.
    const isClass = tree.kind[above] === K.Class || tree.kind[above] === K.ClassExpression;
    if (isClass && tree.kind[at] === K.Constructor) continue;
    if (HOLDERS.has(tree.kind[above])) return null;
  }
  return null;
}

/** The doc comment before a place, with nothing but modifiers, decorators' ends and other comments between. */
function commentAbove({ comments }: SourceModel, text: string, start: number): Comment | null {
  let before = start;
  for (let at = lastBefore(comments, start); at >= 0; at--) {
    const comment = comments[at];
    const between = text.slice(comment.end, before);
    if (!/^\s*(?:(?:export|default|async|static|public|private|protected|override)\s+)*$/.test(between))
      return null;
    if (comment.kind === 'doc') return comment;
    before = comment.start;
  }
  return null;
}

/** Index of the last comment that ends at or before a place; -1 for none. */
function lastBefore(comments: readonly Comment[], start: number): number {
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (comments[middle].end <= start) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
