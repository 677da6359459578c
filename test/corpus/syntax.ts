import { ts } from 'ts-morph';

/** A replacement of [start, end) of a text. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** Parses with the dialect that the path's ending says; plain JavaScript may hold JSX. */
export function parseText(text: string, path: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, scriptKind(path));
}

function scriptKind(path: string): ts.ScriptKind {
  if (path.endsWith('.tsx')) return ts.ScriptKind.TSX;
  return /\.[cm]?ts$/.test(path) ? ts.ScriptKind.TS : ts.ScriptKind.JSX;
}

/** The messages of the parser, in source order. */
export function syntaxProblems(text: string, path: string): string[] {
  const compiled = ts.transpileModule(text, {
    fileName: path,
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ESNext, jsx: ts.JsxEmit.Preserve, allowJs: true },
  });
  return (compiled.diagnostics ?? []).map((problem) =>
    ts.flattenDiagnosticMessageText(problem.messageText, ' '),
  );
}

/** Applies edits that do not overlap, in any order. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let result = '';
  let position = 0;
  for (const edit of sorted) {
    if (edit.start < position) throw new Error(`edits overlap at ${edit.start}`);
    result += text.slice(position, edit.start) + edit.text;
    position = edit.end;
  }
  return result + text.slice(position);
}

/** Visits every node in source order; a visitor that answers false keeps out of the node's children. */
export function visit(node: ts.Node, visitor: (node: ts.Node) => boolean | undefined): void {
  if (visitor(node) === false) return;
  ts.forEachChild(node, (child) => visit(child, visitor));
}

/** Every token of a node with its trivia, in source order; documentation comments are trivia. */
export function tokens(node: ts.Node, file: ts.SourceFile): ts.Node[] {
  const result: ts.Node[] = [];
  const walk = (current: ts.Node): void => {
    if (current.kind >= ts.SyntaxKind.FirstJSDocNode && current.kind <= ts.SyntaxKind.LastJSDocNode) return;
    const children = current.getChildren(file);
    if (children.length > 0) for (const child of children) walk(child);
    else if (current.kind !== ts.SyntaxKind.SyntaxList) result.push(current);
  };
  walk(node);
  return result;
}

export function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((modifier) => modifier.kind === kind)
  );
}

/** Number of the line that holds an offset, from 0. */
export function lineOf(text: string, offset: number): number {
  let line = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
