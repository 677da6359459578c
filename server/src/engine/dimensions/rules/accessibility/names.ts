import { K } from '../../../model/kinds.ts';
import type { Tree } from '../../../model/source.ts';
import { dottedName, jsxValue, label } from '../../../model/tree.ts';
import { attribute, type Element, has, isHidden, isLabelled } from '../element.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { some } from '../values.ts';
import { contentOf } from './content.ts';

/** Everything that can be seen or used has a name that can be read out. */
export const NAME_RULES: readonly Rule[] = [
  {
    id: 'accessibility/alt-text',
    dimension: 'accessibility',
    severity: 'error',
    says: 'An image has no text alternative.',
    reference: 'WCAG 1.1.1',
    kinds: [K.JsxElement],
    check(context, node) {
      const { tree } = context;
      const element = context.element(node);
      if (!element.intrinsic || element.spread || isHidden(tree, element)) return;
      const role = attribute(tree, element, 'role');
      if (role === 'presentation' || role === 'none' || role === null) return;
      const named = has(tree, element, 'aria-label') || has(tree, element, 'aria-labelledby');
      if (named) return;
      const { tag, attributes } = element;
      const button = tag === 'input' && attribute(tree, element, 'type') === 'image';
      if (tag === 'img' || button || (tag === 'area' && attributes.has('href'))) {
        if (!attributes.has('alt')) context.report(node + 1, `\`<${tag}>\` has no \`alt\` text.`);
      } else if (role === 'img' && !has(tree, element, 'title') && !hasTitleChild(tree, element)) {
        context.report(node + 1, `\`<${tag} role="img">\` has no name.`);
      }
    },
  },
  {
    id: 'accessibility/redundant-alt',
    dimension: 'accessibility',
    severity: 'hint',
    says: 'The alt text says that it is an image, which a screen reader says already.',
    reference: 'WCAG 1.1.1',
    kinds: [K.JsxElement],
    check(context, node) {
      const element = context.element(node);
      if (element.tag !== 'img' || !element.intrinsic || isHidden(context.tree, element)) return;
      const alt = attribute(context.tree, element, 'alt');
      if (typeof alt === 'string' && /\b(image|photo|picture|graphic)\b/i.test(alt)) {
        context.report(element.attributes.get('alt') ?? node);
      }
    },
  },
  {
    id: 'accessibility/control-name',
    dimension: 'accessibility',
    severity: 'error',
    says: 'A button or link has neither text nor another name.',
    reference: 'WCAG 4.1.2',
    kinds: [K.JsxElement],
    check(context, node) {
      const element = control(context, node);
      if (element === null || contentOf(context, element) !== 'none') return;
      context.report(node + 1, `\`<${element.tag}>\` has no text and no \`aria-label\`.`);
    },
  },
  {
    id: 'accessibility/symbol-name',
    dimension: 'accessibility',
    severity: 'information',
    says: 'A button or link is named by a symbol alone, which is read out as the symbol.',
    reference: 'WCAG 2.4.6',
    kinds: [K.JsxElement],
    check(context, node) {
      const element = control(context, node);
      if (element !== null && contentOf(context, element) === 'symbol') context.report(node + 1);
    },
  },
  {
    id: 'accessibility/input-label',
    dimension: 'accessibility',
    severity: 'error',
    says: 'A form field has no label (a placeholder is none).',
    reference: 'WCAG 3.3.2',
    kinds: [K.JsxElement],
    check(context, node) {
      const { tree } = context;
      const element = context.element(node);
      const { tag } = element;
      if (!element.intrinsic || (tag !== 'input' && tag !== 'select' && tag !== 'textarea')) return;
      if (isLabelled(tree, element) || isHidden(tree, element)) return;
      const type = attribute(tree, element, 'type');
      if (tag === 'input') {
        if (type === null) return;
        if (typeof type === 'string' && /^(hidden|submit|button|reset|image)$/i.test(type)) return;
      }
      if (insideLabel(tree, node) || labelledById(context, element)) return;
      context.report(node + 1, `\`<${tag}>\` has no label.`);
    },
  },
  {
    id: 'accessibility/label-control',
    dimension: 'accessibility',
    severity: 'warning',
    says: 'A label belongs to no field: it has no `htmlFor` and no field inside.',
    reference: 'WCAG 1.3.1',
    kinds: [K.JsxElement],
    check(context, node) {
      const { tree } = context;
      const element = context.element(node);
      if (element.tag !== 'label' || !element.intrinsic || element.spread) return;
      const { attributes } = element;
      if (attributes.has('htmlfor') || attributes.has('for') || attributes.has('id')) return;
      if (!some(tree, node, (i) => i > node && mayBeField(tree, i, element))) context.report(node + 1);
    },
  },
  {
    id: 'accessibility/iframe-title',
    dimension: 'accessibility',
    severity: 'error',
    says: 'A frame has no title.',
    reference: 'WCAG 4.1.2',
    kinds: [K.JsxElement],
    check(context, node) {
      const element = context.element(node);
      if (element.tag !== 'iframe' || !element.intrinsic) return;
      if (!isLabelled(context.tree, element) && !isHidden(context.tree, element)) context.report(node + 1);
    },
  },
  {
    id: 'accessibility/dialog-name',
    dimension: 'accessibility',
    severity: 'warning',
    says: 'A dialog has no name.',
    reference: 'WCAG 4.1.2',
    kinds: [K.JsxElement],
    check(context, node) {
      const { tree } = context;
      const element = context.element(node);
      if (!element.intrinsic) return;
      const role = attribute(tree, element, 'role');
      if (role !== 'dialog' && role !== 'alertdialog' && (element.tag !== 'dialog' || role !== undefined))
        return;
      if (!isLabelled(tree, element)) context.report(node + 1);
    },
  },
  {
    id: 'accessibility/heading-content',
    dimension: 'accessibility',
    severity: 'warning',
    says: 'A heading is empty.',
    reference: 'WCAG 2.4.6',
    kinds: [K.JsxElement],
    check(context, node) {
      const element = context.element(node);
      if (!element.intrinsic || !/^h[1-6]$/.test(element.tag)) return;
      if (isLabelled(context.tree, element) || isHidden(context.tree, element)) return;
      if (element.attributes.has('dangerouslysetinnerhtml') || element.attributes.has('children')) return;
      if (contentOf(context, element) === 'none') context.report(node + 1);
    },
  },
];

