import * as vscode from 'vscode';
import type { FileStatus } from '../../server/src/protocol/editor.ts';
import type { Fern } from './languageClient.ts';

/** What is known of open documents, and which of them is looked at. */
export interface Files extends vscode.Disposable {
  of(uri: vscode.Uri): FileStatus | undefined;
  /** Of the active editor. */
  active(): FileStatus | undefined;
  readonly onDidChange: vscode.Event<vscode.Uri>;
}

/** Keeps the context key `fern.role` (generated, golden, none) true for the active editor. */
export function createFiles(fern: Fern): Files {
  const known = new Map<string, FileStatus>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const active = (): FileStatus | undefined => {
    const uri = vscode.window.activeTextEditor?.document.uri;
    return uri === undefined ? undefined : known.get(uri.toString());
  };
  const setRole = (): void => {
    void vscode.commands.executeCommand('setContext', 'fern.role', active()?.role ?? 'none');
  };
  const listening = [
    fern.onStatus((status) => {
      const uri = vscode.Uri.parse(status.uri);
      known.set(uri.toString(), status);
      setRole();
      changed.fire(uri);
    }),
    fern.onRunning((isRunning) => {
      if (isRunning) return;
      known.clear();
      setRole();
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      known.delete(uri.toString());
      changed.fire(uri);
    }),
    vscode.window.onDidChangeActiveTextEditor((editor) => {
      setRole();
      if (editor !== undefined) changed.fire(editor.document.uri);
    }),
  ];
  return {
    of: (uri) => known.get(uri.toString()),
    active,
    onDidChange: changed.event,
    dispose() {
      for (const each of [...listening, changed]) each.dispose();
    },
  };
}
