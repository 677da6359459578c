import type { Any, Fn } from '../pristine.ts';
import { typedName } from '../pristine.ts';

/** Deep equality as `assert.deepStrictEqual` has it, for data, maps, sets, dates and errors. */
export function deepEqual(a: Any, b: Any, strict: boolean, seen = new Map<Any, Any>()): boolean {
  if (Object.is(a, b)) return true;
  const objects = typeof a === 'object' && typeof b === 'object' && a !== null && b !== null;
  if (!objects) return !strict && looselyEqual(a, b);
  if (strict && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (seen.get(a) === b) return true;
  seen.set(a, b);
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  if (a instanceof RegExp && b instanceof RegExp) return String(a) === String(b);
  if (a instanceof Error && b instanceof Error && (a.name !== b.name || a.message !== b.message))
    return false;
  const same = (x: Any, y: Any) => deepEqual(x, y, strict, seen);
  if (a instanceof Map && b instanceof Map) {
    return a.size === b.size && [...a].every(([key, value]) => b.has(key) && same(value, b.get(key)));
  }
  if (a instanceof Set && b instanceof Set) {
    return (
      a.size === b.size && [...a].every((item) => b.has(item) || [...b].some((other) => same(item, other)))
    );
  }
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && same(a[name], b[name]))
  );
}

/** Equal after conversion, and NaN equals itself. */
export function looselyEqual(a: Any, b: Any): boolean {
  // biome-ignore lint/suspicious/noDoubleEquals: what loose means
  return a == b || (Number.isNaN(a) && Number.isNaN(b));
}

export function utilModule(): Any {
  const is = (name: string) => (value: Any) => Object.prototype.toString.call(value) === `[object ${name}]`;
  return {
    promisify:
      (call: Fn) =>
      (...args: Any[]) =>
        new Promise((done, fail) =>
          call(...args, (error: Any, value: Any) => (error ? fail(error) : done(value))),
        ),
    callbackify:
      (call: Fn) =>
      (...args: Any[]) => {
        const back = args.pop();
        call(...args).then((value: Any) => back(null, value), back);
      },
    isDeepStrictEqual: (a: Any, b: Any) => deepEqual(a, b, true),
    inherits(child: Any, parent: Any) {
      Object.setPrototypeOf(child.prototype, parent.prototype);
    },
    deprecate: (call: Fn) => call,
    inspect: (value: Any) =>
      typeof value === 'string' ? `'${value}'` : (JSON.stringify(value) ?? String(value)),
    format,
    types: {
      isDate: is('Date'),
      isRegExp: is('RegExp'),
      isMap: is('Map'),
      isSet: is('Set'),
      isPromise: is('Promise'),
      isTypedArray: (value: Any) => typedName(value) !== undefined,
    },
    TextEncoder: (globalThis as Any).TextEncoder,
    TextDecoder: (globalThis as Any).TextDecoder,
  };
}

function format(first: Any, ...rest: Any[]): string {
  const show = (value: Any) =>
    typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
  if (typeof first !== 'string') return [first, ...rest].map(show).join(' ');
  const filled = first.replace(/%[sdifjoO%]/g, (mark) => {
    if (mark === '%%') return '%';
    if (rest.length === 0) return mark;
    const value = rest.shift();
    if (mark === '%i') return String(Number.parseInt(value, 10));
    return mark === '%d' || mark === '%f' ? String(Number(value)) : show(value);
  });
  return [filled, ...rest.map(show)].join(' ');
}
