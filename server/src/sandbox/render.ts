import { invention } from './inventions.ts';
import {
  type Any,
  bigintValue,
  booleanValue,
  bufferLength,
  cut,
  dateTime,
  getPrototypeOf,
  hasOwn,
  isArray,
  join,
  keys,
  mapEach,
  mapGet,
  mapSet,
  mapSize,
  numberValue,
  objectPrototype,
  push,
  regexpFlags,
  regexpSource,
  setEach,
  setSize,
  slice,
  sort,
  stringify,
  stringValue,
  symbolText,
  symbolValue,
  text,
  typedLength,
  typedName,
} from './pristine.ts';

/** Most values told of one result, longest string, deepest nesting; beyond is `…`. */
const NODES = 40_000;
const LONGEST = 20_000;
const DEEPEST = 12;

let left = 0;
/** The objects that are being told, outermost first; filled, so that no write asks a replaced prototype. */
const path: (object | null)[] = [null, null, null, null, null, null, null, null, null, null, null, null];
let depth = 0;

/**
 * A value as canonical text: equal values give equal text, whatever the order in which keys were set. Reads data
 * without asking the code where that is possible, and survives the code where it is not.
 */
export function render(value: Any, nodes = NODES): string {
  left = nodes;
  depth = 0;
  return show(value);
}

function show(value: Any): string {
  if (--left < 0) return '…';
  switch (typeof value) {
    case 'number':
      // -0 is told as 0: hardly any code means the difference.
      return value === 0 ? '0' : text(value);
    case 'string':
      left -= value.length >> 6;
      return value.length > LONGEST ? `${stringify(cut(value, 0, LONGEST))}…` : stringify(value);
    case 'bigint': {
      const digits = text(value);
      left -= digits.length >> 6;
      return digits.length > LONGEST ? `${cut(digits, 0, LONGEST)}…n` : `${digits}n`;
    }
    case 'symbol':
      return symbolText(value);
    case 'function': {
      const made = invention(value);
      return made === undefined ? 'function' : `«${made}»`;
    }
    case 'object':
      return value === null ? 'null' : showObject(value);
    default:
      return text(value);
  }
}

function showObject(value: Any): string {
  if (depth >= DEEPEST) return '…';
  for (let i = 0; i < depth; i++) if (path[i] === value) return '<circle>';
  const outer = depth;
  path[depth++] = value;
  let shown: string;
  try {
    shown = isArray(value) ? showArray(value) : plain(value) ? showFields(value) : showSpecial(value);
  } catch {
    // A hostile proxy or getter.
    shown = '<throws>';
  }
  depth = outer;
  return shown;
}

function plain(value: Any): boolean {
  const prototype = getPrototypeOf(value);
  return prototype === objectPrototype || prototype === null;
}

function showArray(value: Any[]): string {
  let shown = '[';
  for (let i = 0; i < value.length; i++) {
    if (i > 0) shown += ',';
    if (left <= 0) return `${shown}…]`;
    const item = value[i];
    if (item === undefined && !hasOwn(value, i)) {
      left--;
      shown += '<hole>';
    } else shown += show(item);
  }
  return `${shown}]`;
}

function showFields(value: Any): string {
  const names = keys(value);
  const { sorted, labels } = fieldsOf(names);
  let shown = '{';
  for (let i = 0; i < sorted.length; i++) {
    if (left <= 0) return `${shown}…}`;
    shown += labels[i];
    let got: Any;
    try {
      got = value[sorted[i]];
    } catch {
      shown += '<throws>';
      continue;
    }
    shown += show(got);
  }
  return `${shown}}`;
}

/** Names of fields in order, and each as it is told: `,"name":`. */
interface Fields {
  names: string[];
  sorted: string[];
  labels: string[];
}

/** Of the object that was told last: those of a list are mostly alike. */
let last: Fields = { names: [], sorted: [], labels: [] };

function fieldsOf(names: string[]): Fields {
  if (alike(names, last.names)) return last;
  const sorted = sort(slice(names));
  const labels: string[] = [];
  for (let i = 0; i < sorted.length; i++) push(labels, `${i > 0 ? ',' : ''}${stringify(sorted[i])}:`);
  last = { names, sorted, labels };
  return last;
}

