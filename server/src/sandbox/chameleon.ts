import { argumentsText } from './decode.ts';
import { invent, invention } from './inventions.ts';
import {
  type Any,
  asyncIteratorKey,
  type Fn,
  getPrototypeOf,
  iteratorKey,
  RealProxy,
  type symbolFor,
  text,
} from './pristine.ts';
import { seedOf } from './random.ts';
import { effect, hashOf, trace } from './state.ts';

const toPrimitive: typeof symbolFor.toPrimitive = Symbol.toPrimitive;
const toStringTag: typeof symbolFor.toStringTag = Symbol.toStringTag;
const LONGEST_LABEL = 300;

/**
 * Something nobody knows: it can be called, constructed, read and set at will, gives more of its kind, and tells
 * what was asked. What it answers follows from the words of the question alone, so that two programs that ask the
 * same get the same. `answer`: it came out of a call, so using it is using what was made up.
 */
export function chameleon(label: string, answer: boolean): Any {
  const made = new RealProxy(() => {}, {
    get(_, key) {
      // Awaiting gives it itself.
      if (key === 'then' || key === asyncIteratorKey || key === toStringTag) return undefined;
      if (key === '__esModule') return !answer;
      if (key === 'default' && !answer) return made;
      if (answer) trace.invented = true;
      if (key === toPrimitive) return (hint: string) => primitive(label, hint);
      if (key === iteratorKey) return items(label);
      if (key === 'toString' || key === 'toJSON') return () => primitive(label, 'string');
      if (key === 'valueOf') return () => primitive(label, 'number');
      if (key === 'length') return primitive(label, 'number') % 4;
      if (typeof key === 'symbol') return undefined;
      return chameleon(`${label}.${key}`, answer);
    },
    apply: (_, __, args) => ask(`${label}${argumentsText(args)}`),
    construct: (_, args) => ask(`new ${label}${argumentsText(args)}`),
    set(_, key, value) {
      effect(`${label}.${text(key)} = ${argumentsText([value])}`);
      return true;
    },
    has: () => true,
    deleteProperty(_, key) {
      effect(`delete ${label}.${text(key)}`);
      return true;
    },
    ownKeys: () => [],
    getOwnPropertyDescriptor: () => undefined,
    defineProperty: () => true,
    getPrototypeOf: (target) => getPrototypeOf(target),
    setPrototypeOf: () => true,
    preventExtensions: () => false,
  } as ProxyHandler<Fn>);
  invent(made, label);
  return made;
}

function ask(question: string): Any {
  effect(question);
  const short = question.length > LONGEST_LABEL ? `${text(hashOf(question, 0))}()` : question;
  return chameleon(short, true);
}

function primitive(label: string, hint: string): Any {
  trace.invented = true;
  const hash = hashOf(label, seedOf());
  return hint === 'number' ? hash % 100 : `made-up-${text(hash % 10_000)}`;
}

function items(label: string): Fn {
  return () => {
    let at = 0;
    const count = hashOf(label, seedOf()) % 3;
    const next = () =>
      at < count
        ? { done: false, value: chameleon(`${label}[${at++}]`, true) }
        : { done: true, value: undefined };
    return { next, [iteratorKey]: () => ({ next }) };
  };
}

/** True for what a stand-in made; such results depend on inventions. */
export function isInvented(value: Any): boolean {
  const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
  return isObject && invention(value) !== undefined;
}
