import { K } from '../../model/kinds.ts';
import type { Comment, Tree } from '../../model/source.ts';

/**
 * Comments stand in the gaps between leaves (names, literals, texts); everything else in a gap is punctuation,
 * keywords, white space and quoted module names, so a scan of the gaps finds them all without a second lexer.
 */
export function findComments(text: string, tree: Tree): Comment[] {
  const comments: Comment[] = [];
  let from = text.startsWith('#!') ? lineEnd(text, 0) : 0;
  for (let node = 0; node < tree.length; node++) {
    if (tree.size[node] !== 1 || !OPAQUE.has(tree.kind[node])) continue;
    if (tree.start[node] > from) scanGap(text, from, tree.start[node], comments);
    if (tree.kind[node] === K.JsxText) scanJsxText(text, tree.start[node], tree.end[node], comments);
    if (tree.end[node] > from) from = tree.end[node];
  }
  scanGap(text, from, text.length, comments);
  return comments;
}

/** Leaves whose text is their own: what looks like a comment in them is none. */
const OPAQUE = new Set<number>([
  K.Identifier,
  K.PropertyName,
  K.String,
  K.Number,
  K.BigInt,
  K.Regex,
  K.Constant,
  K.TemplateText,
  K.JsxText,
  K.TypeKeyword,
]);

/** Texts on both sides of `{/* … *\/}` are one text; braces in it can only be such containers. */
function scanJsxText(text: string, from: number, to: number, comments: Comment[]): void {
  for (let open = text.indexOf('{', from); open >= 0 && open < to; open = text.indexOf('{', open + 1)) {
    const close = text.indexOf('}', open);
    scanGap(text, open, close < 0 ? to : close, comments);
  }
}

function scanGap(text: string, from: number, to: number, comments: Comment[]): void {
  for (let i = from; i < to; i++) {
    const c = text.charCodeAt(i);
    if (c === 34 || c === 39) {
      i = closingQuote(text, i, to, c);
    } else if (c === 47) {
      const next = text.charCodeAt(i + 1);
      if (next === 47) {
        const end = Math.min(lineEnd(text, i), to);
        comments.push({ start: i, end, kind: 'line' });
        i = end;
      } else if (next === 42) {
        const close = text.indexOf('*/', i + 2);
        const end = close < 0 ? text.length : close + 2;
        const doc = text.charCodeAt(i + 2) === 42 && text.charCodeAt(i + 3) !== 47;
        comments.push({ start: i, end, kind: doc ? 'doc' : 'block' });
        i = end - 1;
      }
    }
  }
}

function closingQuote(text: string, from: number, to: number, quote: number): number {
  for (let i = from + 1; i < to; i++) {
    const c = text.charCodeAt(i);
    if (c === 92) i++;
    else if (c === quote) return i;
    else if (c === 10 || c === 13) return from;
  }
  return from;
}

function lineEnd(text: string, from: number): number {
  let i = from;
  while (i < text.length && text.charCodeAt(i) !== 10 && text.charCodeAt(i) !== 13) i++;
  return i;
}
