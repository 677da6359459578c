import { ts } from 'ts-morph';
import { K } from '../../model/kinds.ts';
import { foldSpace } from './expressions.ts';
import type { Handler, Walker } from './walker.ts';

const S = ts.SyntaxKind;

/** JSX: text is folded as React renders it, `{'a'}` is the text a, and `<a></a>` is `<a />`. */
export const jsxHandlers: Readonly<Record<number, Handler>> = {
  [S.JsxElement](walker, node) {
    const element = node as ts.JsxElement;
    jsxElement(walker, node, element.openingElement, element.children);
  },
  [S.JsxSelfClosingElement]: (walker, node) => jsxElement(walker, node, node as ts.JsxSelfClosingElement, []),
  [S.JsxFragment](walker, node) {
    const opened = walker.open(K.JsxFragment, node);
    content(walker, (node as ts.JsxFragment).children);
    walker.close(opened);
  },
  [S.JsxAttribute](walker, node) {
    const attribute = node as ts.JsxAttribute;
    const opened = walker.open(K.JsxAttribute, node);
    walker.leaf(K.PropertyName, attribute.name, nameText(attribute.name));
    const value = attribute.initializer;
    if (value && ts.isJsxExpression(value)) {
      if (value.expression && ts.isStringLiteralLike(value.expression)) walker.visit(value.expression);
      else walker.visit(value);
    } else {
      walker.maybe(value);
    }
    walker.close(opened);
  },
  [S.JsxExpression](walker, node) {
    const { expression } = node as ts.JsxExpression;
    if (expression === undefined) return;
    const opened = walker.open(K.JsxExpression, node);
    walker.visit(expression);
    walker.close(opened);
  },
};

function jsxElement(
  walker: Walker,
  node: ts.Node,
  opening: ts.JsxOpeningElement | ts.JsxSelfClosingElement,
  inside: readonly ts.JsxChild[],
): void {
  const opened = walker.open(K.JsxElement, node);
  tagName(walker, opening.tagName);
  walker.visitAll(opening.typeArguments);
  walker.visitAll(opening.attributes.properties);
  content(walker, inside);
  walker.close(opened);
}

function tagName(walker: Walker, tag: ts.JsxTagNameExpression): void {
  if (ts.isIdentifier(tag) && /^[a-z]/.test(tag.text)) walker.leaf(K.PropertyName, tag, tag.text);
  else if (ts.isJsxNamespacedName(tag)) walker.leaf(K.PropertyName, tag, nameText(tag));
  else walker.visit(tag);
}

function nameText(name: ts.JsxAttributeName): string {
  return ts.isIdentifier(name) ? name.text : `${name.namespace.text}:${name.name.text}`;
}

/** Neighbouring text and `{' '}` are one text: where a formatter breaks the line must not matter. */
function content(walker: Walker, inside: readonly ts.JsxChild[]): void {
  let text = '';
  let from = -1;
  let to = -1;
  const flush = (): void => {
    const folded = foldSpace(text);
    if (folded !== '') walker.builder.leaf(K.JsxText, from, to, folded, 0);
    text = '';
    from = -1;
  };
  for (const node of inside) {
    const piece = plainText(node);
    if (piece === null) {
      flush();
      walker.visit(node);
    } else {
      text += piece;
      if (from < 0 && piece.trim() !== '') from = node.pos;
      to = node.end;
    }
  }
  flush();
}

function plainText(node: ts.JsxChild): string | null {
  if (ts.isJsxText(node)) return node.text;
  if (!ts.isJsxExpression(node)) return null;
  if (node.expression === undefined) return '';
  return ts.isStringLiteralLike(node.expression) ? node.expression.text : null;
}
