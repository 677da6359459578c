import { type ChildProcess, spawn } from 'node:child_process';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import {
  type CodeLens,
  type Command,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { serve } from '../../server/src/lsp/connection.ts';
import type { Delays } from '../../server/src/lsp/evaluations.ts';
import type { Host } from '../../server/src/lsp/host.ts';
import type { FileStatus, InitializationOptions } from '../../server/src/protocol/editor.ts';

/** An editor that speaks the protocol with a language server, and remembers all that it is told. */
export interface Editor {
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  /** Every `publishDiagnostics` in order. */
  readonly published: PublishDiagnosticsParams[];
  readonly statuses: FileStatus[];
  /** Whatever the server has sent, as it came. */
  readonly received: string[];
  readonly logged: string[];
  readonly shown: string[];
  readonly progress: { token: unknown; value: { kind: string; message?: string; percentage?: number } }[];
  /** What is set below `fern`; change it and call `configured`. */
  settings: Record<string, unknown>;
  readonly counts: { refreshes: number; changed: number };
  open(path: string, text: string, languageId?: string): Promise<void>;
  /** Replaces the whole text. */
  type(path: string, text: string): Promise<void>;
  close(path: string): Promise<void>;
  configured(): Promise<void>;
  watched(...paths: string[]): Promise<void>;
  diagnostics(path: string): readonly Diagnostic[];
  /** Waits for a status of a document that fits, newer than `since` statuses. */
  status(path: string, fits?: (status: FileStatus) => boolean): Promise<FileStatus>;
  lenses(path: string): Promise<(CodeLens & { command: Command })[]>;
  execute<T>(command: string, ...args: unknown[]): Promise<T>;
  /** Shuts the server down as editors do. @returns its exit code; null in process */
  exit(): Promise<number | null>;
  readonly child: ChildProcess | null;
}

export interface EditorOptions {
  readonly folders: readonly string[];
  readonly initialization?: InitializationOptions;
  readonly settings?: Record<string, unknown>;
  /** Abilities beside the usual ones. */
  readonly capabilities?: object;
}

export const uriOf = (path: string): string => pathToFileURL(path).href;

/** A server in this process. */
export function editInProcess(host: Host, options: EditorOptions, delays?: Delays): Promise<Editor> {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const connection = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
  serve(connection, host, delays);
  connection.listen();
  return start(down, up, options, null);
}

/** The built server in a process of its own. */
export function editOverStdio(
  options: EditorOptions,
  env: NodeJS.ProcessEnv = {},
  nodeArguments: readonly string[] = [],
  program: readonly string[] = ['server.js', '--stdio'],
): Promise<Editor> {
  const [script, ...args] = program;
  const started = [...nodeArguments, `${process.cwd()}/dist/${script}`, ...args];
  const child = spawn(process.execPath, started, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  child.stderr.resume();
  return start(child.stdout, child.stdin, options, child);
}

async function start(
  from: NodeJS.ReadableStream,
  to: NodeJS.WritableStream,
  options: EditorOptions,
  child: ChildProcess | null,
): Promise<Editor> {
  const connection = createProtocolConnection(new StreamMessageReader(from), new StreamMessageWriter(to));
  const versions = new Map<string, number>();
  const published: PublishDiagnosticsParams[] = [];
  const statuses: FileStatus[] = [];
  const received: string[] = [];
  from.on('data', (chunk) => received.push(String(chunk)));
  const logged: string[] = [];
  const shown: string[] = [];
  const progress: Editor['progress'] = [];
  const counts = { refreshes: 0, changed: 0 };
  const listeners = new Set<() => void>();
  const heard = (): void => {
    for (const listener of listeners) listener();
  };
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    published.push(params);
    heard();
  });
  connection.onNotification('fern/status', (status: FileStatus) => {
    statuses.push(status);
    heard();
  });
  connection.onNotification('fern/changed', () => {
    counts.changed++;
  });
  connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
    logged.push(message);
  });
  connection.onNotification('window/showMessage', ({ message }: { message: string }) => {
    shown.push(message);
  });
  connection.onNotification('$/progress', (value: Editor['progress'][number]) => {
    progress.push(value);
  });
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
    items.map(() => editor.settings),
  );
  connection.onRequest('workspace/codeLens/refresh', () => {
    counts.refreshes++;
    return null;
  });
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/applyEdit', () => ({ applied: true }));
  connection.onRequest('window/showDocument', () => ({ success: true }));
  connection.onRequest('window/workDoneProgress/create', () => null);
  connection.onUnhandledNotification(() => {});
  connection.listen();
  const exited = child === null ? null : new Promise<number | null>((done) => child.once('exit', done));

  const initialized = (await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: options.folders.map((path) => ({ uri: uriOf(path), name: path })),
    initializationOptions: options.initialization ?? {},
    capabilities: {
      workspace: {
        configuration: true,
        workspaceFolders: true,
        codeLens: { refreshSupport: true },
        didChangeWatchedFiles: { dynamicRegistration: true },
      },
      window: { workDoneProgress: true, showDocument: { support: true } },
      ...options.capabilities,
    },
  })) as InitializeResult;
  await connection.sendNotification('initialized', {});

  const editor: Editor = {
    connection,
    initialized,
    published,
    statuses,
    received,
    logged,
    shown,
    progress,
    counts,
    child,
    settings: options.settings ?? {},
    async open(path, text, languageId = 'typescript') {
      versions.set(path, 1);
      const textDocument = { uri: uriOf(path), languageId, version: 1, text };
      await connection.sendNotification('textDocument/didOpen', { textDocument });
    },
    async type(path, text) {
      const version = (versions.get(path) ?? 1) + 1;
      versions.set(path, version);
      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri: uriOf(path), version },
        contentChanges: [{ text }],
      });
    },
    close: (path) =>
      connection.sendNotification('textDocument/didClose', { textDocument: { uri: uriOf(path) } }),
    configured: () => connection.sendNotification('workspace/didChangeConfiguration', { settings: null }),
    watched: (...paths) =>
      connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: paths.map((path) => ({ uri: uriOf(path), type: 2 })),
      }),
    diagnostics: (path) => published.findLast(({ uri }) => uri === uriOf(path))?.diagnostics ?? [],
    status(path, fits = ({ state }) => state !== 'scoring') {
      const uri = uriOf(path);
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          listeners.delete(look);
          reject(new Error(`no such status of ${path}; told: ${JSON.stringify(statuses.slice(-5))}`));
        }, 100_000);
        const look = (): void => {
          const last = statuses.findLast((status) => status.uri === uri);
          if (last === undefined || last.version !== versions.get(path) || !fits(last)) return;
          listeners.delete(look);
          clearTimeout(timer);
          resolve(last);
        };
        listeners.add(look);
        look();
      });
    },
    async lenses(path) {
      const textDocument = { uri: uriOf(path) };
      const found: CodeLens[] = await connection.sendRequest('textDocument/codeLens', { textDocument });
      return Promise.all(
        found.map((lens) =>
          connection.sendRequest<CodeLens & { command: Command }>('codeLens/resolve', lens),
        ),
      );
    },
    execute: (command, ...args) =>
      connection.sendRequest('workspace/executeCommand', { command, arguments: args, workDoneToken: 'work' }),
    async exit() {
      await connection.sendRequest('shutdown');
      // In process it would end that of the tests.
      if (child !== null) await connection.sendNotification('exit');
      connection.dispose();
      return exited === null ? null : await exited;
    },
  };
  return editor;
}
