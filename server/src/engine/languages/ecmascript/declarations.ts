import { ts } from 'ts-morph';
import { Flag, K } from '../../model/kinds.ts';
import type { Handler, Walker } from './walker.ts';

const S = ts.SyntaxKind;

/** Modules, functions, classes, variables, and declarations of types. */
export const declarationHandlers: Readonly<Record<number, Handler>> = {
  [S.ImportDeclaration](walker, node) {
    const declaration = node as ts.ImportDeclaration;
    const module = moduleName(declaration.moduleSpecifier);
    const clause = declaration.importClause;
    const opened = walker.open(K.Import, node, module, clause?.isTypeOnly ? Flag.TypeOnly : 0);
    if (clause?.name) importName(walker, clause.name, 'default', module, clause.name, 0);
    const bindings = clause?.namedBindings;
    if (bindings && ts.isNamespaceImport(bindings))
      importName(walker, bindings, '*', module, bindings.name, 0);
    else if (bindings) {
      for (const element of bindings.elements) {
        const imported = (element.propertyName ?? element.name).text;
        importName(walker, element, imported, module, element.name, element.isTypeOnly ? Flag.TypeOnly : 0);
      }
    }
    walker.close(opened);
  },
  [S.ImportEqualsDeclaration](walker, node) {
    const declaration = node as ts.ImportEqualsDeclaration;
    const target = declaration.moduleReference;
    const module = ts.isExternalModuleReference(target)
      ? moduleName(target.expression)
      : walker.text.slice(walker.startOf(target), target.end);
    const opened = walker.open(K.Import, node, module, walker.flagsOf(node));
    importName(walker, declaration, '*', module, declaration.name, 0);
    walker.close(opened);
  },
  [S.ExportDeclaration](walker, node) {
    const declaration = node as ts.ExportDeclaration;
    const module = declaration.moduleSpecifier ? moduleName(declaration.moduleSpecifier) : null;
    const opened = walker.open(K.ExportList, node, module, declaration.isTypeOnly ? Flag.TypeOnly : 0);
    const clause = declaration.exportClause;
    if (clause === undefined) walker.leaf(K.ExportName, node, '*');
    else if (ts.isNamespaceExport(clause)) walker.leaf(K.ExportName, clause, clause.name.text);
    else for (const element of clause.elements) exportName(walker, element, module !== null);
    walker.close(opened);
  },
  [S.ExportAssignment](walker, node) {
    const assignment = node as ts.ExportAssignment;
    const opened = walker.open(K.ExportValue, node, null, assignment.isExportEquals ? 0 : Flag.Default);
    walker.visit(assignment.expression);
    if (ts.isIdentifier(assignment.expression)) walker.scopes.export(assignment.expression.text);
    walker.close(opened);
  },
  [S.FunctionDeclaration]: (walker, node) => functionLike(walker, K.Function, node as ts.FunctionDeclaration),
  [S.FunctionExpression]: (walker, node) => functionLike(walker, K.Function, node as ts.FunctionExpression),
  [S.ArrowFunction]: (walker, node) => functionLike(walker, K.Arrow, node as ts.ArrowFunction),
  [S.MethodDeclaration]: (walker, node) => functionLike(walker, K.Method, node as ts.MethodDeclaration),
  [S.Constructor]: (walker, node) => functionLike(walker, K.Constructor, node as ts.ConstructorDeclaration),
  [S.GetAccessor]: (walker, node) => functionLike(walker, K.Getter, node as ts.GetAccessorDeclaration),
  [S.SetAccessor]: (walker, node) => functionLike(walker, K.Setter, node as ts.SetAccessorDeclaration),
  [S.ClassDeclaration]: (walker, node) => classLike(walker, K.Class, node as ts.ClassDeclaration),
  [S.ClassExpression]: (walker, node) => classLike(walker, K.ClassExpression, node as ts.ClassExpression),
  [S.HeritageClause](walker, node) {
    const clause = node as ts.HeritageClause;
    const opened = walker.open(
      K.Heritage,
      node,
      clause.token === S.ExtendsKeyword ? 'extends' : 'implements',
    );
    walker.visitAll(clause.types);
    walker.close(opened);
  },
  [S.PropertyDeclaration](walker, node) {
    const field = node as ts.PropertyDeclaration;
    const flags = walker.flagsOf(node) | (field.questionToken ? Flag.Optional : 0);
    const opened = walker.open(K.Field, node, null, flags | privateName(field.name));
    walker.decorators(node);
    walker.propertyName(field.name);
    walker.maybe(field.type);
    walker.maybe(field.initializer);
    walker.close(opened);
  },
  [S.Parameter](walker, node) {
    const parameter = node as ts.ParameterDeclaration;
    const flags =
      walker.flagsOf(node) |
      (parameter.questionToken || parameter.initializer ? Flag.Optional : 0) |
      (parameter.dotDotDotToken ? Flag.Rest : 0);
    const property = parameter.modifiers?.some((modifier) => PROPERTY_MODIFIERS.has(modifier.kind));
    const opened = walker.open(K.Parameter, node, property ? 'property' : null, flags);
    walker.decorators(node);
    walker.binding(parameter.name, false);
    walker.maybe(parameter.type);
    walker.maybe(parameter.initializer);
    walker.close(opened);
  },
  [S.VariableStatement](walker, node) {
    const statement = node as ts.VariableStatement;
    variables(walker, statement, statement.declarationList, walker.flagsOf(node));
  },
  [S.VariableDeclarationList](walker, node) {
    variables(walker, node, node as ts.VariableDeclarationList, 0);
  },
  [S.InterfaceDeclaration](walker, node) {
    const declaration = node as ts.InterfaceDeclaration;
    const opened = namedDeclaration(walker, K.Interface, declaration);
    walker.scopes.enter(false);
    walker.visitAll(declaration.typeParameters);
    walker.visitAll(declaration.heritageClauses);
    walker.visitAll(declaration.members);
    walker.scopes.leave();
    walker.close(opened);
  },
  [S.TypeAliasDeclaration](walker, node) {
    const declaration = node as ts.TypeAliasDeclaration;
    const opened = namedDeclaration(walker, K.TypeAlias, declaration);
    walker.scopes.enter(false);
    walker.visitAll(declaration.typeParameters);
    walker.visit(declaration.type);
    walker.scopes.leave();
    walker.close(opened);
  },
  [S.EnumDeclaration](walker, node) {
    const declaration = node as ts.EnumDeclaration;
    const opened = namedDeclaration(walker, K.Enum, declaration);
    for (const member of declaration.members) {
      const entry = walker.open(K.EnumMember, member);
      walker.propertyName(member.name);
      walker.maybe(member.initializer);
      walker.close(entry);
    }
    walker.close(opened);
  },
  [S.ModuleDeclaration](walker, node) {
    const declaration = node as ts.ModuleDeclaration;
    const opened = walker.open(K.Namespace, node, null, walker.flagsOf(node));
    if (ts.isIdentifier(declaration.name)) declareNamed(walker, declaration.name, walker.flagsOf(node));
    else walker.leaf(K.String, declaration.name, declaration.name.text);
    walker.scopes.enter(true);
    walker.maybe(declaration.body);
    walker.scopes.leave();
    walker.close(opened);
  },
};

