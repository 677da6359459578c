import { isTypeKind } from '../../metrics/roles.ts';
import { K } from '../../model/kinds.ts';
import type { Tree } from '../../model/source.ts';
import { isIntrinsic, jsxTag, jsxValue, label } from '../../model/tree.ts';

/** A JSX element read once for all rules. */
export interface Element {
  readonly node: number;
  readonly tag: string;
  /** An html element, not a component. */
  readonly intrinsic: boolean;
  /** `{...props}` may carry any attribute. */
  readonly spread: boolean;
  /** JsxAttribute by name in lower case (`onClick` and `onclick`, `tabIndex` and `tabindex` are one). */
  readonly attributes: ReadonlyMap<string, number>;
  /** The first node of the content; the element's end where there is none. */
  readonly content: number;
  readonly end: number;
  /** An html element that accessibility rules have something to say about. */
  readonly applicable: boolean;
}

const SUBJECTS: ReadonlySet<string> = new Set(
  (
    'a area audio button canvas details dialog embed form h1 h2 h3 h4 h5 h6 html iframe img input label ' +
    'marquee object option select summary svg table td textarea th video blink'
  ).split(' '),
);

export function readElement(tree: Tree, node: number): Element {
  const tag = jsxTag(tree, node);
  const intrinsic = isIntrinsic(tree, node);
  const end = node + tree.size[node];
  const attributes = new Map<string, number>();
  let spread = false;
  let applicable = intrinsic && SUBJECTS.has(tag);
  let part = node + 1 + tree.size[node + 1];
  for (; part < end; part += tree.size[part]) {
    const kind = tree.kind[part];
    if (kind === K.JsxAttribute) {
      const name = label(tree, part + 1).toLowerCase();
      attributes.set(name, part);
      if (intrinsic && !applicable) applicable = /^(role|tabindex|on|aria-|autofocus)/.test(name);
    } else if (kind === K.JsxSpread) spread = true;
    else if (!isTypeKind(kind)) break;
  }
  return { node, tag, intrinsic, spread, attributes, content: part, end, applicable };
}

/**
 * What an attribute says: its text, `true` without a value, null when it is computed, undefined when it is not
 * there. Numbers and constants read as their text (`tabIndex={-1}` as `-1`).
 */
export function attribute(tree: Tree, element: Element, name: string): string | true | null | undefined {
  const node = element.attributes.get(name);
  if (node === undefined) return undefined;
  const value = jsxValue(tree, node);
  if (value < 0) return true;
  switch (tree.kind[value]) {
    case K.String:
    case K.Number:
    case K.Constant:
      return label(tree, value);
    case K.Identifier:
      return label(tree, value) === 'undefined' ? undefined : null;
    case K.Unary:
      return tree.kind[value + 1] === K.Number ? label(tree, value) + label(tree, value + 1) : null;
    default:
      return null;
  }
}

/** True when the attribute is there and not known to be empty or switched off. */
export function has(tree: Tree, element: Element, name: string): boolean {
  const value = attribute(tree, element, name);
  return value !== undefined && value !== 'false' && value !== 'null' && value !== '';
}

/** True when an attribute is written as true: `hidden`, `aria-hidden`, `aria-hidden="true"`, `{true}`. */
export function isTrue(tree: Tree, element: Element, name: string): boolean {
  const value = attribute(tree, element, name);
  return value === true || value === 'true';
}

/** Named by an attribute, or possibly so. */
export function isLabelled(tree: Tree, element: Element): boolean {
  return (
    element.spread ||
    has(tree, element, 'aria-label') ||
    has(tree, element, 'aria-labelledby') ||
    has(tree, element, 'title')
  );
}

/** Taken out of the accessibility tree, or possibly so. */
export function isHidden(tree: Tree, element: Element): boolean {
  const hidden = attribute(tree, element, 'aria-hidden');
  return hidden === true || hidden === 'true' || hidden === null || element.attributes.has('hidden');
}
