import type { Callback, Value } from '../engine/index.ts';
import {
  type Any,
  bigint,
  classes,
  cut,
  defineProperty,
  type Fn,
  hasOwn,
  isArray,
  keys,
  mapSet,
  push,
  RealDate,
  RealError,
  RealMap,
  RealPromise,
  RealRegExp,
  RealSet,
  setAdd,
  symbolFor,
} from './pristine.ts';
import { seedOf } from './random.ts';
import { render } from './render.ts';
import { effect, hashOf } from './state.ts';

const ARGUMENT_NODES = 2_000;

/** The live value of an encoded one; a new one with every call. */
export function decode(value: Value): Any {
  if (typeof value !== 'object' || value === null) return value;
  if (isArray(value)) return decodeAll(value);
  const names = keys(value);
  if (names.length === 1 && names[0][0] === '$' && hasOwn(SPECIAL, names[0])) {
    return SPECIAL[names[0]]((value as Any)[names[0]]);
  }
  const object: Any = {};
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    // `__proto__` as a key of data is data.
    if (name === '__proto__')
      defineProperty(object, name, {
        value: decode((value as Any)[name]),
        enumerable: true,
        writable: true,
        configurable: true,
      });
    else object[name] = decode((value as Any)[name]);
  }
  return object;
}

export function decodeAll(values: readonly Value[]): Any[] {
  const list: Any[] = [];
  for (let i = 0; i < values.length; i++) push(list, decode(values[i]));
  return list;
}

const NUMBERS: Readonly<Record<string, number>> = { NaN, Infinity, '-Infinity': -Infinity, '-0': -0 };

const SPECIAL: Readonly<Record<string, (body: Any) => Any>> = {
  $undefined: () => undefined,
  $number: (name) => NUMBERS[name],
  $bigint: (digits) => bigint(digits),
  $date: (time) => new RealDate(time),
  $regexp: (parts) => new RealRegExp(parts[0], parts[1]),
  $map: (entries) => {
    const map = new RealMap();
    for (let i = 0; i < entries.length; i++) mapSet(map, decode(entries[i][0]), decode(entries[i][1]));
    return map;
  },
  $set: (items) => {
    const set = new RealSet();
    for (let i = 0; i < items.length; i++) setAdd(set, decode(items[i]));
    return set;
  },
  $typed: (parts) => {
    const name: string = parts[0];
    const Typed = hasOwn(classes, name) ? classes[name] : classes.Uint8Array;
    const array = new Typed(parts[1].length);
    const big = cut(name, 0, 3) === 'Big';
    for (let i = 0; i < parts[1].length; i++) array[i] = big ? bigint(parts[1][i]) : parts[1][i];
    return array;
  },
  $symbol: (description) => symbolFor(description),
  $callback: callback,
  $promise: (body) =>
    new RealPromise((fulfil, reject) =>
      hasOwn(body, 'error') ? reject(new RealError(body.error)) : fulfil(decode(body.value)),
    ),
  $error: (parts) => {
    const known = hasOwn(classes, parts[0]);
    const error = known ? new classes[parts[0]](parts[1]) : new RealError(parts[1]);
    if (!known) error.name = parts[0];
    return error;
  },
};

function callback({ answer, answers = [], observed }: Callback): Fn {
  return function callback(this: Any, ...args: Any[]): Any {
    const asked = observed || answer === 'table' ? argumentsText(args) : '';
    if (observed) effect(`callback${asked}`);
    switch (answer) {
      case 'compare':
        return args[0] < args[1] ? -1 : args[0] > args[1] ? 1 : 0;
      case 'first':
        return args[0];
      case 'throw':
        throw new RealError('callback');
      default:
        return answers.length === 0 ? undefined : decode(answers[hashOf(asked, seedOf()) % answers.length]);
    }
  };
}

/** `(1,"a")`: how the arguments of a call are told. */
export function argumentsText(args: Any[]): string {
  const shown = render(args, ARGUMENT_NODES);
  return `(${cut(shown, 1, shown.length - 1)})`;
}
