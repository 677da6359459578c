import { createScanner, type Node, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Tree } from './tree.ts';

/** Deeper than any configuration; the parser recurses and would overflow the stack on hostile text. */
const MAX_DEPTH = 32;

export type JsonResult =
  | { readonly ok: true; readonly tree: Tree }
  | { readonly ok: false; readonly offset: number; readonly message: string };

/** Reads JSON with comments and trailing commas; reports the first error only, as the rest follows from it. */
export function readJson(text: string): JsonResult {
  const deep = tooDeepAt(text);
  if (deep !== null) {
    return { ok: false, offset: deep, message: `nested deeper than ${MAX_DEPTH} levels` };
  }
  const errors: { error: number; offset: number; length: number }[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const first = errors[0];
  if (first !== undefined) {
    const found = text.slice(first.offset, first.offset + Math.min(Math.max(first.length, 1), 20));
    return { ok: false, offset: first.offset, message: explain(printParseErrorCode(first.error), found) };
  }
  if (root === undefined) {
    return { ok: false, offset: 0, message: explain('ValueExpected', '') };
  }
  return { ok: true, tree: fromNode(root) };
}

function tooDeepAt(text: string): number | null {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (;;) {
    scanner.scan();
    const length = scanner.getTokenLength();
    if (length === 0) {
      return null;
    }
    const offset = scanner.getTokenOffset();
    const character = length === 1 ? text[offset] : '';
    if (character === '{' || character === '[') {
      depth += 1;
      if (depth > MAX_DEPTH) {
        return offset;
      }
    } else if (character === '}' || character === ']') {
      depth -= 1;
    }
  }
}

function fromNode(node: Node): Tree {
  const offset = node.offset;
  if (node.type === 'object') {
    const entries = (node.children ?? []).flatMap((property) => {
      const [name, value] = property.children ?? [];
      return name && value ? [{ name: String(name.value), offset: name.offset, value: fromNode(value) }] : [];
    });
    return { type: 'object', offset, entries };
  }
  if (node.type === 'array') {
    return { type: 'array', offset, items: (node.children ?? []).map(fromNode) };
  }
  const value: unknown = node.value;
  const known = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return { type: 'scalar', offset, value: known ? value : null };
}

const EXPLANATIONS: ReadonlyMap<string, string> = new Map([
  ['InvalidNumberFormat', 'this is not a number'],
  ['PropertyNameExpected', 'a name in double quotes is expected'],
  ['ValueExpected', 'a value is expected'],
  ['ColonExpected', 'a colon is expected'],
  ['CommaExpected', 'a comma is expected'],
  ['CloseBraceExpected', 'a closing brace } is expected'],
  ['CloseBracketExpected', 'a closing bracket ] is expected'],
  ['EndOfFileExpected', 'nothing more is expected'],
  ['InvalidCommentToken', 'a comment is not allowed'],
  ['UnexpectedEndOfComment', 'this comment is not closed'],
  ['UnexpectedEndOfString', 'this text is not closed with a double quote'],
  ['UnexpectedEndOfNumber', 'this number is cut off'],
  ['InvalidUnicode', 'this \\u escape is not valid'],
  ['InvalidEscapeCharacter', 'this escape is not valid; write a backslash as \\\\'],
  ['InvalidCharacter', 'a control character must be written as an escape'],
]);

function explain(code: string, found: string): string {
  const what = found.trim() === '' ? 'the text ends' : `found ${JSON.stringify(found)}`;
  if (code === 'InvalidSymbol' && found.startsWith("'")) {
    return 'texts are written in double quotes, not single ones';
  }
  if (code === 'InvalidSymbol') {
    return `found ${JSON.stringify(found)} where only a number, true, false, null or a text in double quotes can stand`;
  }
  const explanation = EXPLANATIONS.get(code) ?? 'this is not JSON';
  return found.trim() === '' || !explanation.startsWith('this ')
    ? `${explanation}, but ${what}`
    : explanation;
}
