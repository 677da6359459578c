import { ts } from 'ts-morph';
import { applyEdits, type Edit, hasModifier, parseText, type TextFile, visit } from '../syntax.ts';

/** A module with one function for the others, and where that is. */
export interface Carved extends TextFile {
  /** Range of the function in the text. */
  readonly start: number;
  readonly end: number;
}

/**
 * A module that is left with one function, what that needs of the module's other statements, and its export, so
 * that what is found out is about that function alone. Null when it has no such function.
 */
export function carve({ path, text }: TextFile, name: string): Carved | null {
  const file = parseText(text, path);
  const whole = functionOf(file, name);
  if (whole === null) return null;
  const owner = statementOf(whole);
  const kept = needed(file, owner);
  const edits: Edit[] = [];
  for (const statement of file.statements) {
    const place = { start: statement.getFullStart(), end: statement.end };
    if (!kept.has(statement)) edits.push({ ...place, text: '' });
    else edits.push(...withoutExport(statement, file));
  }
  const left = applyEdits(text, edits);
  const declared = exportedOf(owner, name);
  const carved = declared === null ? left : `${left}\n${exporting(path, text, declared)}\n`;
  const found =
    functionOf(parseText(carved, path), name) ?? functionOf(parseText(carved, path), declared ?? '');
  return found === null ? null : { path, text: carved, start: found.getStart(), end: found.end };
}

function exporting(path: string, text: string, name: string): string {
  const isModule = /\.(?:mjs|[cm]?tsx?)$/.test(path) || /^(?:import|export)\b/m.test(text);
  return isModule ? `export { ${name} };` : `module.exports.${name} = ${name};`;
}

/** Name under which the function has to be exported, or null where the statement itself does that. */
function exportedOf(owner: ts.Statement, name: string): string | null {
  if (ts.isExpressionStatement(owner) || ts.isExportAssignment(owner)) return null;
  if (hasModifier(owner, ts.SyntaxKind.DefaultKeyword)) return null;
  return name;
}

/** The kept statement without its `export`: one at the end stands for all. */
function withoutExport(statement: ts.Statement, file: ts.SourceFile): Edit[] {
  if (!ts.canHaveModifiers(statement) || hasModifier(statement, ts.SyntaxKind.DefaultKeyword)) return [];
  return (ts.getModifiers(statement) ?? [])
    .filter(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
    .map((modifier) => ({ start: modifier.getStart(file), end: modifier.end, text: '' }));
}

function statementOf(node: ts.Node): ts.Statement {
  let current = node;
  while (!ts.isSourceFile(current.parent)) current = current.parent;
  return current as ts.Statement;
}

/** The node of a function by its name: declared, assigned to a variable or to `exports`, or the default export. */
function functionOf(file: ts.SourceFile, name: string): ts.Node | null {
  let found: ts.Node | null = null;
  for (const statement of file.statements) {
    if (ts.isFunctionDeclaration(statement) && statement.body) {
      const isDefault = hasModifier(statement, ts.SyntaxKind.DefaultKeyword);
      if (statement.name?.text === name || (isDefault && name === 'default')) found = statement;
    } else if (ts.isVariableStatement(statement)) {
      for (const { name: declared, initializer } of statement.declarationList.declarations)
        if (declared.getText(file) === name && initializer && isFunction(initializer)) found = initializer;
    } else if (ts.isExportAssignment(statement) && isFunction(statement.expression)) {
      if (name === 'default') found = statement.expression;
    } else if (ts.isExpressionStatement(statement) && ts.isBinaryExpression(statement.expression)) {
      const { left, right } = statement.expression;
      const target = left.getText(file);
      if ([`exports.${name}`, `module.exports.${name}`].includes(target) && isFunction(right)) found = right;
    }
  }
  return found;
}

function isFunction(node: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(node)) return isFunction(node.expression);
  // `restArguments(function …)` and the like are functions as well.
  if (ts.isCallExpression(node)) return node.arguments.some(isFunction);
  return ts.isArrowFunction(node) || ts.isFunctionExpression(node);
}

/** The statements that one refers to by name, and those that they refer to; statements that run for those names. */
function needed(file: ts.SourceFile, owner: ts.Statement): Set<ts.Statement> {
  const kept = new Set<ts.Statement>();
  const wanted = new Set<string>();
  const take = (statement: ts.Statement): void => {
    if (kept.has(statement)) return;
    kept.add(statement);
    visit(statement, (node) => {
      if (ts.isIdentifier(node)) wanted.add(node.text);
      return true;
    });
  };
  take(owner);
  for (let before = 0; before !== kept.size; ) {
    before = kept.size;
    for (const statement of file.statements) {
      const names = namesOf(statement, file);
      if (names === null || names.some((name) => wanted.has(name))) take(statement);
    }
  }
  return kept;
}

/** Names that a statement gives a meaning; null when it must stay; none for exports. */
function namesOf(statement: ts.Statement, file: ts.SourceFile): string[] | null {
  if (ts.isImportDeclaration(statement)) {
    const { importClause: clause } = statement;
    if (clause === undefined) return null;
    const bindings = clause.namedBindings;
    const named =
      bindings === undefined ? [] : ts.isNamespaceImport(bindings) ? [bindings] : [...bindings.elements];
    return [...(clause.name ? [clause.name.text] : []), ...named.map((one) => one.name.text)];
  }
  if (ts.isVariableStatement(statement)) {
    const names: string[] = [];
    for (const { name } of statement.declarationList.declarations)
      visit(name, (node) => {
        if (ts.isBindingElement(node) && ts.isIdentifier(node.name)) names.push(node.name.text);
        else if (node === name && ts.isIdentifier(name)) names.push(name.text);
        return true;
      });
    return names;
  }
  if (ts.isDeclarationStatement(statement))
    return statement.name && ts.isIdentifier(statement.name) ? [statement.name.text] : [];
  if (!ts.isExpressionStatement(statement)) return ts.isBlock(statement) ? namesIn(statement) : [];
  const { expression } = statement;
  if (ts.isStringLiteral(expression)) return null;
  if (!ts.isBinaryExpression(expression)) return [];
  const target = expression.left.getText(file);
  if (/^(?:module\.)?exports\b/.test(target)) return [];
  // `encode.defaultChars = …`
  const [head] = target.split(/[.[]/);
  return head === target ? [] : [head!];
}

function namesIn(block: ts.Block): string[] {
  const names: string[] = [];
  visit(block, (node) => {
    if (ts.isIdentifier(node)) names.push(node.text);
    return true;
  });
  return names;
}
