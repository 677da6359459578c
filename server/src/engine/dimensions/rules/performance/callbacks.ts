import { K } from '../../../model/kinds.ts';
import { child, dottedName, label } from '../../../model/tree.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { argument, bare, lastName } from '../values.ts';

/** Lists and copies used for what they are not made for. */
export const CALLBACK_RULES: readonly Rule[] = [
  {
    id: 'performance/accumulator-copy',
    dimension: 'performance',
    severity: 'warning',
    says: 'What has been collected so far is copied again for each item.',
    reference: 'O(n²)',
    kinds: [K.Spread, K.Call],
    callees: ['concat', 'assign'],
    check(context, node) {
      const { tree } = context;
      let collected = -1;
      if (tree.kind[node] === K.Spread) {
        const holder = tree.kind[tree.parent[node]];
        if (holder === K.Array || holder === K.Object) collected = node + 1;
      } else if (tree.kind[node + 1] === K.Member && lastName(tree, node + 1) === 'concat') {
        collected = node + 2;
      } else if (dottedName(tree, node + 1) === 'Object.assign') {
        const target = argument(tree, node, 0);
        if (target >= 0 && tree.kind[target] === K.Object && tree.size[target] === 1)
          collected = argument(tree, node, 1);
      }
      if (collected < 0 || tree.kind[collected] !== K.Identifier || tree.symbol[collected] < 0) return;
      const whole = tree.kind[node] === K.Spread ? tree.parent[node] : node;
      if (isAccumulator(context, whole, tree.symbol[collected])) {
        context.report(node, `\`${label(tree, collected)}\` is copied again for each item.`);
      }
    },
  },
  {
    id: 'performance/json-clone',
    dimension: 'performance',
    severity: 'information',
    says: 'A value is copied by way of text; `structuredClone` or a spread does it without.',
    reference: 'repeated work',
    kinds: [K.Call],
    callees: ['parse'],
    check(context, node) {
      const { tree } = context;
      if (dottedName(tree, node + 1) !== 'JSON.parse') return;
      const text = argument(tree, node, 0);
      if (text >= 0 && tree.kind[text] === K.Call && dottedName(tree, text + 1) === 'JSON.stringify')
        context.report(node);
    },
  },
  {
    id: 'performance/map-as-loop',
    dimension: 'performance',
    severity: 'hint',
    says: '`map` is used as a loop: the list that it builds is thrown away.',
    reference: 'wasted work',
    kinds: [K.Call],
    callees: ['map', 'flatMap', 'filter'],
    check(context, node) {
      const { tree } = context;
      if (tree.kind[tree.parent[node]] !== K.ExpressionStatement) return;
      const callback = argument(tree, node, 0);
      if (callback >= 0 && (tree.kind[callback] === K.Arrow || tree.kind[callback] === K.Function)) {
        context.report(node, `The list that \`${context.callee}\` builds is thrown away.`);
      }
    },
  },
  {
    id: 'performance/filter-for-one',
    dimension: 'performance',
    severity: 'hint',
    says: 'A whole list is built to look at one item or at whether there is any; `find` and `some` stop early.',
    reference: 'wasted work',
    kinds: [K.Call],
    callees: ['filter'],
    check(context, node) {
      const { tree } = context;
      const up = tree.parent[node];
      const callback = argument(tree, node, 0);
      if (callback < 0 || tree.kind[node + 1] !== K.Member || node !== up + 1) return;
      if (tree.kind[up] === K.Index) {
        const key = child(tree, up, 1);
        if (label(tree, key) === '0' && tree.kind[key] === K.Number)
          context.report(up, '`filter(…)[0]` reads all items; `find` stops at the first.');
      } else if (tree.kind[up] === K.Member && lastName(tree, up) === 'length' && asksForAny(context, up)) {
        context.report(up, '`filter(…).length` counts all; `some` stops at the first.');
      }
    },
  },
];

/** True when the new copy becomes the next accumulator: returned by a reducer, or assigned back in a loop. */
function isAccumulator(context: RuleContext, whole: number, symbol: number): boolean {
  const { tree, facts } = context;
  const declared = facts.declarationOf(symbol);
  if (declared < 0) return false;
  const loop = facts.loopOf(whole);
  let up = tree.parent[whole];
  while (tree.kind[up] === K.Assertion || tree.kind[up] === K.Conditional) up = tree.parent[up];
  if (tree.kind[up] === K.Assign) {
    const target = bare(tree, up + 1);
    const same = tree.kind[target] === K.Identifier && tree.symbol[target] === symbol;
    return same && loop >= 0 && (declared < loop || declared >= loop + tree.size[loop]);
  }
  const reducer = facts.functionOf(whole);
  if (reducer < 0 || tree.parent[declared] !== firstParameter(context, reducer)) return false;
  if (up !== reducer && tree.kind[up] !== K.Return) return false;
  const call = tree.parent[reducer];
  return (
    tree.kind[call] === K.Call && reducer !== call + 1 && /^reduce(Right)?$/.test(lastName(tree, call + 1))
  );
}

function firstParameter(context: RuleContext, fn: number): number {
  const { tree } = context;
  for (let part = fn + 1; part < fn + tree.size[fn]; part += tree.size[part]) {
    if (tree.kind[part] === K.Parameter) return part;
  }
  return -1;
}

/** `x > 0`, `x !== 0`, `x === 0`, `x >= 1`, `!x` or `x` as a condition. */
function asksForAny(context: RuleContext, length: number): boolean {
  const { tree } = context;
  const up = tree.parent[length];
  switch (tree.kind[up]) {
    case K.Binary: {
      if (length !== up + 1) return false;
      const other = label(tree, child(tree, up, 1));
      const sign = label(tree, up);
      return other === '0' ? /^(>|!==?|===?)$/.test(sign) : other === '1' && (sign === '>=' || sign === '<');
    }
    case K.Unary:
      return label(tree, up) === '!';
    case K.If:
    case K.Conditional:
    case K.While:
      return length === up + 1;
    default:
      return false;
  }
}
