import { LOOP_KINDS } from '../../../metrics/roles.ts';
import { Flag, K } from '../../../model/kinds.ts';
import { dottedName, label } from '../../../model/tree.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { argument, bare, calls, comesFrom, isConstant, lastName, some } from '../values.ts';
import { awaitsIndependently, isListOutside, isOutside, readsLoop } from './iteration.ts';

const BLOCKING_MODULES = [
  'fs',
  'fs-extra',
  'graceful-fs',
  'child_process',
  'crypto',
  'zlib',
  'bcrypt',
  'bcryptjs',
];

/** Work that grows faster than it has to, and work done again for each item. */
export const LOOP_RULES: readonly Rule[] = [
  {
    id: 'performance/await-in-loop',
    dimension: 'performance',
    severity: 'warning',
    says: 'Independent items are awaited one after the other; `Promise.all` does them together.',
    reference: 'latency',
    kinds: [K.Await],
    check(context, node) {
      const loop = context.facts.loopOf(node);
      // what is awaited without a call has been started already
      if (loop >= 0 && calls(context.tree, node, /./) && awaitsIndependently(context, loop, node))
        context.report(node);
    },
  },
  {
    id: 'performance/search-in-loop',
    dimension: 'performance',
    severity: 'warning',
    says: 'A list is searched from the start for each item of another; a Map or Set finds it at once.',
    reference: 'O(n·m)',
    kinds: [K.Call],
    callees: ['includes', 'indexOf', 'lastIndexOf', 'find', 'findIndex', 'findLast', 'filter'],
    check(context, node) {
      const { tree, facts, callee } = context;
      const loop = facts.loopOf(node);
      if (loop < 0 || tree.kind[node + 1] !== K.Member) return;
      const search = argument(tree, node, 0);
      if (search < 0 || !isOutside(context, node + 2, loop) || isShort(context, node + 2)) return;
      const byTest = tree.kind[search] === K.Arrow || tree.kind[search] === K.Function;
      if (byTest ? !readsLoop(context, search, loop) : !isListOutside(context, node + 2)) return;
      if (!byTest && callee !== 'includes' && !/ndexOf$/.test(callee)) return;
      if (!byTest && !readsLoop(context, search, loop)) return;
      context.report(
        node,
        `\`${callee}\` goes through \`${dottedName(tree, node + 2) || 'the list'}\` for each item.`,
      );
    },
  },
  {
    id: 'performance/sort-in-loop',
    dimension: 'performance',
    severity: 'warning',
    says: 'A list is sorted again in each turn of a loop.',
    reference: 'O(n·m log m)',
    kinds: [K.Call],
    callees: ['sort', 'toSorted'],
    check(context, node) {
      const { tree, facts } = context;
      const loop = facts.loopOf(node);
      if (loop < 0 || tree.kind[node + 1] !== K.Member) return;
      const list = node + 2;
      if (
        isOutside(context, list, loop) &&
        (isListOutside(context, list) || LOOP_KINDS[tree.kind[loop]] === 1)
      ) {
        context.report(node);
      }
    },
  },
  {
    id: 'performance/shift-in-loop',
    dimension: 'performance',
    severity: 'hint',
    says: 'Taking from or adding to the front of a list in a loop moves all the others each time.',
    reference: 'O(n²)',
    kinds: [K.Call],
    callees: ['shift', 'unshift', 'splice'],
    check(context, node) {
      const { tree, facts, callee } = context;
      const loop = facts.loopOf(node);
      if (loop < 0 || tree.kind[node + 1] !== K.Member || !isOutside(context, node + 2, loop)) return;
      if (callee === 'splice') {
        const at = argument(tree, node, 0);
        if (at < 0 || label(tree, at) !== '0' || tree.kind[at] !== K.Number) return;
      }
      context.report(node, `\`${callee}\` in a loop moves all other items each time.`);
    },
  },
  {
    id: 'performance/construct-in-loop',
    dimension: 'performance',
    severity: 'information',
    says: 'The same regular expression or formatter is built again in each turn of a loop.',
    reference: 'repeated work',
    kinds: [K.New, K.Call],
    callees: [
      'RegExp',
      'NumberFormat',
      'DateTimeFormat',
      'RelativeTimeFormat',
      'Collator',
      'PluralRules',
      'ListFormat',
      'Segmenter',
    ],
    check(context, node) {
      const { tree, facts, callee } = context;
      const loop = facts.loopOf(node);
      if (loop < 0) return;
      const name = dottedName(tree, node + 1);
      if (callee === 'RegExp' ? name !== 'RegExp' : name !== `Intl.${callee}`) return;
      if (isOutside(context, node, loop)) context.report(node, `The same \`${name}\` is built in each turn.`);
    },
  },
  {
    id: 'performance/sync-in-async',
    dimension: 'performance',
    severity: 'warning',
    says: 'An async function blocks everything else with a synchronous call.',
    reference: 'event loop',
    kinds: [K.Call],
    callees: [
      'readFileSync',
      'writeFileSync',
      'appendFileSync',
      'readdirSync',
      'mkdirSync',
      'copyFileSync',
      'cpSync',
      'rmSync',
      'unlinkSync',
      'renameSync',
      'statSync',
      'execSync',
      'spawnSync',
      'execFileSync',
      'pbkdf2Sync',
      'scryptSync',
      'gzipSync',
      'gunzipSync',
      'deflateSync',
      'inflateSync',
      'hashSync',
      'compareSync',
    ],
    check(context, node) {
      const { facts, callee } = context;
      const around = facts.functionOf(node);
      if (around < 0) return;
      if (
        !comesFrom(context, node + 1, BLOCKING_MODULES) ||
        !(isAsync(context, around) || isHandler(context, around))
      )
        return;
      context.report(
        node,
        `\`${callee}\` blocks the event loop inside ${isAsync(context, around) ? 'an async function' : 'a request handler'}.`,
      );
    },
  },
  {
    id: 'performance/delete-in-loop',
    dimension: 'performance',
    severity: 'hint',
    says: '`delete` in a loop turns the object into a slow one; a Map is made for that.',
    reference: 'hidden classes',
    kinds: [K.Unary],
    check(context, node) {
      const { tree, facts } = context;
      if (label(tree, node) !== 'delete') return;
      const loop = facts.loopOf(node);
      if (loop >= 0 && isOutside(context, bare(tree, node + 1) + 1, loop)) context.report(node);
    },
  },
  {
    id: 'performance/serial-await',
    dimension: 'performance',
    severity: 'information',
    says: 'Two values that do not need each other are awaited one after the other.',
    reference: 'latency',
    kinds: [K.Variables],
    check(context, node) {
      const { tree } = context;
      const next = node + tree.size[node];
      const up = tree.parent[node];
      if (up < 0 || next >= up + tree.size[up] || tree.kind[next] !== K.Variables) return;
      const first = awaited(context, node);
      const second = awaited(context, next);
      if (first < 0 || second < 0) return;
      const declared = new Set<number>();
      for (let i = node; i < first; i++) if (tree.kind[i] === K.Identifier) declared.add(tree.symbol[i]);
      const needs = some(tree, second, (i) => tree.kind[i] === K.Identifier && declared.has(tree.symbol[i]));
      if (!needs) context.report(second);
    },
  },
];

