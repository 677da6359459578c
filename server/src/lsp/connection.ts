import {
  type CancellationToken,
  CodeLensRefreshRequest,
  type Connection,
  DidChangeWatchedFilesNotification,
  type HandlerResult,
  type InitializeParams,
  MessageType,
  ShowMessageNotification,
  WatchKind,
  type WorkDoneProgressReporter,
} from 'vscode-languageserver/node';
import {
  type CellParams,
  type ChangesParams,
  type FileStatus,
  type InitializationOptions,
  type LiveUpdate,
  METHODS,
  type RunParams,
  type ServerKeyAnswer,
  type TrustParams,
  type UriParams,
} from '../protocol/editor.ts';
import type { Client, Reporter } from './client.ts';
import { answering, executeCommand } from './commands/execute.ts';
import { changes, history, placeOf } from './comparisons.ts';
import { DELAYS, type Delays } from './evaluations.ts';
import type { Host } from './host.ts';
import { Server } from './server.ts';

/** How often views are told to ask again, in milliseconds: results come faster than anybody reads. */
const CHANGED_EVERY = 300;

/** Puts a server behind a connection; it starts to listen with `connection.listen()`. */
export function serve(connection: Connection, host: Host, delays: Delays = DELAYS): Server {
  const abilities = {
    configuration: false,
    lensRefresh: false,
    watch: false,
    show: false,
    folders: false,
    keys: false,
  };
  const server = new Server(host, createClient(connection, abilities), delays);
  const { answers } = server;

  connection.onInitialize((params) => {
    const { workspace, window } = params.capabilities;
    abilities.configuration = workspace?.configuration === true;
    abilities.lensRefresh = workspace?.codeLens?.refreshSupport === true;
    abilities.watch = workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    abilities.folders = workspace?.workspaceFolders === true;
    abilities.show = window?.showDocument?.support === true;
    abilities.keys = (params.initializationOptions as InitializationOptions | undefined)?.keys === true;
    return server.initialize(params as InitializeParams);
  });
  connection.onInitialized(() => {
    if (abilities.folders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) =>
        server.didChangeWorkspaceFolders(added, removed),
      );
    }
    if (!abilities.watch) return;
    const watchers = ['**/fern.config.json', '**/tsconfig*.json', '**/*.{ts,tsx,js,jsx,mts,cts,mjs,cjs}'];
    void connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: [
        ...watchers.map((globPattern) => ({ globPattern })),
        // Of a folder that goes, its files are not told.
        { globPattern: '**/*', kind: WatchKind.Delete },
      ],
    });
  });
  connection.onShutdown(() => server.shutdown());

  connection.onDidOpenTextDocument(({ textDocument }) => server.didOpen(textDocument));
  connection.onDidChangeTextDocument(({ textDocument, contentChanges }) =>
    server.didChange(textDocument.uri, textDocument.version, contentChanges),
  );
  connection.onDidCloseTextDocument(({ textDocument }) => server.didClose(textDocument.uri));
  connection.onDidChangeConfiguration(() => server.didChangeConfiguration());
  connection.onDidChangeWatchedFiles(({ changes }) =>
    server.didChangeWatchedFiles(changes.map(({ uri }) => uri)),
  );
  connection.onNotification(METHODS.trust, ({ trusted }: TrustParams) => server.setTrusted(trusted === true));

  connection.onNotification(METHODS.refresh, () => server.refresh());

  connection.onCodeLens(({ textDocument }) => answers.codeLens(textDocument.uri));
  connection.onCodeLensResolve((lens) => answers.resolveCodeLens(lens));
  connection.onHover(({ textDocument, position }) => answers.hover(textDocument.uri, position));
  connection.onCodeAction((params) => answers.codeAction(params));
  connection.languages.diagnostics.on(async ({ textDocument }) => ({
    kind: 'full',
    items: await answers.diagnostics(textDocument.uri),
  }));
  connection.onRequest(METHODS.units, ({ uri }: UriParams) => answers.units(uri));
  connection.onRequest(METHODS.file, ({ uri }: UriParams) => answers.file(uri));
  connection.onRequest(METHODS.score, ({ uri }: UriParams, token: CancellationToken) =>
    answers.score(uri, signalOf(token)),
  );
  const { session } = server;
  connection.onRequest(METHODS.place, (params: CellParams, token: CancellationToken) => {
    const signal = signalOf(token);
    return answering(session, METHODS.place, signal, () => placeOf(session, params, signal));
  });
  connection.onRequest(METHODS.history, (params: RunParams) =>
    answering(session, METHODS.history, undefined, () => history(session, params)),
  );
  connection.onRequest(METHODS.changes, (params: ChangesParams) =>
    answering(session, METHODS.changes, undefined, () => changes(session, params)),
  );
  connection.onRequest(METHODS.projects, () => answers.projects());
  connection.onRequest(METHODS.overview, () => answers.overview());
  connection.onExecuteCommand(
    ({ command, arguments: args = [] }, token, progress): HandlerResult<unknown, void> => {
      const reporter = createReporter(progress);
      token.onCancellationRequested(() => reporter.cancel());
      return executeCommand(server.session, command, args, reporter);
    },
  );
  return server;
}

