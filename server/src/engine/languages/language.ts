import type { LanguageId, SourceModel } from '../model/source.ts';

/** A front end: turns text of one language into the source model. */
export interface Language {
  readonly id: LanguageId;
  /**
   * Parses a file once. Never throws on bad code: what could not be parsed is in `problems`.
   * @throws RangeError when the code is nested deeper than the stack allows.
   */
  readonly parse: (path: string, text: string) => SourceModel;
}
