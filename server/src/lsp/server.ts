import {
  type CodeAction,
  type CodeActionParams,
  type CodeLens,
  type Diagnostic,
  type Hover,
  type InitializeParams,
  type InitializeResult,
  LSPErrorCodes,
  type Position,
  ResponseError,
  TextDocumentSyncKind,
  type WorkspaceFolder,
} from 'vscode-languageserver/node';
import type { UnitOutline } from '../engine/index.ts';
import { languageOf } from '../engine/index.ts';
import {
  type FileStatus,
  type InitializationOptions,
  type Overview,
  SERVER_COMMANDS,
  type UnitDocument,
} from '../protocol/editor.ts';
import type { EditorSettings } from '../protocol/settings/editor.ts';
import type { Client, Reporter, RuleLink } from './client.ts';
import { CommandError, type Tools } from './commands/command.ts';
import { HANDLERS } from './commands/index.ts';
import { Documents, type OpenDocument } from './documents.ts';
import { DELAYS, type Delays, Evaluations, type Known } from './evaluations.ts';
import type { Host } from './host.ts';
import { Projects } from './projects/projects.ts';
import { Scoreboard } from './scoreboard.ts';
import { readEditorSettings } from './settings.ts';
import { pathOf } from './uris.ts';
import { actionsOf, innermost } from './view/actions.ts';
import { configurationProblems } from './view/configurationProblems.ts';
import { diagnosticsOf } from './view/diagnostics.ts';
import { unitMarkdown } from './view/explanation.ts';
import { type LensData, lensCommand, lensesOf } from './view/lenses.ts';
import { statusOf } from './view/status.ts';

/** The language server without a connection: what it is asked is a method, what it says goes to the client. */
export class Server {
  readonly #host: Host;
  readonly #client: Client;
  readonly #documents: Documents;
  readonly #projects: Projects;
  readonly #evaluations: Evaluations;
  readonly #scores = new Scoreboard();
  readonly #settings = new Map<string, Promise<EditorSettings>>();
  readonly #published = new Set<string>();
  #options: InitializationOptions = {};
  #folders: readonly string[] = [];

