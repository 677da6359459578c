import {
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  type WorkspaceFolder,
} from 'vscode-languageserver/node';
import { languageOf } from '../engine/index.ts';
import { type InitializationOptions, SERVER_COMMANDS } from '../protocol/editor.ts';
import type { EditorSettings } from '../protocol/settings/editor.ts';
import { Answers } from './answers.ts';
import type { Client } from './client.ts';
import { Documents } from './documents.ts';
import { createErrands } from './errands.ts';
import { DELAYS, type Delays, Evaluations } from './evaluations.ts';
import type { Host } from './host.ts';
import { createIdle } from './idle.ts';
import { Projects } from './projects/projects.ts';
import { Publisher } from './publisher.ts';
import { Scoreboard } from './scoreboard.ts';
import type { Session } from './session.ts';
import { readEditorSettings } from './settings.ts';
import { pathOf } from './uris.ts';
import { configurationProblems } from './view/configurationProblems.ts';

/** Threads that had nothing to do for so long are ended; they take a moment to come back, and memory while they wait. */
const IDLE_MS = 180_000;

/**
 * The language server without a connection: what the editor tells it is a method here, what it is asked one of its
 * `answers`; what it says goes to the client.
 */
export class Server {
  readonly session: Session;
  readonly answers: Answers;
  readonly #publisher: Publisher;
  readonly #settings = new Map<string, Promise<EditorSettings>>();
  #options: InitializationOptions = {};
  #folders: readonly string[] = [];

  constructor(host: Host, client: Client, delays: Delays = DELAYS) {
    const documents = new Documents((path) => host.realPath(path));
    const projects = new Projects(host, client, documents);
    const scores = new Scoreboard();
    const idle = createIdle(IDLE_MS, () => void projects.release());
    const evaluations = new Evaluations(
      { documents, projects, scores, client, delays, idle },
      (document, known) => this.#publisher.tell(document, known),
    );
    this.session = {
      host,
      client,
      documents,
      projects,
      evaluations,
      scores,
      idle,
      errands: createErrands(),
      options: () => this.#options,
      views: () => this.#options.views === true,
      settingsFor: (uri) => this.#settingsFor(uri),
    };
    this.#publisher = new Publisher(this.session);
    this.answers = new Answers(this.session, this.#publisher);
  }

  initialize(params: InitializeParams): InitializeResult {
    this.#options = (params.initializationOptions ?? {}) as InitializationOptions;
    const folders = params.workspaceFolders ?? [];
    // What is not trusted by name is not trusted.
    this.session.projects.setTrusted(this.#options.trusted === true);
    const single = params.rootUri === null || params.rootUri === undefined ? [] : [params.rootUri];
    this.#setFolders(folders.length > 0 ? folders.map(({ uri }) => uri) : single);
    return {
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: false },
        codeLensProvider: { resolveProvider: true },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: ['quickfix'] },
        executeCommandProvider: { commands: Object.values(SERVER_COMMANDS), workDoneProgress: true },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        ...(this.#options.diagnostics === 'pull'
          ? { diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false } }
          : {}),
      },
      serverInfo: { name: 'fern', version: this.session.host.version },
    };
  }

  /** Ends all threads and processes, and what other machines do for this one. */
  async shutdown(): Promise<void> {
    this.session.idle.close();
    this.session.evaluations.close();
    await Promise.all([this.session.errands.end(), this.session.projects.close()]);
  }

  didOpen(document: Parameters<Documents['open']>[0]): void {
    this.session.documents.open(document);
    if (languageOf(pathOf(document.uri) ?? '') !== null) this.session.evaluations.opened(document.uri);
    else void this.#configurationTyped(document.uri);
  }

  didChange(uri: string, version: number, changes: Parameters<Documents['change']>[2]): void {
    if (this.session.documents.change(uri, version, changes) === undefined) return;
    if (languageOf(pathOf(uri) ?? '') !== null) this.session.evaluations.changed(uri);
    else void this.#configurationTyped(uri);
  }

  didClose(uri: string): void {
    const { documents, evaluations } = this.session;
    documents.close(uri);
    evaluations.ended(uri);
    this.#settings.delete(uri);
    this.#publisher.closed(uri);
    void this.#configurationTyped(uri);
  }

  async didChangeWatchedFiles(uris: readonly string[]): Promise<void> {
    await this.session.projects.changed(uris.flatMap((uri) => pathOf(uri) ?? []));
    this.#anew();
  }

  didChangeConfiguration(): void {
    this.#settings.clear();
    this.refresh();
  }

  /** Reads everything from disk again. */
  refresh(): void {
    this.session.projects.forget();
    this.#anew();
  }

  didChangeWorkspaceFolders(added: readonly WorkspaceFolder[], removed: readonly WorkspaceFolder[]): void {
    const gone = new Set(removed.map(({ uri }) => uri));
    this.#setFolders([...this.#folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)]);
    this.#anew();
  }

  setTrusted(trusted: boolean): void {
    this.session.projects.setTrusted(trusted);
    this.#anew();
  }

  #setFolders(uris: readonly string[]): void {
    this.#folders = uris;
    this.session.projects.setRoots(uris.flatMap((uri) => pathOf(uri) ?? []));
  }

  /** A configuration counts as it is typed. */
  async #configurationTyped(uri: string): Promise<void> {
    const path = configurationPath(uri);
    if (path === null) return;
    await this.session.projects.changed([path]);
    this.#anew();
  }

  /** Anything may look different now. */
  #anew(): void {
    const { evaluations, client, documents } = this.session;
    evaluations.all();
    client.refresh();
    client.changed();
    for (const { uri } of documents.all()) void this.#tellConfiguration(uri);
  }

  async #tellConfiguration(uri: string): Promise<void> {
    const { documents, projects } = this.session;
    const path = configurationPath(uri);
    const document = documents.get(uri);
    if (path === null || document === undefined) return;
    const { version } = document.text;
    const opened = await projects.of(path);
    const problems = opened !== null && 'fault' in opened ? opened.fault.problems : [];
    if (documents.get(uri) === document && document.text.version === version)
      this.#publisher.send(uri, version, configurationProblems(problems));
  }

  #settingsFor(uri: string): Promise<EditorSettings> {
    const kept = this.#settings.get(uri);
    if (kept !== undefined) return kept;
    const reading = this.session.client.configuration(uri).then(readEditorSettings);
    this.#settings.set(uri, reading);
    return reading;
  }
}

/** The path of a configuration's file; null for any other document. */
function configurationPath(uri: string): string | null {
  const path = pathOf(uri);
  return path !== null && /[\\/]fern\.config\.json$/.test(path) ? path : null;
}
