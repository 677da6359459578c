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

export interface Step {
  readonly message?: string;
  /** Of 100; undefined where it can't be told. */
  readonly percentage?: number;
}

/** The same, told how far it is. */
export async function executeTelling<T>(
  fern: Fern,
  command: string,
  args: readonly unknown[],
  token: vscode.CancellationToken,
  onStep: (step: Step) => void,
): Promise<T> {
  const workDoneToken = randomUUID();
  const listening = fern.client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
    if (value.kind === 'report') onStep(value);
  });
  try {
    return await execute<T>(fern, command, args, { token, workDoneToken });
  } finally {
    listening.dispose();
  }
}

/** The same behind a notification that shows how far it is and can cancel it. */
export function executeWithProgress<T>(
  fern: Fern,
  title: string,
  command: string,
  args: readonly unknown[],
): Promise<T> {
  return Promise.resolve(
    vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      (progress, token) => {
        let before = 0;
        return executeTelling<T>(fern, command, args, token, ({ message, percentage }) => {
          const increment = percentage === undefined ? 0 : percentage - before;
          before += increment;
          progress.report({ increment, ...(message === undefined ? {} : { message }) });
        });
      },
    ),
  );
}
