import type { LanguageId, SourceModel } from '../model/source.ts';

/** A front end: turns text of one language into the source model, and into code that can be run. */
export interface Language {
  readonly id: LanguageId;
  /**
   * Parses a file once. Never throws on bad code: what could not be parsed is in `problems`.
   * @throws RangeError when the code is nested deeper than the stack allows.
   */
  readonly parse: (path: string, text: string) => SourceModel;
  /**
   * Makes a file runnable. Never throws on bad code: see `problem`.
   * @throws RangeError when the code is nested deeper than the stack allows.
   */
  readonly prepare: (path: string, text: string, options: RunnableOptions) => RunnableModule;
  /**
   * Modules that a file names, distinct, in order.
   * @throws RangeError when the code is nested deeper than the stack allows.
   */
  readonly imported: (path: string, text: string) => ImportedModule[];
}

/** A module that a file names in its text. */
export interface ImportedModule {
  /** As written. */
  readonly specifier: string;
  /** True when nothing of it is there at run time, as far as the statements themselves say. */
  readonly types: boolean;
  /** Names that are taken of it; null when it may be any. */
  readonly names: readonly string[] | null;
}

export interface RunnableOptions {
  /** True to count branches and to note element reads. */
  readonly measure: boolean;
  /** True for code without steps, as people read it; it may run forever. */
  readonly bare?: boolean;
}

/** A file as the body of a function that the sandbox runs; see `ProgramModule`. */
export interface RunnableModule {
  /** '' when there is a problem. */
  readonly code: string;
  /** Number of branch counters. */
  readonly branches: number;
  /** For each counter, the offset in the text at which what it counts ends. */
  readonly branchEnds: readonly number[];
  /** Modules it may ask for when it runs, as written, distinct, in order; those of types alone are not among them. */
  readonly specifiers: readonly string[];
  /** Why it can't be run, the first syntax error with its line for example; null when it can. */
  readonly problem: string | null;
}
