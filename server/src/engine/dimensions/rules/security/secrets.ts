import { K } from '../../../model/kinds.ts';
import type { Tree } from '../../../model/source.ts';
import { dottedName, label } from '../../../model/tree.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { argument, bare, lastName, nameOfTarget, textOf } from '../values.ts';
import { hasPassword, isClearlySecretName, isIssuedKey, isSecretName, looksSecret } from './names.ts';

/** Words of a file that deals with signing in, where a plain `token` is a secret. */
const SIGN_IN = /^(authorization|login|signin|bearer|jwt|jsonwebtoken|refreshToken|accessToken)$/i;

/** Passwords, keys and tokens: where they come from, where they are kept, who gets to see them. */
export const SECRET_RULES: readonly Rule[] = [
  {
    id: 'security/hardcoded-credential',
    dimension: 'security',
    severity: 'error',
    says: 'A password, key or token is written into the code.',
    reference: 'CWE-798',
    kinds: [K.String],
    check(context, node) {
      const { tree } = context;
      const text = label(tree, node);
      if (text.length < 2) return;
      const parent = tree.kind[tree.parent[node]];
      if (parent === K.Import || parent === K.TypeLiteral || parent === K.Case) return;
      if (text.length >= 16 && isIssuedKey(text)) {
        context.report(node, 'A key is written into the code.');
        return;
      }
      if (text.includes('@') && hasPassword(text)) {
        context.report(node, 'An address with a password in it is written into the code.');
        return;
      }
      if (parent === K.Logical) {
        const variable = fallbackOf(tree, node);
        if (variable !== '')
          context.report(node, `\`${variable}\` falls back to a value that everybody can read.`);
        return;
      }
      const name = nameOfTarget(tree, node);
      if (name !== '' && isSecretName(name) && looksSecret(name, text)) {
        context.report(node, `\`${name}\` is written into the code.`);
      }
    },
  },
  {
    id: 'security/sensitive-storage',
    dimension: 'security',
    severity: 'warning',
    says: 'A password or token is kept in web storage, which every script of the page can read.',
    reference: 'CWE-922',
    kinds: [K.Call, K.Assign],
    callees: ['setItem'],
    check(context, node) {
      const { tree } = context;
      if (tree.kind[node] === K.Call) {
        if (tree.kind[node + 1] !== K.Member) return;
        if (!isStorage(dottedName(tree, node + 2))) return;
        const key = argument(tree, node, 0);
        const value = argument(tree, node, 1);
        if (key < 0 || value < 0) return;
        const names = [textOf(context, key) ?? lastName(tree, key), lastName(tree, value)];
        if (names.some(isSecretName)) context.report(node);
        return;
      }
      const target = bare(tree, node + 1);
      const kind = tree.kind[target];
      if ((kind !== K.Member && kind !== K.Index) || !isStorage(dottedName(tree, target + 1))) return;
      const key = target + 1 + tree.size[target + 1];
      if (isSecretName(textOf(context, key) ?? label(tree, key))) context.report(node);
    },
  },
  {
    id: 'security/secret-in-log',
    dimension: 'security',
    severity: 'warning',
    says: 'A password or token is written to the log.',
    reference: 'CWE-532',
    kinds: [K.Call],
    callees: ['log', 'info', 'debug', 'warn', 'error', 'trace', 'dir'],
    check(context, node) {
      const { tree } = context;
      if (!/^(console|(this\.)?_?log(ger)?|winston|pino|log)\.\w+$/i.test(dottedName(tree, node + 1))) return;
      for (let n = 0; ; n++) {
        const part = argument(tree, node, n);
        if (part < 0) return;
        const name = secretIn(context, part);
        if (name !== '') {
          context.report(part, `\`${name}\` is written to the log.`);
          return;
        }
      }
    },
  },
];

/** `process.env.JWT_SECRET || 'text'`: the name of the variable, '' for anything else. */
function fallbackOf(tree: Tree, node: number): string {
  const logical = tree.parent[node];
  if (label(tree, logical) === '&&' || node === logical + 1) return '';
  const name = dottedName(tree, logical + 1);
  const env = /^(process\.env|import\.meta\.env|env|Deno\.env|Bun\.env)\.(\w+)$/.exec(name);
  return env !== null && isClearlySecretName(env[2]) ? env[2] : '';
}

function isStorage(name: string): boolean {
  return /^((window|globalThis|self)\.)?(localStorage|sessionStorage)$/.test(name);
}

/** The secret that an argument shows: itself, in a template or sum, or as a property of an object literal. */
function secretIn(context: RuleContext, node: number): string {
  const { tree } = context;
  const value = bare(tree, node);
  switch (tree.kind[value]) {
    case K.Identifier:
    case K.Member: {
      const name = lastName(tree, value);
      if (isClearlySecretName(name)) return name;
      return /^(token|jwt)$/i.test(name) && context.facts.mentions(SIGN_IN) ? name : '';
    }
    case K.Template:
    case K.Binary:
    case K.Object:
    case K.Property: {
      if (tree.kind[value] === K.Binary && label(tree, value) !== '+') return '';
      for (let part = value + 1; part < value + tree.size[value]; part += tree.size[part]) {
        const name = secretIn(context, part);
        if (name !== '') return name;
      }
      return '';
    }
    default:
      return '';
  }
}
