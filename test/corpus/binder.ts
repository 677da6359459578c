import { ts } from 'ts-morph';

/** Scope-correct name resolution for one text, or for several that import each other. */
export interface Binding {
  readonly file: ts.SourceFile;
  /** What an identifier refers to; undefined for property names, labels and names that the file does not declare. */
  symbolOf(identifier: ts.Identifier): ts.Symbol | undefined;
}

/** Binds one file on its own: no library, no other modules, so only what it declares has a symbol. */
export function bind(text: string, path: string): Binding {
  const name = /\.[cm]?tsx?$/.test(path) ? `/${path}` : `/${path.replace(/\.\w+$/, '')}.jsx`;
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const host: ts.CompilerHost = {
    getSourceFile: (wanted) => (wanted === name ? file : undefined),
    getDefaultLibFileName: () => 'lib.d.ts',
    writeFile: () => undefined,
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (wanted) => wanted,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: (wanted) => wanted === name,
    readFile: (wanted) => (wanted === name ? text : undefined),
  };
  const options: ts.CompilerOptions = {
    noLib: true,
    noResolve: true,
    allowJs: true,
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    jsx: ts.JsxEmit.Preserve,
    types: [],
  };
  const checker = ts.createProgram({ rootNames: [name], options, host }).getTypeChecker();
  return { file, symbolOf: (identifier) => resolve(identifier, checker) };
}

function resolve(identifier: ts.Identifier, checker: ts.TypeChecker): ts.Symbol | undefined {
  const { parent } = identifier;
  if (!isBindingPosition(identifier)) return undefined;
  if (ts.isShorthandPropertyAssignment(parent) && parent.name === identifier) {
    return checker.getShorthandAssignmentValueSymbol(parent);
  }
  if (ts.isExportSpecifier(parent)) return checker.getExportSpecifierLocalTargetSymbol(parent);
  return checker.getSymbolAtLocation(identifier);
}

/** False where an identifier names a property, a label, a member or the other side of an import. */
export function isBindingPosition(identifier: ts.Identifier): boolean {
  const { parent } = identifier;
  if (ts.isPropertyAccessExpression(parent)) return parent.name !== identifier;
  if (ts.isQualifiedName(parent)) return parent.right !== identifier;
  if (ts.isBindingElement(parent)) return parent.propertyName !== identifier;
  if (ts.isImportSpecifier(parent)) return parent.name === identifier;
  if (ts.isExportSpecifier(parent))
    return (parent.propertyName ?? parent.name) === identifier && !parent.parent.parent.moduleSpecifier;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isJsxAttribute(parent)) return parent.name !== identifier;
  if (ts.isJsxNamespacedName(parent) || ts.isMetaProperty(parent) || ts.isNamespaceExport(parent))
    return false;
  if (ts.isImportAttribute(parent)) return false;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false;
  if (ts.isNamedTupleMember(parent)) return parent.name !== identifier;
  if (ts.isImportTypeNode(parent)) return false;
  return !isMemberName(identifier, parent);
}

function isMemberName(identifier: ts.Identifier, parent: ts.Node): boolean {
  const member =
    ts.isPropertyAssignment(parent) ||
    ts.isClassElement(parent) ||
    ts.isTypeElement(parent) ||
    ts.isObjectLiteralElement(parent) ||
    ts.isEnumMember(parent);
  return member && parent.name === identifier;
}

/** The innermost function, or the file, that encloses a node. */
export function enclosingFunction(node: ts.Node): ts.Node {
  let current = node.parent;
  while (
    !ts.isSourceFile(current) &&
    !ts.isFunctionLike(current) &&
    !ts.isClassStaticBlockDeclaration(current)
  ) {
    current = current.parent;
  }
  return current;
}

/**
 * Which identifiers refer to the same thing, whatever they are called: for each name in binding position the
 * number of its symbol in order of appearance, or the name itself where the file does not declare it.
 */
export function bindingShape(text: string, path: string): (number | string)[] {
  const { file, symbolOf } = bind(text, path);
  const numbers = new Map<ts.Symbol, number>();
  const shape: (number | string)[] = [];
  const walk = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && isBindingPosition(node)) {
      const symbol = symbolOf(node);
      if (symbol && !numbers.has(symbol)) numbers.set(symbol, numbers.size);
      shape.push(symbol ? numbers.get(symbol)! : node.text);
    }
    ts.forEachChild(node, walk);
  };
  walk(file);
  return shape;
}
