import * as vscode from 'vscode';
import {
  CloseAction,
  type CloseHandlerResult,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  State,
  TransportKind,
} from 'vscode-languageclient/node';
import {
  type FileStatus,
  type InitializationOptions,
  METHODS,
  type ServerKeyAnswer,
  type ServerKeyParams,
} from '../../server/src/protocol/editor.ts';
import type { ServerKeys } from './serverKeys.ts';
import { explicitSettings } from './settings.ts';
import { createTraceChannel } from './traceChannel.ts';

/** So many crashes in so many milliseconds, and the server stays down. */
const MOST_CRASHES = 5;
const CRASHES_WITHIN_MS = 180_000;

/** The connection to the language server, through restarts. */
export interface Fern extends vscode.Disposable {
  readonly client: LanguageClient;
  readonly onStatus: vscode.Event<FileStatus>;
  /** Scores have changed somewhere. */
  readonly onChanged: vscode.Event<void>;
  /** The server is there, or is gone. */
  readonly onRunning: vscode.Event<boolean>;
  start(): Promise<void>;
  restart(): Promise<void>;
  request<T>(method: string, params?: unknown, token?: vscode.CancellationToken): Promise<T>;
}

/** What the server's commands do in this editor instead of there. */
export type Intercept = (
  command: string,
  args: readonly unknown[],
  next: () => Promise<unknown>,
) => Promise<unknown>;

export function createFern(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  keys: ServerKeys,
  intercept: Intercept,
): Fern {
  const status = new vscode.EventEmitter<FileStatus>();
  const changed = new vscode.EventEmitter<void>();
  const running = new vscode.EventEmitter<boolean>();
  const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.js').fsPath;
  const server: ServerOptions = { module, transport: TransportKind.ipc };
  const rules = vscode.Uri.joinPath(context.extensionUri, 'docs', 'rules.md').toString();
  const crashes: number[] = [];

  const closed = (): CloseHandlerResult => {
    const now = Date.now();
    crashes.push(now);
    const recent = crashes.filter((time) => now - time < CRASHES_WITHIN_MS);
    if (recent.length < MOST_CRASHES) {
      log.warn(`The language server has ended; it is started again (${recent.length}).`);
      return { action: CloseAction.Restart, handled: true };
    }
    log.error(`The language server has ended ${recent.length} times in three minutes; it stays down.`);
    const restart = 'Restart Server';
    const showLog = 'Show Log';
    void vscode.window
      .showErrorMessage('Fern’s language server keeps ending; no scores are shown.', restart, showLog)
      .then((answer) => {
        if (answer === restart) void vscode.commands.executeCommand('fern.restartServer');
        if (answer === showLog) log.show();
      });
    return { action: CloseAction.DoNotRestart, handled: true };
  };

  const options: LanguageClientOptions = {
    documentSelector: [
      { scheme: 'file', language: 'typescript' },
      { scheme: 'file', language: 'typescriptreact' },
      { scheme: 'file', language: 'javascript' },
      { scheme: 'file', language: 'javascriptreact' },
      { scheme: 'file', pattern: '**/fern.config.json' },
    ],
    outputChannel: log,
    traceOutputChannel: createTraceChannel(log, keys.withoutKeys),
    initializationOptions: (): InitializationOptions => ({
      trusted: vscode.workspace.isTrusted,
      views: true,
      rulesPage: rules,
      keys: true,
    }),
    errorHandler: { error: () => ({ action: ErrorAction.Continue }), closed },
    middleware: {
      executeCommand: (command, args, next) =>
        intercept(command, args, () => Promise.resolve(next(command, args))),
      workspace: {
        configuration: ({ items }) =>
          items.map(({ section, scopeUri }) =>
            section === 'fern'
              ? explicitSettings(scopeUri === undefined ? undefined : vscode.Uri.parse(scopeUri))
              : null,
          ),
      },
    },
  };
  const client = new LanguageClient('fern', 'Fern', server, options);
  client.onNotification(METHODS.status, (told: FileStatus) => status.fire(told));
  client.onRequest(
    METHODS.serverKey,
    async ({ origin }: ServerKeyParams): Promise<ServerKeyAnswer> => ({
      key: vscode.workspace.isTrusted ? await keys.of(origin) : null,
    }),
  );
  client.onNotification(METHODS.changed, () => changed.fire());
  client.onDidChangeState(({ newState }) => {
    if (newState === State.Running) log.info('The language server runs.');
    running.fire(newState === State.Running);
    changed.fire();
  });
  const trust = vscode.workspace.onDidGrantWorkspaceTrust(() => {
    if (client.isRunning()) void client.sendNotification(METHODS.trust, { trusted: true });
  });
  const settings = vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('fern') && client.isRunning())
      void client.sendNotification('workspace/didChangeConfiguration', { settings: null });
  });
  return {
    client,
    onStatus: status.event,
    onChanged: changed.event,
    onRunning: running.event,
    start: () => client.start(),
    async restart() {
      crashes.length = 0;
      log.info('The language server is restarted.');
      await client.restart();
    },
    request: <T>(method: string, params?: unknown, token?: vscode.CancellationToken) =>
      // A token that is given as undefined would be taken for a second parameter.
      token === undefined
        ? client.sendRequest<T>(method, params ?? {})
        : client.sendRequest<T>(method, params ?? {}, token),
    dispose() {
      trust.dispose();
      settings.dispose();
      status.dispose();
      changed.dispose();
      running.dispose();
      void client.dispose();
    },
  };
}
