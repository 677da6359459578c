import type { LanguageId } from '../model/source.ts';

/**
 * Which files are of which language; apart from the front ends, so that whoever only asks for a file's language
 * need not load a parser. With dot, lower case.
 */
export const EXTENSIONS: Readonly<Record<LanguageId, readonly string[]>> = {
  typescript: ['.ts', '.tsx', '.mts', '.cts'],
  javascript: ['.js', '.jsx', '.mjs', '.cjs'],
};

/** The extension with its dot, lower case; '' for none. */
export function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot).toLowerCase() : '';
}

/** The language of a file by its name, or null when Fern does not read it. */
export function languageOf(path: string): LanguageId | null {
  const extension = extensionOf(path);
  for (const [id, extensions] of Object.entries(EXTENSIONS)) {
    if (extensions.includes(extension)) return id as LanguageId;
  }
  return null;
}
