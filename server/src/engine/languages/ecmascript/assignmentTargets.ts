import { ts } from 'ts-morph';

const S = ts.SyntaxKind;

/** Notes the expressions below a node that are no plain reads, so that they must stay what they are. */
export function noteTargets(node: ts.Node, targets: Set<ts.Node>): void {
  switch (node.kind) {
    case S.BinaryExpression: {
      const { left, operatorToken } = node as ts.BinaryExpression;
      if (isAssignment(operatorToken.kind)) noteTarget(left, targets);
      return;
    }
    case S.PrefixUnaryExpression:
    case S.PostfixUnaryExpression: {
      const { operator, operand } = node as ts.PrefixUnaryExpression;
      if (operator === S.PlusPlusToken || operator === S.MinusMinusToken) noteTarget(operand, targets);
      return;
    }
    case S.ForOfStatement:
    case S.ForInStatement:
      noteTarget((node as ts.ForInOrOfStatement).initializer, targets);
      return;
    case S.CallExpression:
    case S.NewExpression:
    case S.DeleteExpression:
    case S.TypeOfExpression:
      targets.add(bare((node as ts.CallExpression).expression));
      return;
    case S.TaggedTemplateExpression:
      targets.add(bare((node as ts.TaggedTemplateExpression).tag));
      return;
    case S.PropertyAccessExpression:
    case S.ElementAccessExpression: {
      // What stands before `?.` is expected to be absent at times.
      const { expression, questionDotToken } = node as ts.ElementAccessExpression;
      if (questionDotToken !== undefined) targets.add(bare(expression));
    }
  }
}

export function isAssignment(operator: ts.SyntaxKind): boolean {
  return operator >= S.FirstAssignment && operator <= S.LastAssignment;
}

function noteTarget(node: ts.Node, targets: Set<ts.Node>): void {
  const target = bare(node);
  targets.add(target);
  if (ts.isArrayLiteralExpression(target)) {
    for (const element of target.elements) noteElement(element, targets);
  } else if (ts.isObjectLiteralExpression(target)) {
    for (const property of target.properties) {
      if (ts.isPropertyAssignment(property)) noteElement(property.initializer, targets);
      else if (ts.isSpreadAssignment(property)) noteTarget(property.expression, targets);
    }
  }
}

/** A part of a pattern may have a default: `[a[i] = 1] = pair` is noted when its own assignment is visited. */
function noteElement(element: ts.Expression, targets: Set<ts.Node>): void {
  noteTarget(ts.isSpreadElement(element) ? element.expression : element, targets);
}

/** Without parentheses and assertions of types, which leave a target a target. */
function bare(node: ts.Node): ts.Node {
  let inner = node;
  while (
    ts.isParenthesizedExpression(inner) ||
    ts.isNonNullExpression(inner) ||
    ts.isAsExpression(inner) ||
    ts.isSatisfiesExpression(inner) ||
    ts.isTypeAssertionExpression(inner)
  )
    inner = inner.expression;
  return inner;
}
