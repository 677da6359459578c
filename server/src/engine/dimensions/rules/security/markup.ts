import { K } from '../../../model/kinds.ts';
import { dottedName, jsxValue, label } from '../../../model/tree.ts';
import { attribute } from '../element.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { argument, bare, calls, isConstant, lastName, propertyValue, resolve } from '../values.ts';

const CLEANED = /sanit|purif|escape|encode|dompurify|trustedHTML|createHTML/i;
const SCRIPT = /^[\s\u0000-\u001f]*javascript:/i;

/** Text that becomes markup, and markup that becomes a script. */
export const MARKUP_RULES: readonly Rule[] = [
  {
    id: 'security/unsafe-html',
    dimension: 'security',
    severity: 'error',
    says: 'HTML that is not constant is put into the page without being cleaned.',
    reference: 'CWE-79',
    kinds: [K.JsxAttribute, K.Assign],
    check(context, node) {
      const { tree } = context;
      if (tree.kind[node] === K.JsxAttribute) {
        const name = label(tree, node + 1);
        const value = jsxValue(tree, node);
        if (value < 0) return;
        if (name === 'dangerouslySetInnerHTML') {
          if (isLinkedData(context, tree.parent[node])) return;
          const object = resolve(context, value);
          const html = propertyValue(tree, object, '__html');
          if (isUnsafe(context, html >= 0 ? html : object)) context.report(node);
        } else if (name.toLowerCase() === 'srcdoc' && isUnsafe(context, value)) context.report(node);
        return;
      }
      const target = bare(tree, node + 1);
      if (tree.kind[target] !== K.Member || !/^(innerHTML|outerHTML|srcdoc)$/.test(lastName(tree, target)))
        return;
      const value = node + 1 + tree.size[node + 1];
      if (isUnsafe(context, value))
        context.report(node, `HTML that is not constant is assigned to \`${lastName(tree, target)}\`.`);
    },
  },
  {
    id: 'security/unsafe-html-call',
    dimension: 'security',
    severity: 'error',
    says: 'HTML that is not constant is written into the page by `document.write`, `insertAdjacentHTML` and the like.',
    reference: 'CWE-79',
    kinds: [K.Call],
    callees: [
      'write',
      'writeln',
      'insertAdjacentHTML',
      'createContextualFragment',
      'setHTMLUnsafe',
      'parseHTMLUnsafe',
    ],
    check(context, node) {
      const { tree, callee } = context;
      if (callee.startsWith('write') && !/(^|\.)document\.write(ln)?$/.test(dottedName(tree, node + 1)))
        return;
      const html = argument(tree, node, callee === 'insertAdjacentHTML' ? 1 : 0);
      if (html >= 0 && isUnsafe(context, html))
        context.report(node, `HTML that is not constant is given to \`${callee}\`.`);
    },
  },
  {
    id: 'security/script-url',
    dimension: 'security',
    severity: 'warning',
    says: 'A `javascript:` address runs its text as code.',
    reference: 'CWE-83',
    kinds: [K.String, K.TemplateText],
    check(context, node) {
      const { tree } = context;
      if (!SCRIPT.test(label(tree, node))) return;
      let use = tree.parent[node];
      if (tree.kind[use] === K.Template || tree.kind[use] === K.JsxExpression) use = tree.parent[use];
      if (tree.kind[use] === K.JsxExpression) use = tree.parent[use];
      const kind = tree.kind[use];
      const attributeUse =
        kind === K.JsxAttribute && /^(href|src|action|formAction|xlink:href|to)$/.test(label(tree, use + 1));
      const assigned = kind === K.Assign && /^(href|src|location|action)$/.test(lastName(tree, use + 1));
      const called =
        kind === K.Call && /^(open|assign|replace|setAttribute|navigate|push)$/.test(lastName(tree, use + 1));
      if (attributeUse || assigned || called) context.report(node);
    },
  },
  {
    id: 'security/target-blank',
    dimension: 'security',
    severity: 'information',
    says: 'A link opens a new window without `rel="noopener"`.',
    reference: 'CWE-1022',
    kinds: [K.JsxElement],
    check(context, node) {
      const { tree } = context;
      const element = context.element(node);
      if (!/^(a|area|form)$/.test(element.tag) || element.spread) return;
      const target = attribute(tree, element, 'target');
      if (typeof target !== 'string' || target.toLowerCase() !== '_blank') return;
      const rel = attribute(tree, element, 'rel');
      if (rel === null || (typeof rel === 'string' && /\bno(opener|referrer)\b/i.test(rel))) return;
      const href = attribute(tree, element, 'href') ?? attribute(tree, element, 'action');
      if (typeof href === 'string' && !/^(https?:)?\/\//i.test(href)) return;
      context.report(element.attributes.get('target') ?? node);
    },
  },
];

function isUnsafe(context: RuleContext, node: number): boolean {
  const value = resolve(context, node);
  return value >= 0 && !isConstant(context, value) && !calls(context.tree, value, CLEANED);
}

/** `<script type="application/ld+json">`: data, not a script. */
function isLinkedData(context: RuleContext, node: number): boolean {
  const { tree } = context;
  if (tree.kind[node] !== K.JsxElement) return false;
  const element = context.element(node);
  const type =
    element.tag === 'script' || element.tag === 'Script' ? attribute(tree, element, 'type') : undefined;
  return typeof type === 'string' && /json/i.test(type);
}
