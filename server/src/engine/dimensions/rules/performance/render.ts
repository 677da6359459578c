import { FUNCTION_KINDS } from '../../../metrics/roles.ts';
import { K } from '../../../model/kinds.ts';
import { dottedName, jsxValue, label } from '../../../model/tree.ts';
import { unitOwners } from '../places.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { argument, bare, calls, lastName, some } from '../values.ts';

/** What a component does each time that it is drawn. */
export const RENDER_RULES: readonly Rule[] = [
  {
    id: 'performance/missing-key',
    dimension: 'performance',
    severity: 'warning',
    says: 'Elements of a list have no `key`, so React builds them anew or mixes them up.',
    reference: 'React: keeping list items in order',
    kinds: [K.Call],
    callees: ['map', 'flatMap', 'from'],
    check(context, node) {
      const { tree } = context;
      const callback = callbackOf(context, node);
      if (callback < 0) return;
      for (const element of returned(context, callback)) {
        if (tree.kind[element] === K.JsxFragment)
          context.report(element, '`<>` in a list can have no `key`.');
        else {
          const { attributes, spread, tag } = context.element(element);
          if (!attributes.has('key') && !spread)
            context.report(element + 1, `\`<${tag}>\` in a list has no \`key\`.`);
        }
      }
    },
  },
  {
    id: 'performance/index-key',
    dimension: 'performance',
    severity: 'hint',
    says: 'The index is the `key`, so React redraws what only moved.',
    reference: 'React: keeping list items in order',
    kinds: [K.Call],
    callees: ['map', 'flatMap', 'from'],
    check(context, node) {
      const { tree } = context;
      const callback = callbackOf(context, node);
      const index = callback < 0 ? -1 : secondParameter(context, callback);
      if (index < 0) return;
      for (const element of returned(context, callback)) {
        if (tree.kind[element] !== K.JsxElement) continue;
        const key = context.element(element).attributes.get('key');
        const value = key === undefined ? -1 : jsxValue(tree, key);
        if (value >= 0 && onlyIndex(context, value, index)) context.report(key ?? node);
      }
    },
  },
  {
    id: 'performance/random-key',
    dimension: 'performance',
    severity: 'warning',
    says: 'The `key` is new each time, so React throws away and builds all anew.',
    reference: 'React: keeping list items in order',
    kinds: [K.JsxAttribute],
    check(context, node) {
      const { tree } = context;
      if (label(tree, node + 1) !== 'key') return;
      const value = jsxValue(tree, node);
      if (value >= 0 && calls(tree, value, /^(random|uuid|uuidv4|v4|nanoid|randomUUID|uniqueId)$/))
        context.report(node);
    },
  },
  {
    id: 'performance/sort-in-render',
    dimension: 'performance',
    severity: 'information',
    says: 'A component sorts a list each time that it is drawn; `useMemo` does it once.',
    reference: 'React: useMemo',
    kinds: [K.Call],
    callees: ['sort', 'toSorted'],
    check(context, node) {
      const { tree, facts, model } = context;
      if (tree.kind[node + 1] !== K.Member) return;
      const unit = unitOwners(model)[node];
      const component =
        unit >= 0 && model.units[unit].kind === 'component' ? model.units[unit].signature : null;
      if (component !== null && component.node === facts.functionOf(node)) context.report(node);
    },
  },
];

/** The function given to `list.map(…)` or `Array.from(list, …)`, or -1. */
function callbackOf(context: RuleContext, call: number): number {
  const { tree } = context;
  if (tree.kind[call + 1] !== K.Member) return -1;
  if (/^(React\.)?Children\./.test(dottedName(tree, call + 1))) return -1;
  const callback = argument(tree, call, lastName(tree, call + 1) === 'from' ? 1 : 0);
  if (callback < 0) return -1;
  return tree.kind[callback] === K.Arrow || tree.kind[callback] === K.Function ? callback : -1;
}

/** The JSX that a function returns: its expression, or what its own `return`s say, through `?:`, `&&` and `||`. */
function returned(context: RuleContext, fn: number): number[] {
  const { tree, facts } = context;
  const found: number[] = [];
  const collect = (node: number): void => {
    const value = bare(tree, node);
    switch (tree.kind[value]) {
      case K.JsxElement:
      case K.JsxFragment:
        found.push(value);
        break;
      case K.Conditional: {
        const one = value + 1 + tree.size[value + 1];
        collect(one);
        collect(one + tree.size[one]);
        break;
      }
      case K.Logical:
        collect(value + 1 + tree.size[value + 1]);
        break;
    }
  };
  const end = fn + tree.size[fn];
  let last = -1;
  for (let part = fn + 1; part < end; part += tree.size[part]) last = part;
  if (last < 0) return found;
  if (tree.kind[last] !== K.Block) collect(last);
  else {
    for (let i = last; i < end; i++) {
      if (FUNCTION_KINDS[tree.kind[i]] === 1) i += tree.size[i] - 1;
      else if (tree.kind[i] === K.Return && tree.size[i] > 1 && facts.functionOf(i) === fn) collect(i + 1);
    }
  }
  return found;
}

/** The symbol of a function's second parameter, or -1. */
function secondParameter(context: RuleContext, fn: number): number {
  const { tree } = context;
  let seen = 0;
  for (let part = fn + 1; part < fn + tree.size[fn]; part += tree.size[part]) {
    if (tree.kind[part] === K.Parameter && ++seen === 2) {
      return tree.kind[part + 1] === K.Identifier ? tree.symbol[part + 1] : -1;
    }
  }
  return -1;
}

/** The index itself, or a text made of nothing but it. */
function onlyIndex(context: RuleContext, node: number, index: number): boolean {
  const { tree } = context;
  if (!some(tree, node, (i) => tree.kind[i] === K.Identifier && tree.symbol[i] === index)) return false;
  return !some(
    tree,
    node,
    (i) => tree.kind[i] === K.Identifier && tree.symbol[i] !== index && label(tree, i) !== 'String',
  );
}
