import { ts } from 'ts-morph';
import { hasModifier, visit } from '../syntax.ts';

/** One possible mutation: [start, end) of the text is replaced. */
export interface Mutation {
  readonly operator: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const ARITHMETIC: Record<string, string> = { '+': '-', '-': '+', '*': '/', '/': '*', '%': '*', '**': '*' };
const RELATIONAL: Record<string, string> = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' };
const EQUALITY: Record<string, string> = { '==': '!=', '!=': '==', '===': '!==', '!==': '===' };
const LOGICAL: Record<string, string> = { '&&': '||', '||': '&&', '??': '&&' };
const ASSIGNMENT: Record<string, string> = {
  '+=': '-=',
  '-=': '+=',
  '*=': '/=',
  '/=': '*=',
  '%=': '*=',
  '<<=': '>>=',
  '>>=': '<<=',
  '&=': '|=',
  '|=': '&=',
  '&&=': '||=',
  '||=': '&&=',
  '??=': '&&=',
};
const BINARY: [string, Record<string, string>][] = [
  ['arithmetic', ARITHMETIC],
  ['relational', RELATIONAL],
  ['equality', EQUALITY],
  ['logical', LOGICAL],
  ['assignment', ASSIGNMENT],
];
const METHODS: Record<string, string> = {
  some: 'every',
  every: 'some',
  min: 'max',
  max: 'min',
  push: 'unshift',
  unshift: 'push',
  pop: 'shift',
  shift: 'pop',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  toUpperCase: 'toLowerCase',
  toLowerCase: 'toUpperCase',
  trimStart: 'trimEnd',
  trimEnd: 'trimStart',
  floor: 'ceil',
  ceil: 'floor',
  indexOf: 'lastIndexOf',
  lastIndexOf: 'indexOf',
  filter: 'map',
  slice: 'concat',
  reduce: 'reduceRight',
};

type Add = (operator: string, node: { start: number; end: number }, text: string) => void;

/**
 * Every mutation of StrykerJS's usual list that a file offers, in source order. Types, imports, exports, property
 * names, directives and JSX attribute strings are not executable and stay out.
 */
export function findMutations(file: ts.SourceFile): Mutation[] {
  const found: Mutation[] = [];
  const add: Add = (operator, { start, end }, text) => {
    if (file.text.slice(start, end) !== text) found.push({ operator, start, end, text });
  };
  visit(file, (node) => {
    if (!isExecutable(node)) return false;
    if (ts.isExpression(node)) expression(node, file, add);
    else if (ts.isStatement(node) || ts.isBlock(node)) statement(node, file, add);
    return true;
  });
  return found;
}

function isExecutable(node: ts.Node): boolean {
  if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return false;
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return false;
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isImportEqualsDeclaration(node))
    return false;
  if (ts.isPropertyName(node) && isNameOf(node)) return ts.isComputedPropertyName(node);
  return !hasModifier(node, ts.SyntaxKind.DeclareKeyword);
}

function isNameOf(node: ts.Node): boolean {
  const { parent } = node;
  return (
    (ts.isPropertyAssignment(parent) || ts.isClassElement(parent) || ts.isEnumMember(parent)) &&
    parent.name === node
  );
}

function span(node: ts.Node, file: ts.SourceFile): { start: number; end: number } {
  return { start: node.getStart(file), end: node.end };
}

function expression(node: ts.Expression, file: ts.SourceFile, add: Add): void {
  const place = span(node, file);
  const source = file.text.slice(place.start, place.end);
  if (ts.isBinaryExpression(node)) binary(node, file, add);
  else if (ts.isPrefixUnaryExpression(node)) unary(node, file, add);
  else if (ts.isPostfixUnaryExpression(node)) {
    add('update', { start: node.operand.end, end: node.end }, source.endsWith('++') ? '--' : '++');
  } else if (node.kind === ts.SyntaxKind.TrueKeyword) add('boolean', place, 'false');
  else if (node.kind === ts.SyntaxKind.FalseKeyword) add('boolean', place, 'true');
  else if (ts.isNumericLiteral(node))
    add('number', place, source === '0' ? '1' : source === '1' ? '0' : `${Number(node.text) + 1}`);
  else if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) string(node, file, add);
  else if (ts.isArrayLiteralExpression(node) && node.elements.length > 0 && !isTarget(node))
    add('array', place, '[]');
  else if (ts.isObjectLiteralExpression(node) && node.properties.length > 0 && !isTarget(node))
    add('object', place, '{}');
  else if (ts.isConditionalExpression(node)) negate(node.condition, file, add);
  else if (ts.isCallExpression(node) || ts.isNewExpression(node)) call(node, file, add);
  if (ts.isPropertyAccessExpression(node) && node.questionDotToken)
    add('optional-chaining', span(node.questionDotToken, file), '.');
  if ((ts.isElementAccessExpression(node) || ts.isCallExpression(node)) && node.questionDotToken) {
    add('optional-chaining', span(node.questionDotToken, file), '');
  }
}

