import type { SourceModel } from '../model/source.ts';
import { javascript } from './javascript.ts';
import type { Language } from './language.ts';
import { typescript } from './typescript.ts';

/** Every language that Fern reads. A new one is a file beside these and a line here. */
export const LANGUAGES: readonly Language[] = [typescript, javascript];

const byExtension = new Map<string, Language>();
for (const language of LANGUAGES) {
  for (const extension of language.extensions) {
    if (byExtension.has(extension)) throw new Error(`two languages claim ${extension}`);
    byExtension.set(extension, language);
  }
}

/** The extension with its dot, lower case; '' for none. */
export function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot).toLowerCase() : '';
}

/** The language of a file by its name, or null when Fern has no front end for it. */
export function languageOf(path: string): Language | null {
  return byExtension.get(extensionOf(path)) ?? null;
}

/**
 * Parses a file whose language Fern knows.
 * @throws Error for an unknown extension (ask `languageOf` first); RangeError for code nested too deep.
 */
export function parseSource(path: string, text: string): SourceModel {
  const language = languageOf(path);
  if (language === null) throw new Error(`no language for ${path}`);
  return language.parse(path, text);
}
