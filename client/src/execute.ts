import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import {
  ExecuteCommandRequest,
  LSPErrorCodes,
  ResponseError,
  WorkDoneProgress,
} from 'vscode-languageclient/node';
import type { Fern } from './languageClient.ts';

/** Something the user cancelled, which is no news. */
export class Cancelled extends Error {}

/** Runs a command of the server. @throws Error with one sentence for the user; Cancelled */
export async function execute<T>(
  { client }: Fern,
  command: string,
  args: readonly unknown[],
  options: { token?: vscode.CancellationToken; workDoneToken?: string } = {},
): Promise<T> {
  const { token, workDoneToken } = options;
  try {
    const params = {
      command,
      arguments: [...args],
      ...(workDoneToken === undefined ? {} : { workDoneToken }),
    };
    return await client.sendRequest(ExecuteCommandRequest.type, params, token);
  } catch (error) {
    const isCancelled =
      token?.isCancellationRequested === true ||
      (error instanceof ResponseError && error.code === LSPErrorCodes.RequestCancelled);
    throw isCancelled ? new Cancelled() : error;
  }
}

/** The same behind a notification that shows how far it is and can cancel it. */
export function executeWithProgress<T>(
  fern: Fern,
  title: string,
  command: string,
  args: readonly unknown[],
): Promise<T> {
  const run = async (
    progress: vscode.Progress<{ message?: string; increment?: number }>,
    token: vscode.CancellationToken,
  ): Promise<T> => {
    const workDoneToken = randomUUID();
    let before = 0;
    const listening = fern.client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
      if (value.kind !== 'report') return;
      const increment = value.percentage === undefined ? 0 : value.percentage - before;
      before += increment;
      progress.report({ increment, ...(value.message === undefined ? {} : { message: value.message }) });
    });
    try {
      return await execute<T>(fern, command, args, { token, workDoneToken });
    } finally {
      listening.dispose();
    }
  };
  return Promise.resolve(
    vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      run,
    ),
  );
}
