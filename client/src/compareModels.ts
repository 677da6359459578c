import * as vscode from 'vscode';
import { type Choice, choicesOf } from './choices.ts';
import { compareLine, initLine } from './commandLine.ts';
import type { Outcome } from './program.ts';
import type { ReportPanel } from './reportPanel.ts';
import type { Runner } from './runner.ts';

const CONFIG_FILE = 'fern.config.json';
/** More configurations than anybody would pick from. */
const MOST_CONFIGS = 200;

export interface Tools {
  /** Full path of dist/fern.js. */
  readonly program: string;
  readonly log: vscode.LogOutputChannel;
  readonly panel: ReportPanel;
  readonly run: Runner;
}

/** The command *Fern: Compare Models*: chooses a configuration, runs the command line, shows its report. */
export async function compareModels(tools: Tools): Promise<void> {
  const folders = localFolders();
  if (folders.length === 0) {
    const open = 'Open Folder';
    const answer = await vscode.window.showErrorMessage(
      'Fern compares the models of a folder; open the one with the golden and the generated code first.',
      open,
    );
    if (answer === open) await vscode.commands.executeCommand('workbench.action.files.openFolder');
    return;
  }
  const found = await vscode.workspace.findFiles(`**/${CONFIG_FILE}`, '**/node_modules/**', MOST_CONFIGS);
  const choices = choicesOf(
    found.filter(({ scheme }) => scheme === 'file').map(({ fsPath }) => fsPath),
    folders.map(({ name, uri }) => ({ name, path: uri.fsPath })),
  );
  if (choices.length === 0) return offerSetUp(tools, folders);
  const choice = await choose(choices);
  if (choice === undefined) return;
  const outcome = await tools.run(
    `Fern: comparing the models of ${choice.label}`,
    compareLine(tools.program, choice, vscode.workspace.isTrusted, process.env),
  );
  if (outcome.kind === 'done') tools.panel.show(`Fern: ${choice.label}`, outcome.stdout);
  else await tell(tools, outcome);
}

function localFolders(): readonly vscode.WorkspaceFolder[] {
  return (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
}

async function choose(choices: readonly Choice[]): Promise<Choice | undefined> {
  if (choices.length <= 1) return choices[0];
  return vscode.window.showQuickPick([...choices], {
    title: 'Fern: Compare Models',
    placeHolder: 'Which configuration?',
    matchOnDescription: true,
  });
}

/** Without a configuration there is nothing to compare; `fern init` writes one from what it finds. */
async function offerSetUp(tools: Tools, folders: readonly vscode.WorkspaceFolder[]): Promise<void> {
  const setUp = 'Set Up Fern';
  const answer = await vscode.window.showErrorMessage(
    `There is no ${CONFIG_FILE} here, which says where the golden code is and what each model generated. Fern can look for the folders and write it.`,
    setUp,
  );
  if (answer !== setUp) return;
  const folder =
    folders.length === 1
      ? folders[0]
      : await vscode.window.showWorkspaceFolderPick({
          placeHolder: 'Which folder has golden and generated code?',
        });
  if (folder === undefined) return;
  const { fsPath } = folder.uri;
  const outcome = await tools.run(
    `Fern: looking for golden and generated code in ${folder.name}`,
    initLine(tools.program, fsPath, process.env),
  );
  if (outcome.kind === 'done')
    await vscode.window.showTextDocument(vscode.Uri.joinPath(folder.uri, CONFIG_FILE));
  else await tell(tools, outcome);
}

/** Says once what went wrong; what the user cancelled is no news. */
async function tell(tools: Tools, outcome: Exclude<Outcome, { kind: 'done' }>): Promise<void> {
  if (outcome.kind === 'cancelled') return;
  tools.log.error(outcome.message);
  const showLog = 'Show Log';
  const answer = await vscode.window.showErrorMessage(`Fern: ${outcome.message}`, showLog);
  if (answer === showLog) tools.log.show();
}
