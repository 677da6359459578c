import type { Callback, Input, Value } from './input.ts';
import { isSpecial } from './values/special.ts';

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** A value as a person would write it in code. */
export function showValue(value: Value): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(showValue).join(', ')}]`;
  if (isSpecial(value)) return showSpecial(value as Readonly<Record<string, unknown>>);
  const entries = Object.entries(value).map(
    ([key, inner]) => `${IDENTIFIER.test(key) ? key : JSON.stringify(key)}: ${showValue(inner)}`,
  );
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function showSpecial(special: Readonly<Record<string, unknown>>): string {
  const [kind] = Object.keys(special);
  const inner = special[kind];
  switch (kind) {
    case '$undefined':
      return 'undefined';
    case '$number':
      return String(inner);
    case '$bigint':
      return `${inner}n`;
    case '$date':
      return `new Date(${JSON.stringify(new Date(inner as number).toISOString())})`;
    case '$regexp': {
      const [source, flags] = inner as [string, string];
      return `/${source}/${flags}`;
    }
    case '$map':
      return `new Map([${(inner as [Value, Value][]).map(([key, each]) => `[${showValue(key)}, ${showValue(each)}]`).join(', ')}])`;
    case '$set':
      return `new Set(${showValue(inner as Value[])})`;
    case '$typed': {
      const [name, elements] = inner as [string, number[]];
      return `new ${name}([${elements.join(', ')}])`;
    }
    case '$symbol':
      return `Symbol(${JSON.stringify(inner)})`;
    case '$error': {
      const [name, message] = inner as [string, string];
      return `new ${name}(${JSON.stringify(message)})`;
    }
    case '$promise':
      return 'value' in (inner as object)
        ? `Promise.resolve(${showValue((inner as { value: Value }).value)})`
        : `Promise.reject(new Error(${JSON.stringify((inner as { error: string }).error)}))`;
    case '$callback':
      return showCallback(inner as Callback);
    default:
      return JSON.stringify(special);
  }
}

function showCallback({ answer, answers = [] }: Callback): string {
  switch (answer) {
    case 'compare':
      return '(a, b) => (a < b ? -1 : a > b ? 1 : 0)';
    case 'first':
      return '(first) => first';
    case 'throw':
      return "() => { throw new Error('callback'); }";
    default:
      return answers.length === 1 ? `() => ${showValue(answers[0])}` : '() => {}';
  }
}

/** A call that can be pasted: `slugify("a  b")`, `new Cart(3).add("x")`. */
export function showCall(target: string, input: Input): string {
  const args = (list: readonly Value[]): string => `(${list.map(showValue).join(', ')})`;
  if (input.calls !== undefined) {
    const steps = input.calls.map(([name, list]) => `${name.replace(/^static /, '')}${args(list)}`);
    return [`new ${target}${args(input.args)}`, ...steps].join('; ');
  }
  const call = `${target}${args(input.args)}`;
  const [first] = input.further ?? [];
  return first === undefined ? call : `${call}${args(first)}`;
}
