import type { Callback, Input, Value } from '../input.ts';
import { showKey, showValue } from '../show.ts';
import { isSpecial } from '../values/special.ts';

/** An input as an object that code can make, with the runtime's `spy` for callbacks and `named` for errors. */
export function inputLiteral({ args, further, calls }: Input): string {
  const parts = [`args: ${list(args)}`];
  if (further !== undefined) parts.push(`further: [${further.map(list).join(', ')}]`);
  if (calls !== undefined)
    parts.push(
      `calls: [${calls.map(([name, each]) => `[${JSON.stringify(name)}, ${list(each)}]`).join(', ')}]`,
    );
  return `{ ${parts.join(', ')} }`;
}

function list(values: readonly Value[]): string {
  return `[${values.map(literal).join(', ')}]`;
}

function literal(value: Value): string {
  if (value === null || typeof value !== 'object') return showValue(value);
  if (Array.isArray(value)) return list(value);
  if (!isSpecial(value)) {
    const entries = Object.entries(value).map(([key, inner]) => `${showKey(key)}: ${literal(inner)}`);
    return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
  }
  const special = value as Readonly<Record<string, unknown>>;
  const [kind] = Object.keys(special);
  const inner = special[kind];
  switch (kind) {
    case '$callback': {
      const { answer, answers = [], observed } = inner as Callback;
      return `spy({ answer: '${answer}', observed: ${observed}, answers: () => ${list(answers)} })`;
    }
    case '$map':
      return `new Map([${(inner as [Value, Value][]).map(list).join(', ')}])`;
    case '$set':
      return `new Set(${list(inner as Value[])})`;
    case '$date':
      return `new Date(${inner})`;
    case '$regexp': {
      const [source, flags] = inner as [string, string];
      return `new RegExp(${JSON.stringify(source)}, ${JSON.stringify(flags)})`;
    }
    case '$error': {
      const [name, message] = inner as [string, string];
      const made = `Error(${JSON.stringify(message)})`;
      return BUILT_IN.test(name)
        ? `new ${name === 'Error' ? '' : name.slice(0, -5)}${made}`
        : `named(${JSON.stringify(name)}, new ${made})`;
    }
    case '$promise': {
      const body = inner as { value: Value } | { error: string };
      return 'value' in body
        ? `Promise.resolve(${literal(body.value)})`
        : `Promise.reject(new Error(${JSON.stringify(body.error)}))`;
    }
    default:
      return showValue(value);
  }
}

const BUILT_IN = /^(?:Type|Range|Syntax|Reference|Eval|URI)?Error$/;
