import { K } from '../../../model/kinds.ts';
import type { Tree } from '../../../model/source.ts';
import { dottedName, jsxValue, label } from '../../../model/tree.ts';
import { attribute, type Element, has, isHidden } from '../element.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { lastName, resolve, some } from '../values.ts';
import { INTERACTIVE_ROLES, INTERACTIVE_TAGS } from './roles.ts';

const KEY_HANDLERS = ['onkeydown', 'onkeyup', 'onkeypress'];
const MEDIA = new Set(['audio', 'video', 'canvas', 'body', 'html', 'form', 'fieldset']);

/** Whatever can be done with a mouse can be done with a keyboard. */
export const INTERACTION_RULES: readonly Rule[] = [
  {
    id: 'accessibility/click-keyboard',
    dimension: 'accessibility',
    severity: 'error',
    says: 'Something that can be clicked is no button or link and does nothing on a key.',
    reference: 'WCAG 2.1.1',
    kinds: [K.JsxElement],
    check(context, node) {
      const element = clickable(context, node);
      if (element === null || KEY_HANDLERS.some((name) => element.attributes.has(name))) return;
      const click = element.attributes.get('onclick') ?? element.attributes.get('ondoubleclick') ?? node;
      context.report(click, `\`<${element.tag}>\` can be clicked but not used with the keyboard.`);
    },
  },
  {
    id: 'accessibility/click-role',
    dimension: 'accessibility',
    severity: 'warning',
    says: 'Something that can be clicked does not say what it is: it has no role, or can not be focused.',
    reference: 'WCAG 4.1.2',
    kinds: [K.JsxElement],
    check(context, node) {
      const { tree } = context;
      const element = clickable(context, node);
      if (element === null || !KEY_HANDLERS.some((name) => element.attributes.has(name))) return;
      const role = attribute(tree, element, 'role');
      if (role === null) return;
      if (role === undefined)
        context.report(node + 1, `\`<${element.tag}>\` can be clicked but has no role.`);
      else if (
        typeof role === 'string' &&
        INTERACTIVE_ROLES.has(role) &&
        !element.attributes.has('tabindex')
      ) {
        context.report(node + 1, `\`<${element.tag} role="${role}">\` can not be focused.`);
      }
    },
  },
  {
    id: 'accessibility/anchor-href',
    dimension: 'accessibility',
    severity: 'warning',
    says: 'A link leads nowhere: no `href`, `#` or a script; a button is meant.',
    reference: 'WCAG 2.1.1',
    kinds: [K.JsxElement],
    check(context, node) {
      const { tree } = context;
      const element = context.element(node);
      if (element.tag !== 'a' || !element.intrinsic || element.spread) return;
      const { attributes } = element;
      const href = attribute(tree, element, 'href');
      if (!attributes.has('href')) {
        if (attributes.has('id') || attributes.has('name') || attributes.has('role')) return;
        if (isLinkComponent(tree, tree.parent[node])) return;
        context.report(node + 1, '`<a>` has no `href`, so the keyboard does not reach it.');
      } else if (href === true || href === '' || href === '#' || isScript(href)) {
        context.report(attributes.get('href') ?? node, '`<a>` leads nowhere; use a button.');
      }
    },
  },
  {
    id: 'accessibility/tabindex-positive',
    dimension: 'accessibility',
    severity: 'warning',
    says: 'A positive `tabIndex` takes the focus order out of the reading order.',
    reference: 'WCAG 2.4.3',
    kinds: [K.JsxElement],
    check(context, node) {
      const element = context.element(node);
      const value = element.intrinsic ? attribute(context.tree, element, 'tabindex') : undefined;
      if (typeof value === 'string' && Number(value) > 0) {
        context.report(element.attributes.get('tabindex') ?? node);
      }
    },
  },
  {
    id: 'accessibility/no-autofocus',
    dimension: 'accessibility',
    severity: 'information',
    says: '`autoFocus` moves the focus without being asked.',
    reference: 'WCAG 3.2.1',
    kinds: [K.JsxElement],
    check(context, node) {
      const { tree } = context;
      const element = context.element(node);
      if (!element.intrinsic || !element.attributes.has('autofocus')) return;
      const value = attribute(tree, element, 'autofocus');
      if ((value === true || value === 'true') && !insideDialog(tree, node)) {
        context.report(element.attributes.get('autofocus') ?? node);
      }
    },
  },
  {
    id: 'accessibility/mouse-only',
    dimension: 'accessibility',
    severity: 'warning',
    says: 'Something happens when the mouse is over it, but not when it is focused.',
    reference: 'WCAG 2.1.1',
    kinds: [K.JsxElement],
    check(context, node) {
      const element = context.element(node);
      if (!element.intrinsic || element.spread) return;
      for (const [mouse, focus] of [
        ['onmouseover', 'onfocus'],
        ['onmouseout', 'onblur'],
      ]) {
        const handler = element.attributes.get(mouse);
        if (handler !== undefined && !element.attributes.has(focus)) {
          context.report(handler);
          return;
        }
      }
    },
  },
  {
    id: 'accessibility/access-key',
    dimension: 'accessibility',
    severity: 'information',
    says: '`accessKey` collides with keys of screen readers and browsers.',
    reference: 'WCAG 2.1.4',
    kinds: [K.JsxElement],
    check(context, node) {
      const element = context.element(node);
      const key = element.intrinsic ? element.attributes.get('accesskey') : undefined;
      if (key !== undefined) context.report(key);
    },
  },
  {
    id: 'accessibility/hidden-focusable',
    dimension: 'accessibility',
    severity: 'error',
    says: 'Something that takes the focus is hidden from screen readers.',
    reference: 'WCAG 4.1.2',
    kinds: [K.JsxElement],
    check(context, node) {
      const { tree } = context;
      const element = context.element(node);
      if (!element.intrinsic || element.spread) return;
      const hidden = attribute(tree, element, 'aria-hidden');
      if (hidden !== true && hidden !== 'true') return;
      const { tag, attributes } = element;
      const tabIndex = attribute(tree, element, 'tabindex');
      if (tabIndex === null || (typeof tabIndex === 'string' && Number(tabIndex) < 0)) return;
      if (attributes.has('disabled') || attributes.has('hidden')) return;
      if (tag === 'input' && attribute(tree, element, 'type') === 'hidden') return;
      const natural =
        /^(button|input|select|textarea|summary|iframe)$/.test(tag) ||
        (tag === 'a' && has(tree, element, 'href'));
      if (natural || tabIndex !== undefined) context.report(node + 1);
    },
  },
];