function binary(node: ts.BinaryExpression, file: ts.SourceFile, add: Add): void {
  const token = span(node.operatorToken, file);
  const written = file.text.slice(token.start, token.end);
  // Text cannot be subtracted: Stryker leaves `'a' + b` alone, too.
  if (
    written === '+' &&
    [node.left, node.right].some((side) => ts.isStringLiteralLike(side) || ts.isTemplateExpression(side))
  )
    return;
  for (const [operator, table] of BINARY) {
    if (Object.hasOwn(table, written)) add(operator, token, mixes(node, written) ? written : table[written]!);
  }
}

/** `??` must not stand beside `&&` or `||` without parentheses. */
function mixes(node: ts.BinaryExpression, written: string): boolean {
  const isLogical = (other: ts.Node): boolean =>
    ts.isBinaryExpression(other) &&
    ['&&', '||', '??'].includes(ts.tokenToString(other.operatorToken.kind) ?? '');
  const around = isLogical(node.parent) || isLogical(node.left) || isLogical(node.right);
  const nullish = (other: ts.Node): boolean =>
    ts.isBinaryExpression(other) && other.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken;
  return around && (written === '??' || [node.parent, node.left, node.right].some(nullish));
}

function unary(node: ts.PrefixUnaryExpression, file: ts.SourceFile, add: Add): void {
  const { start } = span(node, file);
  const operator = { start, end: node.operand.getStart(file) };
  if (node.operator === ts.SyntaxKind.PlusPlusToken) add('update', operator, '--');
  else if (node.operator === ts.SyntaxKind.MinusMinusToken) add('update', operator, '++');
  else add('unary', operator, '');
}

function string(node: ts.StringLiteralLike, file: ts.SourceFile, add: Add): void {
  const { parent } = node;
  const isDirective = ts.isExpressionStatement(parent);
  if (isDirective || ts.isJsxAttribute(parent) || ts.isTaggedTemplateExpression(parent)) return;
  const isModule =
    ts.isCallExpression(parent) && /^(?:require|import)$/.test(parent.expression.getText(file));
  if (isModule || ts.isExternalModuleReference(parent)) return;
  const quote = file.text[node.getStart(file)]!;
  add('string', span(node, file), node.text === '' ? `${quote}mutated${quote}` : quote + quote);
}

function isTarget(node: ts.Expression): boolean {
  let current: ts.Node = node;
  while (
    ts.isArrayLiteralExpression(current.parent) ||
    ts.isObjectLiteralExpression(current.parent) ||
    ts.isPropertyAssignment(current.parent) ||
    ts.isSpreadElement(current.parent) ||
    ts.isSpreadAssignment(current.parent)
  ) {
    current = current.parent;
  }
  const { parent } = current;
  if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) return parent.initializer === current;
  return (
    ts.isBinaryExpression(parent) &&
    parent.left === current &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  );
}

function call(node: ts.CallExpression | ts.NewExpression, file: ts.SourceFile, add: Add): void {
  const list = node.arguments ?? ts.factory.createNodeArray<ts.Expression>();
  if (list.length > 0 && node.expression.kind !== ts.SyntaxKind.ImportKeyword) {
    const from = list.length > 1 ? list.at(-2)!.end : list[0]!.getStart(file);
    // A single argument goes with its trailing comma.
    add('argument-dropped', { start: from, end: list.length > 1 ? list.at(-1)!.end : list.end }, '');
  }
  if (list.length > 1 && !list.slice(0, 2).some(ts.isSpreadElement)) {
    const [first, second] = [span(list[0]!, file), span(list[1]!, file)];
    const { text } = file;
    const swapped =
      text.slice(second.start, second.end) +
      text.slice(first.end, second.start) +
      text.slice(first.start, first.end);
    add('argument-swapped', { start: first.start, end: second.end }, swapped);
  }
  if (ts.isPropertyAccessExpression(node.expression) && Object.hasOwn(METHODS, node.expression.name.text)) {
    add('method', span(node.expression.name, file), METHODS[node.expression.name.text]!);
  }
}

function statement(node: ts.Statement, file: ts.SourceFile, add: Add): void {
  if (ts.isIfStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node))
    negate(node.expression, file, add);
  if (ts.isForStatement(node) && node.condition) negate(node.condition, file, add);
  if (ts.isReturnStatement(node) && node.expression) {
    const isUndefined = node.expression.getText(file) === 'undefined';
    add('return', span(node.expression, file), isUndefined ? 'null' : 'undefined');
  }
  if (ts.isBlock(node) && node.statements.length > 0) add('block', span(node, file), '{}');
  const inList =
    ts.isBlock(node.parent) || ts.isSourceFile(node.parent) || ts.isCaseOrDefaultClause(node.parent);
  const isDirective = ts.isExpressionStatement(node) && ts.isStringLiteral(node.expression);
  if (inList && !isDirective && (ts.isExpressionStatement(node) || ts.isThrowStatement(node)))
    add('statement', span(node, file), '');
}

function negate(condition: ts.Expression, file: ts.SourceFile, add: Add): void {
  const place = span(condition, file);
  const source = file.text.slice(place.start, place.end);
  if (ts.isPrefixUnaryExpression(condition) && condition.operator === ts.SyntaxKind.ExclamationToken) return;
  add('condition', place, `!(${source})`);
}
