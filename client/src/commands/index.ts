import * as vscode from 'vscode';
import { CLIENT_COMMANDS, SERVER_COMMANDS } from '../../../server/src/protocol/editor.ts';
import { execute } from '../execute.ts';
import { acceptDifference, muteRule } from './accept.ts';
import { attempt, type Tools } from './command.ts';
import { compareModels, showLeaderboard } from './compare.ts';
import { evaluateFile, evaluateFolder, evaluateSelection, evaluateTwoFiles } from './evaluate.ts';
import { showMenu } from './menu.ts';
import { renameSymbol } from './rename.ts';
import { setServerKey } from './serverKey.ts';
import { setUp } from './setUp.ts';
import { compareWithGolden, explainScore, openGolden } from './show.ts';

type Handler = (tools: Tools, ...args: never[]) => Promise<void>;

const HANDLERS: Readonly<Record<string, Handler>> = {
  'fern.compareModels': compareModels,
  'fern.showLeaderboard': showLeaderboard,
  'fern.evaluateFile': evaluateFile,
  'fern.evaluateSelection': evaluateSelection,
  'fern.evaluateTwoFiles': evaluateTwoFiles,
  'fern.evaluateFolder': evaluateFolder,
  'fern.openGolden': openGolden,
  'fern.compareWithGolden': compareWithGolden,
  'fern.explainScore': explainScore,
  'fern.setUp': setUp,
  'fern.setServerKey': setServerKey,
  'fern.showMenu': showMenu,
  'fern.showLog': async ({ log }) => log.show(),
  'fern.restartServer': (tools) => attempt(tools, () => tools.fern.restart()),
  'fern.clearCache': (tools) =>
    attempt(tools, async () => {
      await execute(tools.fern, SERVER_COMMANDS.clearCache, []);
      vscode.window.setStatusBarMessage('Fern: the cache is empty.', 4000);
    }),
  [CLIENT_COMMANDS.accept]: acceptDifference as Handler,
  [CLIENT_COMMANDS.mute]: muteRule as Handler,
  [CLIENT_COMMANDS.rename]: renameSymbol as Handler,
};

export function registerCommands(tools: Tools): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.entries(HANDLERS).map(([id, handler]) =>
      vscode.commands.registerCommand(id, (...args: unknown[]) => handler(tools, ...(args as never[]))),
    ),
  );
}