/** The element when it is a button or link whose name has to come from its content; null otherwise. */
function control(context: RuleContext, node: number): Element | null {
  const { tree } = context;
  const element = context.element(node);
  if (!element.intrinsic || isLabelled(tree, element) || isHidden(tree, element)) return null;
  const { tag, attributes } = element;
  if (attributes.has('dangerouslysetinnerhtml') || attributes.has('children')) return null;
  const role = attribute(tree, element, 'role');
  const acts =
    tag === 'button' || (tag === 'a' && attributes.has('href')) || role === 'button' || role === 'link';
  return acts && tag !== 'input' && tag !== 'img' ? element : null;
}

function hasTitleChild(tree: Tree, element: Element): boolean {
  for (let part = element.content; part < element.end; part += tree.size[part]) {
    if (tree.kind[part] === K.JsxElement && label(tree, part + 1) === 'title') return true;
  }
  return false;
}

/** True below a label, or below a component that may be or hold one. */
function insideLabel(tree: Tree, node: number): boolean {
  for (let up = tree.parent[node]; up >= 0; up = tree.parent[up]) {
    if (tree.kind[up] !== K.JsxElement) continue;
    const name = dottedName(tree, up + 1);
    if (tree.kind[up + 1] === K.PropertyName ? name === 'label' : /label|field|control|item/i.test(name)) {
      return true;
    }
  }
  return false;
}

/** True when some label of the file names the field's id, or when that can't be ruled out. */
function labelledById(context: RuleContext, element: Element): boolean {
  if (!element.attributes.has('id')) return false;
  const wanted = attribute(context.tree, element, 'id');
  const { computed, ids } = labelTargets(context);
  return computed || (typeof wanted === 'string' ? ids.has(wanted) : ids.size > 0);
}

const targets = new WeakMap<RuleContext, { computed: boolean; ids: Set<string> }>();

/** What the file's labels say they are for; read once. */
function labelTargets(context: RuleContext): { computed: boolean; ids: Set<string> } {
  let found = targets.get(context);
  if (found === undefined) {
    found = { computed: false, ids: new Set() };
    const { tree } = context;
    for (let node = 0; node < tree.length; node++) {
      if (tree.kind[node] !== K.JsxAttribute || !/^(htmlFor|for)$/.test(label(tree, node + 1))) continue;
      const value = jsxValue(tree, node);
      if (value >= 0 && tree.kind[value] === K.String) found.ids.add(label(tree, value));
      else found.computed = true;
    }
    targets.set(context, found);
  }
  return found;
}

/** A field, a component that may be one, or something computed. */
function mayBeField(tree: Tree, node: number, within: Element): boolean {
  const kind = tree.kind[node];
  if (kind === K.JsxElement) {
    return (
      tree.kind[node + 1] !== K.PropertyName ||
      /^(input|select|textarea|meter|progress|output|button)$/.test(label(tree, node + 1))
    );
  }
  if (kind !== K.JsxExpression || tree.parent[node] !== within.node) return false;
  const value = tree.kind[node + 1];
  return value === K.Call || (value === K.Identifier && label(tree, node + 1) === 'children');
}
