import { ts } from 'ts-morph';
import { bind, isBindingPosition } from './binder.ts';
import { packageNames, packageOf, standardNames } from './libraryNames.ts';
import { type TextFile, visit } from './syntax.ts';

/** The names of an application that may be changed, by where they stand. */
export interface AppNames {
  /** Variables, functions, classes, types, parameters. */
  readonly bindings: ReadonlySet<string>;
  /** Properties and methods that the application declares and no library knows. */
  readonly properties: ReadonlySet<string>;
  /** Names of whole modules (`import * as name`), whose members are exports. */
  readonly namespaces: ReadonlySet<string>;
  /** Every identifier and string of the application, which new names must not meet. */
  readonly seen: ReadonlySet<string>;
}

interface Collected {
  bindings: Set<string>;
  keptBindings: Set<string>;
  properties: Set<string>;
  keptProperties: Set<string>;
  namespaces: Set<string>;
  seen: Set<string>;
  packages: Set<string>;
}

const RESERVED = [
  'default',
  'arguments',
  'undefined',
  'constructor',
  'globalThis',
  'NaN',
  'Infinity',
  'this',
  'React',
];

/**
 * What can be renamed throughout an application by name alone: one new name for each old one keeps every
 * reference intact. Names that stand for something outside the application anywhere in it are left alone.
 */
export function collectNames(files: readonly TextFile[]): AppNames {
  const found: Collected = {
    bindings: new Set(),
    keptBindings: new Set(RESERVED),
    properties: new Set(),
    keptProperties: new Set(RESERVED),
    namespaces: new Set(),
    seen: new Set(),
    packages: new Set(),
  };
  const parameterProperties = new Set<string>();
  for (const { text, path } of files) {
    const { file, symbolOf } = bind(text, path);
    visit(file, (node) => {
      if (ts.isIdentifier(node) && node.end > node.pos) identifier(node, symbolOf(node), found);
      else if (ts.isStringLiteralLike(node)) found.keptProperties.add(node.text);
      else if (ts.isParameter(node) && ts.isParameterPropertyDeclaration(node, node.parent)) {
        if (ts.isIdentifier(node.name)) parameterProperties.add(node.name.text);
      }
      return true;
    });
  }
  const libraries = [standardNames(), ...[...found.packages].map((name) => packageNames(name))];
  const isOutside = (name: string): boolean => libraries.some((names) => names.has(name));
  const properties = without(found.properties, (name) => found.keptProperties.has(name) || isOutside(name));
  const bindings = without(
    found.bindings,
    (name) => found.keptBindings.has(name) || (parameterProperties.has(name) && !properties.has(name)),
  );
  for (const name of found.keptProperties) found.seen.add(name);
  return { bindings, properties, namespaces: found.namespaces, seen: found.seen };
}

function without(names: ReadonlySet<string>, kept: (name: string) => boolean): Set<string> {
  // One letter is a convention (T, K, i, x) rather than a name.
  return new Set([...names].filter((name) => name.length > 1 && !kept(name)));
}

function identifier(node: ts.Identifier, symbol: ts.Symbol | undefined, found: Collected): void {
  const { text, parent } = node;
  found.seen.add(text);
  if (isInAugmentation(node)) {
    found.keptBindings.add(text);
    found.keptProperties.add(text);
    return;
  }
  const source = moduleOf(parent);
  if (source !== undefined && !source.startsWith('.')) {
    found.packages.add(packageOf(source));
    found.keptBindings.add(text);
    if (ts.isExportDeclaration(parent.parent) || ts.isExportSpecifier(parent)) found.keptProperties.add(text);
    return;
  }
  if (ts.isNamespaceImport(parent) || ts.isNamespaceExport(parent) || ts.isModuleDeclaration(parent)) {
    found.namespaces.add(text);
  }
  if (ts.isExportSpecifier(parent) || ts.isNamespaceExport(parent) || ts.isImportSpecifier(parent)) {
    found.bindings.add(text);
  } else if (isBindingPosition(node)) {
    if (isIntrinsicTag(node)) return;
    if (symbol?.declarations?.length) found.bindings.add(text);
    else found.keptBindings.add(text);
    if (ts.isShorthandPropertyAssignment(parent) && parent.name === node) found.properties.add(text);
    if (ts.isParameter(parent) && ts.isParameterPropertyDeclaration(parent, parent.parent))
      found.properties.add(text);
  } else if (isDeclaredMember(node)) found.properties.add(text);
  else if (ts.isJsxAttribute(parent) && /^[a-z]/.test(parent.parent.parent.tagName.getText())) {
    found.keptProperties.add(text);
  }
}

/** The specifier of the import or export that a name belongs to. */
export function moduleOf(node: ts.Node): string | undefined {
  let current = node;
  while (
    ts.isImportSpecifier(current) ||
    ts.isExportSpecifier(current) ||
    ts.isNamedImports(current) ||
    ts.isNamedExports(current) ||
    ts.isNamespaceImport(current) ||
    ts.isNamespaceExport(current) ||
    ts.isImportClause(current)
  ) {
    current = current.parent;
  }
  if (!ts.isImportDeclaration(current) && !ts.isExportDeclaration(current)) return undefined;
  return current.moduleSpecifier && ts.isStringLiteral(current.moduleSpecifier)
    ? current.moduleSpecifier.text
    : undefined;
}

export function isIntrinsicTag(node: ts.Identifier): boolean {
  const { parent } = node;
  const isTag =
    ts.isJsxOpeningElement(parent) || ts.isJsxClosingElement(parent) || ts.isJsxSelfClosingElement(parent);
  return isTag && parent.tagName === node && /^[a-z]/.test(node.text);
}

/** Inside `declare global` and `declare module 'x'`, which speak of what is not the application's. */
function isInAugmentation(node: ts.Node): boolean {
  if (ts.isSourceFile(node)) return false;
  if (ts.isModuleDeclaration(node) && (ts.isStringLiteral(node.name) || node.name.text === 'global'))
    return true;
  return isInAugmentation(node.parent);
}

function isDeclaredMember(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) {
    const assignment = parent.parent;
    return (
      ts.isBinaryExpression(assignment) &&
      assignment.left === parent &&
      assignment.operatorToken.kind === ts.SyntaxKind.EqualsToken
    );
  }
  const member =
    ts.isPropertyAssignment(parent) ||
    ts.isClassElement(parent) ||
    ts.isTypeElement(parent) ||
    ts.isEnumMember(parent);
  return (member || ts.isMethodDeclaration(parent)) && parent.name === node;
}
