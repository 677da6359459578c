import { ts } from 'ts-morph';
import type { LanguageId } from '../../model/source.ts';
import type { ImportedModule } from '../language.ts';
import { scriptKind } from './parse.ts';

/** Modules named in a file, with what is taken of each; see `Language.imported`. */
export function importedByEcmaScript(path: string, text: string, language: LanguageId): ImportedModule[] {
  const file = ts.createSourceFile(
    path,
    text,
    { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone },
    false,
    scriptKind(path, language),
  );
  const found = new Map<string, ImportedModule>();
  const note = (specifier: string, types: boolean, names: readonly string[] | null): void => {
    const known = found.get(specifier) ?? { types: true, names: [] };
    found.set(specifier, {
      specifier,
      types: known.types && (types || file.isDeclarationFile),
      names: names === null || known.names === null ? null : [...new Set([...known.names, ...names])],
    });
  };
  for (const statement of file.statements) noteStatement(statement, note);
  if (/\b(?:require|import)\s*\(/.test(text)) noteCalls(file, note);
  return [...found.values()];
}

type Note = (specifier: string, types: boolean, names: readonly string[] | null) => void;

function noteStatement(statement: ts.Statement, note: Note): void {
  if (ts.isImportDeclaration(statement)) {
    const { importClause, moduleSpecifier } = statement;
    if (!ts.isStringLiteral(moduleSpecifier)) return;
    if (importClause === undefined) note(moduleSpecifier.text, false, []);
    else noteClause(moduleSpecifier.text, importClause, note);
  } else if (ts.isExportDeclaration(statement)) {
    const { exportClause, moduleSpecifier, isTypeOnly } = statement;
    if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return;
    const named = exportClause !== undefined && ts.isNamedExports(exportClause);
    if (named) noteElements(moduleSpecifier.text, exportClause.elements, isTypeOnly, note);
    else note(moduleSpecifier.text, isTypeOnly, isTypeOnly ? [] : null);
  } else if (ts.isImportEqualsDeclaration(statement)) {
    const { moduleReference, isTypeOnly } = statement;
    if (ts.isExternalModuleReference(moduleReference) && ts.isStringLiteralLike(moduleReference.expression))
      note(moduleReference.expression.text, isTypeOnly, isTypeOnly ? [] : null);
  }
}

function noteClause(specifier: string, clause: ts.ImportClause, note: Note): void {
  const types = clause.phaseModifier === ts.SyntaxKind.TypeKeyword;
  const { name, namedBindings } = clause;
  if (name !== undefined || (namedBindings !== undefined && ts.isNamespaceImport(namedBindings)))
    note(specifier, types, types ? [] : null);
  else if (namedBindings !== undefined && ts.isNamedImports(namedBindings))
    noteElements(specifier, namedBindings.elements, types, note);
}

function noteElements(
  specifier: string,
  elements: readonly (ts.ImportSpecifier | ts.ExportSpecifier)[],
  types: boolean,
  note: Note,
): void {
  const values = types ? [] : elements.filter((element) => !element.isTypeOnly);
  // `import {} from` runs the module, `import { type A } from` does not.
  note(
    specifier,
    values.length === 0 && (types || elements.length > 0),
    values.map(({ propertyName, name }) => (propertyName ?? name).text),
  );
}

/** `require(…)`, `import(…)` and `import(…)` as a type, wherever they stand. */
function noteCalls(node: ts.Node, note: Note): void {
  if (ts.isCallExpression(node) && node.arguments.length > 0 && ts.isStringLiteralLike(node.arguments[0])) {
    const { expression } = node;
    const asks = ts.isIdentifier(expression)
      ? expression.text === 'require'
      : expression.kind === ts.SyntaxKind.ImportKeyword;
    if (asks) note(node.arguments[0].text, false, null);
  } else if (ts.isImportTypeNode(node)) {
    const { argument } = node;
    if (ts.isLiteralTypeNode(argument) && ts.isStringLiteral(argument.literal))
      note(argument.literal.text, true, []);
  }
  ts.forEachChild(node, (child) => noteCalls(child, note));
}