/** Modifiers that make a constructor's parameter a property. */
const PROPERTY_MODIFIERS = new Set<number>([
  S.PublicKeyword,
  S.PrivateKeyword,
  S.ProtectedKeyword,
  S.ReadonlyKeyword,
  S.OverrideKeyword,
]);

function moduleName(node: ts.Expression): string {
  return ts.isStringLiteralLike(node) ? node.text : '';
}

function importName(
  walker: Walker,
  node: ts.Node,
  imported: string,
  module: string,
  local: ts.Identifier,
  flags: number,
): void {
  const opened = walker.open(K.ImportName, node, imported, flags);
  walker.declaration(local, { import: { module, name: imported } });
  walker.close(opened);
}

function exportName(walker: Walker, element: ts.ExportSpecifier, elsewhere: boolean): void {
  const opened = walker.open(
    K.ExportName,
    element,
    element.name.text,
    element.isTypeOnly ? Flag.TypeOnly : 0,
  );
  const source = element.propertyName ?? element.name;
  if (elsewhere || !ts.isIdentifier(source)) walker.leaf(K.PropertyName, source, source.text);
  else {
    walker.reference(source);
    walker.scopes.export(source.text);
  }
  walker.close(opened);
}

function declareNamed(walker: Walker, name: ts.Identifier, flags: number): void {
  const top = walker.scopes.atTop;
  walker.declaration(name);
  if (top && flags & Flag.Exported) walker.scopes.export(name.text);
}

