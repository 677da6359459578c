import * as vscode from 'vscode';
import { attempt, Refusal, type Tools } from './command.ts';

/** Renames a symbol wherever it is used, as the language's own extension knows it. */
export const renameSymbol = (
  tools: Tools,
  uri: string,
  { line, character }: { line: number; character: number },
  name: string,
): Promise<void> =>
  attempt(tools, async () => {
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit | undefined>(
      'vscode.executeDocumentRenameProvider',
      vscode.Uri.parse(uri),
      new vscode.Position(line, character),
      name,
    );
    if (edit === undefined || edit.size === 0)
      throw new Refusal('nothing here can be renamed; is the TypeScript extension of the editor on?');
    await vscode.workspace.applyEdit(edit, { isRefactoring: true });
  });
