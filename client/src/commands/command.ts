import * as vscode from 'vscode';
import type { FileStatus } from '../../../server/src/protocol/editor.ts';
import { Cancelled } from '../execute.ts';
import type { Files } from '../files.ts';
import type { Fern } from '../languageClient.ts';
import type { ReportPanel } from '../reportPanel.ts';
import type { ServerKeys } from '../serverKeys.ts';

/** What commands work with. */
export interface Tools {
  readonly fern: Fern;
  readonly files: Files;
  readonly panel: ReportPanel;
  readonly keys: ServerKeys;
  readonly log: vscode.LogOutputChannel;
}

export interface Button {
  readonly title: string;
  press(): PromiseLike<unknown>;
}

export const button = (title: string, command: string, ...args: readonly unknown[]): Button => ({
  title,
  press: () => vscode.commands.executeCommand(command, ...args),
});

export const SET_UP = button('Set Up Fern', 'fern.setUp');
export const OPEN_FOLDER = button('Open Folder', 'workbench.action.files.openFolder');

/** What can't be done; the message says what to do next, and the buttons do it. */
export class Refusal extends Error {
  readonly buttons: readonly Button[];
  constructor(message: string, ...buttons: readonly Button[]) {
    super(message);
    this.buttons = buttons;
  }
}

/** Runs a command's work; says once what went wrong, with the buttons that help. */
export async function attempt(tools: Tools, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Cancelled || (error as Error).name === 'Canceled') return;
    const { message, stack } = error as Error;
    const helps = error instanceof Refusal ? error.buttons : helpFor(message);
    if (!(error instanceof Refusal)) tools.log.error(stack ?? message);
    const buttons = helps.length > 0 ? helps : [button('Show Log', 'fern.showLog')];
    const answer = await vscode.window.showErrorMessage(
      `Fern: ${message}`,
      ...buttons.map(({ title }) => title),
    );
    await buttons.find(({ title }) => title === answer)?.press();
  }
}

/** The server's refusals that a command of this editor mends. */
function helpFor(message: string): readonly Button[] {
  return /Set Up Fern/.test(message) ? [SET_UP] : [];
}

/** The file that a command is about: the one that was clicked, or the one that is looked at. */
export function fileOf(clicked: unknown): vscode.Uri {
  const uri = clicked instanceof vscode.Uri ? clicked : vscode.window.activeTextEditor?.document.uri;
  if (uri === undefined || uri.scheme !== 'file') throw new Refusal('open a file of this machine first.');
  return uri;
}

/** What is known of a file when it is done. @throws Refusal for a file that has no score */
export async function generatedStatus({ fern }: Tools, uri: vscode.Uri): Promise<FileStatus> {
  const status = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: 'Fern: scoring' },
    () => fern.request<FileStatus>('fern/score', { uri: uri.toString() }),
  );
  if (status.role === 'generated') return status;
  if (status.role === 'golden')
    throw new Refusal('this is a golden file; open what a model generated for it.');
  if (status.state === 'outside') {
    throw new Refusal('no fern.config.json says that this file is generated.', SET_UP);
  }
  throw new Refusal(`this file is not scored: ${status.reason ?? 'its state is unknown'}.`);
}
