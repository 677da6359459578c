import { K } from '../../../model/kinds.ts';
import { attribute, isHidden } from '../element.ts';
import type { Rule } from '../rule.ts';
import {
  ARIA_ATTRIBUTES,
  ARIA_BOOLEANS,
  ARIA_TOKENS,
  IMPLICIT_ROLES,
  INTERACTIVE_ROLES,
  REQUIRED_ATTRIBUTES,
  ROLES,
} from './roles.ts';

/** ARIA that says something wrong is worse than none. */
export const ARIA_RULES: readonly Rule[] = [
  {
    id: 'accessibility/aria-attribute',
    dimension: 'accessibility',
    severity: 'warning',
    says: 'An `aria-` attribute does not exist.',
    reference: 'WCAG 4.1.2',
    kinds: [K.JsxElement],
    check(context, node) {
      const element = context.element(node);
      for (const [name, at] of element.attributes) {
        if (name.startsWith('aria-') && !ARIA_ATTRIBUTES.has(name.slice(5))) {
          context.report(at, `\`${name}\` is no ARIA attribute.`);
        }
      }
    },
  },
  {
    id: 'accessibility/aria-value',
    dimension: 'accessibility',
    severity: 'warning',
    says: 'An `aria-` attribute has a value that it can not have.',
    reference: 'WCAG 4.1.2',
    kinds: [K.JsxElement],
    check(context, node) {
      const element = context.element(node);
      for (const [name, at] of element.attributes) {
        if (!name.startsWith('aria-')) continue;
        const value = attribute(context.tree, element, name);
        if (typeof value !== 'string' || value === 'null') continue;
        const key = name.slice(5);
        const allowed = ARIA_TOKENS.get(key);
        const wrong = ARIA_BOOLEANS.has(key)
          ? value !== 'true' && value !== 'false'
          : allowed !== undefined && !allowed.has(value.trim());
        if (wrong) context.report(at, `\`${name}\` can not be "${value}".`);
      }
    },
  },
  {
    id: 'accessibility/valid-role',
    dimension: 'accessibility',
    severity: 'error',
    says: 'A `role` does not exist or is abstract.',
    reference: 'WCAG 4.1.2',
    kinds: [K.JsxElement],
    check(context, node) {
      const element = context.element(node);
      const role = element.intrinsic ? attribute(context.tree, element, 'role') : undefined;
      if (typeof role !== 'string' || role === 'null') return;
      const at = element.attributes.get('role') ?? node;
      const known = role
        .trim()
        .toLowerCase()
        .split(/\s+/)
        .some((one) => ROLES.has(one));
      if (!known) context.report(at, `"${role}" is no role.`);
    },
  },
  {
    id: 'accessibility/role-attributes',
    dimension: 'accessibility',
    severity: 'warning',
    says: 'A `role` lacks the state that it can not do without.',
    reference: 'WCAG 4.1.2',
    kinds: [K.JsxElement],
    check(context, node) {
      const element = context.element(node);
      if (!element.intrinsic || element.spread) return;
      const role = attribute(context.tree, element, 'role');
      if (typeof role !== 'string' || /^(input|select|meter|progress|h[1-6])$/.test(element.tag)) return;
      const missing = REQUIRED_ATTRIBUTES.get(role)?.filter((name) => !element.attributes.has(name)) ?? [];
      if (missing.length > 0) {
        context.report(
          element.attributes.get('role') ?? node,
          `Role "${role}" needs \`${missing.join('`, `')}\`.`,
        );
      }
    },
  },
  {
    id: 'accessibility/redundant-role',
    dimension: 'accessibility',
    severity: 'hint',
    says: 'The element has that role by itself.',
    reference: 'WCAG 4.1.2',
    kinds: [K.JsxElement],
    check(context, node) {
      const element = context.element(node);
      if (!element.intrinsic) return;
      const role = attribute(context.tree, element, 'role');
      if (typeof role === 'string' && IMPLICIT_ROLES.get(element.tag) === role) {
        context.report(
          element.attributes.get('role') ?? node,
          `\`<${element.tag}>\` has the role "${role}" by itself.`,
        );
      }
    },
  },
  {
    id: 'accessibility/conflicting-role',
    dimension: 'accessibility',
    severity: 'warning',
    says: 'A control is given a role that takes its function away from screen readers.',
    reference: 'WCAG 4.1.2',
    kinds: [K.JsxElement],
    check(context, node) {
      const { tree } = context;
      const element = context.element(node);
      const { tag, attributes } = element;
      if (!element.intrinsic || isHidden(tree, element)) return;
      const natural =
        /^(button|input|select|textarea|summary)$/.test(tag) || (tag === 'a' && attributes.has('href'));
      const role = natural ? attribute(tree, element, 'role') : undefined;
      if (typeof role !== 'string' || !ROLES.has(role) || INTERACTIVE_ROLES.has(role)) return;
      if (/^(separator|treegrid|grid|menu|status)$/.test(role)) return;
      context.report(attributes.get('role') ?? node, `\`<${tag}>\` is no "${role}".`);
    },
  },
];
