import * as vscode from 'vscode';
import type { CommandLine } from './commandLine.ts';
import { type Outcome, runProgram } from './program.ts';
import type { Line } from './progress.ts';

/** Runs the command line behind a progress notification that can cancel it. */
export type Runner = (title: string, line: CommandLine) => Promise<Outcome>;

/**
 * One run at a time: they would only slow each other down.
 * @param ending aborted when the extension ends, and the run with it
 */
export function createRunner(log: vscode.LogOutputChannel, ending: AbortSignal): Runner {
  let running = false;
  return async (title, line) => {
    if (running)
      return { kind: 'failed', message: 'A comparison is running already; cancel it or wait for it.' };
    running = true;
    const started = Date.now();
    log.info(`In ${line.cwd}: fern ${line.args.slice(1).join(' ')}`);
    try {
      const outcome = await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Notification, title, cancellable: true },
        async (progress, token) => {
          const cancelled = new AbortController();
          const cancelling = token.onCancellationRequested(() => cancelled.abort());
          const onLine = ({ kind, text }: Line): void => {
            if (kind === 'message') log.warn(text);
            else log.info(text);
            if (kind === 'progress') progress.report({ message: text });
          };
          try {
            return await runProgram(
              process.execPath,
              line,
              onLine,
              AbortSignal.any([cancelled.signal, ending]),
            );
          } finally {
            cancelling.dispose();
          }
        },
      );
      log.info(`${outcome.kind} after ${((Date.now() - started) / 1000).toFixed(1)} s`);
      return outcome;
    } finally {
      running = false;
    }
  };
}