function alike(a: string[], b: string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function showSpecial(value: Any): string {
  const made = invention(value);
  if (made !== undefined) return `«${made}»`;
  const typed = typedName(value);
  if (typed !== undefined) return showTyped(value, typed);
  const special = SPECIAL[tag(value)];
  if (special !== undefined) {
    try {
      return special(value);
    } catch {
      // An object that only says that it is one.
    }
  }
  if (isError(value)) return `Error(${nameOf(value)})`;
  return showFields(value);
}

function tag(value: Any): string {
  let proto = value;
  for (let i = 0; proto !== null && i < 20; i++) {
    const found = mapGet(known, proto);
    if (found !== undefined) return found;
    proto = getPrototypeOf(proto);
  }
  return '';
}

/** Prototypes of builtin classes: an object is of the class that is first in its chain. */
const known = new Map<object, string>([
  [Map.prototype, 'Map'],
  [Set.prototype, 'Set'],
  [Date.prototype, 'Date'],
  [RegExp.prototype, 'RegExp'],
  [Promise.prototype, 'Promise'],
  [WeakMap.prototype, 'WeakMap'],
  [WeakSet.prototype, 'WeakSet'],
  [Error.prototype, 'Error'],
  [ArrayBuffer.prototype, 'ArrayBuffer'],
  [Number.prototype, 'Number'],
  [String.prototype, 'String'],
  [Boolean.prototype, 'Boolean'],
  [Symbol.prototype, 'Symbol'],
  [BigInt.prototype, 'BigInt'],
]);

/** Has instances of a class of the sandbox told by a text of theirs. */
export function tellBy(prototype: object, name: string, tell: (value: Any) => string): void {
  mapSet(known, prototype, name);
  SPECIAL[name] = (value) => `${name}(${tell(value)})`;
}

const SPECIAL: Record<string, ((value: Any) => string) | undefined> = {
  // @ts-expect-error a table without a prototype
  __proto__: null,
  Map: (value) => {
    mapSize(value);
    const parts: string[] = [];
    mapEach(value, (item: Any, key: Any) => {
      if (left > 0) push(parts, `${show(key)}=>${show(item)}`);
    });
    return `Map{${join(sort(parts), ',')}}`;
  },
  Set: (value) => {
    setSize(value);
    const parts: string[] = [];
    setEach(value, (item: Any) => {
      if (left > 0) push(parts, show(item));
    });
    return `Set{${join(sort(parts), ',')}}`;
  },
  Date: (value) => `Date(${text(dateTime(value))})`,
  RegExp: (value) => `/${regexpSource(value)}/${regexpFlags(value)}`,
  Promise: () => 'Promise',
  WeakMap: () => 'WeakMap',
  WeakSet: () => 'WeakSet',
  Error: (value) => `Error(${nameOf(value)})`,
  ArrayBuffer: (value) => `ArrayBuffer(${text(bufferLength(value))})`,
  Number: (value) => `Object(${show(numberValue(value))})`,
  String: (value) => `Object(${show(stringValue(value))})`,
  Boolean: (value) => `Object(${show(booleanValue(value))})`,
  Symbol: (value) => `Object(${show(symbolValue(value))})`,
  BigInt: (value) => `Object(${show(bigintValue(value))})`,
};

function showTyped(value: Any, name: string): string {
  const length = typedLength(value);
  const parts: string[] = [];
  for (let i = 0; i < length; i++) {
    if (--left < 0) {
      push(parts, '…');
      break;
    }
    push(parts, text(value[i]));
  }
  return `${name}[${join(parts, ',')}]`;
}

/** Whether a thrown value is told by its name: an Error, or an object that looks like one. */
export function isError(value: Any): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return tag(value) === 'Error';
}

/** Name of an error's class as it tells it; never throws. */
export function nameOf(error: Any): string {
  const name = property(error, 'name');
  return typeof name === 'string' ? cut(name, 0, 200) : 'Error';
}

/** Reads a property of a hostile object; undefined where that throws. */
export function property(value: Any, key: PropertyKey): Any {
  try {
    return value[key];
  } catch {
    return undefined;
  }
}

/** What was thrown: the name of an error, or the type of what is none. */
export function thrown(error: Any): string {
  if (isError(error)) return nameOf(error);
  if (typeof error === 'object' && error !== null) {
    const name = property(error, 'name');
    if (typeof name === 'string' && typeof property(error, 'message') === 'string') return cut(name, 0, 200);
  }
  return typeof error;
}

export function messageOf(error: Any): string {
  const isObject = typeof error === 'object' && error !== null;
  const message = isObject ? property(error, 'message') : typeof error === 'string' ? error : '';
  return typeof message === 'string' ? cut(message, 0, 500) : '';
}
