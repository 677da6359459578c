import * as vscode from 'vscode';
import { SERVER_COMMANDS, type SetUpAnswer } from '../../../server/src/protocol/editor.ts';
import { execute } from '../execute.ts';
import { attempt, OPEN_FOLDER, Refusal, type Tools } from './command.ts';

/** Finds golden and generated folders, asks once, and writes fern.config.json. */
export const setUp = (tools: Tools): Promise<void> =>
  attempt(tools, async () => {
    const folder = await chooseFolder();
    if (folder === undefined) return;
    const uri = folder.uri.toString();
    const { golden, models } = await execute<SetUpAnswer>(tools.fern, SERVER_COMMANDS.proposeSetUp, [uri]);
    const write = 'Set Up and Compare';
    const only = 'Only Set Up';
    const list = models.map((model) => model.name).join(', ');
    const answer = await vscode.window.showInformationMessage(
      `Fern found golden code in ${golden} and ${models.length === 1 ? 'one model' : `${models.length} models`}: ${list}. It writes fern.config.json, where this can be changed.`,
      write,
      only,
    );
    if (answer === undefined) return;
    const { config } = await execute<SetUpAnswer>(tools.fern, SERVER_COMMANDS.setUp, [uri]);
    if (answer === write) await vscode.commands.executeCommand('fern.compareModels');
    else if (config !== null) await vscode.window.showTextDocument(vscode.Uri.parse(config));
  });

async function chooseFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  if (folders.length === 0) {
    throw new Refusal('open the folder with the golden and the generated code first.', OPEN_FOLDER);
  }
  if (folders.length === 1) return folders[0];
  return vscode.window.showWorkspaceFolderPick({
    placeHolder: 'Which folder has golden and generated code?',
  });
}
