import { ts } from 'ts-morph';

const F = ts.factory;

/** Names of the function that a module becomes; a top-level declaration may want them as well. */
const WRAPPER_NAMES = new Set(['require', 'module', 'exports']);

/** What a module declares at its top. */
export interface OwnNames {
  /** The statements with a `$own(name, () => name)` for each name. */
  readonly statements: ts.Statement[];
  /** Declared names that the wrapper has too, and where. */
  readonly clashes: ReadonlyMap<string, ts.Node>;
}

/**
 * Offers every function, class, variable and enum of the top level. Functions come first, as they can be called
 * even if the module throws at once; each other name comes behind its statement.
 */
export function offerOwnNames(
  statements: readonly ts.Statement[],
  changed: readonly ts.Statement[],
): OwnNames {
  const known = new Set<string>();
  const clashes = new Map<string, ts.Node>();
  const offersOf = (names: readonly Named[]): ts.Statement[] => {
    const offers: ts.Statement[] = [];
    for (const { name, node, exported } of names) {
      if (WRAPPER_NAMES.has(name)) clashes.set(name, node);
      if (!known.has(name)) offers.push(offer(name, exported));
      known.add(name);
    }
    return offers;
  };
  const functions = offersOf(statements.filter(ts.isFunctionDeclaration).flatMap(namesOf));
  const prologue = prologueLength(changed);
  const body = changed.slice(prologue).flatMap((statement, index) => {
    const source = statements[prologue + index];
    return ts.isFunctionDeclaration(source) ? [statement] : [statement, ...offersOf(namesOf(source))];
  });
  return { statements: [...changed.slice(0, prologue), ...functions, ...body], clashes };
}

/** Number of directives such as 'use strict' at the start of a body. */
export function prologueLength(statements: readonly ts.Statement[]): number {
  const first = statements.findIndex(
    (statement) => !ts.isExpressionStatement(statement) || !ts.isStringLiteral(statement.expression),
  );
  return first < 0 ? statements.length : first;
}

interface Named {
  readonly name: string;
  readonly node: ts.Node;
  /** True for what CommonJS keeps in `exports` alone. */
  readonly exported: boolean;
}

function namesOf(statement: ts.Statement): Named[] {
  if (has(statement, ts.SyntaxKind.DeclareKeyword)) return [];
  if (ts.isVariableStatement(statement)) {
    const exported = has(statement, ts.SyntaxKind.ExportKeyword);
    return statement.declarationList.declarations.flatMap(({ name }) => bound(name, exported));
  }
  if (ts.isFunctionDeclaration(statement) && statement.body === undefined) return [];
  if (ts.isModuleDeclaration(statement) && !holdsValues(statement)) return [];
  if (
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isModuleDeclaration(statement)
  ) {
    const { name } = statement;
    return name !== undefined && ts.isIdentifier(name)
      ? [{ name: name.text, node: name, exported: false }]
      : [];
  }
  return [];
}

function bound(name: ts.BindingName, exported: boolean): Named[] {
  if (ts.isIdentifier(name)) return [{ name: name.text, node: name, exported }];
  return name.elements.flatMap((element) =>
    ts.isBindingElement(element) ? bound(element.name, exported) : [],
  );
}

/** A namespace of types alone is gone at run time. */
function holdsValues({ body }: ts.ModuleDeclaration): boolean {
  if (body === undefined || ts.isIdentifier(body)) return false;
  if (ts.isModuleDeclaration(body)) return holdsValues(body);
  return (body as ts.ModuleBlock).statements.some(
    (statement) =>
      !ts.isInterfaceDeclaration(statement) &&
      !ts.isTypeAliasDeclaration(statement) &&
      !has(statement, ts.SyntaxKind.DeclareKeyword) &&
      (!ts.isModuleDeclaration(statement) || holdsValues(statement)),
  );
}

function has(statement: ts.Statement, kind: ts.SyntaxKind): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement)?.some((modifier) => modifier.kind === kind) ?? false)
  );
}

function offer(name: string, exported: boolean): ts.Statement {
  const read = exported
    ? F.createPropertyAccessExpression(F.createIdentifier('exports'), name)
    : F.createIdentifier(name);
  return F.createExpressionStatement(
    F.createCallExpression(F.createIdentifier('$own'), undefined, [
      F.createStringLiteral(name),
      F.createArrowFunction(undefined, undefined, [], undefined, undefined, read),
    ]),
  );
}
