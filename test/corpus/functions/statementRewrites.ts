import { ts } from 'ts-morph';
import { visit } from '../syntax.ts';
import { usesOwnContext } from './expressionRewrites.ts';
import type { Add } from './rewrites.ts';

type Text = (part: ts.Node) => string;

export function rewritesOfStatement(node: ts.Node, file: ts.SourceFile, add: Add): void {
  const text: Text = (part) => part.getText(file);
  if (ts.isReturnStatement(node) && node.expression) returned(node, node.expression, text, add);
  else if (ts.isIfStatement(node)) branch(node, text, add);
  else if (ts.isForStatement(node)) counted(node, text, add);
  else if (ts.isForOfStatement(node)) each(node, text, add);
  else if (ts.isWhileStatement(node))
    add('while to for', node, `for (; ${text(node.expression)}; ) ${text(node.statement)}`);
  else if (ts.isBlock(node)) block(node, text, add);
  else if (ts.isVariableStatement(node)) chosen(node, text, add);
  else if (ts.isExpressionStatement(node)) step(node.expression, text, add);
}

function returned(node: ts.ReturnStatement, value: ts.Expression, text: Text, add: Add): void {
  add('result extracted', node, `{ const extracted = ${text(value)}; return extracted; }`);
  if (ts.isConditionalExpression(value))
    add(
      '?: to if',
      node,
      `{ if (${text(value.condition)}) { return ${text(value.whenTrue)}; } return ${text(value.whenFalse)}; }`,
    );
}

function branch(node: ts.IfStatement, text: Text, add: Add): void {
  const condition = text(node.expression);
  add(
    'condition extracted',
    node,
    `{ const holds = ${condition}; if (holds) ${text(node.thenStatement)}${otherwise(node, text)} }`,
  );
  if (node.elseStatement === undefined) return;
  add(
    'branches swapped',
    node,
    `if (!(${condition})) { ${text(node.elseStatement)} } else { ${text(node.thenStatement)} }`,
  );
  const inList = ts.isBlock(node.parent) || ts.isSourceFile(node.parent);
  if (inList && leaves(node.thenStatement))
    add(
      'else to early return',
      node,
      `if (${condition}) ${text(node.thenStatement)}\n${text(node.elseStatement)}`,
    );
}

function otherwise(node: ts.IfStatement, text: Text): string {
  return node.elseStatement ? ` else ${text(node.elseStatement)}` : '';
}

/** Nothing that follows is reached. */
function leaves(statement: ts.Statement): boolean {
  const last = ts.isBlock(statement) ? statement.statements.at(-1) : statement;
  return last !== undefined && (ts.isReturnStatement(last) || ts.isThrowStatement(last));
}

function counted(node: ts.ForStatement, text: Text, add: Add): void {
  if (jumps(node.statement, ts.SyntaxKind.ContinueStatement) || makesFunctions(node)) return;
  const first = node.initializer ? `${text(node.initializer)};` : '';
  const next = node.incrementor ? `${text(node.incrementor)};` : '';
  const declares = node.initializer && ts.isVariableDeclarationList(node.initializer);
  const isVar = declares && !(node.initializer.flags & ts.NodeFlags.BlockScoped);
  const loop = `while (${node.condition ? text(node.condition) : 'true'}) { ${text(node.statement)} ${next} }`;
  add(
    'for to while',
    node,
    isVar || !declares ? `{ ${first} ${loop} }` : `{ ${first.replace(/^const\b/, 'let')} ${loop} }`,
  );
}

function each(node: ts.ForOfStatement, text: Text, add: Add): void {
  const kinds = [
    ts.SyntaxKind.ContinueStatement,
    ts.SyntaxKind.BreakStatement,
    ts.SyntaxKind.ReturnStatement,
  ];
  if (kinds.some((kind) => jumps(node.statement, kind)) || usesOwnContext(node.statement)) return;
  if (node.awaitModifier || !ts.isVariableDeclarationList(node.initializer)) return;
  const element = text(node.initializer.declarations[0]!.name);
  add(
    'for-of to forEach',
    node,
    `Array.from(${text(node.expression)}).forEach((${element}) => { ${text(node.statement)} });`,
  );
  const list = `const listed = Array.from(${text(node.expression)});`;
  const declared = `${text(node.initializer)} = listed[place];`;
  add(
    'for-of to for',
    node,
    `{ ${list} for (let place = 0; place < listed.length; place++) { ${declared} ${text(node.statement)} } }`,
  );
}

function jumps(statement: ts.Node, kind: ts.SyntaxKind): boolean {
  let found = false;
  visit(statement, (part) => {
    if (part.kind === kind) found = true;
    return !found;
  });
  return found;
}

/** What a closure sees of a loop's variable depends on the kind of loop. */
function makesFunctions(node: ts.Node): boolean {
  let found = false;
  visit(node, (part) => {
    if (ts.isFunctionLike(part)) found = true;
    return !found;
  });
  return found;
}

function block(node: ts.Block, text: Text, add: Add): void {
  const { statements } = node;
  for (const [index, statement] of statements.entries()) {
    if (!ts.isIfStatement(statement) || statement.elseStatement || !leaves(statement.thenStatement)) continue;
    const rest = statements.slice(index + 1);
    if (rest.length === 0 || rest.some(ts.isFunctionDeclaration)) continue;
    const before = statements.slice(0, index).map(text).join('\n');
    const after = rest.map(text).join('\n');
    const condition = text(statement.expression);
    add(
      'early return to else',
      node,
      `{ ${before}\nif (${condition}) ${text(statement.thenStatement)} else { ${after} } }`,
    );
    const [only] = rest;
    const mine = resultOf(statement.thenStatement);
    if (rest.length === 1 && mine && ts.isReturnStatement(only!) && only.expression)
      add(
        'if to ?:',
        node,
        `{ ${before}\nreturn (${condition}) ? ${text(mine)} : ${text(only.expression)}; }`,
      );
    return;
  }
}

function resultOf(statement: ts.Statement): ts.Expression | undefined {
  const only =
    ts.isBlock(statement) && statement.statements.length === 1 ? statement.statements[0]! : statement;
  return ts.isReturnStatement(only) ? only.expression : undefined;
}

/** `const x = a ? b : c` */
function chosen(node: ts.VariableStatement, text: Text, add: Add): void {
  const [declaration] = node.declarationList.declarations;
  if (node.declarationList.declarations.length !== 1 || !declaration?.initializer || node.modifiers) return;
  if (!ts.isIdentifier(declaration.name) || !ts.isConditionalExpression(declaration.initializer)) return;
  const { condition, whenTrue, whenFalse } = declaration.initializer;
  const name = text(declaration.name);
  const type = declaration.type ? `: ${text(declaration.type)}` : '';
  const keyword = node.declarationList.flags & ts.NodeFlags.BlockScoped ? 'let' : 'var';
  add(
    '?: to if',
    node,
    `${keyword} ${name}${type}; if (${text(condition)}) { ${name} = ${text(whenTrue)}; } else { ${name} = ${text(whenFalse)}; }`,
  );
}

function step(expression: ts.Expression, text: Text, add: Add): void {
  if (ts.isPostfixUnaryExpression(expression) && ts.isIdentifier(expression.operand)) {
    const name = text(expression.operand);
    const sign = expression.operator === ts.SyntaxKind.PlusPlusToken ? '+' : '-';
    add('step written out', expression, `${name} ${sign}= 1`);
  }
}
