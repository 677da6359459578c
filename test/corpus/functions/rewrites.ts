import { ts } from 'ts-morph';
import { createRandom, shuffled } from '../random.ts';
import { applyEdits, type Edit, parseText, visit } from '../syntax.ts';
import { renameLocals } from '../transforms/renameLocals.ts';
import { reorder } from '../transforms/reorder.ts';
import type { Carved } from './carve.ts';
import { rewritesOfExpression } from './expressionRewrites.ts';
import { rewritesOfStatement } from './statementRewrites.ts';

/** The same function, written another way. */
export interface Rewrite {
  readonly kind: string;
  readonly text: string;
  /** What was changed, for people. */
  readonly shown: string;
}

/** One place that can be written another way without a change of what it does. */
export interface Place {
  readonly kind: string;
  readonly edits: readonly Edit[];
}

export type Add = (kind: string, node: ts.Node, text: string) => void;

/**
 * Up to `count` rewrites of single places, each of another kind where there are enough; and where that applies
 * locals renamed, declarations in another order, and several places at once.
 */
export function rewritesOf(carved: Carved, count: number): Rewrite[] {
  const { path, text, start, end } = carved;
  const file = parseText(text, path);
  const places: Place[] = [];
  const add: Add = (kind, node, replacement) => {
    places.push({ kind, edits: [{ start: node.getStart(file), end: node.end, text: replacement }] });
  };
  visit(file, (node) => {
    if (node.end <= start || node.pos >= end) return ts.isSourceFile(node);
    if (node.pos < start) return true;
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return false;
    if (ts.isExpression(node)) rewritesOfExpression(node, file, add);
    else rewritesOfStatement(node, file, add);
    return true;
  });
  const random = createRandom(`rewrites:${path}:${start}`);
  const order = shuffled(places, random);
  const chosen = distinctKinds(order).slice(0, count);
  const single = chosen.map(({ kind, edits }) => ({
    kind,
    text: applyEdits(text, edits),
    shown: show(text, edits),
  }));
  const many = apart(order);
  const whole: Rewrite[] = [
    { kind: 'locals renamed', text: renameLocals(text, path), shown: '' },
    { kind: 'declarations reordered', text: reorder(text, path, 'rewrites'), shown: '' },
    { kind: 'several at once', text: applyEdits(text, many), shown: show(text, many) },
  ];
  return [...single, ...whole].filter((one) => one.text !== text);
}

function show(text: string, edits: readonly Edit[]): string {
  const line = (part: string): string => part.replace(/\s+/g, ' ');
  return edits.map((edit) => `${line(text.slice(edit.start, edit.end))} → ${line(edit.text)}`).join(' ;; ');
}

function distinctKinds(places: readonly Place[]): Place[] {
  const first = new Map<string, Place>();
  for (const place of places) if (!first.has(place.kind)) first.set(place.kind, place);
  return [...first.values()];
}

/** As many places as do not overlap. */
function apart(places: readonly Place[]): Edit[] {
  const edits: Edit[] = [];
  for (const place of places)
    if (place.edits.every((one) => edits.every((other) => one.end < other.start || one.start > other.end)))
      edits.push(...place.edits);
  return edits;
}
