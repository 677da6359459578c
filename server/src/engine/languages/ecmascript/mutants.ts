import { ts } from 'ts-morph';
import type { LanguageId } from '../../model/source.ts';
import type { TextChange } from '../language.ts';
import { scriptKind } from './parse.ts';

const S = ts.SyntaxKind;

/** Operators and what a slip makes of them: relational, equality, arithmetic and logical operator replacement. */
const OPERATORS: Readonly<Partial<Record<ts.SyntaxKind, string>>> = {
  [S.LessThanToken]: '<=',
  [S.LessThanEqualsToken]: '<',
  [S.GreaterThanToken]: '>=',
  [S.GreaterThanEqualsToken]: '>',
  [S.EqualsEqualsEqualsToken]: '!==',
  [S.ExclamationEqualsEqualsToken]: '===',
  [S.EqualsEqualsToken]: '!=',
  [S.ExclamationEqualsToken]: '==',
  [S.MinusToken]: '+',
  [S.AsteriskToken]: '/',
  [S.SlashToken]: '*',
  [S.PercentToken]: '*',
  [S.PlusEqualsToken]: '-=',
  [S.MinusEqualsToken]: '+=',
  [S.AsteriskEqualsToken]: '/=',
  [S.AmpersandAmpersandToken]: '||',
  [S.BarBarToken]: '&&',
  [S.QuestionQuestionToken]: '&&',
};

/** The classic first-order mutations of a file, in order of place; see `Language.mutations`. */
export function mutationsOfEcmaScript(path: string, text: string, language: LanguageId): TextChange[] {
  const file = ts.createSourceFile(
    path,
    text,
    { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone },
    true,
    scriptKind(path, language),
  );
  const found: TextChange[] = [];
  const replace = (node: ts.Node, replacement: string): void => {
    found.push({ start: node.getStart(file), end: node.end, replacement });
  };
  const visit = (node: ts.Node): void => {
    // What only the compiler reads changes nothing.
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    mutate(node, text, replace);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found.sort((a, b) => a.start - b.start || a.end - b.end);
}

function mutate(node: ts.Node, text: string, replace: (node: ts.Node, replacement: string) => void): void {
  const own = (): string => text.slice(node.getStart(), node.end);
  if (ts.isBinaryExpression(node)) {
    const { operatorToken, left, right } = node;
    const replacement = OPERATORS[operatorToken.kind];
    if (replacement !== undefined) replace(operatorToken, replacement);
    // Of texts there is no difference.
    if (operatorToken.kind === S.PlusToken && !isText(left) && !isText(right)) replace(operatorToken, '-');
  } else if (ts.isNumericLiteral(node) && !ts.isPropertyAssignment(node.parent)) {
    replace(node, `(${own()} + 1)`);
  } else if (ts.isStringLiteral(node) && isValue(node)) {
    replace(node, node.text === '' ? "'-'" : "''");
  } else if (node.kind === S.TrueKeyword || node.kind === S.FalseKeyword) {
    replace(node, node.kind === S.TrueKeyword ? 'false' : 'true');
  } else if (ts.isPrefixUnaryExpression(node) && [S.ExclamationToken, S.MinusToken].includes(node.operator)) {
    replace(node, `(${text.slice(node.operand.getStart(), node.end)})`);
  } else if (ts.isPostfixUnaryExpression(node)) {
    const operator = node.operator === S.PlusPlusToken ? '--' : '++';
    replace(node, text.slice(node.getStart(), node.operand.end) + operator);
  } else if (ts.isIfStatement(node) || ts.isWhileStatement(node)) {
    replace(node.expression, 'false');
  } else if (ts.isConditionalExpression(node)) {
    replace(node.condition, `!(${text.slice(node.condition.getStart(), node.condition.end)})`);
  } else if (ts.isReturnStatement(node) && node.expression !== undefined) {
    replace(node.expression, 'undefined');
  } else if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression)) {
    if (node.expression.expression.kind !== S.SuperKeyword) replace(node.expression, 'undefined');
  }
}

function isText(node: ts.Expression): boolean {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

/** Not a key, a module's name, or the type of an import. */
function isValue(node: ts.StringLiteral): boolean {
  const { parent } = node;
  return (
    (!ts.isPropertyAssignment(parent) || parent.name !== node) &&
    !ts.isExpressionStatement(parent) &&
    !ts.isLiteralTypeNode(parent) &&
    !ts.isModuleDeclaration(parent)
  );
}
