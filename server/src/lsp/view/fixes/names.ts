import { caseOf } from '../../../engine/index.ts';

/** A name of the document, and how it would be written as the golden writes its own. */
export interface Renaming {
  /** Where the name begins in the text that was found, in UTF-16 units. */
  readonly at: number;
  readonly from: string;
  readonly to: string;
}

const JOIN: Readonly<Record<string, (words: readonly string[]) => string>> = {
  camelCase: (words) => words.map((word, i) => (i === 0 ? word : capital(word))).join(''),
  PascalCase: (words) => words.map(capital).join(''),
  snake_case: (words) => words.join('_'),
  UPPER_CASE: (words) => words.join('_').toUpperCase(),
};

/**
 * @param text what stands at the place of a `style/names-of-…` finding: a name, or a method that begins with it
 * @param here how it is written, as `caseOf` says
 * @param usual how the golden mostly writes such names; where single words, which have no case, are most of them, the
 *   language's own custom
 */
export function renamingOf(text: string, here: string, usual: string): Renaming | null {
  const wanted = usual === 'lower' ? 'camelCase' : usual;
  if (!Object.hasOwn(JOIN, wanted)) return null;
  for (const { 0: from, index } of text.split('\n', 1)[0].matchAll(/[A-Za-z_$][\w$]*/g)) {
    if (caseOf(from) !== here || MODIFIERS.has(from)) continue;
    const [prefix] = /^[_$]*/.exec(from) ?? [''];
    const words = from
      .slice(prefix.length)
      .replace(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3_$2')
      .toLowerCase()
      .split('_')
      .filter((word) => word !== '');
    const to = prefix + JOIN[wanted](words);
    return to === from ? null : { at: index, from, to };
  }
  return null;
}

const MODIFIERS = new Set(['async', 'get', 'set', 'static', 'public', 'private', 'protected', 'readonly']);

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
