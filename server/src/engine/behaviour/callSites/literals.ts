import { K } from '../../model/kinds.ts';
import type { Tree } from '../../model/source.ts';
import { child, children, label } from '../../model/tree.ts';
import type { Value } from '../input.ts';

export const UNDEFINED_VALUE: Value = { $undefined: 1 };

/** A number as inputs hold it. */
export function numberValue(value: number): Value {
  if (Number.isNaN(value)) return { $number: 'NaN' };
  if (!Number.isFinite(value)) return { $number: value > 0 ? 'Infinity' : '-Infinity' };
  return Object.is(value, -0) ? { $number: '-0' } : value;
}

/** Literals, and what operators make of them; undefined for anything else. */
export function folded(
  tree: Tree,
  node: number,
  inner: (node: number) => Value | undefined,
): Value | undefined {
  switch (tree.kind[node]) {
    case K.Number:
      return numberValue(Number(label(tree, node)));
    case K.String:
      return label(tree, node);
    case K.BigInt:
      return { $bigint: label(tree, node).replace(/n$/, '') };
    case K.Regex: {
      const parts = /^\/(.*)\/([a-z]*)$/s.exec(label(tree, node));
      return parts === null ? undefined : { $regexp: [parts[1], parts[2]] };
    }
    case K.Constant:
      return label(tree, node) === 'null' ? null : label(tree, node) === 'true';
    case K.Template:
      return joined(tree, node, inner);
    case K.Unary:
      return unary(label(tree, node), inner(node + 1));
    case K.Binary:
      return binary(label(tree, node), inner(node + 1), inner(child(tree, node, 1)));
    default:
      return undefined;
  }
}

function joined(tree: Tree, node: number, inner: (node: number) => Value | undefined): Value | undefined {
  let text = '';
  for (const part of children(tree, node)) {
    const value = tree.kind[part] === K.TemplateText ? label(tree, part) : inner(part);
    if (typeof value !== 'string' && typeof value !== 'number') return undefined;
    text += value;
  }
  return text;
}

function unary(sign: string, value: Value | undefined): Value | undefined {
  if (sign === 'void' && value !== undefined) return UNDEFINED_VALUE;
  if (sign === '!' && typeof value === 'boolean') return !value;
  if (sign !== '-' && sign !== '+') return undefined;
  if (typeof value === 'number') return numberValue(sign === '-' ? -value : value);
  // `-1n`, `-Infinity`
  const { $bigint: big, $number: odd } = (value ?? {}) as { $bigint?: unknown; $number?: unknown };
  if (typeof big === 'string' && sign === '-') return { $bigint: `-${big}` };
  return typeof odd === 'string' ? numberValue(sign === '-' ? -Number(odd) : Number(odd)) : undefined;
}

function binary(sign: string, left: Value | undefined, right: Value | undefined): Value | undefined {
  if (sign === '+' && typeof left === 'string' && (typeof right === 'string' || typeof right === 'number'))
    return left + right;
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  switch (sign) {
    case '+':
      return numberValue(left + right);
    case '-':
      return numberValue(left - right);
    case '*':
      return numberValue(left * right);
    case '/':
      return numberValue(left / right);
    case '%':
      return numberValue(left % right);
    case '**':
      return numberValue(left ** right);
    default:
      return undefined;
  }
}

/** What a file of JSON holds; undefined where it is none, or holds keys that would stand for special values. */
export function fromJson(text: string): Value | undefined {
  try {
    const value = JSON.parse(text, (key, inner) => {
      if (key.startsWith('$')) throw new SyntaxError('a key that stands for a special value');
      return inner;
    });
    return value as Value;
  } catch {
    return undefined;
  }
}
