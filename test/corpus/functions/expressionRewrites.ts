import { ts } from 'ts-morph';
import { visit } from '../syntax.ts';
import type { Add } from './rewrites.ts';

const MIRRORED: Readonly<Record<string, string>> = {
  '<': '>',
  '>': '<',
  '<=': '>=',
  '>=': '<=',
  '===': '===',
  '!==': '!==',
  '*': '*',
  '&': '&',
  '|': '|',
};
const COMPOUND = new Set(['+=', '-=', '*=', '/=', '%=', '|=', '&=', '<<=', '>>=']);

export function rewritesOfExpression(node: ts.Expression, file: ts.SourceFile, add: Add): void {
  const text = (part: ts.Node): string => part.getText(file);
  if (ts.isBinaryExpression(node)) binary(node, text, add);
  else if (ts.isPrefixUnaryExpression(node)) negation(node, text, add);
  else if (ts.isArrowFunction(node)) arrow(node, text, add);
  else if (ts.isTemplateExpression(node)) template(node, file, add);
  else if (ts.isConditionalExpression(node))
    add(
      'branches of ?: swapped',
      node,
      `(!(${text(node.condition)}) ? ${text(node.whenFalse)} : ${text(node.whenTrue)})`,
    );
}

function binary(node: ts.BinaryExpression, text: (part: ts.Node) => string, add: Add): void {
  const { left, right } = node;
  const operator = text(node.operatorToken);
  if (MIRRORED[operator] !== undefined && isCalm(left) && isCalm(right))
    add('operands swapped', node, `(${text(right)}) ${MIRRORED[operator]} (${text(left)})`);
  if (operator === '&&' && isCondition(node))
    add('De Morgan', node, `!(!(${text(left)}) || !(${text(right)}))`);
  if (operator === '||' && isCondition(node))
    add('De Morgan', node, `!(!(${text(left)}) && !(${text(right)}))`);
  if (COMPOUND.has(operator) && ts.isIdentifier(left))
    add(
      'assignment written out',
      node,
      `${text(left)} = ${text(left)} ${operator.slice(0, -1)} (${text(right)})`,
    );
  if (
    operator === '+' &&
    ts.isStringLiteral(left) &&
    !/[\\`$]/.test(text(left)) &&
    !ts.isBinaryExpression(node.parent)
  )
    add('concatenation to template', node, `\`${left.text}\${${text(right)}}\``);
}

/** Where only truth matters. */
function isCondition(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent)) return isCondition(parent);
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent)) return parent.expression === node;
  if (ts.isConditionalExpression(parent) || ts.isForStatement(parent)) return parent.condition === node;
  return ts.isPrefixUnaryExpression(parent) && parent.operator === ts.SyntaxKind.ExclamationToken;
}

/** Evaluating it has no effect and takes no notice of when. */
function isCalm(node: ts.Expression): boolean {
  let calm = true;
  visit(node, (part) => {
    if (
      ts.isCallExpression(part) ||
      ts.isNewExpression(part) ||
      ts.isPostfixUnaryExpression(part) ||
      (ts.isPrefixUnaryExpression(part) && part.operator >= ts.SyntaxKind.PlusPlusToken && isUpdate(part)) ||
      (ts.isBinaryExpression(part) && /^[^=!<>]*=$/.test(part.operatorToken.getText())) ||
      ts.isAwaitExpression(part) ||
      ts.isYieldExpression(part)
    )
      calm = false;
    return calm;
  });
  return calm;
}

function isUpdate(node: ts.PrefixUnaryExpression): boolean {
  return node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
}

function negation(node: ts.PrefixUnaryExpression, text: (part: ts.Node) => string, add: Add): void {
  if (node.operator !== ts.SyntaxKind.ExclamationToken) return;
  add('negation written out', node, `(${text(node.operand)} ? false : true)`);
}

function arrow(node: ts.ArrowFunction, text: (part: ts.Node) => string, add: Add): void {
  if (usesOwnContext(node.body) || node.modifiers !== undefined) return;
  const parameters = node.parameters.map(text).join(', ');
  const body = ts.isBlock(node.body) ? text(node.body) : `{ return ${text(node.body)}; }`;
  const types = node.typeParameters ? `<${node.typeParameters.map(text).join(', ')}>` : '';
  const result = node.type ? `: ${text(node.type)}` : '';
  add('arrow to function', node, `(function ${types}(${parameters})${result} ${body})`);
}

/** `this` and `arguments` are others in a function of its own. */
export function usesOwnContext(body: ts.Node): boolean {
  let uses = false;
  visit(body, (part) => {
    if (part.kind === ts.SyntaxKind.ThisKeyword || (ts.isIdentifier(part) && part.text === 'arguments'))
      uses = true;
    return !uses;
  });
  return uses;
}

function template(node: ts.TemplateExpression, file: ts.SourceFile, add: Add): void {
  if (ts.isTaggedTemplateExpression(node.parent)) return;
  const parts = node.templateSpans.flatMap(({ expression, literal }) => [
    expression.getText(file),
    ...(literal.text === '' ? [] : [JSON.stringify(literal.text)]),
  ]);
  add('template to concat', node, `${JSON.stringify(node.head.text)}.concat(${parts.join(', ')})`);
}
