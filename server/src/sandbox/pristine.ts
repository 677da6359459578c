/**
 * The builtins that the sandbox itself uses, taken before any hostile code is loaded. Code in this folder that runs
 * later uses these and no others, no iteration protocol (`for of`, spread, destructured arrays) and no method calls
 * on values it did not make, so that replaced prototypes change nothing here.
 */

// biome-ignore lint/suspicious/noExplicitAny: values of hostile code have no type
export type Any = any;
export type Fn = (...args: Any[]) => Any;

/** `method.call(self, …args)` as a function that survives a replaced `Function.prototype`. */
const uncurry = Function.prototype.bind.bind(Function.prototype.call as Fn) as unknown as <
  T,
  A extends unknown[],
  R,
>(
  method: (this: T, ...args: A) => R,
) => (self: T, ...args: A) => R;

const getter = (owner: object, key: PropertyKey): ((self: Any) => Any) =>
  uncurry(Object.getOwnPropertyDescriptor(owner, key)!.get as Fn);

export const { apply, construct, ownKeys, getPrototypeOf, getOwnPropertyDescriptor } = Reflect;
export const { defineProperty, create, keys, freeze, is } = Object;
export const objectPrototype = Object.prototype;
export const arrayPrototype = Array.prototype;
export const functionPrototype = Function.prototype;
export const hasOwn = uncurry(Object.prototype.hasOwnProperty) as (o: object, key: PropertyKey) => boolean;
export const tagOf = uncurry(Object.prototype.toString) as (value: unknown) => string;
export const functionText = uncurry(Function.prototype.toString) as (value: unknown) => string;
export const hasInstance = uncurry(Function.prototype[Symbol.hasInstance]) as (
  kind: unknown,
  value: unknown,
) => boolean;
export const CompileFunction = Function;
export const CompileAsyncFunction = Object.getPrototypeOf(async () => {}).constructor as FunctionConstructor;

export const isArray = Array.isArray as (value: unknown) => value is Any[];
export const push = uncurry(Array.prototype.push) as (list: Any[], item: Any) => number;
export const pop = uncurry(Array.prototype.pop) as (list: Any[]) => Any;
export const join = uncurry(Array.prototype.join) as (list: Any[], separator: string) => string;
export const sort = uncurry(Array.prototype.sort) as (list: Any[], order?: Fn) => Any[];
export const slice = uncurry(Array.prototype.slice) as (list: Any[], from?: number, to?: number) => Any[];
export const splice = uncurry(Array.prototype.splice) as (list: Any[], from: number, count: number) => Any[];

export const text = String;
export const number = Number;
export const bigint = BigInt;
export const cut = uncurry(String.prototype.slice) as (s: string, from: number, to?: number) => string;
export const codeAt = uncurry(String.prototype.charCodeAt) as (s: string, at: number) => number;
export const indexIn = uncurry(String.prototype.indexOf) as (
  s: string,
  part: string,
  from?: number,
) => number;
export const symbolText = uncurry(Symbol.prototype.toString) as (s: symbol) => string;
export const { parse, stringify } = JSON;
export const { floor, min, max, imul, abs } = Math;

export const RealDate = Date;
export const dateTime = uncurry(Date.prototype.getTime) as (date: unknown) => number;
export const RealRegExp = RegExp;
export const regexpSource = getter(RegExp.prototype, 'source');
export const regexpFlags = getter(RegExp.prototype, 'flags');
export const RealMap = Map;
export const mapSize = getter(Map.prototype, 'size');
export const mapEach = uncurry(Map.prototype.forEach) as (map: unknown, visit: Fn) => void;
export const mapGet = uncurry(Map.prototype.get) as (map: Map<Any, Any>, key: Any) => Any;
export const mapSet = uncurry(Map.prototype.set) as (map: Map<Any, Any>, key: Any, value: Any) => Any;
export const mapHas = uncurry(Map.prototype.has) as (map: Map<Any, Any>, key: Any) => boolean;
export const RealSet = Set;
export const setSize = getter(Set.prototype, 'size');
export const setEach = uncurry(Set.prototype.forEach) as (set: unknown, visit: Fn) => void;
export const setAdd = uncurry(Set.prototype.add) as (set: Set<Any>, value: Any) => Any;
export const RealWeakMap = WeakMap;
export const weakGet = uncurry(WeakMap.prototype.get) as (map: WeakMap<object, Any>, key: object) => Any;
export const weakSet = uncurry(WeakMap.prototype.set) as (
  map: WeakMap<object, Any>,
  k: object,
  v: Any,
) => Any;

const typedPrototype = Object.getPrototypeOf(Uint8Array.prototype);
/** Name of a typed array's class, undefined for everything else; asks no guest code. */
export const typedName = getter(typedPrototype, Symbol.toStringTag) as (value: unknown) => string | undefined;
export const typedLength = getter(typedPrototype, 'length') as (value: unknown) => number;
export const typedJoin = uncurry(typedPrototype.join) as (value: unknown, separator: string) => string;
export const bufferLength = getter(ArrayBuffer.prototype, 'byteLength') as (value: unknown) => number;
export const numberValue = uncurry(Number.prototype.valueOf);
export const stringValue = uncurry(String.prototype.valueOf);
export const booleanValue = uncurry(Boolean.prototype.valueOf);
export const symbolValue = uncurry(Symbol.prototype.valueOf);
export const bigintValue = uncurry(BigInt.prototype.valueOf);

export const RealPromise = Promise;
export const promiseThen = uncurry(Promise.prototype.then) as (
  promise: unknown,
  fulfilled: Fn,
  rejected: Fn,
) => unknown;
export const RealError = Error;
export const RealProxy = Proxy;
export const iteratorKey: typeof Symbol.iterator = Symbol.iterator;
export const asyncIteratorKey: typeof Symbol.asyncIterator = Symbol.asyncIterator;
export const symbolFor = Symbol;

/** Classes by the name an input gives them. */
export const classes: Readonly<Record<string, Any>> = {
  // A table without a prototype.
  __proto__: null,
  Error,
  TypeError,
  RangeError,
  SyntaxError,
  ReferenceError,
  EvalError,
  URIError,
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
} as Record<string, Any>;