function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}

function createReporter(progress: WorkDoneProgressReporter): Reporter & { cancel(): void } {
  const controller = new AbortController();
  return {
    signal: controller.signal,
    cancel: () => controller.abort(),
    begin: (title) => progress.begin(title, 0, undefined, true),
    report: (message, percentage) =>
      percentage === undefined ? progress.report(message) : progress.report(percentage, message),
    done: () => progress.done(),
  };
}

interface Abilities {
  readonly configuration: boolean;
  readonly lensRefresh: boolean;
  readonly show: boolean;
  readonly keys: boolean;
}

const MESSAGE_TYPES = {
  error: MessageType.Error,
  warning: MessageType.Warning,
  info: MessageType.Info,
} as const;

function createClient(connection: Connection, abilities: Abilities): Client {
  const refresh = throttled(50, () => {
    if (abilities.lensRefresh) ignoring(connection.sendRequest(CodeLensRefreshRequest.type));
  });
  const changed = throttled(CHANGED_EVERY, () => ignoring(connection.sendNotification(METHODS.changed)));
  return {
    publish: (uri, version, diagnostics) =>
      ignoring(
        connection.sendDiagnostics({
          uri,
          diagnostics: [...diagnostics],
          ...(version === null ? {} : { version }),
        }),
      ),
    refresh,
    changed,
    live: (update: LiveUpdate) => ignoring(connection.sendNotification(METHODS.live, update)),
    status: (status: FileStatus) => ignoring(connection.sendNotification(METHODS.status, status)),
    async configuration(scopeUri) {
      if (!abilities.configuration) return null;
      try {
        return await connection.workspace.getConfiguration({ scopeUri, section: 'fern' });
      } catch {
        // Without an answer the defaults hold; the editor may be closing.
        return null;
      }
    },
    async keyFor(origin) {
      if (!abilities.keys) return null;
      const { key } = await connection.sendRequest<ServerKeyAnswer>(METHODS.serverKey, { origin });
      return typeof key === 'string' && key !== '' ? key : null;
    },
    log(level, message) {
      const { console } = connection;
      const write = { error: console.error, warn: console.warn, info: console.info, debug: console.debug };
      write[level].call(console, message);
    },
    tell(severity, message) {
      const type = MESSAGE_TYPES[severity];
      ignoring(connection.sendNotification(ShowMessageNotification.type, { type, message }));
    },
    edit: async (label, edit) => (await connection.workspace.applyEdit({ label, edit })).applied,
    async show(uri, position) {
      if (!abilities.show) return false;
      const selection = position === undefined ? {} : { selection: { start: position, end: position } };
      return (await connection.window.showDocument({ uri, takeFocus: true, ...selection })).success;
    },
  };
}

/** What can't be said to an editor that is gone needs not be said. */
function ignoring(promise: Promise<unknown>): void {
  promise.catch(() => {});
}

/** Calls at once, and then at most once in so many milliseconds. */
function throttled(milliseconds: number, call: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let again = false;
  const run = (): void => {
    call();
    again = false;
    timer = setTimeout(() => {
      timer = undefined;
      if (again) run();
    }, milliseconds);
    timer.unref();
  };
  return () => {
    if (timer === undefined) run();
    else again = true;
  };
}
