import * as vscode from 'vscode';
import { compareModels, type Tools } from './compareModels.ts';
import { createReportPanel } from './reportPanel.ts';
import { createRunner } from './runner.ts';

/** Registers the commands; nothing is read or started before one is used. */
export function activate(context: vscode.ExtensionContext): void {
  const ending = new AbortController();
  const log = vscode.window.createOutputChannel('Fern', { log: true });
  const panel = createReportPanel(vscode.Uri.joinPath(context.extensionUri, 'client', 'icon.png'));
  const tools: Tools = {
    program: vscode.Uri.joinPath(context.extensionUri, 'dist', 'fern.js').fsPath,
    log,
    panel,
    run: createRunner(log, ending.signal),
  };
  context.subscriptions.push(
    log,
    panel,
    { dispose: () => ending.abort() },
    vscode.commands.registerCommand('fern.compareModels', () => compareModels(tools)),
    vscode.commands.registerCommand('fern.showLog', () => log.show()),
  );
}
