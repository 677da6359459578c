import { ts } from 'ts-morph';
import { applyEdits, type Edit, parseText, tokens } from '../syntax.ts';

/**
 * Removes all comments. They are looked for between tokens only, so templates, regular expressions, strings and
 * JSX text stay as they are. A comment alone on its lines takes the lines with it.
 */
export function removeComments(text: string, path: string): string {
  const file = parseText(text, path);
  const edits: Edit[] = [];
  let end = ts.getShebang(text)?.length ?? 0;
  for (const token of tokens(file, file)) {
    const start = token.getStart(file, false);
    const holder = token.parent;
    if (token.kind === ts.SyntaxKind.CloseBraceToken && isEmptyChild(holder)) {
      edits.push(removal(text, holder.getStart(file), holder.end));
      end = token.end;
      continue;
    }
    // JSX text owns its white space, so nothing between tokens belongs to it.
    if (token.kind !== ts.SyntaxKind.JsxText) findComments(text, end, start, edits);
    end = token.end;
  }
  return applyEdits(text, edits);
}

/** `{}` between tags, there only to hold a comment. */
function isEmptyChild(node: ts.Node): boolean {
  return (
    ts.isJsxExpression(node) &&
    !node.expression &&
    (ts.isJsxElement(node.parent) || ts.isJsxFragment(node.parent))
  );
}

function findComments(text: string, from: number, to: number, edits: Edit[]): void {
  const pattern = /\/\/[^\n\r]*|\/\*[\s\S]*?\*\//g;
  pattern.lastIndex = from;
  for (let match = pattern.exec(text); match && match.index < to; match = pattern.exec(text)) {
    edits.push(removal(text, match.index, match.index + match[0].length));
  }
}

function removal(text: string, start: number, end: number): Edit {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', end);
  const lineEnd = newline < 0 ? text.length : newline + 1;
  if (text.slice(lineStart, start).trim() === '' && text.slice(end, lineEnd).trim() === '') {
    return { start: lineStart, end: lineEnd, text: '' };
  }
  const body = text.slice(start, end);
  return { start, end, text: body.startsWith('//') ? '' : body.includes('\n') ? '\n' : ' ' };
}
