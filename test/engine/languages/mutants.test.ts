import { expect, test } from 'vitest';
import { mutationsOf } from '../../../server/src/engine/languages/runnable.ts';

/** Every text that one change of `code` gives. */
function check(code: string, expected: readonly string[], path = 'a.ts'): void {
  const texts = mutationsOf(path, code).map(
    ({ start, end, replacement }) => code.slice(0, start) + replacement + code.slice(end),
  );
  expect(texts).toEqual(expected);
}

test.each([
  ['a < b', ['a <= b']],
  ['a >= 10', ['a > 10', 'a >= (10 + 1)']],
  ['a === b', ['a !== b']],
  ['a + b', ['a - b']],
  ["a + 'x'", ["a + ''"]],
  ['`${a}` + b', []],
  ['a && b || c', ['a || b || c', 'a && b && c']],
  ['!a', ['(a)']],
  ['-a', ['(a)']],
  ['a++', ['a--']],
  ['a ? b : c', ['!(a) ? b : c']],
  ['if (a) b();', ['if (false) b();', 'if (a) undefined;']],
  ['function f() { return a; }', ['function f() { return undefined; }']],
  ['f = true', ['f = false']],
  ["f = ''", ["f = '-'"]],
  ["f = { 'k': 1, l: x }", []],
  // What is never run.
  ["import a from 'a';", []],
  ["type T = 'a' | 1;", []],
  ["let x: 'a' | 1;", []],
  ["'use strict';", []],
])('%s', (code, expected) => check(code, expected));

test('code that does not parse, and other languages', () => {
  expect(() => mutationsOf('a.ts', 'if (a <')).not.toThrow();
  check('a < b', [], 'a.py');
});
