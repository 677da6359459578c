import { FUNCTION_KINDS } from '../../../metrics/roles.ts';
import { K } from '../../../model/kinds.ts';
import { dottedName, label } from '../../../model/tree.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { argument, comesFrom, lastName, nameOfTarget, textOf } from '../values.ts';

const SECRET_VALUE =
  /token|secret|password|passwd|session|nonce|salt|csrf|otp|apikey|api_key|verification|resetcode|invitecode/i;
const IDENTIFIER = /(^|_)(id|uuid|guid|uid)$|[a-z](Id|ID|Uuid|UUID|Guid|GUID|Uid|UID)$|^(ID|UUID|nanoid)$/;

const HASHES = [
  'md5',
  'blueimp-md5',
  'js-md5',
  'sha1',
  'js-sha1',
  'crypto-js',
  'crypto-js/md5',
  'crypto-js/sha1',
];

/** Randomness, hashes, ciphers and certificates that do not hold what they promise. */
export const CRYPTO_RULES: readonly Rule[] = [
  {
    id: 'security/weak-random',
    dimension: 'security',
    severity: 'warning',
    says: 'A token, password or other secret is made with `Math.random`, which can be predicted.',
    reference: 'CWE-338',
    kinds: [K.Call],
    callees: ['random'],
    check(context, node) {
      if (dottedName(context.tree, node + 1) !== 'Math.random') return;
      const name = purpose(context, node, SECRET_VALUE);
      if (name !== '')
        context.report(node, `\`${name}\` is made with \`Math.random\`, which can be predicted.`);
    },
  },
  {
    id: 'security/predictable-id',
    dimension: 'security',
    severity: 'hint',
    says: 'An id is made with `Math.random`, which can be predicted and repeats.',
    reference: 'CWE-338',
    kinds: [K.Call],
    callees: ['random'],
    check(context, node) {
      if (dottedName(context.tree, node + 1) !== 'Math.random') return;
      if (purpose(context, node, SECRET_VALUE) !== '') return;
      const name = purpose(context, node, IDENTIFIER);
      if (name !== '')
        context.report(node, `\`${name}\` is made with \`Math.random\`; use \`crypto.randomUUID\`.`);
    },
  },
  {
    id: 'security/weak-hash',
    dimension: 'security',
    severity: 'warning',
    says: 'MD5, MD4 or SHA-1 is used, for which collisions can be made.',
    reference: 'CWE-328',
    kinds: [K.Call],
    callees: ['createHash', 'createHmac', 'md5', 'MD5', 'sha1', 'SHA1', 'digest'],
    check(context, node) {
      const { tree, callee } = context;
      if (/^(md5|sha1)$/i.test(callee)) {
        const named = dottedName(tree, node + 1);
        if (/(^|\.)CryptoJS\./.test(named) || comesFrom(context, node + 1, HASHES)) context.report(node);
        return;
      }
      if (callee === 'digest' && !/subtle\.digest$/.test(dottedName(tree, node + 1))) return;
      const name = argument(tree, node, 0);
      const text = name < 0 ? null : textOf(context, name);
      if (text !== null && /^(md4|md5|sha-?1|ripemd|rmd160)$/i.test(text)) {
        context.report(node, `\`${text}\` is a broken hash.`);
      }
    },
  },
  {
    id: 'security/weak-cipher',
    dimension: 'security',
    severity: 'warning',
    says: 'A broken cipher or mode is used: DES, RC4, Blowfish, ECB, or no initialisation vector.',
    reference: 'CWE-327',
    kinds: [K.Call],
    callees: ['createCipher', 'createDecipher', 'createCipheriv', 'createDecipheriv', 'encrypt', 'decrypt'],
    check(context, node) {
      const { tree, callee } = context;
      const named = dottedName(tree, node + 1);
      if (/crypt$/.test(callee)) {
        if (/(^|\.)CryptoJS\.(DES|TripleDES|RC4|Rabbit)\./.test(named)) context.report(node);
        return;
      }
      if (!comesFrom(context, node + 1, ['crypto'])) return;
      const name = argument(tree, node, 0);
      const text = name < 0 ? null : textOf(context, name);
      if (/ipher$/.test(callee)) context.report(node, `\`${callee}\` uses no initialisation vector.`);
      else if (text !== null && /^(des|rc[24]|bf|blowfish|seed|cast)|-ecb$/i.test(text)) {
        context.report(node, `\`${text}\` is a broken cipher or mode.`);
      }
    },
  },
  {
    id: 'security/unsigned-token',
    dimension: 'security',
    severity: 'error',
    says: 'Tokens without signature are accepted (`none`).',
    reference: 'CWE-347',
    kinds: [K.Property],
    check(context, node) {
      const { tree } = context;
      if (!/^algorithms?$/.test(label(tree, node + 1))) return;
      for (let i = node + 2; i < node + tree.size[node]; i++) {
        if (tree.kind[i] === K.String && label(tree, i).toLowerCase() === 'none') {
          context.report(node);
          return;
        }
      }
    },
  },
  {
    id: 'security/unverified-certificate',
    dimension: 'security',
    severity: 'error',
    says: 'Certificates of the other side are not checked.',
    reference: 'CWE-295',
    kinds: [K.Property, K.Assign],
    check(context, node) {
      const { tree } = context;
      const value = node + 1 + tree.size[node + 1];
      if (value >= node + tree.size[node]) return;
      if (tree.kind[node] === K.Property) {
        if (
          /^(rejectUnauthorized|strictSSL)$/.test(label(tree, node + 1)) &&
          label(tree, value) === 'false'
        ) {
          context.report(node);
        }
        return;
      }
      const name = lastName(tree, node + 1);
      const off = /^(0|false)$/.test(label(tree, value));
      if (off && /^(NODE_TLS_REJECT_UNAUTHORIZED|rejectUnauthorized)$/.test(name)) context.report(node);
    },
  },
];

/** The name that says what a value is made for: of its variable, its property or its function; '' for none. */
function purpose(context: RuleContext, node: number, wanted: RegExp): string {
  const { tree } = context;
  for (let current = node, i = 0; current >= 0 && i < 14; current = tree.parent[current], i++) {
    const name = nameOfTarget(tree, current);
    if (name !== '' && wanted.test(name)) return name;
    const kind = tree.kind[current];
    if (FUNCTION_KINDS[kind] === 1) {
      const own = kind === K.Function || kind === K.Method ? label(tree, current + 1) : name;
      if (own !== '') return wanted.test(own) ? own : '';
    }
    if (kind === K.JsxElement) return '';
  }
  return '';
}
