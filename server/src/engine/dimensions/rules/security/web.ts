import { FUNCTION_KINDS } from '../../../metrics/roles.ts';
import { K } from '../../../model/kinds.ts';
import { dottedName, label } from '../../../model/tree.ts';
import type { Rule, RuleContext } from '../rule.ts';
import {
  argument,
  declaredValue,
  hasSpread,
  lastName,
  propertyValue,
  resolve,
  some,
  textOf,
} from '../values.ts';
import { surroundings } from './taint.ts';

const LOCAL_HOST =
  /^(localhost|127\.|0\.0\.0\.0|\[::1?\]|10\.|192\.168\.|host\.docker)|\.(local|localhost|test|internal|invalid|example)$|(^|\.)example\.(com|org|net)$/i;
const NAMESPACE =
  /(^|\.)(w3\.org|xmlsoap\.org|purl\.org|json-schema\.org|openxmlformats\.org|schema\.org|sitemaps\.org|xmlns\.com|inkscape\.org|adobe\.com|opengis\.net|microsoft\.com)$/i;

/** What goes over the wire and between windows. */
export const WEB_RULES: readonly Rule[] = [
  {
    id: 'security/message-target',
    dimension: 'security',
    severity: 'warning',
    says: 'A message is posted to whatever page is in the window (`*`).',
    reference: 'CWE-346',
    kinds: [K.Call],
    callees: ['postMessage'],
    check(context, node) {
      const origin = argument(context.tree, node, 1);
      if (origin < 0) return;
      const value = resolve(context, origin);
      const option = propertyValue(context.tree, value, 'targetOrigin');
      if (textOf(context, option >= 0 ? option : value) === '*') context.report(node);
    },
  },
  {
    id: 'security/message-origin',
    dimension: 'security',
    severity: 'warning',
    says: 'Messages of other windows are used without looking at where they come from.',
    reference: 'CWE-346',
    kinds: [K.Call, K.Assign],
    callees: ['addEventListener'],
    check(context, node) {
      const { tree } = context;
      let handler = -1;
      if (tree.kind[node] === K.Call) {
        if (!/^(window|globalThis)\.addEventListener$/.test(dottedName(tree, node + 1))) return;
        const type = argument(tree, node, 0);
        if (type >= 0 && textOf(context, type) === 'message') handler = argument(tree, node, 1);
      } else if (
        lastName(tree, node + 1) === 'onmessage' &&
        /^(window|globalThis)\.onmessage$/.test(dottedName(tree, node + 1))
      ) {
        handler = node + 1 + tree.size[node + 1];
      }
      const body = handler < 0 ? -1 : functionBehind(context, handler);
      if (body < 0 || !some(tree, body, (i) => tree.kind[i] === K.PropertyName && label(tree, i) === 'data'))
        return;
      const looks = some(tree, body, (i) => /^(origin|source|isTrusted)$/.test(label(tree, i)));
      if (!looks) context.report(node);
    },
  },
  {
    id: 'security/insecure-url',
    dimension: 'security',
    severity: 'information',
    says: 'Data is exchanged without encryption (`http:`, `ws:`).',
    reference: 'CWE-319',
    kinds: [K.String, K.TemplateText],
    check(context, node) {
      const { tree } = context;
      const text = label(tree, node);
      if (text.length < 8 || (text[0] !== 'h' && text[0] !== 'w')) return;
      const found = /^(?:http|ws):\/\/([\w.[\]:-]+)/.exec(text);
      if (found === null) return;
      const host = found[1].replace(/:\d+$/, '');
      if (!host.includes('.') || LOCAL_HOST.test(host) || NAMESPACE.test(host)) return;
      if (isFetched(context, node)) context.report(node);
    },
  },
  {
    id: 'security/insecure-cookie',
    dimension: 'security',
    severity: 'warning',
    says: 'A cookie is set without `secure` and `httpOnly`.',
    reference: 'CWE-614',
    kinds: [K.Call, K.Property],
    callees: ['cookie', 'setCookie'],
    check(context, node) {
      const { tree } = context;
      if (tree.kind[node] === K.Property) {
        if (label(tree, node + 1) !== 'cookie') return;
        for (const name of ['secure', 'httpOnly']) {
          const value = propertyValue(tree, node + 2, name);
          if (value >= 0 && label(tree, value) === 'false') {
            context.report(node, `The session's cookie is set with \`${name}: false\`.`);
            return;
          }
        }
        return;
      }
      if (!/^(res|response|reply)\.(cookie|setCookie)$/.test(dottedName(tree, node + 1))) return;
      const options = argument(tree, node, 2);
      if (options >= 0) {
        const object = resolve(context, options);
        if (tree.kind[object] !== K.Object || hasSpread(tree, object)) return;
        const lacks = ['secure', 'httpOnly'].filter((name) => {
          const value = propertyValue(tree, object, name);
          return value < 0 || label(tree, value) === 'false';
        });
        if (lacks.length > 0) context.report(node, `A cookie is set without \`${lacks.join('` and `')}\`.`);
      } else if (argument(tree, node, 1) >= 0) context.report(node);
    },
  },
  {
    id: 'security/session-cookie-script',
    dimension: 'security',
    severity: 'warning',
    says: 'A session or token cookie is set by a script, so that every script can read it.',
    reference: 'CWE-1004',
    kinds: [K.Assign],
    check(context, node) {
      const { tree } = context;
      if (
        lastName(tree, node + 1) !== 'cookie' ||
        !/^(window\.)?document\.cookie$/.test(dottedName(tree, node + 1))
      )
        return;
      const value = node + 1 + tree.size[node + 1];
      const name = some(
        tree,
        value,
        (i) =>
          (tree.kind[i] === K.String || tree.kind[i] === K.TemplateText) &&
          /^\s*[\w-]*(token|session|jwt|auth|sid)[\w-]*\s*=/i.test(label(tree, i)),
      );
      if (name) context.report(node);
    },
  },
  {
    id: 'security/cors-credentials',
    dimension: 'security',
    severity: 'warning',
    says: "Every site may call with the visitor's credentials.",
    reference: 'CWE-942',
    kinds: [K.Object, K.Call],
    callees: ['setHeader', 'header', 'set', 'append'],
    check(context, node) {
      const { tree } = context;
      if (tree.kind[node] === K.Object) {
        const credentials = propertyValue(tree, node, 'credentials');
        if (credentials < 0 || label(tree, credentials) !== 'true') return;
        const origin = propertyValue(tree, node, 'origin');
        if (origin >= 0 && (label(tree, origin) === 'true' || label(tree, origin) === '*'))
          context.report(node);
        return;
      }
      if (!isHeader(context, node, /^access-control-allow-origin$/i)) return;
      const value = argument(tree, node, 1);
      if (value < 0 || !(textOf(context, value) === '*' || /origin$/.test(dottedName(tree, value)))) return;
      const allows = some(tree, surroundings(context, node), (i) =>
        isHeader(context, i, /^access-control-allow-credentials$/i),
      );
      if (allows) context.report(node);
    },
  },
];

