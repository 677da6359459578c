import type { LanguageId, SourceModel } from '../model/source.ts';
import { languageOf } from './extensions.ts';
import { javascript } from './javascript.ts';
import type { Language } from './language.ts';
import { typescript } from './typescript.ts';

/** Every language that Fern reads. A new one is a front end, a line here, and its extensions. */
export const LANGUAGES: Readonly<Record<LanguageId, Language>> = { typescript, javascript };

/**
 * Parses a file whose language Fern knows.
 * @throws Error for an unknown extension (ask `languageOf` first); RangeError for code nested too deep.
 */
export function parseSource(path: string, text: string): SourceModel {
  const id = languageOf(path);
  if (id === null) throw new Error(`no language for ${path}`);
  return LANGUAGES[id].parse(path, text);
}
