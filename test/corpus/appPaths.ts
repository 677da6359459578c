import { posix } from 'node:path';
import { ts } from 'ts-morph';

/**
 * New paths: every folder and file name is replaced, `index` and what follows a name's first dot stay. A file that
 * is called like something that the application declares keeps being called so.
 */
export function renamePaths(
  paths: readonly string[],
  renamed: ReadonlyMap<string, string>,
  fresh: (old: string) => string,
): Map<string, string> {
  const parts = new Map<string, string>();
  const part = (name: string): string => {
    const found = parts.get(name) ?? (name === 'index' ? name : (renamed.get(name) ?? fresh(name)));
    parts.set(name, found);
    return found;
  };
  const result = new Map<string, string>();
  for (const path of paths) {
    const folders = path.split('/');
    const file = folders.pop()!;
    const dot = file.indexOf('.', 1);
    const stem = dot < 0 ? file : file.slice(0, dot);
    const ending = dot < 0 ? '' : file.slice(dot);
    result.set(path, [...folders.map(part), part(stem) + ending].join('/'));
  }
  return result;
}

/** The application's file that a relative specifier means, as bundlers and TypeScript look for it. */
export function resolveSpecifier(
  specifier: string,
  from: string,
  paths: ReadonlySet<string>,
): string | undefined {
  const base = posix.join(posix.dirname(from), specifier);
  const bare = base.replace(/\.[cm]?jsx?$/, '');
  const endings = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
  const candidates = [
    base,
    ...endings.flatMap((ending) => [bare + ending, base + ending, `${base}/index${ending}`]),
  ];
  return candidates.find((candidate) => paths.has(candidate));
}

/** The specifier that leads from one file to another, in the manner of the old one (ending and index as they were). */
export function specifierTo(target: string, from: string, old: string): string {
  const relative = posix.relative(posix.dirname(from), target) || '.';
  const dotted = relative.startsWith('.') ? relative : `./${relative}`;
  const bare = dotted.replace(/(?<=[^/.])\.[cm]?[jt]sx?$/, '');
  const ending = /\.[cm]?[jt]sx?$/.exec(old)?.[0] ?? '';
  if (ending) return bare + ending;
  return /(?:^|\/)index$/.test(old) ? bare : bare.replace(/\/index$/, '') || '.';
}

/** Every module specifier of a file, wherever it may stand. */
export function specifiers(file: ts.SourceFile): ts.StringLiteralLike[] {
  const found: ts.StringLiteralLike[] = [];
  const add = (node: ts.Node | undefined): void => {
    if (node && ts.isStringLiteralLike(node)) found.push(node);
  };
  const walk = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) add(node.moduleSpecifier);
    else if (ts.isExternalModuleReference(node)) add(node.expression);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal);
    else if (ts.isModuleDeclaration(node)) add(node.name);
    else if (ts.isCallExpression(node) && /^(?:import|require)$/.test(node.expression.getText(file)))
      add(node.arguments[0]);
    ts.forEachChild(node, walk);
  };
  walk(file);
  return found;
}
