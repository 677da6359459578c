import { K } from '../../../model/kinds.ts';
import type { Tree } from '../../../model/source.ts';
import { dottedName, label } from '../../../model/tree.ts';
import type { Rule, RuleContext } from '../rule.ts';
import {
  argument,
  bare,
  calls,
  comesFrom,
  declaredValue,
  isConstant,
  lastName,
  leadingText,
  resolve,
  some,
} from '../values.ts';
import { fromRequest, surroundings } from './taint.ts';

const FILE_CALLS = [
  'readFile',
  'readFileSync',
  'writeFile',
  'writeFileSync',
  'appendFile',
  'appendFileSync',
  'createReadStream',
  'createWriteStream',
  'unlink',
  'unlinkSync',
  'rm',
  'rmSync',
  'readdir',
  'readdirSync',
  'sendFile',
  'download',
];

const FILE_MODULES = ['fs', 'fs/promises', 'fs-extra', 'graceful-fs'];
const CLIENT_MODULES = [
  'axios',
  'got',
  'node-fetch',
  'undici',
  'http',
  'https',
  'superagent',
  'request',
  'ky',
];

/** Names that say that a key is looked at before it is used. */
const KEY_GUARD = /^(__proto__|constructor|prototype|hasOwn|hasOwnProperty|isSafeKey|propertyIsEnumerable)$/;

/** What comes from outside and goes where it can do harm. */
export const INPUT_RULES: readonly Rule[] = [
  {
    id: 'security/path-traversal',
    dimension: 'security',
    severity: 'error',
    says: 'A path taken from a request is opened: `../` leads out of the folder.',
    reference: 'CWE-22',
    kinds: [K.Call],
    callees: FILE_CALLS,
    check(context, node) {
      const { tree, callee } = context;
      const path = argument(tree, node, 0);
      if (path < 0) return;
      const sends = callee === 'sendFile' || callee === 'download';
      if (!sends && !comesFrom(context, node + 1, FILE_MODULES)) return;
      if (sends && hasRoot(context, node)) return;
      if (!fromRequest(context, path)) return;
      const checked = calls(
        tree,
        surroundings(context, node),
        /^(startsWith|basename|relative|isAbsolute|includes)$/,
      );
      if (!checked) context.report(path);
    },
  },
  {
    id: 'security/request-forgery',
    dimension: 'security',
    severity: 'warning',
    says: 'The server fetches an address that a request names.',
    reference: 'CWE-918',
    kinds: [K.Call],
    callees: ['fetch', 'get', 'post', 'request', 'axios', 'got', 'put', 'head'],
    check(context, node) {
      const { tree, callee } = context;
      const url = argument(tree, node, 0);
      if (url < 0) return;
      const fetches = callee === 'fetch' || comesFrom(context, node + 1, CLIENT_MODULES);
      if (!fetches || /^(https?:\/\/[^/]+\/|\/)/.test(leadingText(context, url))) return;
      if (fromRequest(context, url)) context.report(url);
    },
  },
  {
    id: 'security/open-redirect',
    dimension: 'security',
    severity: 'warning',
    says: 'The visitor is sent to an address that a request names.',
    reference: 'CWE-601',
    kinds: [K.Call, K.Assign],
    callees: ['redirect', 'assign', 'replace'],
    check(context, node) {
      const { tree } = context;
      let target = -1;
      if (tree.kind[node] === K.Call) {
        const name = dottedName(tree, node + 1);
        if (/(^|\.)redirect$/.test(name)) target = redirectTarget(tree, node);
        else if (/(^|\.)location\.(assign|replace)$/.test(name)) target = argument(tree, node, 0);
      } else if (
        /^(location|href)$/.test(lastName(tree, node + 1)) &&
        /(^|\.)location(\.href)?$/.test(dottedName(tree, node + 1))
      ) {
        target = node + 1 + tree.size[node + 1];
      }
      if (target < 0 || leadingText(context, target) !== '') return;
      if (!fromRequest(context, target) && !fromAddress(context, target)) return;
      const checked = calls(
        tree,
        surroundings(context, node),
        /^(startsWith|includes|has|test|URL)$|allow|valid|safe/i,
      );
      if (!checked) context.report(target);
    },
  },
  {
    id: 'security/prototype-pollution',
    dimension: 'security',
    severity: 'warning',
    says: 'A key that is not checked is assigned to: `__proto__` would change every object.',
    reference: 'CWE-1321',
    kinds: [K.Assign],
    check(context, node) {
      const { tree } = context;
      const target = bare(tree, node + 1);
      const kind = tree.kind[target];
      if (kind === K.Member) {
        if (lastName(tree, target) === '__proto__' && tree.kind[target + 1] !== K.This) context.report(node);
        return;
      }
      if (kind !== K.Index) return;
      const key = target + 1 + tree.size[target + 1];
      if (tree.kind[key] === K.String && label(tree, key) === '__proto__') {
        context.report(node);
        return;
      }
      if (tree.kind[key] === K.Number || isConstant(context, key)) return;
      if (fromRequest(context, key) && !guarded(context, node)) context.report(node);
      else if (walksPath(context, node, target) && !guarded(context, node)) context.report(node);
      else if (mergesDeep(context, node, key) && !guarded(context, node)) context.report(node);
    },
  },
];