/** The element when a click on it does something, though it is nothing that is made to be clicked. */
function clickable(context: RuleContext, node: number): Element | null {
  const { tree } = context;
  const element = context.element(node);
  const { tag, attributes } = element;
  if (!element.intrinsic || element.spread || INTERACTIVE_TAGS.has(tag) || MEDIA.has(tag)) return null;
  const handler = attributes.get('onclick') ?? attributes.get('ondoubleclick');
  if (handler === undefined || isHidden(tree, element)) return null;
  const role = attribute(tree, element, 'role');
  if (role === 'presentation' || role === 'none') return null;
  return onlyStops(context, jsxValue(tree, handler)) ? null : element;
}

/** A handler that only keeps the click from others. */
function onlyStops(context: RuleContext, handler: number): boolean {
  const { tree } = context;
  const value = handler < 0 ? -1 : resolve(context, handler);
  if (value < 0 || (tree.kind[value] !== K.Arrow && tree.kind[value] !== K.Function)) return false;
  const acts = (i: number): boolean =>
    tree.kind[i] === K.Assign ||
    tree.kind[i] === K.Update ||
    tree.kind[i] === K.JsxElement ||
    (tree.kind[i] === K.Call && !/^(stopPropagation|preventDefault)$/.test(lastName(tree, i + 1)));
  return !some(tree, value, acts);
}

function isLinkComponent(tree: Tree, parent: number): boolean {
  return parent >= 0 && tree.kind[parent] === K.JsxElement && /link$/i.test(dottedName(tree, parent + 1));
}

function isScript(href: string | null | undefined): boolean {
  return typeof href === 'string' && /^\s*javascript:/i.test(href);
}

function insideDialog(tree: Tree, node: number): boolean {
  for (let up = tree.parent[node]; up >= 0; up = tree.parent[up]) {
    if (tree.kind[up] !== K.JsxElement) continue;
    if (/dialog|modal|popover|drawer/i.test(dottedName(tree, up + 1))) return true;
    for (let i = up + 2; i < up + tree.size[up]; i++) {
      if (tree.kind[i] === K.JsxAttribute && label(tree, i + 1) === 'role') {
        const value = jsxValue(tree, i);
        if (value >= 0 && /dialog$/.test(label(tree, value))) return true;
      }
      if (tree.kind[i] === K.JsxElement) break;
    }
  }
  return false;
}
