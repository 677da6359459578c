/** One tag of a doc comment: `@param {string} [name=x] what it is`. */
export interface DocTag {
  readonly tag: string;
  /** What stands in braces; null where nothing does. */
  readonly type: string | null;
  /** The first word behind, without its brackets and default; '' where there is none. */
  readonly name: string;
  /** The name stands in brackets. */
  readonly optional: boolean;
  /** All behind the type. */
  readonly text: string;
}

/** The tags of a doc comment, from its text with its marks. */
export function readTags(comment: string): DocTag[] {
  const body = comment
    .slice(3, -2)
    .split(/\r?\n/)
    .map((line) => line.replace(/^\s*\*? ?/, ''))
    .join('\n');
  return body
    .split(/^(?=\s*@\w)/m)
    .map((part) => part.trim())
    .filter((part) => part.startsWith('@'))
    .map(readTag);
}

function readTag(text: string): DocTag {
  const tag = /^@\w+/.exec(text)?.[0] ?? '@';
  let after = text.slice(tag.length).trimStart();
  let type = braced(after);
  if (type !== null) after = after.slice(type.length).trimStart();
  const named = readName(after);
  if (type === null) {
    // `@param name {string}`
    type = braced(after.slice(named.length).trimStart());
  }
  return {
    tag: tag.slice(1),
    type: type === null ? null : type.slice(1, -1).trim(),
    name: named.name,
    optional: named.optional,
    text: after,
  };
}

function readName(text: string): Pick<DocTag, 'name' | 'optional'> & { readonly length: number } {
  if (text.startsWith('[')) {
    const length = lengthOfBrackets(text, '[', ']');
    const inside = text.slice(1, length - 1).trim();
    return { name: /^[\w$.[\]]*/.exec(inside)?.[0] ?? '', optional: true, length };
  }
  const name = /^[\w$]+(?:(?:\[\])?\.[\w$]+)*/.exec(text)?.[0] ?? '';
  return { name, optional: false, length: name.length };
}

/** `{…}` at the beginning of a text, brackets included. */
function braced(text: string): string | null {
  if (!text.startsWith('{')) return null;
  const length = lengthOfBrackets(text, '{', '}');
  return length === 0 ? null : text.slice(0, length);
}

/** Where the bracket that a text begins with is closed; 0 when it is not. */
function lengthOfBrackets(text: string, opening: string, closing: string): number {
  let open = 0;
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (quote !== '') {
      if (character === '\\') at++;
      else if (character === quote || character === '\n') quote = '';
    } else if (/["'`]/.test(character)) quote = character;
    else if (character === opening) open++;
    else if (character === closing && --open === 0) return at + 1;
  }
  return 0;
}
