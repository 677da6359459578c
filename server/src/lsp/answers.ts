import { basename, dirname, relative, sep } from 'node:path';
import type {
  CodeAction,
  CodeActionParams,
  CodeLens,
  Diagnostic,
  Hover,
  Position,
} from 'vscode-languageserver/node';
import type { UnitOutline } from '../engine/index.ts';
import { hostOf } from '../protocol/addresses.ts';
import type { FileStatus, Overview, ProjectName, UnitDocument } from '../protocol/editor.ts';
import { scoreClosed } from './closed.ts';
import type { OpenDocument } from './documents.ts';
import type { Known } from './evaluations.ts';
import type { Project } from './projects/project.ts';
import type { Publisher } from './publisher.ts';
import type { Session } from './session.ts';
import { actionsOf, innermost } from './view/actions.ts';
import { unitMarkdown } from './view/explanation.ts';
import { type LensData, lensCommand, lensesOf } from './view/lenses.ts';

/** What the editor asks; nothing here changes anything. */
export class Answers {
  readonly #session: Session;
  readonly #publisher: Publisher;

  constructor(session: Session, publisher: Publisher) {
    this.#session = session;
    this.#publisher = publisher;
  }

  async codeLens(uri: string): Promise<CodeLens[]> {
    const document = this.#session.documents.get(uri);
    const found = await this.#placeOf(document);
    if (document === undefined || found === null) return [];
    const settings = await this.#session.settingsFor(uri);
    const { place } = found;
    const text = document.text.getText();
    const outline = settings.lens.enabled && settings.lens.units ? await this.#outline(document, text) : [];
    const known = this.#session.evaluations.known(uri);
    const scored = known === undefined || known.result.kind === 'generated';
    return lensesOf(uri, place, scored ? outline : [], settings.lens);
  }

  async resolveCodeLens(lens: CodeLens): Promise<CodeLens> {
    const data = lens.data as LensData;
    const known = this.#session.evaluations.known(data.uri);
    return {
      ...lens,
      command: lensCommand(data, known?.result, (path) => this.#session.documents.uriOf(path)),
    };
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
    const document = this.#session.documents.get(uri);
    if (result === null || document === undefined) return [];
    return actionsOf({
      uri,
      text: document.text,
      range,
      diagnostics: context.diagnostics,
      result,
      uriOf: (path) => this.#session.documents.uriOf(path),
      views: this.#session.views(),
    });
  }

  /** For clients that ask for diagnostics: those of the current text, when it is scored. */
  async diagnostics(uri: string): Promise<Diagnostic[]> {
    const known = await this.#session.evaluations.settled(uri);
    const document = this.#session.documents.get(uri);
    return document === undefined || known === undefined
      ? []
      : this.#publisher.diagnosticsOf(document, known);
  }

  /** Scores of a file's units, when they are known. */
  async units(uri: string): Promise<readonly UnitDocument[]> {
    const known = (await this.#session.evaluations.settled(uri)) ?? (await this.#ofClosed(uri));
    return known.result.kind === 'generated' ? known.result.units : [];
  }

  /** What is known of an open document now. */
  file(uri: string): FileStatus | null {
    const document = this.#session.documents.get(uri);
    if (document === undefined) return null;
    return this.#publisher.statusOf(uri, document.text.version, this.#session.evaluations.known(uri) ?? null);
  }

  /** What is known of a file, open or not, when it is done. */
  async score(uri: string, signal?: AbortSignal): Promise<FileStatus> {
    const settled = await this.#session.evaluations.settled(uri);
    const document = this.#session.documents.get(uri);
    if (settled !== undefined && document !== undefined)
      return this.#publisher.statusOf(uri, document.text.version, settled);
    const known = await this.#ofClosed(uri, signal);
    return this.#publisher.statusOf(uri, known.version, known);
  }

  async projects(): Promise<ProjectName[]> {
    return (await this.#session.projects.all()).map((opened) => {
      const { configPath, key } = 'fault' in opened ? opened.fault : opened.project;
      const folder = configPath === null ? key : dirname(configPath);
      const root = this.#session.projects.rootOf(folder);
      return {
        config: configPath === null ? null : this.#session.documents.uriOf(configPath),
        name: basename(folder),
        place: root === null ? folder : relative(dirname(root), folder).split(sep).join('/'),
        ...('fault' in opened ? { problem: opened.fault.message } : comparedBy(opened.project)),
      };
    });
  }

  async overview(): Promise<Overview> {
    return this.#session.scores.overview(await this.#session.projects.all(), (path) =>
      this.#session.documents.uriOf(path),
    );
  }

  #ofClosed(uri: string, signal?: AbortSignal): Promise<Known> {
    return this.#session.idle.during(() => scoreClosed(uri, this.#session, signal));
  }

  async #placeOf(document: OpenDocument | undefined) {
    if (document?.path === null || document?.path === undefined) return null;
    const opened = await this.#session.projects.of(document.path);
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
      this.#session.client.log('debug', `${document.path}: ${(error as Error).message}`);
      return [];
    }
  }

  /** A document's result, where it is of the text as it is now. */
  #current(uri: string) {
    const known = this.#session.evaluations.known(uri);
    const document = this.#session.documents.get(uri);
    if (known?.result.kind !== 'generated' || document?.text.version !== known.version) return null;
    return known.result;
  }
}

const comparedBy = ({ service }: Project): Pick<ProjectName, 'server'> =>
  service === null ? {} : { server: hostOf(service.url) };
