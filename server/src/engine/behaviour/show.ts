import { K } from '../model/kinds.ts';
import type { SourceModel } from '../model/source.ts';
import { type Callback, type Input, READ, type Value } from './input.ts';
import { unitNamed } from './roots.ts';
import type { Offer } from './sandbox.ts';
import { isSpecial } from './values/special.ts';

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** A value as a person would write it in code. */
export function showValue(value: Value): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(showValue).join(', ')}]`;
  if (isSpecial(value)) return showSpecial(value as Readonly<Record<string, unknown>>);
  const entries = Object.entries(value).map(([key, inner]) => `${showKey(key)}: ${showValue(inner)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

export function showKey(key: string): string {
  if (key === '__proto__') return '["__proto__"]';
  return IDENTIFIER.test(key) ? key : JSON.stringify(key);
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
      const suffix = name.startsWith('Big') ? 'n' : '';
      return `new ${name}([${elements.map((element) => `${element}${suffix}`).join(', ')}])`;
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
      return answers.length === 1 ? `() => ${asBody(showValue(answers[0]))}` : '() => {}';
  }
}

/** An arrow's body that is no block. */
function asBody(code: string): string {
  return code.startsWith('{') ? `(${code})` : code;
}

/** What a call is told with: how a target is called, and which of its members are read instead of called. */
export interface CallName {
  readonly name: string;
  readonly kind: Offer['kind'];
  readonly isRead: (member: string) => boolean;
}

/** The name that whoever imports a target would give it: a default export is called by its own name or its file's. */
export function callNameOf(model: SourceModel, path: string, { path: target, kind }: Offer): CallName {
  const unit = unitNamed(model, target);
  const own = unit?.name ?? '';
  const isDefault = target === 'default' || target.startsWith('default.');
  const head = own !== '' && own !== 'default' && IDENTIFIER.test(own) ? own : nameOfFile(path);
  const name = isDefault ? head + target.slice('default'.length) : target;
  const getters = new Set(
    unit === null
      ? []
      : model.units
          .filter(({ name: each, node }) => each.startsWith(`${own}.`) && model.tree.kind[node] === K.Getter)
          .map(({ name: each }) => each.slice(own.length + 1)),
  );
  return { name, kind, isRead: (member) => getters.has(member) };
}

function nameOfFile(path: string): string {
  const base = (path.split('/').at(-1) ?? '').replace(/\.\w+$/, '');
  const camel = base.replace(/[^A-Za-z0-9_$]+(.)?/g, (_, next: string | undefined) =>
    (next ?? '').toUpperCase(),
  );
  return IDENTIFIER.test(camel) && camel !== 'default' ? camel : 'imported';
}

/** A call that can be pasted: `slugify("a  b")`, `new Cart(3).add("x")`; several calls one after the other. */
export function showCall(callee: CallName | string, input: Input): string {
  const {
    name: target,
    kind,
    isRead,
  } = typeof callee === 'string' ? { name: callee, kind: 'function', isRead: () => false } : callee;
  if (kind === 'value') return target;
  const args = (list: readonly Value[]): string => `(${list.map(showValue).join(', ')})`;
  if (input.calls !== undefined || kind === 'class') {
    const calls = input.calls ?? [];
    const made = `${kind === 'class' ? 'new ' : ''}${target}${args(input.args)}`;
    const called = (object: string, [name, list]: readonly [string, readonly Value[]]): string => {
      if (name.startsWith(READ)) return `${object}.${name.slice(READ.length)}`;
      const isStatic = name.startsWith('static ');
      const member = isStatic ? name.slice('static '.length) : name;
      return `${isStatic ? target : object}.${member}${isRead(member) ? '' : args(list)}`;
    };
    const [only, ...others] = calls;
    if (only === undefined) return made;
    if (others.length === 0) return called(made, only);
    return [`const it = ${made}`, ...calls.map((call) => called('it', call))].join('; ');
  }
  const call = `${target}${args(input.args)}`;
  const further = input.further ?? [];
  if (further.length < 2) return [call, ...further.map(args)].join('');
  return [`const result = ${call}`, ...further.map((list) => `result${args(list)}`)].join('; ');
}
