import { K } from '../../../model/kinds.ts';
import { label } from '../../../model/tree.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { argument, calls, declaredValue, isConstant, resolve, some } from '../values.ts';
import { backtracks } from './backtracking.ts';

/** Regular expressions that take for ever. */
export const REGEX_RULES: readonly Rule[] = [
  {
    id: 'security/regex-backtracking',
    dimension: 'security',
    severity: 'warning',
    says: 'A regular expression repeats a repetition: some texts take it exponential time.',
    reference: 'CWE-1333',
    kinds: [K.Regex],
    check(context, node) {
      const text = label(context.tree, node);
      if (backtracks(text.slice(1, text.lastIndexOf('/')))) context.report(node);
    },
  },
  {
    id: 'security/regex-from-text',
    dimension: 'security',
    severity: 'information',
    says: 'A regular expression is made from text that is not escaped.',
    reference: 'CWE-1333',
    kinds: [K.New, K.Call],
    callees: ['RegExp'],
    check(context, node) {
      const { tree } = context;
      const pattern = argument(tree, node, 0);
      if (pattern < 0 || isConstant(context, pattern) || isEscaped(context, pattern, 2)) return;
      const value = resolve(context, pattern);
      const parameter = some(tree, value, (i) => tree.kind[i] === K.Identifier && isParameter(context, i));
      if (parameter) context.report(node);
    },
  },
];

/** Escaped by a function that says so or by `replace(/[…]/g, '\\$&')`, or the source of another expression. */
function isEscaped(context: RuleContext, node: number, hops: number): boolean {
  const { tree, facts } = context;
  if (calls(tree, node, /escape|quote|sanit/i)) return true;
  return some(tree, node, (i) => {
    const kind = tree.kind[i];
    if (kind === K.Regex) return true;
    if (kind === K.String || kind === K.TemplateText) return label(tree, i).includes('$&');
    if (kind === K.PropertyName) return label(tree, i) === 'source';
    if (kind !== K.Identifier || hops === 0) return false;
    if (/escape|pattern|regex|source/i.test(label(tree, i))) return true;
    const name = facts.declarationOf(tree.symbol[i]);
    const value = name < 0 ? -1 : declaredValue(tree, name);
    return value >= 0 && value !== node && isEscaped(context, value, hops - 1);
  });
}

/** A parameter of a function, or part of one. */
function isParameter(context: RuleContext, node: number): boolean {
  const { tree, facts } = context;
  const name = facts.declarationOf(tree.symbol[node]);
  if (name < 0) return false;
  let up = tree.parent[name];
  while (
    tree.kind[up] === K.PatternElement ||
    tree.kind[up] === K.ObjectPattern ||
    tree.kind[up] === K.ArrayPattern
  ) {
    up = tree.parent[up];
  }
  return tree.kind[up] === K.Parameter;
}
