import { ts } from 'ts-morph';
import { Flag, K } from '../../model/kinds.ts';
import type { Handler, Walker } from './walker.ts';

const S = ts.SyntaxKind;

/** Control flow: bodies are Blocks whether braces are written or not. */
export const statementHandlers: Readonly<Record<number, Handler>> = {
  [S.Block](walker, node) {
    walker.scopes.enter(false);
    const opened = walker.open(K.Block, node);
    walker.visitAll((node as ts.Block).statements);
    walker.close(opened);
    walker.scopes.leave();
  },
  [S.IfStatement](walker, node) {
    const statement = node as ts.IfStatement;
    const opened = walker.open(K.If, node);
    walker.visit(statement.expression);
    walker.block(statement.thenStatement);
    const otherwise = statement.elseStatement;
    if (otherwise && ts.isIfStatement(otherwise)) walker.visit(otherwise);
    else if (otherwise) walker.block(otherwise);
    walker.close(opened);
  },
  [S.ForStatement](walker, node) {
    const statement = node as ts.ForStatement;
    loop(walker, K.For, statement, [statement.initializer, statement.condition, statement.incrementor]);
  },
  [S.ForInStatement](walker, node) {
    const statement = node as ts.ForInStatement;
    loop(walker, K.ForIn, statement, [statement.initializer, statement.expression]);
  },
  [S.ForOfStatement](walker, node) {
    const statement = node as ts.ForOfStatement;
    loop(
      walker,
      K.ForOf,
      statement,
      [statement.initializer, statement.expression],
      statement.awaitModifier ? Flag.Async : 0,
    );
  },
  [S.WhileStatement](walker, node) {
    const statement = node as ts.WhileStatement;
    loop(walker, K.While, statement, [statement.expression]);
  },
  [S.DoStatement](walker, node) {
    const statement = node as ts.DoStatement;
    const opened = walker.open(K.DoWhile, node);
    walker.block(statement.statement);
    walker.visit(statement.expression);
    walker.close(opened);
  },
  [S.SwitchStatement](walker, node) {
    const opened = walker.open(K.Switch, node);
    walker.scopes.enter(false);
    walker.visitChildren(node);
    walker.scopes.leave();
    walker.close(opened);
  },
  [S.TryStatement](walker, node) {
    const statement = node as ts.TryStatement;
    const opened = walker.open(K.Try, node);
    walker.visit(statement.tryBlock);
    walker.maybe(statement.catchClause);
    if (statement.finallyBlock) {
      const last = walker.open(K.Finally, statement.finallyBlock);
      walker.visit(statement.finallyBlock);
      walker.close(last);
    }
    walker.close(opened);
  },
  [S.CatchClause](walker, node) {
    const clause = node as ts.CatchClause;
    const opened = walker.open(K.Catch, node);
    walker.scopes.enter(false);
    if (clause.variableDeclaration) walker.binding(clause.variableDeclaration.name, false);
    walker.visit(clause.block);
    walker.scopes.leave();
    walker.close(opened);
  },
  [S.BreakStatement]: (walker, node) =>
    walker.leaf(K.Break, node, (node as ts.BreakStatement).label?.text ?? null),
  [S.ContinueStatement]: (walker, node) =>
    walker.leaf(K.Continue, node, (node as ts.ContinueStatement).label?.text ?? null),
  [S.LabeledStatement](walker, node) {
    const statement = node as ts.LabeledStatement;
    const opened = walker.open(K.Labelled, node, statement.label.text);
    walker.visit(statement.statement);
    walker.close(opened);
  },
};

function loop(
  walker: Walker,
  kind: number,
  node: ts.IterationStatement,
  head: readonly (ts.Node | undefined)[],
  flags = 0,
): void {
  walker.scopes.enter(false);
  const opened = walker.open(kind, node, null, flags);
  for (const part of head) {
    if (part === undefined) walker.builder.leaf(K.Hole, walker.startOf(node), walker.startOf(node), null, 0);
    else walker.visit(part);
  }
  walker.block(node.statement);
  walker.close(opened);
  walker.scopes.leave();
}
