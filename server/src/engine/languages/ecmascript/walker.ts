import { ts } from 'ts-morph';
import { Flag, K } from '../../model/kinds.ts';
import { Scopes } from './scopes.ts';
import { KIND_OF, SKIP, THROUGH, UNKNOWN } from './syntaxKinds.ts';
import { TreeBuilder } from './treeBuilder.ts';

const S = ts.SyntaxKind;

/** How one kind of compiler node enters the compact tree. */
export type Handler = (walker: Walker, node: ts.Node) => void;

/** Walks a compiler tree once and builds the compact tree and its scopes. No compiler node outlives it. */
export class Walker {
  readonly builder: TreeBuilder;
  readonly scopes = new Scopes();
  private readonly visitChild = (node: ts.Node): void => this.visit(node);

  constructor(
    readonly text: string,
    private readonly handlers: readonly (Handler | undefined)[],
  ) {
    this.builder = new TreeBuilder(Math.max(64, text.length >> 2));
  }

  visit(node: ts.Node): void {
    const handler = this.handlers[node.kind];
    if (handler !== undefined) {
      handler(this, node);
      return;
    }
    const kind = KIND_OF[node.kind];
    if (kind === SKIP) return;
    if (kind === THROUGH) {
      ts.forEachChild(node, this.visitChild);
      return;
    }
    if (kind === K.TypeKeyword) {
      this.leaf(kind, node, ts.tokenToString(node.kind) ?? null);
      return;
    }
    const label = kind === UNKNOWN ? S[node.kind] : null;
    const opened = this.open(kind === UNKNOWN ? K.Other : kind, node, label);
    ts.forEachChild(node, this.visitChild);
    this.builder.close(opened);
  }

  visitAll(nodes: readonly ts.Node[] | undefined): void {
    if (nodes !== undefined) for (const node of nodes) this.visit(node);
  }

  visitChildren(node: ts.Node): void {
    ts.forEachChild(node, this.visitChild);
  }

  maybe(node: ts.Node | undefined): void {
    if (node !== undefined) this.visit(node);
  }

  open(kind: number, node: ts.Node, label: string | null = null, flags = 0): number {
    return this.builder.open(kind, this.startOf(node), node.end, label, flags);
  }

  leaf(kind: number, node: ts.Node, label: string | null, flags = 0): number {
    return this.builder.leaf(kind, this.startOf(node), node.end, label, flags);
  }

  close(node: number): void {
    this.builder.close(node);
  }

  /** A use of a name. */
  reference(node: ts.Identifier): void {
    this.scopes.refer(this.leaf(K.Identifier, node, node.text), node.text);
  }

  /** The place where a name is declared. */
  declaration(
    node: ts.Identifier,
    options?: { hoisted?: boolean; import?: { module: string; name: string } },
  ): number {
    const symbol = this.scopes.declare(node.text, options);
    const leaf = this.leaf(K.Identifier, node, node.text);
    this.builder.setSymbol(leaf, symbol);
    return symbol;
  }

  /** A key of an object, a member's name, an attribute: `a`, `'a'` and `1` are names, `[a]` is computed. */
  propertyName(node: ts.Node): void {
    if (ts.isComputedPropertyName(node)) {
      if (ts.isStringLiteralLike(node.expression)) this.leaf(K.PropertyName, node, node.expression.text);
      else this.visit(node);
    } else {
      this.leaf(K.PropertyName, node, (node as ts.Identifier).text);
    }
  }

  /** A binding: a name, or a pattern of names. */
  binding(node: ts.BindingName, hoisted: boolean): void {
    if (ts.isIdentifier(node)) {
      this.declaration(node, { hoisted });
      return;
    }
    const object = ts.isObjectBindingPattern(node);
    const pattern = this.open(object ? K.ObjectPattern : K.ArrayPattern, node);
    for (const element of node.elements) {
      if (ts.isOmittedExpression(element)) {
        this.leaf(K.Hole, element, null);
        continue;
      }
      const opened = this.open(K.PatternElement, element, null, element.dotDotDotToken ? Flag.Rest : 0);
      if (object && !element.dotDotDotToken) this.propertyName(element.propertyName ?? element.name);
      this.binding(element.name, hoisted);
      this.maybe(element.initializer);
      this.close(opened);
    }
    this.close(pattern);
  }

  /** A body: braces or not, it is a Block. */
  block(node: ts.Statement): void {
    if (ts.isBlock(node)) {
      this.visit(node);
      return;
    }
    const opened = this.open(K.Block, node);
    this.visit(node);
    this.close(opened);
  }

  flagsOf(node: ts.Node): number {
    const modifiers = (node as { modifiers?: readonly ts.ModifierLike[] }).modifiers;
    let flags = 0;
    if (modifiers !== undefined) for (const modifier of modifiers) flags |= FLAG_OF[modifier.kind] ?? 0;
    return flags;
  }

  decorators(node: ts.Node): void {
    const modifiers = (node as { modifiers?: readonly ts.ModifierLike[] }).modifiers;
    if (modifiers === undefined) return;
    for (const modifier of modifiers) if (modifier.kind === S.Decorator) this.visit(modifier);
  }

  /** First character of the node, comments and white space before it left out. */
  startOf(node: ts.Node): number {
    const { text } = this;
    let i = node.pos;
    if (i < 0) return 0;
    if (node.kind === S.JsxText) return i;
    for (; i < node.end; i++) {
      const c = text.charCodeAt(i);
      if (c === 32 || (c >= 9 && c <= 13)) continue;
      if (c === 47) {
        const next = text.charCodeAt(i + 1);
        if (next === 47) {
          i = endOfLine(text, i);
          continue;
        }
        if (next === 42) {
          const close = text.indexOf('*/', i + 2);
          i = close < 0 ? node.end : close + 1;
          continue;
        }
        return i;
      }
      if (c > 127 && isSpace(c)) continue;
      if (c === 35 && i === 0 && text.charCodeAt(1) === 33) {
        i = endOfLine(text, i);
        continue;
      }
      return i;
    }
    return node.end;
  }
}

const FLAG_OF: Readonly<Record<number, number>> = {
  [S.AsyncKeyword]: Flag.Async,
  [S.StaticKeyword]: Flag.Static,
  [S.ReadonlyKeyword]: Flag.Readonly,
  [S.ExportKeyword]: Flag.Exported,
  [S.DefaultKeyword]: Flag.Default,
  [S.AbstractKeyword]: Flag.Abstract,
  [S.PrivateKeyword]: Flag.Private,
  [S.ProtectedKeyword]: Flag.Private,
  [S.DeclareKeyword]: Flag.Declare,
  [S.ConstKeyword]: Flag.Const,
};

function endOfLine(text: string, from: number): number {
  let i = from;
  while (i < text.length) {
    const c = text.charCodeAt(i);
    if (c === 10 || c === 13 || c === 0x2028 || c === 0x2029) return i;
    i++;
  }
  return i;
}

function isSpace(c: number): boolean {
  return (
    c === 0xa0 || c === 0xfeff || c === 0x2028 || c === 0x2029 || c === 0x3000 || (c >= 0x2000 && c <= 0x200b)
  );
}
