import { posix } from 'node:path';
import { ts } from 'ts-morph';
import { createRandom, shuffled } from '../random.ts';
import { hasModifier, parseText, type TextFile, visit } from '../syntax.ts';

export interface SplitModule {
  readonly files: [TextFile, TextFile];
  /** Name of each top-level declaration to the path of the file that holds it now. */
  readonly units: Map<string, string>;
}

/**
 * Splits a module into two that import from each other: about half of its functions and types go to a file beside
 * it, called `name`. Null where a module has fewer than four of them.
 */
export function splitModule(file: TextFile, name: string, seed = 'split'): SplitModule | null {
  const source = parseText(file.text, file.path);
  const movable = source.statements.filter((statement) => isMovable(statement, source));
  const names = new Set(movable.map(declaredName));
  if (names.size < 4) return null;
  const order = shuffled([...names], createRandom(`${seed}:${file.path}`));
  const moved = new Set(order.slice(0, order.length >> 1));
  const second = source.statements.filter(
    (statement) => movable.includes(statement) && moved.has(declaredName(statement)),
  );
  const first = source.statements.filter((statement) => !second.includes(statement));
  const path = posix.join(posix.dirname(file.path), name + posix.extname(file.path));
  const kept = new Set(first.flatMap(topLevelNames));
  const files: [TextFile, TextFile] = [
    { path: file.path, text: part(first, usedFrom(first, moved), specifier(path)) },
    {
      path,
      text: part(
        [...source.statements.filter(ts.isImportDeclaration), ...second],
        usedFrom(second, kept),
        specifier(file.path),
      ),
    },
  ];
  const units = new Map<string, string>();
  for (const unit of kept) units.set(unit, file.path);
  for (const unit of moved) units.set(unit, path);
  return { files, units };

  function part(statements: readonly ts.Statement[], needed: readonly string[], from: string): string {
    const others = statements === first ? usedFrom(second, kept) : usedFrom(first, moved);
    const used = identifiers(statements.filter((statement) => !ts.isImportDeclaration(statement)));
    const imports = statements
      .filter(ts.isImportDeclaration)
      .flatMap((one) => filteredImport(one, source, used));
    if (needed.length > 0) imports.push(`import { ${needed.join(', ')} } from '${from}';`);
    const rest = statements
      .filter((statement) => !ts.isImportDeclaration(statement))
      .map((statement) => withExport(statement, source, new Set(others)));
    return `${imports.join('\n')}\n${rest.join('')}\n`;
  }
}

/**
 * Puts two modules of one folder into one. Imports of each other go. Null where both declare the same name, or
 * both have a default export.
 */
export function mergeModules(a: TextFile, b: TextFile, path: string): TextFile | null {
  const sources = [parseText(a.text, a.path), parseText(b.text, b.path)] as const;
  const declared = sources.map(({ statements }) => new Set(statements.flatMap(topLevelNames)));
  const clash = [...declared[0]!].some((name) => declared[1]!.has(name));
  if (clash || sources.every(hasDefault)) return null;
  const own = new Set([specifier(a.path), specifier(b.path)]);
  const bound = new Set(declared.flatMap((names) => [...names]));
  const imports: string[] = [];
  for (const source of sources) {
    for (const one of source.statements.filter(ts.isImportDeclaration)) {
      const from = (one.moduleSpecifier as ts.StringLiteral).text.replace(/\.[cm]?[jt]sx?$/, '');
      if (own.has(from)) continue;
      const fresh = new Set(importedNames(one).filter((name) => !bound.has(name)));
      imports.push(...filteredImport(one, source, fresh));
      for (const name of fresh) bound.add(name);
    }
  }
  const rest = sources.flatMap((source) =>
    source.statements.filter((one) => !ts.isImportDeclaration(one)).map((one) => one.getFullText(source)),
  );
  return { path, text: `${imports.join('\n')}\n${rest.join('\n')}\n` };
}

