import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver/node';
import type { Problem } from '../../app/configuration/parse.ts';

/** What is wrong with a fern.config.json, at its places. What is wrong with other settings is not the file's. */
export function configurationProblems(problems: readonly Problem[]): Diagnostic[] {
  return problems.flatMap(({ line, column, message }) => {
    if (line === null) return [];
    const start = { line: line - 1, character: Math.max(0, (column ?? 1) - 1) };
    return { range: { start, end: start }, severity: DiagnosticSeverity.Error, source: 'fern', message };
  });
}