  constructor(host: Host, client: Client, delays: Delays = DELAYS) {
    this.#host = host;
    this.#client = client;
    this.#documents = new Documents((path) => host.realPath(path));
    this.#projects = new Projects(host, client, this.#documents);
    this.#evaluations = new Evaluations(
      {
        documents: this.#documents,
        projects: this.#projects,
        scores: this.#scores,
        client,
        delays,
      },
      (document, known) => this.#tell(document, known),
    );
  }

  initialize(params: InitializeParams): InitializeResult {
    this.#options = (params.initializationOptions ?? {}) as InitializationOptions;
    const folders = params.workspaceFolders ?? [];
    // What is not trusted by name is not trusted.
    this.#projects.setTrusted(this.#options.trusted === true);
    const single = params.rootUri === null || params.rootUri === undefined ? [] : [params.rootUri];
    this.#setFolders(folders.length > 0 ? folders.map(({ uri }) => uri) : single);
    return {
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: false },
        codeLensProvider: { resolveProvider: true },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: ['quickfix'] },
        executeCommandProvider: {
          commands: Object.values(SERVER_COMMANDS),
          workDoneProgress: true,
        },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        ...(this.#options.diagnostics === 'pull'
          ? { diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false } }
          : {}),
      },
      serverInfo: { name: 'fern', version: this.#host.version },
    };
  }

  /** Ends all threads and processes. */
  async shutdown(): Promise<void> {
    this.#evaluations.close();
    await this.#projects.close();
  }

  // What the editor tells.

  didOpen(document: Parameters<Documents['open']>[0]): void {
    this.#documents.open(document);
    if (languageOf(pathOf(document.uri) ?? '') !== null) this.#evaluations.opened(document.uri);
    else void this.#configurationTyped(document.uri);
  }

  didChange(uri: string, version: number, changes: Parameters<Documents['change']>[2]): void {
    if (this.#documents.change(uri, version, changes) === undefined) return;
    if (languageOf(pathOf(uri) ?? '') !== null) this.#evaluations.changed(uri);
    else void this.#configurationTyped(uri);
  }

  didClose(uri: string): void {
    this.#documents.close(uri);
    this.#evaluations.ended(uri);
    this.#settings.delete(uri);
    if (this.#published.delete(uri)) this.#client.publish(uri, null, []);
    // Its unsaved text counts no more, for others that are compared with it neither.
    void this.#configurationTyped(uri);
    this.#evaluations.all();
  }

  async didChangeWatchedFiles(uris: readonly string[]): Promise<void> {
    const paths = uris.flatMap((uri) => pathOf(uri) ?? []);
    await this.#projects.changed(paths);
    this.#anew();
  }

  didChangeConfiguration(): void {
    this.#settings.clear();
    this.#projects.forget();
    this.#anew();
  }

  didChangeWorkspaceFolders(added: readonly WorkspaceFolder[], removed: readonly WorkspaceFolder[]): void {
    const gone = new Set(removed.map(({ uri }) => uri));
    this.#setFolders([...this.#folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)]);
    this.#anew();
  }

  setTrusted(trusted: boolean): void {
    this.#projects.setTrusted(trusted);
    this.#anew();
  }

  // What the editor asks.

  async codeLens(uri: string): Promise<CodeLens[]> {
    const document = this.#documents.get(uri);
    const found = await this.#placeOf(document);
    if (document === undefined || found === null) return [];
    const settings = await this.#settingsFor(uri);
    const { project, place } = found;
    const text = document.text.getText();
    const outline = settings.lens.enabled && settings.lens.units ? await this.#outline(document, text) : [];
    const known = this.#evaluations.known(uri);
    const scored = known === undefined || known.result.kind === 'generated';
    return lensesOf(uri, place, scored ? outline : [], settings.lens).map((lens) => ({
      ...lens,
      data: { ...(lens.data as LensData), config: project.key },
    }));
  }

  async resolveCodeLens(lens: CodeLens): Promise<CodeLens> {
    const data = lens.data as LensData;
    const known = this.#evaluations.known(data.uri);
    return { ...lens, command: lensCommand(data, known?.result, (path) => this.#documents.uriOf(path)) };
  }

  hover(uri: string, position: Position): Hover | null {
    const current = this.#current(uri);
    if (current === null) return null;
    const unit = innermost(current.units, position);
    // Only on the unit's first line: inside of it people read code.
    if (unit === undefined || position.line !== unit.range.start.line) return null;
    const end = { line: unit.range.start.line, character: Number.MAX_SAFE_INTEGER >>> 1 };
    return {
      contents: { kind: 'markdown', value: unitMarkdown(current, unit) },
      range: {
        start: unit.range.start,
        end: unit.range.end.line === unit.range.start.line ? unit.range.end : end,
      },
    };
  }

  codeAction({ textDocument, range, context }: CodeActionParams): CodeAction[] {
    const { uri } = textDocument;
    const result = this.#current(uri);
    if (result === null) return [];
    return actionsOf({
      uri,
      range,
      diagnostics: context.diagnostics,
      result,
      goldenUri: this.#documents.uriOf(result.golden.absolute),
      views: this.#options.views === true,
    });
  }

  /** For clients that ask for diagnostics: those of the current text, when it is scored. */
  async diagnostics(uri: string): Promise<Diagnostic[]> {
    const known = await this.#evaluations.settled(uri);
    const document = this.#documents.get(uri);
    return document === undefined || known === undefined ? [] : this.#diagnosticsOf(document, known);
  }

  /** Scores of a document's units, when it is scored. */
  async units(uri: string): Promise<readonly UnitDocument[]> {
    const known = await this.#evaluations.settled(uri);
    return known?.result.kind === 'generated' ? known.result.units : [];
  }

  /** What is known of an open document now. */
  file(uri: string): FileStatus | null {
    const document = this.#documents.get(uri);
    if (document === undefined) return null;
    return statusOf(document, this.#evaluations.known(uri) ?? null, (path) => this.#documents.uriOf(path));
  }

  async overview(): Promise<Overview> {
    return this.#scores.overview(await this.#projects.all(), (path) => this.#documents.uriOf(path));
  }

  /** @throws ResponseError with one sentence for the user */
  async executeCommand(command: string, args: readonly unknown[], reporter: Reporter): Promise<unknown> {
    const handler = Object.hasOwn(HANDLERS, command) ? HANDLERS[command] : undefined;
    if (handler === undefined) throw failure(`Fern knows no command ${command}.`);
    try {
      return await handler(this.#tools(), args, reporter);
    } catch (error) {
      const { name, message, stack } = error as Error;
      if (reporter.signal.aborted || name === 'AbortError')
        throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
      if (!(error instanceof CommandError) && name !== 'InputError')
        this.#client.log('error', `${command}: ${stack ?? message}`);
      throw failure(message);
    }
  }

  /** Resolves when all open documents are done for now. */
  atRest(): Promise<void> {
    return this.#evaluations.atRest();
  }

  #tools(): Tools {
    return {
      host: this.#host,
      client: this.#client,
      documents: this.#documents,
      projects: this.#projects,
      evaluations: this.#evaluations,
      scores: this.#scores,
      views: () => this.#options.views === true,
    };
  }

  #setFolders(uris: readonly string[]): void {
    this.#folders = uris;
    this.#projects.setRoots(uris.flatMap((uri) => pathOf(uri) ?? []));
  }

  /** A configuration counts as it is typed. */
  async #configurationTyped(uri: string): Promise<void> {
    const path = configurationPath(uri);
    if (path === null) return;
    await this.#projects.changed([path]);
    this.#anew();
  }

  /** Anything may look different now. */
  #anew(): void {
    this.#evaluations.all();
    this.#client.refresh();
    this.#client.changed();
    for (const { uri } of this.#documents.all()) void this.#tellConfiguration(uri);
  }

  async #tellConfiguration(uri: string): Promise<void> {
    const path = configurationPath(uri);
    const document = this.#documents.get(uri);
    if (path === null || document === undefined) return;
    const { version } = document.text;
    const opened = await this.#projects.of(path);
    const problems = opened !== null && 'fault' in opened ? opened.fault.problems : [];
    if (this.#documents.get(uri) === document && document.text.version === version)
      this.#send(uri, version, configurationProblems(problems));
  }

  async #placeOf(document: OpenDocument | undefined) {
    if (document?.path === null || document?.path === undefined) return null;
    const opened = await this.#projects.of(document.path);
    if (opened === null || 'fault' in opened) return null;
    const place = opened.project.placeOf(document.path);
    return place === null ? null : { project: opened.project, place };
  }

  async #outline(document: OpenDocument, text: string): Promise<UnitOutline[]> {
    const found = await this.#placeOf(document);
    if (found === null || document.path === null || found.place.role !== 'generated') return [];
    const { analyst, hash } = found.project.bench;
    try {
      return await analyst.outline({ path: document.path, text, hash: hash(text) });
    } catch (error) {
      this.#client.log('debug', `${document.path}: ${(error as Error).message}`);
      return [];
    }
  }

  /** A document's result, where it is of the text as it is now. */
  #current(uri: string) {
    const known = this.#evaluations.known(uri);
    const document = this.#documents.get(uri);
    if (known?.result.kind !== 'generated' || document?.text.version !== known.version) return null;
    return known.result;
  }

  #settingsFor(uri: string): Promise<EditorSettings> {
    const kept = this.#settings.get(uri);
    if (kept !== undefined) return kept;
    const reading = this.#client.configuration(uri).then(readEditorSettings);
    this.#settings.set(uri, reading);
    return reading;
  }

  #tell(document: OpenDocument, known: Known | null): void {
    const uriOf = (path: string): string => this.#documents.uriOf(path);
    if (known === null) {
      this.#client.status(statusOf(document, null, uriOf));
      return;
    }
    void this.#publish(document, known).then((isStale) => {
      if (isStale) return;
      this.#client.status(statusOf(document, known, uriOf));
      this.#client.refresh();
      if (known.result.kind === 'generated' && !known.result.preliminary) this.#client.changed();
    });
  }

  /** @returns true when there is something newer to be told */
  async #publish(document: OpenDocument, known: Known): Promise<boolean> {
    const diagnostics = await this.#diagnosticsOf(document, known);
    const { uri, text } = document;
    const isStale =
      this.#documents.get(uri) !== document ||
      this.#evaluations.known(uri) !== known ||
      text.version !== known.version;
    if (!isStale && this.#options.diagnostics !== 'pull') this.#send(uri, known.version, diagnostics);
    return isStale;
  }

  /** Nothing is said of files of which there was nothing to say. */
  #send(uri: string, version: number, diagnostics: readonly Diagnostic[]): void {
    if (diagnostics.length === 0 && !this.#published.has(uri)) return;
    this.#published.add(uri);
    this.#client.publish(uri, version, diagnostics);
  }

  async #diagnosticsOf({ uri, text }: OpenDocument, { result }: Known): Promise<Diagnostic[]> {
    if (result.kind !== 'generated') return [];
    const { problems } = await this.#settingsFor(uri);
    return diagnosticsOf(text, result, {
      settings: problems,
      goldenUri: this.#documents.uriOf(result.golden.absolute),
      link: this.#link,
    });
  }

  readonly #link: RuleLink = (rule) => {
    const page = this.#options.rulesPage;
    return page === undefined ? undefined : { href: `${page}#${rule.split('/', 1)[0]}` };
  };
}

/** The path of a configuration's file; null for any other document. */
function configurationPath(uri: string): string | null {
  const path = pathOf(uri);
  return path !== null && /[\\/]fern\.config\.json$/.test(path) ? path : null;
}

function failure(message: string): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestFailed, message);
}
