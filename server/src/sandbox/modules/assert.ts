import type { Any } from '../pristine.ts';
import { deepEqual, looselyEqual } from './util.ts';

class AssertionError extends Error {
  override name = 'AssertionError';
  code = 'ERR_ASSERTION';
}

export function assertModule(strict: boolean): Any {
  const check = (right: boolean, message: Any, otherwise: string): void => {
    if (right) return;
    if (message instanceof Error) throw message;
    throw new AssertionError(message ?? otherwise);
  };
  const fits = (error: Any, expected: Any): boolean => {
    if (expected === undefined || typeof expected === 'string') return true;
    if (expected instanceof RegExp) return expected.test(String(error));
    if (typeof expected !== 'function') {
      return Object.keys(expected).every((key) => deepEqual(error?.[key], expected[key], true));
    }
    return expected.prototype !== undefined && error instanceof expected ? true : expected(error) === true;
  };
  const ok = (value: Any, message?: Any) => check(Boolean(value), message, 'The expression is not true');
  const strictly: Any = {
    ok,
    equal: (a: Any, b: Any, m?: Any) => check(Object.is(a, b), m, 'Expected values to be strictly equal'),
    notEqual: (a: Any, b: Any, m?: Any) => check(!Object.is(a, b), m, 'Expected values to differ'),
    deepEqual: (a: Any, b: Any, m?: Any) =>
      check(deepEqual(a, b, true), m, 'Expected values to be deep-equal'),
    notDeepEqual: (a: Any, b: Any, m?: Any) => check(!deepEqual(a, b, true), m, 'Expected values to differ'),
  };
  const loosely: Any = {
    ok,
    equal: (a: Any, b: Any, m?: Any) => check(looselyEqual(a, b), m, 'Expected values to be equal'),
    notEqual: (a: Any, b: Any, m?: Any) => check(!looselyEqual(a, b), m, 'Expected values to differ'),
    deepEqual: (a: Any, b: Any, m?: Any) =>
      check(deepEqual(a, b, false), m, 'Expected values to be deep-equal'),
    notDeepEqual: (a: Any, b: Any, m?: Any) => check(!deepEqual(a, b, false), m, 'Expected values to differ'),
  };
  const module: Any = Object.assign(
    (value: Any, message?: Any) => ok(value, message),
    strict ? strictly : loosely,
    {
      strictEqual: strictly.equal,
      notStrictEqual: strictly.notEqual,
      deepStrictEqual: strictly.deepEqual,
      notDeepStrictEqual: strictly.notDeepEqual,
      AssertionError,
      fail: (message?: Any) => check(false, message, 'Failed'),
      match: (value: string, pattern: RegExp, m?: Any) => check(pattern.test(value), m, 'Expected a match'),
      throws(run: () => void, expected?: Any, message?: Any) {
        let thrown = false;
        try {
          run();
        } catch (error) {
          thrown = true;
          if (!fits(error, expected)) throw error;
        }
        check(thrown, message, 'Missing expected exception.');
      },
      async rejects(promise: Any, expected?: Any, message?: Any) {
        let thrown = false;
        try {
          await (typeof promise === 'function' ? promise() : promise);
        } catch (error) {
          thrown = true;
          if (!fits(error, expected)) throw error;
        }
        check(thrown, message, 'Missing expected rejection.');
      },
    },
  );
  module.strict = strict ? module : Object.assign((value: Any, m?: Any) => ok(value, m), module, strictly);
  return module;
}
