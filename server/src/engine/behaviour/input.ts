/**
 * An input: what a target is called with. Plain JSON, so that it can be kept, sent and told; values that JSON does
 * not have are objects with one key that starts with `$`.
 */
export type Value =
  | null
  | boolean
  | number
  | string
  | readonly Value[]
  | { readonly [key: string]: Value }
  | Special;

export type Special =
  /** Absent or undefined. */
  | { readonly $undefined: 1 }
  /** `NaN`, `Infinity`, `-Infinity`, `-0`. */
  | { readonly $number: 'NaN' | 'Infinity' | '-Infinity' | '-0' }
  | { readonly $bigint: string }
  /** Milliseconds since 1970. */
  | { readonly $date: number }
  | { readonly $regexp: readonly [source: string, flags: string] }
  | { readonly $map: readonly (readonly [Value, Value])[] }
  | { readonly $set: readonly Value[] }
  /** A typed array: name of its class and elements. */
  | { readonly $typed: readonly [name: string, elements: readonly number[]] }
  | { readonly $symbol: string }
  /** A callback that Fern passes; see {@link Callback}. */
  | { readonly $callback: Callback }
  /** A promise: fulfilled with a value or rejected with an Error of that message. */
  | { readonly $promise: { readonly value: Value } | { readonly error: string } }
  /** An error of that class. */
  | { readonly $error: readonly [name: string, message: string] };

/**
 * What a callback answers. 'table': one of `answers`, chosen by its arguments, so that equal arguments get equal
 * answers whatever the order of calls. 'compare': -1, 0 or 1 as its two arguments are ordered. 'first': its first
 * argument. 'throw': throws an Error.
 * With `observed` its calls are effects.
 */
export interface Callback {
  readonly answer: 'table' | 'compare' | 'first' | 'throw';
  readonly answers?: readonly Value[];
  readonly observed: boolean;
}

/** What is done with a target, in order; the outcome is what the last step gives, for classes the whole history. */
export interface Input {
  readonly args: readonly Value[];
  /** When the result is a function: it is called with these, one list after the other, and the results are the outcome. */
  readonly further?: readonly (readonly Value[])[];
  /**
   * When the target is a class, or its result an object: members used on it in order; getters and fields without
   * arguments. `get total` is read and never called, `static of` is the class's own.
   */
  readonly calls?: readonly (readonly [member: string, args: readonly Value[]])[];
}

/** Stands before a member that is read. */
export const READ = 'get ';

export function encodeInput(input: Input): string {
  return JSON.stringify(input);
}

export function decodeInput(encoded: string): Input {
  return JSON.parse(encoded) as Input;
}
