import { FUNCTION_KINDS } from '../../../metrics/roles.ts';
import { K } from '../../../model/kinds.ts';
import { label } from '../../../model/tree.ts';
import type { RuleContext } from '../rule.ts';
import { bare, calls, declaredValue, lastName } from '../values.ts';

/** How far a value can be followed back to a request. */
const HOPS = 3;

const REQUEST = /^(req|request|ctx|context|event|c)$/;
const PARTS =
  /^(body|query|params|headers|cookies|searchParams|nextUrl|queryStringParameters|pathParameters|originalUrl|rawBody)$/;
const MADE_SAFE =
  /^(basename|Number|parseInt|parseFloat|encodeURIComponent|encodeURI|Boolean|createHash|uuid|slugify|has|includes|indexOf|parse|safeParse|\w*([sS]anit|[eE]scape|[vV]alid|[wW]hitelist|[aA]llow)\w*)$/;

/**
 * True when a value comes from a request's body, query, parameters, headers or cookies, directly or through
 * names of the file, and nothing on the way makes it safe (`basename`, `Number`, a check, an encoder).
 */
export function fromRequest(context: RuleContext, node: number, hops = HOPS): boolean {
  const { tree, facts } = context;
  if (node < 0 || calls(tree, node, MADE_SAFE)) return false;
  const end = node + tree.size[node];
  for (let i = node; i < end; i++) {
    const kind = tree.kind[i];
    if (FUNCTION_KINDS[kind] === 1) {
      i += tree.size[i] - 1;
      continue;
    }
    if (kind !== K.Identifier) continue;
    if (isRequestPart(context, i)) return true;
    const name = hops > 0 ? facts.declarationOf(tree.symbol[i]) : -1;
    const value = name < 0 || name === i ? -1 : declaredValue(tree, name);
    if (value >= 0 && isPlainRead(context, value) && fromRequest(context, value, hops - 1)) return true;
  }
  return false;
}

/** `req.query`, `ctx.request.body` and the like, where `req` is a parameter. */
function isRequestPart(context: RuleContext, node: number): boolean {
  const { tree, facts } = context;
  if (!REQUEST.test(label(tree, node))) return false;
  const declared = facts.declarationOf(tree.symbol[node]);
  if (declared < 0 || tree.kind[tree.parent[declared]] !== K.Parameter) return false;
  let up = tree.parent[node];
  for (let i = 0; i < 2 && tree.kind[up] === K.Member; i++, up = tree.parent[up]) {
    if (PARTS.test(lastName(tree, up))) return true;
  }
  return false;
}

/** Only what reads or puts together text is followed: a call may do anything with it. */
function isPlainRead(context: RuleContext, node: number): boolean {
  const { tree } = context;
  const value = bare(tree, node);
  const kind = tree.kind[value];
  if (kind === K.Call) return /(^|\.)(join|resolve|get|toString|trim|json)$/.test(lastName(tree, value + 1));
  return (
    kind === K.Member ||
    kind === K.Index ||
    kind === K.Template ||
    kind === K.Binary ||
    kind === K.Logical ||
    kind === K.Conditional ||
    kind === K.Await ||
    kind === K.Identifier
  );
}

/** The body of the function around a node, or the whole file. */
export function surroundings(context: RuleContext, node: number): number {
  const around = context.facts.functionOf(node);
  return Math.max(0, around);
}
