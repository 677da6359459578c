import { K } from '../../../model/kinds.ts';
import { child, label } from '../../../model/tree.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { bare, lastName } from '../values.ts';

/** Names of what an address begins with. */
const BASE = /(?:url|uri|origin|host|hostname|endpoint|base|api|server)$/i;

/** Names of values that are pieces of an address already, encoded or made to need no encoding. */
const PIECE =
  /path|url|uri|route|query|search|params|suffix|prefix|segment|encoded|escaped|slug|version|locale|lang|index|count|page|limit|offset|size|port|num/i;

/** Where values are put into addresses. */
export const ADDRESS_RULES: readonly Rule[] = [
  {
    id: 'security/unencoded-address',
    dimension: 'security',
    severity: 'warning',
    says: 'A value is joined into the path or query of an address without being encoded: a slash or `?` in it leads elsewhere.',
    reference: 'CWE-116',
    kinds: [K.Template, K.Binary],
    check(context, node) {
      const { tree } = context;
      if (isSum(context, node) && isSum(context, tree.parent[node])) return;
      const parts = joined(context, node);
      if (parts.length < 2 || !beginsAddress(context, parts)) return;
      for (let i = 1; i < parts.length; i++) {
        const before = textPart(context, parts[i - 1]);
        if (!/(?:[^/:]\/|^\/|[?&][\w.-]+=)$/.test(before) || !isPlainParameter(context, parts[i])) continue;
        const name = label(tree, bare(tree, parts[i]));
        context.report(
          parts[i],
          `\`${name}\` goes into an address without \`encodeURIComponent\`: a slash or \`?\` in it leads elsewhere.`,
        );
        return;
      }
    },
  },
];

/** The parts of a template or of a chain of `+`, in order; none for other nodes. */
function joined(context: RuleContext, node: number): number[] {
  const { tree } = context;
  if (tree.kind[node] === K.Template) {
    const parts: number[] = [];
    const end = node + tree.size[node];
    for (let part = node + 1; part < end; part += tree.size[part]) parts.push(part);
    return parts;
  }
  const parts: number[] = [];
  let left = node;
  for (; isSum(context, left); left += 1) parts.push(child(tree, left, 1));
  return parts.length === 0 ? parts : [...parts, left].reverse();
}

function isSum({ tree }: RuleContext, node: number): boolean {
  return node >= 0 && tree.kind[node] === K.Binary && label(tree, node) === '+';
}

function textPart({ tree }: RuleContext, node: number): string {
  return tree.kind[node] === K.String || tree.kind[node] === K.TemplateText ? label(tree, node) : '';
}

/** `https://…` written out, or a value that is named as the base of addresses, with a path after it. */
function beginsAddress(context: RuleContext, parts: readonly number[]): boolean {
  const { tree } = context;
  const text = textPart(context, parts[0]);
  if (text !== '') return /^(?:https?|wss?):\/\/[^/]/.test(text);
  const first = bare(tree, parts[0]);
  const name = tree.kind[first] === K.Call ? calledOn(context, first) : lastName(tree, first);
  return BASE.test(name) && textPart(context, parts[1]).startsWith('/');
}

/** `baseUrl` of `baseUrl.replace(…)`. */
function calledOn({ tree }: RuleContext, call: number): string {
  const callee = bare(tree, call + 1);
  return tree.kind[callee] === K.Member ? lastName(tree, callee + 1) : '';
}

/** A parameter as it came in: text, or of a type that is not told. */
function isPlainParameter(context: RuleContext, node: number): boolean {
  const { tree, facts } = context;
  const value = bare(tree, node);
  if (tree.kind[value] !== K.Identifier || PIECE.test(label(tree, value))) return false;
  const name = facts.declarationOf(tree.symbol[value]);
  if (name < 0) return false;
  const parameter = tree.parent[name];
  if (parameter < 0 || tree.kind[parameter] !== K.Parameter) return false;
  const type = child(tree, parameter, 1);
  if (type < 0) return true;
  return tree.kind[type] === K.TypeKeyword && label(tree, type) === 'string';
}