function namedDeclaration(walker: Walker, kind: number, node: ts.DeclarationStatement): number {
  const flags = walker.flagsOf(node);
  const opened = walker.open(kind, node, null, flags);
  if (node.name && ts.isIdentifier(node.name)) declareNamed(walker, node.name, flags);
  return opened;
}

function privateName(name: ts.PropertyName): number {
  return ts.isPrivateIdentifier(name) ? Flag.Private : 0;
}

function functionLike(walker: Walker, kind: number, node: ts.FunctionLikeDeclaration): void {
  const flags =
    walker.flagsOf(node) |
    (node.asteriskToken ? Flag.Generator : 0) |
    (node.questionToken ? Flag.Optional : 0) |
    (node.name && ts.isPrivateIdentifier(node.name) ? Flag.Private : 0);
  const opened = walker.open(kind, node, null, flags);
  walker.decorators(node);
  if (node.name && ts.isFunctionDeclaration(node)) declareNamed(walker, node.name as ts.Identifier, flags);
  else if (node.name && !ts.isFunctionExpression(node)) walker.propertyName(node.name);
  walker.scopes.enter(true);
  if (node.name && ts.isFunctionExpression(node)) walker.declaration(node.name as ts.Identifier);
  walker.visitAll(node.typeParameters);
  walker.visitAll(node.parameters);
  walker.maybe(node.type);
  walker.maybe(node.body);
  walker.scopes.leave();
  walker.close(opened);
}

function classLike(walker: Walker, kind: number, node: ts.ClassLikeDeclaration): void {
  const flags = walker.flagsOf(node);
  const opened = walker.open(kind, node, null, flags);
  walker.decorators(node);
  if (node.name && ts.isClassDeclaration(node)) declareNamed(walker, node.name, flags);
  walker.scopes.enter(false);
  if (node.name && ts.isClassExpression(node)) walker.declaration(node.name);
  walker.visitAll(node.typeParameters);
  walker.visitAll(node.heritageClauses);
  walker.visitAll(node.members);
  walker.scopes.leave();
  walker.close(opened);
}

function variables(walker: Walker, node: ts.Node, list: ts.VariableDeclarationList, flags: number): void {
  const hoisted = (list.flags & ts.NodeFlags.BlockScoped) === 0;
  const opened = walker.open(K.Variables, node, declarationWord(list), flags);
  const top = walker.scopes.atTop;
  for (const declaration of list.declarations) {
    const variable = walker.open(K.Variable, declaration);
    walker.binding(declaration.name, hoisted);
    if (top && flags & Flag.Exported) exportBinding(walker, declaration.name);
    walker.maybe(declaration.type);
    walker.maybe(declaration.initializer);
    walker.close(variable);
  }
  walker.close(opened);
}

function exportBinding(walker: Walker, name: ts.BindingName): void {
  if (ts.isIdentifier(name)) walker.scopes.export(name.text);
  else
    for (const element of name.elements)
      if (ts.isBindingElement(element)) exportBinding(walker, element.name);
}

function declarationWord(list: ts.VariableDeclarationList): string {
  const kind = list.flags & ts.NodeFlags.BlockScoped;
  if (kind === ts.NodeFlags.Const) return 'const';
  if (kind === ts.NodeFlags.AwaitUsing) return 'await using';
  if (list.flags & ts.NodeFlags.Let) return 'let';
  return list.flags & ts.NodeFlags.Using ? 'using' : 'var';
}
