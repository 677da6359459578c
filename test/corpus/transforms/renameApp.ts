import { ts } from 'ts-morph';
import { type AppNames, collectNames, isIntrinsicTag, moduleOf } from '../appNames.ts';
import { renamePaths, resolveSpecifier, specifiers, specifierTo } from '../appPaths.ts';
import { isBindingPosition } from '../binder.ts';
import { createNamer } from '../freshNames.ts';
import { standardNames } from '../libraryNames.ts';
import { createRandom, shuffled } from '../random.ts';
import { applyEdits, type Edit, parseText, type TextFile, visit } from '../syntax.ts';
import { removeComments } from './comments.ts';

export interface RenamedApp {
  readonly files: TextFile[];
  /** Golden path to new path, for every file that was not dropped. */
  readonly paths: Map<string, string>;
  /** For each of those golden paths: top-level names and `Class.method` to what they are called now. */
  readonly units: Map<string, Map<string, string>>;
  /** Golden paths without counterpart. */
  readonly missing: string[];
  /** New paths without golden file. */
  readonly extra: string[];
}

export interface RenameAppOptions {
  readonly seed?: string;
  /** Share of the files that are left out. */
  readonly drop?: number;
  /** Files that belong to something else, put among the application's folders under new names. */
  readonly extra?: readonly TextFile[];
}

interface Names {
  readonly app: AppNames;
  binding(name: string): string;
  property(name: string): string;
}

/**
 * Renames an application throughout: files, folders, top-level names with their imports, fields and methods that
 * it declares, locals. What the standard library, the DOM and imported packages call by name keeps it. Comments
 * go, since they would tell the old names.
 */
export function renameApp(files: readonly TextFile[], options: RenameAppOptions = {}): RenamedApp {
  const { seed = 'app', drop = 0, extra = [] } = options;
  const app = collectNames(files);
  const standard = standardNames();
  const fresh = createNamer(seed, (name) => app.seen.has(name) || standard.has(name));
  const table = new Map([...app.bindings, ...app.properties].map((name) => [name, fresh(name)]));
  const names: Names = {
    app,
    binding: (name) => (app.bindings.has(name) ? table.get(name)! : name),
    property: (name) => (app.properties.has(name) ? table.get(name)! : name),
  };
  const paths = renamePaths(
    files.map(({ path }) => path),
    table,
    fresh,
  );
  const random = createRandom(`${seed}:drop`);
  const dropped = new Set(shuffled(files, random).slice(0, Math.round(files.length * drop)));
  const kept = files.filter((file) => !dropped.has(file));
  const folders = [...new Set(kept.map(({ path }) => paths.get(path)!.split('/').slice(0, -1).join('/')))];
  const strangers = extra.map(({ path, text }, index) => {
    const folder = folders[index % folders.length];
    return {
      path: (folder ? `${folder}/` : '') + fresh('extraFile') + /\.\w+$/.exec(path)![0],
      text: removeComments(text, path),
    };
  });
  return {
    files: [...kept.map((file) => renameFile(file, names, paths)), ...strangers],
    paths: new Map(kept.map(({ path }) => [path, paths.get(path)!])),
    units: new Map(kept.map((file) => [file.path, unitNames(file, names)])),
    missing: [...dropped].map(({ path }) => path).sort(),
    extra: strangers.map(({ path }) => path),
  };
}

function renameFile({ path, text }: TextFile, names: Names, paths: ReadonlyMap<string, string>): TextFile {
  const bare = removeComments(text, path);
  const file = parseText(bare, path);
  const target = paths.get(path)!;
  const known = new Set(paths.keys());
  const edits: Edit[] = [];
  for (const specifier of specifiers(file)) {
    const resolved = specifier.text.startsWith('.')
      ? resolveSpecifier(specifier.text, path, known)
      : undefined;
    if (!resolved) continue;
    const written = specifierTo(paths.get(resolved)!, target, specifier.text);
    edits.push({ start: specifier.getStart(file) + 1, end: specifier.end - 1, text: written });
  }
  visit(file, (node) => {
    if (ts.isIdentifier(node) && node.end > node.pos) {
      const written = newName(node, names);
      if (written !== node.text) edits.push({ start: node.getStart(file), end: node.end, text: written });
    } else if (ts.isPrivateIdentifier(node)) {
      const name = names.property(node.text.slice(1));
      edits.push({ start: node.getStart(file), end: node.end, text: `#${name}` });
    }
    return true;
  });
  return { path: target, text: applyEdits(bare, edits) };
}

function newName(node: ts.Identifier, names: Names): string {
  const { parent, text } = node;
  const source = moduleOf(parent);
  if (source !== undefined && !source.startsWith('.')) return text;
  if (ts.isExportSpecifier(parent) || ts.isImportSpecifier(parent) || ts.isNamespaceExport(parent)) {
    return names.binding(text);
  }
  if (isShorthand(node)) {
    const [key, value] = [names.property(text), names.binding(text)];
    return key === value ? key : `${key}: ${value}`;
  }
  if (isBindingPosition(node)) return isIntrinsicTag(node) ? text : names.binding(text);
  if (ts.isImportTypeNode(parent) || isModuleMember(node, names.app)) return names.binding(text);
  if (ts.isMetaProperty(parent) || ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent))
    return text;
  return names.property(text);
}

function isShorthand(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isShorthandPropertyAssignment(parent)) return parent.name === node;
  if (!ts.isBindingElement(parent) || !ts.isObjectBindingPattern(parent.parent)) return false;
  return parent.name === node && !parent.propertyName && !parent.dotDotDotToken;
}

/** `part` in `whole.part` where `whole` is a module of the application. */
function isModuleMember(node: ts.Identifier, { namespaces }: AppNames): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return isModule(parent.expression);
  return ts.isQualifiedName(parent) && isModule(parent.left);

  function isModule(left: ts.Node): boolean {
    if (ts.isIdentifier(left)) return namespaces.has(left.text);
    if (ts.isImportTypeNode(left)) return true;
    if (ts.isPropertyAccessExpression(left))
      return namespaces.has(left.name.text) && isModule(left.expression);
    return ts.isQualifiedName(left) && namespaces.has(left.right.text) && isModule(left.left);
  }
}

function unitNames({ path, text }: TextFile, names: Names): Map<string, string> {
  const units = new Map<string, string>();
  for (const statement of parseText(text, path).statements) {
    if (ts.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations) {
        if (ts.isIdentifier(name)) units.set(name.text, names.binding(name.text));
      }
    } else if (isNamed(statement) && statement.name) {
      const old = statement.name.text;
      units.set(old, names.binding(old));
      if (!ts.isClassDeclaration(statement)) continue;
      for (const member of statement.members) {
        if (!ts.isMethodDeclaration(member) || !ts.isIdentifier(member.name)) continue;
        units.set(`${old}.${member.name.text}`, `${names.binding(old)}.${names.property(member.name.text)}`);
      }
    }
  }
  return units;
}

function isNamed(node: ts.Statement) {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isEnumDeclaration(node)
  );
}