function isMovable(statement: ts.Statement, file: ts.SourceFile): boolean {
  if (
    hasModifier(statement, ts.SyntaxKind.DefaultKeyword) ||
    hasModifier(statement, ts.SyntaxKind.DeclareKeyword)
  )
    return false;
  const name = declaredName(statement);
  // A name that is declared twice (overloads, merged types) stays whole.
  return name !== '' && file.statements.filter((one) => topLevelNames(one).includes(name)).length === 1;
}

function declaredName(statement: ts.Statement): string {
  if (ts.isFunctionDeclaration(statement)) return statement.name?.text ?? '';
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
    return statement.name.text;
  if (!ts.isVariableStatement(statement) || statement.declarationList.declarations.length !== 1) return '';
  const { name, initializer } = statement.declarationList.declarations[0]!;
  return initializer && ts.isArrowFunction(initializer) && ts.isIdentifier(name) ? name.text : '';
}

function topLevelNames(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name) ? [name.text] : [],
    );
  }
  const name = ts.isDeclarationStatement(statement) ? statement.name : undefined;
  return name && ts.isIdentifier(name) ? [name.text] : [];
}

function identifiers(statements: readonly ts.Statement[]): Set<string> {
  const names = new Set<string>();
  for (const statement of statements) {
    visit(statement, (node) => {
      if (ts.isIdentifier(node)) names.add(node.text);
      return true;
    });
  }
  return names;
}

function usedFrom(statements: readonly ts.Statement[], available: ReadonlySet<string>): string[] {
  const used = identifiers(statements);
  return [...available].filter((name) => used.has(name)).sort();
}

function importedNames(declaration: ts.ImportDeclaration): string[] {
  const clause = declaration.importClause;
  const bindings = clause?.namedBindings;
  const named = bindings && ts.isNamedImports(bindings) ? bindings.elements.map(({ name }) => name.text) : [];
  const whole = bindings && ts.isNamespaceImport(bindings) ? [bindings.name.text] : [];
  return [...(clause?.name ? [clause.name.text] : []), ...whole, ...named];
}

/** The import with only the names that are used; imports for their effect stay as they are. */
function filteredImport(
  declaration: ts.ImportDeclaration,
  file: ts.SourceFile,
  used: ReadonlySet<string>,
): string[] {
  const clause = declaration.importClause;
  if (!clause) return [declaration.getText(file)];
  const bindings = clause.namedBindings;
  const parts: string[] = [];
  if (clause.name && used.has(clause.name.text)) parts.push(clause.name.text);
  if (bindings && ts.isNamespaceImport(bindings) && used.has(bindings.name.text))
    parts.push(bindings.getText(file));
  if (bindings && ts.isNamedImports(bindings)) {
    const named = bindings.elements
      .filter(({ name }) => used.has(name.text))
      .map((element) => element.getText(file));
    if (named.length > 0) parts.push(`{ ${named.join(', ')} }`);
  }
  const type = clause.phaseModifier === ts.SyntaxKind.TypeKeyword ? 'type ' : '';
  return parts.length > 0
    ? [`import ${type}${parts.join(', ')} from ${declaration.moduleSpecifier.getText(file)};`]
    : [];
}

function withExport(statement: ts.Statement, file: ts.SourceFile, wanted: ReadonlySet<string>): string {
  const exported = hasModifier(statement, ts.SyntaxKind.ExportKeyword);
  const full = statement.getFullText(file);
  if (exported || !topLevelNames(statement).some((name) => wanted.has(name))) return full;
  const at = statement.getStart(file) - statement.getFullStart();
  return `${full.slice(0, at)}export ${full.slice(at)}`;
}

function hasDefault(file: ts.SourceFile): boolean {
  return file.statements.some(
    (one) => ts.isExportAssignment(one) || hasModifier(one, ts.SyntaxKind.DefaultKeyword),
  );
}

function specifier(path: string): string {
  return `./${posix.basename(path).replace(/\.[cm]?[jt]sx?$/, '')}`;
}