function hasRoot(context: RuleContext, call: number): boolean {
  const options = argument(context.tree, call, 1);
  return options >= 0 && some(context.tree, options, (i) => label(context.tree, i) === 'root');
}

/** `res.redirect(url)` and `res.redirect(302, url)`. */
function redirectTarget(tree: Tree, call: number): number {
  const first = argument(tree, call, 0);
  return first >= 0 && tree.kind[first] === K.Number ? argument(tree, call, 1) : first;
}

/** A value read from the address of the page: `new URLSearchParams(location.search).get('next')`. */
function fromAddress(context: RuleContext, node: number): boolean {
  const { tree, facts } = context;
  let value = resolve(context, node);
  if (value >= 0 && tree.kind[value] === K.Logical) value = resolve(context, value + 1);
  if (value < 0 || tree.kind[value] !== K.Call || lastName(tree, value + 1) !== 'get') return false;
  let source = value + 2;
  if (tree.kind[source] === K.Identifier) {
    const name = facts.declarationOf(tree.symbol[source]);
    source = name < 0 ? -1 : declaredValue(tree, name);
  }
  if (source < 0) return false;
  return (
    /searchParams$/.test(dottedName(tree, source)) ||
    calls(tree, source, /^(URLSearchParams|useSearchParams)$/)
  );
}

function guarded(context: RuleContext, node: number): boolean {
  const { tree } = context;
  return some(tree, surroundings(context, node), (i) => {
    const kind = tree.kind[i];
    if (kind === K.New) return /^(Map|Set)$/.test(dottedName(tree, i + 1));
    if (kind === K.Call) return dottedName(tree, i + 1) === 'Object.create';
    return (
      (kind === K.String || kind === K.PropertyName || kind === K.Identifier) &&
      KEY_GUARD.test(label(tree, i))
    );
  });
}

/** `current = current[key]` in a loop, then `current[last] = value`: a path of names is followed. */
function walksPath(context: RuleContext, node: number, target: number): boolean {
  const { tree, facts } = context;
  const object = bare(tree, target + 1);
  const symbol = tree.kind[object] === K.Identifier ? tree.symbol[object] : -1;
  if (symbol < 0) return false;
  return some(tree, surroundings(context, node), (i) => {
    if (tree.kind[i] !== K.Assign || tree.kind[i + 1] !== K.Identifier || tree.symbol[i + 1] !== symbol)
      return false;
    const value = bare(tree, i + 2);
    if (tree.kind[value] !== K.Index || facts.loopOf(i) < 0) return false;
    const from = bare(tree, value + 1);
    const key = value + 1 + tree.size[value + 1];
    return tree.symbol[from] === symbol && tree.kind[from] === K.Identifier && tree.kind[key] !== K.Number;
  });
}

/** `for (key in source) target[key] = merge(target[key], source[key])`: a merge that goes into what it merges. */
function mergesDeep(context: RuleContext, node: number, key: number): boolean {
  const { tree, facts } = context;
  const around = facts.functionOf(node);
  const loop = facts.loopOf(node);
  if (around < 0 || loop < 0 || tree.kind[key] !== K.Identifier) return false;
  const declared = facts.declarationOf(tree.symbol[key]);
  if (declared < loop || declared >= loop + tree.size[loop]) return false;
  const overKeys =
    tree.kind[loop] === K.ForIn ||
    some(tree, loop, (i) => i < node && /^Object\.(keys|entries)$/.test(dottedName(tree, i)));
  const own = tree.kind[around] === K.Function ? tree.symbol[around + 1] : -1;
  if (!overKeys || own < 0) return false;
  return some(
    tree,
    around,
    (i) => tree.kind[i] === K.Call && tree.kind[i + 1] === K.Identifier && tree.symbol[i + 1] === own,
  );
}
