import { ts } from 'ts-morph';
import { prologueLength } from './ownNames.ts';

const F = ts.factory;

/** `--$left[0] < 0 && $stop()` */
export function tick(): ts.Expression {
  const left = F.createElementAccessExpression(F.createIdentifier('$left'), 0);
  return F.createLogicalAnd(
    F.createLessThan(F.createPrefixDecrement(left), F.createNumericLiteral(0)),
    F.createCallExpression(F.createIdentifier('$stop'), undefined, []),
  );
}

/** What stands for `import.meta`; bundlers put `env` there. */
export function importMeta(): ts.Expression {
  return F.createParenthesizedExpression(
    F.createObjectLiteralExpression([
      F.createPropertyAssignment('url', F.createStringLiteral('file:///module')),
      F.createPropertyAssignment('env', F.createObjectLiteralExpression()),
    ]),
  );
}

/** An anonymous function takes the name of what it is assigned to, but not from within a comma expression. */
export function takesName(value: ts.Expression): boolean {
  let inner = value;
  while (ts.isParenthesizedExpression(inner)) inner = inner.expression;
  return (
    ts.isArrowFunction(inner) ||
    ((ts.isFunctionExpression(inner) || ts.isClassExpression(inner)) && inner.name === undefined)
  );
}

/** `(a, b, c)` */
export function commas(expressions: readonly ts.Expression[]): ts.Expression {
  return F.createParenthesizedExpression(expressions.reduce((a, b) => F.createComma(a, b)));
}

/** A body that begins with the marks, behind its directives. */
export function withMarks(statement: ts.Statement, marks: readonly ts.Expression[]): ts.Block {
  const added = marks.map((mark) => F.createExpressionStatement(mark));
  if (!ts.isBlock(statement)) return F.createBlock([...added, statement]);
  const prologue = prologueLength(statement.statements);
  return F.updateBlock(statement, [
    ...statement.statements.slice(0, prologue),
    ...added,
    ...statement.statements.slice(prologue),
  ]);
}

/** The same function with another body. */
export function withBody(n: ts.Node, body: ts.ConciseBody): ts.Node {
  if (ts.isArrowFunction(n)) {
    const { modifiers, typeParameters, parameters, type, equalsGreaterThanToken } = n;
    return F.updateArrowFunction(
      n,
      modifiers,
      typeParameters,
      parameters,
      type,
      equalsGreaterThanToken,
      body,
    );
  }
  const block = body as ts.Block;
  if (ts.isClassStaticBlockDeclaration(n)) return F.updateClassStaticBlockDeclaration(n, block);
  if (ts.isConstructorDeclaration(n))
    return F.updateConstructorDeclaration(n, n.modifiers, n.parameters, block);
  if (ts.isGetAccessor(n))
    return F.updateGetAccessorDeclaration(n, n.modifiers, n.name, n.parameters, n.type, block);
  if (ts.isSetAccessor(n)) return F.updateSetAccessorDeclaration(n, n.modifiers, n.name, n.parameters, block);
  if (ts.isMethodDeclaration(n)) {
    const { modifiers, asteriskToken, name, questionToken, typeParameters, parameters, type } = n;
    return F.updateMethodDeclaration(
      n,
      modifiers,
      asteriskToken,
      name,
      questionToken,
      typeParameters,
      parameters,
      type,
      block,
    );
  }
  if (ts.isFunctionDeclaration(n)) {
    const { modifiers, asteriskToken, name, typeParameters, parameters, type } = n;
    return F.updateFunctionDeclaration(
      n,
      modifiers,
      asteriskToken,
      name,
      typeParameters,
      parameters,
      type,
      block,
    );
  }
  const f = n as ts.FunctionExpression;
  const { modifiers, asteriskToken, name, typeParameters, parameters, type } = f;
  return F.updateFunctionExpression(
    f,
    modifiers,
    asteriskToken,
    name,
    typeParameters,
    parameters,
    type,
    block,
  );
}
