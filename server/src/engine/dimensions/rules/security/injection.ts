import { K } from '../../../model/kinds.ts';
import { dottedName, label } from '../../../model/tree.ts';
import type { Rule, RuleContext } from '../rule.ts';
import {
  allText,
  argument,
  comesFrom,
  isBuiltText,
  isConstant,
  leadingText,
  propertyValue,
  resolve,
} from '../values.ts';

const SQL =
  /\b(select\b[\s\S]*\bfrom\b|insert\s+into\b|update\b[\s\S]*\bset\b|delete\s+from\b|drop\s+(table|database)\b|alter\s+table\b)/i;

const SERIALIZERS = ['node-serialize', 'serialize-to-js', 'php-serialize', 'funcster', 'cryo'];

/** Text that becomes code. */
export const INJECTION_RULES: readonly Rule[] = [
  {
    id: 'security/no-eval',
    dimension: 'security',
    severity: 'error',
    says: 'Text is run as code: `eval`, `new Function`, a timer with a string.',
    reference: 'CWE-95',
    kinds: [K.Call, K.New],
    callees: ['eval', 'Function', 'setTimeout', 'setInterval', 'execScript'],
    check(context, node) {
      const { tree, callee } = context;
      const name = dottedName(tree, node + 1).replace(/^(window|globalThis|self|global)\./, '');
      if (name !== callee || isDeclared(context, node + 1)) return;
      const first = argument(tree, node, 0);
      if (first < 0) return;
      if (callee === 'setTimeout' || callee === 'setInterval') {
        const value = resolve(context, first);
        const text =
          tree.kind[value] === K.String || tree.kind[value] === K.Template || isBuiltText(context, value);
        if (text) context.report(node, `\`${callee}\` is given text, which it runs as code.`);
      } else {
        context.report(node, `\`${callee}\` runs text as code.`);
      }
    },
  },
  {
    id: 'security/no-vm-code',
    dimension: 'security',
    severity: 'warning',
    says: 'Text that is put together at run time is run by `vm`, which is no sandbox.',
    reference: 'CWE-94',
    kinds: [K.Call, K.New],
    callees: ['runInNewContext', 'runInThisContext', 'runInContext', 'compileFunction', 'Script'],
    check(context, node) {
      const first = argument(context.tree, node, 0);
      if (first < 0 || !comesFrom(context, node + 1, ['vm']) || isConstant(context, first)) return;
      context.report(node);
    },
  },
  {
    id: 'security/shell-injection',
    dimension: 'security',
    severity: 'error',
    says: 'A shell command is put together from values.',
    reference: 'CWE-78',
    kinds: [K.Call],
    callees: [
      'exec',
      'execSync',
      'spawn',
      'spawnSync',
      'execFile',
      'execFileSync',
      'execAsync',
      'execPromise',
    ],
    check(context, node) {
      const { tree, callee } = context;
      const command = argument(tree, node, 0);
      if (command < 0 || !comesFrom(context, node + 1, ['child_process', 'shelljs'])) return;
      if (/^(spawn|execFile)/.test(callee) && !usesShell(context, node)) return;
      const value = resolve(context, command);
      const args = /^spawn/.test(callee) ? argument(tree, node, 1) : -1;
      const built =
        !isConstant(context, value) ||
        (args >= 0 && tree.kind[args] === K.Array && !isConstant(context, args));
      if (built) context.report(node, 'A shell command is put together from values that are not constant.');
    },
  },
  {
    id: 'security/sql-injection',
    dimension: 'security',
    severity: 'error',
    says: 'An SQL statement is put together from values instead of taking them as parameters.',
    reference: 'CWE-89',
    kinds: [K.Call],
    callees: [
      'query',
      'execute',
      'raw',
      'exec',
      'run',
      'all',
      'get',
      'prepare',
      'each',
      '$queryRawUnsafe',
      '$executeRawUnsafe',
      'unsafe',
    ],
    check(context, node) {
      const { tree } = context;
      const first = argument(tree, node, 0);
      if (first < 0) return;
      const value = resolve(context, first);
      if (!isBuiltText(context, value) || !SQL.test(`${leadingText(context, value)} ${allText(tree, value)}`))
        return;
      if (onlyPlaceholders(context, value)) return;
      context.report(value, 'An SQL statement is put together from values; pass them as parameters.');
    },
  },
  {
    id: 'security/unsafe-deserialization',
    dimension: 'security',
    severity: 'error',
    says: 'Data is read by something that can build any object or run code.',
    reference: 'CWE-502',
    kinds: [K.Call],
    callees: ['unserialize', 'load', 'loadAll', 'deserialize'],
    check(context, node) {
      const { tree, callee } = context;
      const first = argument(tree, node, 0);
      if (first < 0 || isConstant(context, first)) return;
      const modules =
        callee === 'unserialize' ? SERIALIZERS : callee === 'deserialize' ? ['v8'] : ['js-yaml', 'yaml'];
      if (!comesFrom(context, node + 1, modules)) return;
      if (!callee.startsWith('load')) context.report(node);
      else {
        const options = argument(tree, node, 1);
        const schema = options < 0 ? -1 : propertyValue(tree, options, 'schema');
        if (schema >= 0 && /FULL_SCHEMA|UNSAFE/.test(dottedName(tree, schema))) context.report(node);
      }
    },
  },
];

/** A name that the file declares itself is not the global one. */
function isDeclared(context: RuleContext, callee: number): boolean {
  return context.tree.kind[callee] === K.Identifier && context.tree.symbol[callee] >= 0;
}

function usesShell(context: RuleContext, call: number): boolean {
  const { tree } = context;
  for (let n = 1; n <= 2; n++) {
    const options = argument(tree, call, n);
    const shell = options < 0 ? -1 : propertyValue(tree, resolve(context, options), 'shell');
    if (shell >= 0) return label(tree, shell) !== 'false';
  }
  return false;
}

/** `IN (${ids.map(() => '?').join(', ')})` puts no value into the text. */
function onlyPlaceholders(context: RuleContext, text: number): boolean {
  const { tree } = context;
  if (tree.kind[text] !== K.Template) return false;
  for (let part = text + 1; part < text + tree.size[text]; part += tree.size[part]) {
    if (tree.kind[part] === K.TemplateText || isConstant(context, part)) continue;
    const value = resolve(context, part);
    let placeholder = false;
    for (let i = value; i < value + tree.size[value]; i++) {
      const piece = tree.kind[i] === K.String || tree.kind[i] === K.TemplateText ? label(tree, i).trim() : '';
      if (piece === '?' || /^\(?[$?:@]\)?$/.test(piece)) placeholder = true;
    }
    if (!placeholder) return false;
  }
  return true;
}
