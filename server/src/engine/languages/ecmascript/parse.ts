import { ts } from 'ts-morph';
import { K } from '../../model/kinds.ts';
import type { LanguageId, SourceModel, SyntaxProblem, Tree } from '../../model/source.ts';
import { lineStarts } from '../../text/lines.ts';
import { findComments } from './comments.ts';
import { declarationHandlers } from './declarations.ts';
import { findExports, findImports } from './exports.ts';
import { expressionHandlers } from './expressions.ts';
import { observeHabits } from './habits.ts';
import { jsxHandlers } from './jsx.ts';
import { statementHandlers } from './statements.ts';
import { typeHandlers } from './types.ts';
import { findUnits } from './units.ts';
import { type Handler, Walker } from './walker.ts';

const HANDLERS: (Handler | undefined)[] = [];
for (const group of [declarationHandlers, statementHandlers, expressionHandlers, jsxHandlers, typeHandlers]) {
  for (const [kind, handler] of Object.entries(group)) HANDLERS[Number(kind)] = handler;
}

/** TypeScript's parser recovers from any error; what it complained about is in `problems`. */
export function parseEcmaScript(path: string, text: string, language: LanguageId): SourceModel {
  const file = ts.createSourceFile(
    path,
    text,
    { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone },
    false,
    scriptKind(path, language),
  );
  const walker = new Walker(text, HANDLERS);
  const root = walker.builder.open(K.Program, 0, text.length, null, 0);
  for (const statement of file.statements) walker.visit(statement);
  walker.builder.close(root);
  walker.scopes.resolve(walker.builder);
  const tree = walker.builder.finish(walker.scopes.symbols);
  const starts = lineStarts(text);
  const units = findUnits(tree);
  const imports = findImports(tree);
  const comments = findComments(text, tree);
  return {
    language,
    typed: language === 'typescript',
    tree,
    units,
    exports: findExports(tree, units),
    imports,
    comments,
    habits: observeHabits({ text, tree, units, imports, comments, lineStarts: starts }),
    problems: problemsOf(file),
    lineStarts: starts,
    codeLines: countCodeLines(tree, starts),
  };
}

export function scriptKind(path: string, language: LanguageId): ts.ScriptKind {
  if (language === 'javascript') return ts.ScriptKind.JSX;
  return path.toLowerCase().endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
}

function problemsOf(file: ts.SourceFile): SyntaxProblem[] {
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: readonly ts.DiagnosticWithLocation[] };
  return parseDiagnostics.map(({ messageText, start, length }) => ({
    message: ts.flattenDiagnosticMessageText(messageText, ' '),
    start,
    end: start + length,
  }));
}

function countCodeLines(tree: Tree, starts: Uint32Array): number {
  let lines = 0;
  let line = -1;
  for (let node = 1; node < tree.length; node++) {
    const at = tree.start[node];
    if (line >= 0 && (line + 1 >= starts.length || at < starts[line + 1])) continue;
    while (line + 1 < starts.length && starts[line + 1] <= at) line++;
    lines++;
  }
  return lines;
}
