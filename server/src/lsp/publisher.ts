import type { Diagnostic } from 'vscode-languageserver/node';
import type { FileStatus } from '../protocol/editor.ts';
import type { RuleLink } from './client.ts';
import type { OpenDocument } from './documents.ts';
import type { Known } from './evaluations.ts';
import { createRuleLinks } from './ruleLinks.ts';
import type { Session } from './session.ts';
import { diagnosticsOf } from './view/diagnostics.ts';
import { statusOf } from './view/status.ts';

/** What the editor is told without asking: problems and states of open documents, never of what is over. */
export class Publisher {
  readonly #session: Session;
  /** Documents of which there is something in the list of problems. */
  readonly #published = new Set<string>();
  #links: Promise<RuleLink> | undefined;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Tells what is known of a document; null while nothing is. */
  tell(document: OpenDocument, known: Known | null): void {
    if (known === null) {
      this.#session.client.status(this.statusOf(document.uri, document.text.version, null));
      return;
    }
    void this.#publish(document, known).then((isStale) => {
      if (isStale) return;
      this.#session.client.status(this.statusOf(document.uri, document.text.version, known));
      this.#session.client.refresh();
      if (known.result.kind === 'generated' && !known.result.preliminary) this.#session.client.changed();
    });
  }

  /** @returns true when there is something newer to be told */
  async #publish(document: OpenDocument, known: Known): Promise<boolean> {
    const diagnostics = await this.diagnosticsOf(document, known);
    const { uri, text } = document;
    const isStale =
      this.#session.documents.get(uri) !== document ||
      this.#session.evaluations.known(uri) !== known ||
      text.version !== known.version;
    if (!isStale && this.#session.options().diagnostics !== 'pull')
      this.send(uri, known.version, diagnostics);
    return isStale;
  }

  /** Nothing is said of files of which there was nothing to say. */
  send(uri: string, version: number, diagnostics: readonly Diagnostic[]): void {
    if (diagnostics.length === 0 && !this.#published.has(uri)) return;
    this.#published.add(uri);
    this.#session.client.publish(uri, version, diagnostics);
  }

  /** Takes away what was said of a document that is closed. */
  closed(uri: string): void {
    if (this.#published.delete(uri)) this.#session.client.publish(uri, null, []);
  }

  statusOf(uri: string, version: number, known: Known | null): FileStatus {
    return statusOf(uri, version, known, (path) => this.#session.documents.uriOf(path));
  }

  async diagnosticsOf({ uri, text }: OpenDocument, { result }: Known): Promise<Diagnostic[]> {
    if (result.kind !== 'generated') return [];
    const { problems } = await this.#session.settingsFor(uri);
    const { host, options } = this.#session;
    this.#links ??= createRuleLinks(options().rulesPage, (path) => host.readText(path));
    return diagnosticsOf(text, result, {
      settings: problems,
      uriOf: (path) => this.#session.documents.uriOf(path),
      link: await this.#links,
    });
  }
}
