import { K } from '../../model/kinds.ts';
import type { Note, Observed } from './observed.ts';

/** What a formatter sets in one keystroke: quotes, semicolons, commas, indentation. And how much is commented. */
export function observeFormatting(observed: Observed, note: Note): void {
  const { text, tree } = observed;
  for (let node = 0; node < tree.length; node++) {
    const start = tree.start[node];
    const end = tree.end[node];
    const kind = tree.kind[node];
    if (kind === K.String) {
      const quote = text.charCodeAt(start);
      if (tree.kind[tree.parent[node]] === K.JsxAttribute) continue;
      if (quote === 39) note('quotes', 'single', start, end);
      else if (quote === 34) note('quotes', 'double', start, end);
    } else if (kind === K.Object || kind === K.Array || kind === K.ObjectPattern) {
      if (tree.size[node] > 1 && spansLines(text, start, end)) {
        note('trailing commas', beforeBracket(text, end) === 44 ? 'yes' : 'no', start, end);
      }
    } else if (TERMINATED.has(kind)) {
      note('semicolons', text.charCodeAt(end - 1) === 59 ? 'yes' : 'no', Math.max(start, end - 1), end);
    }
  }
  observeIndentation(observed, note);
  observeComments(observed, note);
}

/** Statements that end in a semicolon where semicolons are written. */
const TERMINATED = new Set<number>([K.ExpressionStatement, K.Return, K.Throw, K.Import, K.ExportList]);

function spansLines(text: string, start: number, end: number): boolean {
  const line = text.indexOf('\n', start);
  return line >= 0 && line < end;
}

/** The last character but white space before a closing bracket. */
function beforeBracket(text: string, end: number): number {
  let i = end - 2;
  while (i > 0 && text.charCodeAt(i) <= 32) i--;
  return text.charCodeAt(i);
}

/** The step by which lines are indented more than the line before. */
function observeIndentation({ text, lineStarts }: Observed, note: Note): void {
  let previous = 0;
  for (let line = 0; line < lineStarts.length; line++) {
    const start = lineStarts[line];
    let i = start;
    while (text.charCodeAt(i) === 32 || text.charCodeAt(i) === 9) i++;
    const first = text.charCodeAt(i);
    if (i >= text.length || first === 10 || first === 13 || first === 42 || first === 47) continue;
    const depth = i - start;
    if (depth > previous) {
      const tab = text.charCodeAt(start) === 9;
      const step = depth - previous;
      if (tab) note('indentation', 'tab', start, i);
      else if (step === 2 || step === 4 || step === 8) note('indentation', `${step} spaces`, start, i);
    }
    previous = depth;
  }
}

/** Commented lines against lines of code, as counts of one habit so that densities can be compared. */
function observeComments({ tree, comments, lineStarts }: Observed, note: Note): void {
  for (const comment of comments) note('comments', 'comment', comment.start, comment.end);
  const statements = Math.max(1, Math.round(tree.length / 12));
  for (let i = 0; i < statements && i < lineStarts.length; i++) note('comments', 'code', 0, 0);
}
