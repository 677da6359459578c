import type { Fix, Found, Mended } from './fix.ts';

/** What a habit of the golden asks for and plain text can give, by rule. */
export const HABIT_FIXES: Readonly<Record<string, Fix>> = {
  'style/quotes': quotes,
  'style/semicolons': semicolons,
  'style/trailing-commas': trailingCommas,
  'style/equality': equality,
  'style/variables': variables,
  'style/array-types': arrayTypes,
  'style/object-types': objectTypes,
  'style/arrow-bodies': arrowBodies,
  'style/joining-text': joiningText,
};

function quotes({ text }: Found): Mended | null {
  const [, quote, inner] = /^(['"])((?:[^'"\\`]|\\(?!['"]).)*)\1$/.exec(text) ?? [];
  if (quote === undefined) return null;
  const other = quote === "'" ? '"' : "'";
  return { title: `Write ${other}…${other} as the golden does`, newText: `${other}${inner}${other}` };
}

/** The place is a statement's last character. */
function semicolons({ text, after, usual }: Found): Mended | null {
  if (text.length !== 1) return null;
  if (usual === 'yes' && text !== ';') return { title: 'End it with a semicolon', newText: `${text};` };
  // Without it, such a next line would go on with this one; `}` and more on the same line need it, too.
  const goesOn = /^[ \t]*(?:\r?\n\s*[([`+\-*/.,?]|[^\s}/])/.test(after);
  return usual === 'no' && text === ';' && !goesOn ? { title: 'Leave the semicolon out', newText: '' } : null;
}

function trailingCommas({ text, usual }: Found): Mended | null {
  const lastLine = text.slice(text.slice(0, -1).trimEnd().lastIndexOf('\n') + 1);
  if (/\/\/|\*\/|\.\.\./.test(lastLine)) return null;
  const shape = usual === 'yes' ? /([^\s,])(\s*[\]})])$/ : /(),(\s*[\]})])$/;
  if ((usual !== 'yes' && usual !== 'no') || !shape.test(text)) return null;
  // A hole in an array is more than a comma.
  if (usual === 'no' && /[,[]\s*,\s*\]$/.test(text)) return null;
  const title = usual === 'yes' ? 'Put a comma behind the last one' : 'Take the last comma away';
  return { title, newText: text.replace(shape, usual === 'yes' ? '$1,$2' : '$1$2') };
}

/** Comparing with null means null and undefined: that is left as it is. */
function equality({ text, usual }: Found): Mended | null {
  if (usual !== 'strict' || /['"`/]|\bnull\b|\bundefined\b/.test(text)) return null;
  const parts = text.split(/(?<![=!<>])([=!]=)(?!=)/);
  if (parts.length !== 3) return null;
  return { title: `Compare with ${parts[1]}=`, newText: `${parts[0]}${parts[1]}=${parts[2]}` };
}

/** `let` of one name that nothing in the document changes. */
function variables({ text, before, after, usual }: Found): Mended | null {
  const [, rest, name] = /^let(\s+([\w$]+)\s*(?::[^=;,]+)?=[^,]*)$/s.exec(text) ?? [];
  if (usual !== 'const' || name === undefined) return null;
  const word = `(?<![\\w$.])${name.replaceAll('$', '\\$')}(?![\\w$])`;
  const changes = [
    `${word}\\s*(?:\\*\\*|<<|>>>?|&&|\\|\\||\\?\\?|[-+*/%&|^])?=(?![=>])`,
    `${word}\\s*(?:\\+\\+|--)`,
    `(?:\\+\\+|--)\\s*${word}`,
    `${word}\\s+(?:of|in)\\s`,
    `(?<!(?:const|let|var)\\s*)[[{][^\\]}]*${word}[^\\]}]*[\\]}]\\s*=(?![=>])`,
  ];
  return new RegExp(changes.join('|')).test(`${before}\n${after}`)
    ? null
    : { title: 'Write const: it never changes', newText: `const${rest}` };
}

function arrayTypes({ text, usual }: Found): Mended | null {
  const title = `Write ${usual} as the golden does`;
  const [, generic] = /^Array<([\w$.]+)>$/.exec(text) ?? [];
  if (usual === 'T[]' && generic !== undefined) return { title, newText: `${generic}[]` };
  const [, element] = /^([\w$.]+)\[\]$/.exec(text) ?? [];
  if (usual === 'Array<T>' && element !== undefined) return { title, newText: `Array<${element}>` };
  return null;
}

function objectTypes({ text, usual }: Found): Mended | null {
  const [, before = '', name, body] =
    /^(export\s+)?interface\s+([\w$]+(?:<[^{}]*>)?)\s*(\{.*\})$/s.exec(text) ?? [];
  if (usual === 'type' && name !== undefined && !/\bextends\b/.test(name))
    return { title: 'Write it as a type', newText: `${before}type ${name} = ${body};` };
  const [, exported = '', alias, shape] =
    /^(export\s+)?type\s+([\w$]+(?:<[^{}=]*>)?)\s*=\s*(\{.*\});?$/s.exec(text) ?? [];
  if (usual === 'interface' && alias !== undefined && isOneObject(shape))
    return { title: 'Write it as an interface', newText: `${exported}interface ${alias} ${shape}` };
  return null;
}

/** `{ … }`, not `{ … } & { … }`. */
function isOneObject(text: string): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '{') depth++;
    else if (text[i] === '}') depth--;
    if (depth === 0) return i === text.length - 1;
  }
  return false;
}

const HEAD = /^((?:async\s+)?(?:\([^()]*\)(?:\s*:\s*[\w$.<>[\] |]+)?|[\w$]+)\s*=>)\s*/;

function arrowBodies({ text, usual }: Found): Mended | null {
  const [whole, head] = HEAD.exec(text) ?? [];
  if (whole === undefined) return null;
  const body = text.slice(whole.length);
  if (usual === 'expression') {
    const [, value] = /^\{\s*return\s+([^;]*?);?\s*\}$/.exec(body) ?? [];
    if (value === undefined || /\/\/|\/\*|\breturn\b/.test(value)) return null;
    return {
      title: 'Write the value alone',
      newText: `${head} ${value.startsWith('{') ? `(${value})` : value}`,
    };
  }
  if (usual !== 'block' || body.startsWith('{') || body.includes('\n')) return null;
  return { title: 'Write a block', newText: `${head} { return ${body}; }` };
}

const STRING = String.raw`'[^'\\\n]*'|"[^"\\\n]*"`;
const TERM = String.raw`(?:${STRING}|[A-Za-z_$][\w$]*(?:\.[\w$]+)*)`;
const JOINED = new RegExp(`^${TERM}(?:\\s*\\+\\s*${TERM})+$`);

/** Where all that comes before the first text could be numbers, it is left alone. */
function joiningText({ text, usual }: Found): Mended | null {
  if (usual !== 'template' || !JOINED.test(text)) return null;
  const terms = text.match(new RegExp(TERM, 'g')) ?? [];
  if (!terms.slice(0, 2).some(isString)) return null;
  const inner = terms.map((term) =>
    isString(term) ? term.slice(1, -1).replace(/[`\\]|\$\{/g, '\\$&') : `\${${term}}`,
  );
  return { title: 'Write a template', newText: `\`${inner.join('')}\`` };
}

function isString(term: string): boolean {
  return term.startsWith("'") || term.startsWith('"');
}
