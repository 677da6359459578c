import * as vscode from 'vscode';
import {
  type DiffArguments,
  type ExplanationAnswer,
  METHODS,
  SERVER_COMMANDS,
} from '../../server/src/protocol/editor.ts';
import { answerPanel } from './commands/compare.ts';
import { registerCommands } from './commands/index.ts';
import { Explanations, showDiff } from './commands/show.ts';
import { createFiles } from './files.ts';
import { createFern, type Intercept } from './languageClient.ts';
import { createReportPanel } from './reportPanel.ts';
import { createReportStore } from './reportStore.ts';
import { createServerKeys } from './serverKeys.ts';
import { createStatusBar } from './statusBar.ts';
import { createDecorations } from './views/decorations.ts';
import { ModelsView } from './views/models.ts';
import { createOverviews } from './views/overview.ts';
import { createTesting } from './views/testing.ts';

/** Starts the language server and wires what shows its answers. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel('Fern', { log: true });
  const explanations = new Explanations();
  const keys = createServerKeys(context.secrets);
  const fern = createFern(context, log, keys, intercepting(explanations));
  const files = createFiles(fern);
  const panel = createReportPanel(context.extensionUri, createReportStore(context, log));
  const overviews = createOverviews(fern, log);
  const models = new ModelsView(fern, overviews);
  const tools = { fern, files, panel, keys, log };
  context.subscriptions.push(
    log,
    fern,
    files,
    panel,
    overviews,
    models,
    registerCommands(tools),
    panel.onAsked((asked) => answerPanel(tools, asked)),
    createStatusBar(fern, files),
    createDecorations(files, overviews),
    createTesting(fern, overviews),
    vscode.workspace.registerTextDocumentContentProvider(Explanations.scheme, explanations),
    vscode.window.createTreeView('fern.models', { treeDataProvider: models, showCollapseAll: true }),
    vscode.commands.registerCommand('fern.refresh', () => fern.client.sendNotification(METHODS.refresh)),
    vscode.commands.registerCommand('fern.filter', () => filter(models)),
    vscode.commands.registerCommand('fern.clearFilter', () => {
      models.filter = '';
    }),
  );
  try {
    await fern.start();
  } catch (error) {
    const showLog = 'Show Log';
    log.error((error as Error).stack ?? String(error));
    void vscode.window
      .showErrorMessage(`Fern’s language server can’t be started: ${(error as Error).message}`, showLog)
      .then((answer) => answer === showLog && log.show());
  }
}

/** Diffs and explanations are shown here, whoever asks the server for them. */
function intercepting(explanations: Explanations): Intercept {
  return async (command, [argument], next) => {
    if (command === SERVER_COMMANDS.openDiff) return showDiff(argument as DiffArguments);
    if (command !== SERVER_COMMANDS.explain) return next();
    const answer = (await next()) as ExplanationAnswer | undefined;
    const name = vscode.workspace.asRelativePath(vscode.Uri.parse(String(argument)), false);
    if (answer !== undefined && answer !== null)
      await explanations.show(`Fern ${name.split('/').at(-1)}`, answer);
    return answer;
  };
}

async function filter(models: ModelsView): Promise<void> {
  const text = await vscode.window.showInputBox({
    title: 'Fern: show only some files',
    prompt: 'A part of a path.',
    value: models.filter,
  });
  if (text !== undefined) models.filter = text;
}
