/** What stands at a finding's place, and what is known of it. */
export interface Found {
  readonly text: string;
  /** The rest of the document. */
  readonly before: string;
  readonly after: string;
  /** What the golden mostly does, for habits of style. */
  readonly usual: string | null;
}

/** What to write instead. */
export interface Mended {
  readonly title: string;
  readonly newText: string;
}

/** Null where what stands there is not what was expected: a fix must not need to know what was meant. */
export type Fix = (found: Found) => Mended | null;

/** A fix that takes an attribute away. */
export function without(name: string): Fix {
  const shape = new RegExp(`^${name}(?:=\\{[^{}]*\\}|="[^"]*"|='[^']*')?$`);
  return ({ text }) => (shape.test(text) ? { title: `Take ${name} away`, newText: '' } : null);
}

/** A fix that rewrites what fits a pattern. */
export function rewriting(pattern: RegExp, replacement: string, title: string): Fix {
  return ({ text }) => (pattern.test(text) ? { title, newText: text.replace(pattern, replacement) } : null);
}
