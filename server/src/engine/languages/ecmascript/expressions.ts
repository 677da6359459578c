import { ts } from 'ts-morph';
import { Flag, K } from '../../model/kinds.ts';
import { kindOfOperator } from './syntaxKinds.ts';
import type { Handler, Walker } from './walker.ts';

const S = ts.SyntaxKind;

/** Expressions and literals: written one way or another, the same value is the same node. */
export const expressionHandlers: Readonly<Record<number, Handler>> = {
  [S.Identifier]: (walker, node) => walker.reference(node as ts.Identifier),
  [S.PrivateIdentifier]: (walker, node) =>
    walker.leaf(K.PropertyName, node, (node as ts.PrivateIdentifier).text),
  [S.StringLiteral]: (walker, node) => walker.leaf(K.String, node, (node as ts.StringLiteral).text),
  [S.NoSubstitutionTemplateLiteral]: (walker, node) =>
    walker.leaf(K.String, node, (node as ts.NoSubstitutionTemplateLiteral).text),
  [S.NumericLiteral]: (walker, node) => walker.leaf(K.Number, node, (node as ts.NumericLiteral).text),
  [S.BigIntLiteral]: (walker, node) => walker.leaf(K.BigInt, node, bigValue((node as ts.BigIntLiteral).text)),
  [S.YieldExpression](walker, node) {
    const { asteriskToken, expression } = node as ts.YieldExpression;
    const opened = walker.open(K.Yield, node, asteriskToken ? '*' : null);
    walker.maybe(expression);
    walker.close(opened);
  },
  [S.RegularExpressionLiteral]: (walker, node) =>
    walker.leaf(K.Regex, node, (node as ts.RegularExpressionLiteral).text),
  [S.TrueKeyword]: (walker, node) => walker.leaf(K.Constant, node, 'true'),
  [S.FalseKeyword]: (walker, node) => walker.leaf(K.Constant, node, 'false'),
  [S.NullKeyword]: (walker, node) => walker.leaf(K.Constant, node, 'null'),
  [S.ThisKeyword]: (walker, node) => walker.leaf(K.This, node, null),
  [S.SuperKeyword]: (walker, node) => walker.leaf(K.Super, node, null),
  [S.ImportKeyword]: (walker, node) => walker.leaf(K.ImportExpression, node, null),
  [S.TemplateExpression]: (walker, node) =>
    template(walker, K.Template, node as ts.TemplateExpression, false),
  [S.TaggedTemplateExpression](walker, node) {
    const tagged = node as ts.TaggedTemplateExpression;
    const opened = walker.open(K.TaggedTemplate, node);
    walker.visit(tagged.tag);
    walker.visitAll(tagged.typeArguments);
    if (ts.isTemplateExpression(tagged.template)) template(walker, K.Template, tagged.template, true);
    else {
      const whole = walker.open(K.Template, tagged.template);
      walker.leaf(K.TemplateText, tagged.template, foldSpace(tagged.template.text));
      walker.close(whole);
    }
    walker.close(opened);
  },
  [S.PropertyAccessExpression](walker, node) {
    const access = node as ts.PropertyAccessExpression;
    const opened = walker.open(K.Member, node, null, access.questionDotToken ? Flag.Optional : 0);
    walker.visit(access.expression);
    walker.leaf(K.PropertyName, access.name, access.name.text);
    walker.close(opened);
  },
  [S.ElementAccessExpression](walker, node) {
    const access = node as ts.ElementAccessExpression;
    const opened = walker.open(K.Index, node, null, access.questionDotToken ? Flag.Optional : 0);
    walker.visit(access.expression);
    walker.visit(access.argumentExpression);
    walker.close(opened);
  },
  [S.CallExpression](walker, node) {
    const call = node as ts.CallExpression;
    const opened = walker.open(K.Call, node, null, call.questionDotToken ? Flag.Optional : 0);
    walker.visit(call.expression);
    walker.visitAll(call.typeArguments);
    walker.visitAll(call.arguments);
    walker.close(opened);
  },
  [S.MetaProperty](walker, node) {
    walker.leaf(K.MetaProperty, node, (node as ts.MetaProperty).name.text);
  },
  [S.BinaryExpression]: binary,
  [S.PrefixUnaryExpression](walker, node) {
    const unary = node as ts.PrefixUnaryExpression;
    const sign = ts.tokenToString(unary.operator) ?? '';
    const update = sign === '++' || sign === '--';
    operator(walker, update ? K.Update : K.Unary, node, update ? `prefix${sign}` : sign, unary.operand);
  },
  [S.PostfixUnaryExpression](walker, node) {
    const unary = node as ts.PostfixUnaryExpression;
    operator(walker, K.Update, node, `postfix${ts.tokenToString(unary.operator)}`, unary.operand);
  },
  [S.TypeOfExpression]: (walker, node) =>
    operator(walker, K.Unary, node, 'typeof', (node as ts.TypeOfExpression).expression),
  [S.VoidExpression]: (walker, node) =>
    operator(walker, K.Unary, node, 'void', (node as ts.VoidExpression).expression),
  [S.DeleteExpression]: (walker, node) =>
    operator(walker, K.Unary, node, 'delete', (node as ts.DeleteExpression).expression),
  [S.AsExpression]: (walker, node) => assertion(walker, node as ts.AsExpression, 'as'),
  [S.TypeAssertionExpression]: (walker, node) => assertion(walker, node as ts.TypeAssertion, 'as'),
  [S.SatisfiesExpression]: (walker, node) => assertion(walker, node as ts.SatisfiesExpression, 'satisfies'),
  [S.NonNullExpression]: (walker, node) =>
    operator(walker, K.Assertion, node, '!', (node as ts.NonNullExpression).expression),
  [S.PropertyAssignment](walker, node) {
    const property = node as ts.PropertyAssignment;
    const opened = walker.open(K.Property, node);
    walker.propertyName(property.name);
    walker.visit(property.initializer);
    walker.close(opened);
  },
  [S.ShorthandPropertyAssignment](walker, node) {
    const property = node as ts.ShorthandPropertyAssignment;
    const opened = walker.open(K.Property, node);
    walker.propertyName(property.name);
    if (property.objectAssignmentInitializer) {
      const assign = walker.open(K.Assign, node, '=');
      walker.reference(property.name);
      walker.visit(property.objectAssignmentInitializer);
      walker.close(assign);
    } else {
      walker.reference(property.name);
    }
    walker.close(opened);
  },
};