function isHeader(context: RuleContext, node: number, name: RegExp): boolean {
  const { tree } = context;
  if (tree.kind[node] !== K.Call || !/^(setHeader|header|set|append)$/.test(lastName(tree, node + 1)))
    return false;
  const key = argument(tree, node, 0);
  const text = key < 0 ? null : textOf(context, key);
  return text !== null && name.test(text);
}

/** The function that a handler is, directly or by name; -1 when it is elsewhere. */
function functionBehind(context: RuleContext, handler: number): number {
  const { tree, facts } = context;
  let node = resolve(context, handler);
  if (node >= 0 && tree.kind[node] === K.Identifier) {
    const name = facts.declarationOf(tree.symbol[node]);
    const up = name < 0 ? -1 : tree.parent[name];
    node = up >= 0 && tree.kind[up] === K.Function ? up : name < 0 ? -1 : declaredValue(tree, name);
  }
  return node >= 0 && FUNCTION_KINDS[tree.kind[node]] === 1 ? node : -1;
}

/** True for an address that code talks to: given to a client, or kept under a name that says so. */
function isFetched(context: RuleContext, node: number): boolean {
  const { tree } = context;
  let current = node;
  let up = tree.parent[current];
  while (
    tree.kind[up] === K.Template ||
    tree.kind[up] === K.Binary ||
    tree.kind[up] === K.Logical ||
    tree.kind[up] === K.Assertion
  ) {
    if (tree.kind[up] === K.Binary && label(tree, up) !== '+') return false;
    current = up;
    up = tree.parent[up];
  }
  switch (tree.kind[up]) {
    case K.Call:
    case K.New:
      return /^(fetch|get|post|put|patch|delete|request|axios|got|ky|create|WebSocket|EventSource|sendBeacon|open|connect|io)$/.test(
        lastName(tree, up + 1),
      );
    case K.Variable:
    case K.Property:
    case K.Field:
    case K.Parameter:
    case K.PatternElement:
      return (
        /(api|base|server|host|endpoint|backend|service|url|uri|address)/i.test(label(tree, up + 1)) &&
        !/^(xmlns|namespace|\$schema|\$id|homepage|href)/i.test(label(tree, up + 1))
      );
    default:
      return false;
  }
}
