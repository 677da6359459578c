import type { TextDocumentContentChangeEvent, TextDocumentItem } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { pathOf, uriOf } from './uris.ts';

/** A document that is open in the editor. */
export interface OpenDocument {
  readonly uri: string;
  /** Null for what is no file of this machine. */
  readonly path: string | null;
  readonly text: TextDocument;
}

/** Texts as the editor has them, saved or not. */
export class Documents {
  readonly #byUri = new Map<string, OpenDocument>();
  readonly #byPath = new Map<string, OpenDocument>();
  readonly #realPath: (path: string) => string;

  constructor(realPath: (path: string) => string) {
    this.#realPath = realPath;
  }

  open({ uri, languageId, version, text }: TextDocumentItem): OpenDocument {
    const document = { uri, path: pathOf(uri), text: TextDocument.create(uri, languageId, version, text) };
    this.#byUri.set(uri, document);
    if (document.path !== null)
      for (const path of [document.path, this.#realPath(document.path)]) this.#byPath.set(path, document);
    return document;
  }

  /** @returns undefined for a document that is not open. */
  change(
    uri: string,
    version: number,
    changes: readonly TextDocumentContentChangeEvent[],
  ): OpenDocument | undefined {
    const document = this.#byUri.get(uri);
    if (document !== undefined) TextDocument.update(document.text, [...changes], version);
    return document;
  }

  close(uri: string): OpenDocument | undefined {
    const document = this.#byUri.get(uri);
    this.#byUri.delete(uri);
    for (const [path, open] of this.#byPath) if (open === document) this.#byPath.delete(path);
    return document;
  }

  get(uri: string): OpenDocument | undefined {
    return this.#byUri.get(uri);
  }

  all(): OpenDocument[] {
    return [...this.#byUri.values()];
  }

  textAt(path: string): string | undefined {
    return this.#byPath.get(path)?.text.getText();
  }

  /** A file's uri; of an open one as the editor spells it. */
  uriOf(path: string): string {
    return this.#byPath.get(path)?.uri ?? uriOf(path);
  }
}
