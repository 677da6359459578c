import { ts } from 'ts-morph';
import { type Binding, bind, enclosingFunction } from '../binder.ts';
import { applyEdits, type Edit, hasModifier, visit } from '../syntax.ts';

/**
 * Gives every parameter and every variable, function and class that is declared inside a function a neutral name
 * (`x1`, `x2` …; `X1` for what begins with a capital, `useX1` for hooks). Properties, types, top-level names and
 * exports keep theirs; shorthand properties are written out.
 */
export function renameLocals(text: string, path: string): string {
  return rename(text, path, 'x', isLocal);
}

/** The same for top-level functions, variables and classes that are not exported: `helper1`, `helper2` … */
export function renamePrivateHelpers(text: string, path: string): string {
  return rename(text, path, 'helper', isPrivate);
}

function rename(
  text: string,
  path: string,
  stem: string,
  wanted: (declaration: ts.Declaration, exposed: ReadonlySet<ts.Symbol>, symbol: ts.Symbol) => boolean,
): string {
  const binding = bind(text, path);
  const { uses, texts } = collectUses(binding);
  const exposed = exposedSymbols(uses);
  const fresh = freshNames(stem, texts);
  const edits: Edit[] = [];
  for (const [symbol, identifiers] of uses) {
    const declarations = symbol.declarations ?? [];
    if (declarations.length === 0 || !declarations.every((one) => wanted(one, exposed, symbol))) continue;
    const name = fresh(identifiers[0]!.text);
    for (const identifier of identifiers) edits.push(renaming(identifier, name, binding.file));
  }
  return applyEdits(text, edits);
}

function collectUses({ file, symbolOf }: Binding) {
  const uses = new Map<ts.Symbol, ts.Identifier[]>();
  const texts = new Set<string>();
  visit(file, (node) => {
    if (!ts.isIdentifier(node)) return true;
    texts.add(node.text);
    const symbol = node.end > node.pos ? symbolOf(node) : undefined;
    if (!symbol) return true;
    const found = uses.get(symbol);
    if (found) found.push(node);
    else uses.set(symbol, [node]);
    return true;
  });
  return { uses, texts };
}

function exposedSymbols(uses: ReadonlyMap<ts.Symbol, readonly ts.Identifier[]>): Set<ts.Symbol> {
  const exposed = new Set<ts.Symbol>();
  for (const [symbol, identifiers] of uses) {
    if (identifiers.some(({ parent }) => ts.isExportSpecifier(parent) || ts.isExportAssignment(parent))) {
      exposed.add(symbol);
    }
  }
  return exposed;
}

function freshNames(stem: string, taken: ReadonlySet<string>): (old: string) => string {
  let count = 0;
  const capital = stem[0]!.toUpperCase() + stem.slice(1);
  return (old) => {
    const shape = /^use[A-Z]/.test(old) ? `use${capital}` : /^[A-Z]/.test(old) ? capital : stem;
    let name: string;
    do name = `${shape}${++count}`;
    while (taken.has(name));
    return name;
  };
}

function renaming(identifier: ts.Identifier, name: string, file: ts.SourceFile): Edit {
  const start = identifier.getStart(file);
  const { parent } = identifier;
  const short =
    (ts.isShorthandPropertyAssignment(parent) && parent.name === identifier) ||
    (ts.isBindingElement(parent) &&
      parent.name === identifier &&
      !parent.propertyName &&
      !parent.dotDotDotToken &&
      ts.isObjectBindingPattern(parent.parent));
  return { start, end: identifier.end, text: short ? `${identifier.text}: ${name}` : name };
}

function isLocal(declaration: ts.Declaration): boolean {
  if (ts.isParameter(declaration)) return isPlainParameter(declaration);
  const names =
    ts.isVariableDeclaration(declaration) ||
    ts.isBindingElement(declaration) ||
    ts.isFunctionDeclaration(declaration) ||
    ts.isClassDeclaration(declaration) ||
    ts.isFunctionExpression(declaration) ||
    ts.isClassExpression(declaration);
  return names && !ts.isSourceFile(enclosingFunction(declaration)) && !isInNamespace(declaration);
}

function isPlainParameter(declaration: ts.ParameterDeclaration): boolean {
  const isThis = ts.isIdentifier(declaration.name) && declaration.name.text === 'this';
  return !isThis && !ts.isParameterPropertyDeclaration(declaration, declaration.parent);
}

function isInNamespace(node: ts.Node): boolean {
  for (let current = node.parent; !ts.isFunctionLike(current); current = current.parent) {
    if (ts.isModuleBlock(current) || ts.isSourceFile(current)) return true;
  }
  return false;
}

function isPrivate(declaration: ts.Declaration, exposed: ReadonlySet<ts.Symbol>, symbol: ts.Symbol): boolean {
  if (exposed.has(symbol) || !ts.isExternalModule(declaration.getSourceFile())) return false;
  const statement = topLevelStatement(declaration);
  if (!statement || hasModifier(statement, ts.SyntaxKind.ExportKeyword)) return false;
  return !hasModifier(statement, ts.SyntaxKind.DeclareKeyword);
}

function topLevelStatement(declaration: ts.Declaration): ts.Node | undefined {
  if (ts.isFunctionDeclaration(declaration) || ts.isClassDeclaration(declaration)) {
    return ts.isSourceFile(declaration.parent) ? declaration : undefined;
  }
  let current: ts.Node = declaration;
  while (
    ts.isBindingElement(current) ||
    ts.isObjectBindingPattern(current) ||
    ts.isArrayBindingPattern(current)
  ) {
    current = current.parent;
  }
  if (!ts.isVariableDeclaration(current)) return undefined;
  const statement = current.parent.parent;
  return ts.isVariableStatement(statement) && ts.isSourceFile(statement.parent) ? statement : undefined;
}
