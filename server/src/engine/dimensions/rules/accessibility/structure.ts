import { K } from '../../../model/kinds.ts';
import type { Tree } from '../../../model/source.ts';
import { label } from '../../../model/tree.ts';
import { attribute, type Element, has, isHidden } from '../element.ts';
import { unitOwners } from '../places.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { some } from '../values.ts';

/** Pages, tables and media say what they are made of. */
export const STRUCTURE_RULES: readonly Rule[] = [
  {
    id: 'accessibility/html-lang',
    dimension: 'accessibility',
    severity: 'error',
    says: 'The page does not say its language.',
    reference: 'WCAG 3.1.1',
    kinds: [K.JsxElement],
    check(context, node) {
      const element = context.element(node);
      if (element.tag !== 'html' || !element.intrinsic || element.spread) return;
      if (!has(context.tree, element, 'lang')) context.report(node + 1);
    },
  },
  {
    id: 'accessibility/media-captions',
    dimension: 'accessibility',
    severity: 'warning',
    says: 'A video with sound has no captions.',
    reference: 'WCAG 1.2.2',
    kinds: [K.JsxElement],
    check(context, node) {
      const { tree } = context;
      const element = context.element(node);
      if (element.tag !== 'video' || !element.intrinsic || element.spread || isHidden(tree, element)) return;
      if (element.attributes.has('muted')) return;
      const mayHaveTrack = some(tree, node, (i) => i >= element.content && isTrackOrUnknown(tree, i));
      if (!mayHaveTrack) context.report(node + 1);
    },
  },
  {
    id: 'accessibility/distracting-element',
    dimension: 'accessibility',
    severity: 'error',
    says: '`<marquee>` and `<blink>` move without end.',
    reference: 'WCAG 2.2.2',
    kinds: [K.JsxElement],
    check(context, node) {
      const { tag, intrinsic } = context.element(node);
      if (intrinsic && (tag === 'marquee' || tag === 'blink')) {
        context.report(node + 1, `\`<${tag}>\` moves without end.`);
      }
    },
  },
  {
    id: 'accessibility/duplicate-id',
    dimension: 'accessibility',
    severity: 'warning',
    says: 'Two elements of a component have the same id.',
    reference: 'WCAG 4.1.2',
    kinds: [K.JsxElement],
    check(context, node) {
      const element = context.element(node);
      const id = element.intrinsic ? attribute(context.tree, element, 'id') : undefined;
      if (typeof id !== 'string' || id === '' || id === 'null') return;
      const first = earlierId(context, node, id);
      if (first >= 0)
        context.report(element.attributes.get('id') ?? node, `The id "${id}" is taken already.`);
    },
  },
  {
    id: 'accessibility/table-headers',
    dimension: 'accessibility',
    severity: 'warning',
    says: 'A table has no header cells.',
    reference: 'WCAG 1.3.1',
    kinds: [K.JsxElement],
    check(context, node) {
      const { tree } = context;
      const element = context.element(node);
      if (element.tag !== 'table' || !element.intrinsic || isHidden(tree, element)) return;
      const role = attribute(tree, element, 'role');
      if (role === 'presentation' || role === 'none' || role === null) return;
      let cells = 0;
      for (let i = element.content; i < element.end; i++) {
        if (tree.kind[i] !== K.JsxElement) continue;
        if (tree.kind[i + 1] !== K.PropertyName || label(tree, i + 1) === 'th') return;
        if (label(tree, i + 1) === 'td') cells++;
      }
      if (cells > 1 && !hasLooseContent(tree, element)) context.report(node + 1);
    },
  },
  {
    id: 'accessibility/scope-attribute',
    dimension: 'accessibility',
    severity: 'hint',
    says: '`scope` means something on `<th>` only.',
    reference: 'WCAG 1.3.1',
    kinds: [K.JsxElement],
    check(context, node) {
      const element = context.element(node);
      const scope = element.intrinsic && element.tag !== 'th' ? element.attributes.get('scope') : undefined;
      if (scope !== undefined) context.report(scope);
    },
  },
  {
    id: 'accessibility/zoom-disabled',
    dimension: 'accessibility',
    severity: 'error',
    says: 'The page can not be zoomed.',
    reference: 'WCAG 1.4.4',
    kinds: [K.JsxElement],
    check(context, node) {
      const { tree } = context;
      const element = context.element(node);
      if (element.tag !== 'meta' || attribute(tree, element, 'name') !== 'viewport') return;
      const content = attribute(tree, element, 'content');
      if (
        typeof content === 'string' &&
        /user-scalable\s*=\s*(no|0)|maximum-scale\s*=\s*1(\D|$)/.test(content)
      ) {
        context.report(element.attributes.get('content') ?? node);
      }
    },
  },
];

function isTrackOrUnknown(tree: Tree, node: number): boolean {
  const kind = tree.kind[node];
  if (kind === K.JsxExpression) return tree.kind[tree.parent[node]] !== K.JsxAttribute;
  if (kind !== K.JsxElement) return false;
  return tree.kind[node + 1] !== K.PropertyName || label(tree, node + 1) === 'track';
}

/** `{children}` or `{rows}` in a table: what is in there can't be seen. */
function hasLooseContent(tree: Tree, element: Element): boolean {
  return some(tree, element.node, (i) => {
    if (i < element.content || tree.kind[i] !== K.JsxExpression) return false;
    const up = tree.parent[i];
    if (tree.kind[up] !== K.JsxElement || !/^(table|thead|tbody|tr)$/.test(label(tree, up + 1))) return false;
    return !some(tree, i, (j) => tree.kind[j] === K.JsxElement);
  });
}

const idsOf = new WeakMap<RuleContext, Map<string, number[]>>();

/** An element before this one, in the same unit and shown together with it, that has the id already; -1. */
function earlierId(context: RuleContext, node: number, id: string): number {
  let ids = idsOf.get(context);
  if (ids === undefined) {
    ids = new Map();
    idsOf.set(context, ids);
  }
  const key = `${unitOwners(context.model)[node]} ${id}`;
  const before = ids.get(key);
  if (before === undefined) {
    ids.set(key, [node]);
    return -1;
  }
  const { tree } = context;
  const found = before.find((other) => shownTogether(tree, other, node)) ?? -1;
  if (before.length < 8) before.push(node);
  return found;
}

/** True when the nearest node around both is JSX: not two branches, two returns or two closures. */
function shownTogether(tree: Tree, a: number, b: number): boolean {
  let up = tree.parent[b];
  while (up >= 0 && !(a >= up && a < up + tree.size[up])) up = tree.parent[up];
  return up >= 0 && (tree.kind[up] === K.JsxElement || tree.kind[up] === K.JsxFragment);
}