/** The awaited call of `const x = await f(…)`, when f reads something (`get…`, `fetch…`, `load…`); -1. */
function awaited(context: RuleContext, variables: number): number {
  const { tree } = context;
  if (tree.size[variables] !== tree.size[variables + 1] + 1 || label(tree, variables) !== 'const') return -1;
  const variable = variables + 1;
  const value = variable + 1 + tree.size[variable + 1];
  if (value >= variable + tree.size[variable] || tree.kind[value] !== K.Await) return -1;
  const call = value + 1;
  if (tree.kind[call] !== K.Call) return -1;
  return /^(get|fetch|load|find|read|query|list|search)/.test(lastName(tree, call + 1)) ? value : -1;
}

function isAsync(context: RuleContext, around: number): boolean {
  return (context.tree.flags[around] & Flag.Async) !== 0;
}

/** A function of (req, res). */
function isHandler(context: RuleContext, around: number): boolean {
  const { tree } = context;
  const names: string[] = [];
  for (let part = around + 1; part < around + tree.size[around]; part += tree.size[part]) {
    if (tree.kind[part] === K.Parameter) names.push(label(tree, part + 1));
  }
  return /^_?(req|request)$/.test(names[0] ?? '') && /^_?(res|response|reply)$/.test(names[1] ?? '');
}

/** A handful of constants is found at once. */
function isShort(context: RuleContext, list: number): boolean {
  const { tree } = context;
  return isConstant(context, list) || calls(tree, list, /^(split|slice)$/);
}