/** `a + b + c …`: the left side is followed in a loop, so that a chain of thousands needs no stack. */
function binary(walker: Walker, node: ts.Node): void {
  const opened: number[] = [];
  const rights: ts.Expression[] = [];
  let current: ts.Node = node;
  while (ts.isBinaryExpression(current)) {
    const sign = current.operatorToken.kind;
    opened.push(walker.open(kindOfOperator(sign), current, ts.tokenToString(sign) ?? null));
    rights.push(current.right);
    current = current.left;
  }
  walker.visit(current);
  for (let i = opened.length - 1; i >= 0; i--) {
    walker.visit(rights[i]);
    walker.close(opened[i]);
  }
}

function operator(walker: Walker, kind: number, node: ts.Node, label: string, operand: ts.Expression): void {
  const opened = walker.open(kind, node, label);
  walker.visit(operand);
  walker.close(opened);
}

function assertion(
  walker: Walker,
  node: ts.AsExpression | ts.TypeAssertion | ts.SatisfiesExpression,
  label: string,
): void {
  const opened = walker.open(K.Assertion, node, label);
  walker.visit(node.expression);
  walker.visit(node.type);
  walker.close(opened);
}

/** `fold`: tools reformat the inside of tagged templates (css, graphql, html), so white space counts once there. */
function template(walker: Walker, kind: number, node: ts.TemplateExpression, fold: boolean): void {
  const opened = walker.open(kind, node);
  const piece = (part: ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail): void => {
    const text = fold ? foldSpace(part.text) : part.text;
    if (text !== '') walker.leaf(K.TemplateText, part, text);
  };
  piece(node.head);
  for (const span of node.templateSpans) {
    walker.visit(span.expression);
    piece(span.literal);
  }
  walker.close(opened);
}

/** `0xffn` is `255n`; what the parser only recovered stays as it is written. */
function bigValue(text: string): string {
  try {
    return `${BigInt(text.replace(/_/g, '').replace(/n$/, ''))}n`;
  } catch {
    return text.toLowerCase();
  }
}

export function foldSpace(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
