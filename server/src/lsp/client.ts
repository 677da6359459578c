import type { CodeDescription, Diagnostic, WorkspaceEdit } from 'vscode-languageserver/node';
import type { FileStatus, LiveUpdate } from '../protocol/editor.ts';

/** What the server says to the editor. */
export interface Client {
  publish(uri: string, version: number | null, diagnostics: readonly Diagnostic[]): void;
  /** Scores have changed: ask again for what is shown of them. */
  refresh(): void;
  status(status: FileStatus): void;
  /** How a comparison goes on. */
  live(update: LiveUpdate): void;
  /** Something of the overview has changed. */
  changed(): void;
  /** What is set below `fern` for a folder, or null where the editor does not tell. */
  configuration(scopeUri: string): Promise<unknown>;
  /** The key that the editor keeps for a service; null where it keeps none. */
  keyFor(origin: string): Promise<string | null>;
  log(level: 'error' | 'warn' | 'info' | 'debug', message: string): void;
  /** For the user, once. */
  tell(severity: 'error' | 'warning' | 'info', message: string): void;
  edit(label: string, edit: WorkspaceEdit): Promise<boolean>;
  show(uri: string, range?: { line: number; character: number }): Promise<boolean>;
}

/** How an answer to a long request shows how far it is, and is told that nobody wants it any more. */
export interface Reporter {
  readonly signal: AbortSignal;
  begin(title: string): void;
  /** @param percentage undefined where it can't be told */
  report(message: string, percentage: number | undefined): void;
  done(): void;
}

/** Where the page about a rule is. */
export type RuleLink = (rule: string) => CodeDescription | undefined;
