import { describe, expect, test } from 'vitest';
import { corpusFiles } from '../corpus/files.ts';
import { parseText } from '../corpus/syntax.ts';
import { mutate } from '../corpus/transforms/mutate.ts';
import { findMutations } from '../corpus/transforms/mutations.ts';

const CASES: [code: string, operator: string, result: string][] = [
  ['x = a + b;', 'arithmetic', 'x = a - b;'],
  ['x = a < b;', 'relational', 'x = a >= b;'],
  ['x = a === b;', 'equality', 'x = a !== b;'],
  ['x = a && b;', 'logical', 'x = a || b;'],
  ['x = true;', 'boolean', 'x = false;'],
  ['x = 3;', 'number', 'x = 4;'],
  ["x = 'y';", 'string', "x = '';"],
  ["x = '';", 'string', "x = 'mutated';"],
  ['if (a) b();', 'condition', 'if (!(a)) b();'],
  ['b();\nc = d;', 'statement', '\nc = d;'],
  ['f(a, b);', 'argument-dropped', 'f(a);'],
  ['f(a,);', 'argument-dropped', 'f();'],
  ['f(a, b);', 'argument-swapped', 'f(b, a);'],
  ['function f() { return a; }', 'return', 'function f() { return undefined; }'],
  ['x = [1];', 'array', 'x = [];'],
  ['x = { a };', 'object', 'x = {};'],
  ['x = !a;', 'unary', 'x = a;'],
  ['i++;', 'update', 'i--;'],
  ['x += 1;', 'assignment', 'x -= 1;'],
  ['x = a.some(f);', 'method', 'x = a.every(f);'],
  ['x = a?.b;', 'optional-chaining', 'x = a.b;'],
  ['x = a?.[b];', 'optional-chaining', 'x = a[b];'],
  ['function f() { g(); }', 'block', 'function f() {}'],
];

describe('operators', () => {
  test.each(CASES)('%s: %s', (code, operator, result) => {
    const found = findMutations(parseText(code, 'a.ts')).filter((one) => one.operator === operator);
    const results = found.map(({ start, end, text }) => code.slice(0, start) + text + code.slice(end));
    expect(results).toContain(result);
  });
  test.each([
    "import a from 'b';",
    "export * from 'b';",
    "'use strict';",
    "type A = 'b' | 1;",
    "interface A { b: 'c' }",
    'declare const a: 1;',
  ])('leaves %s alone', (code) => {
    expect(findMutations(parseText(code, 'a.ts'))).toEqual([]);
  });
});

describe('mutate', () => {
  const files = corpusFiles({ perPackage: 2 });
  test.each(files.map((file) => [file.path, file] as const))('%s', (path, { text }) => {
    let previous = mutate(text, path, 0);
    expect(previous).toEqual({ text, changes: [] });
    for (let count = 1; count <= 4; count++) {
      const next = mutate(text, path, count);
      expect(next).toEqual(mutate(text, path, count));
      expect(next.changes.map(({ operator }) => operator).slice(0, previous.changes.length)).toEqual(
        previous.changes.map(({ operator }) => operator),
      );
      expect(next.changes.length - previous.changes.length).toBeLessThanOrEqual(1);
      previous = next;
    }
  });
  test.each(files.map((file) => [file.path, file] as const))(
    'reports the changed line of %s',
    (path, { text }) => {
      for (const seed of ['a', 'b', 'c']) {
        const { text: mutated, changes } = mutate(text, path, 1, seed);
        if (changes.length === 0) continue;
        const [before, after] = [text.split('\n'), mutated.split('\n')];
        const first = before.findIndex((line, index) => line !== after[index]);
        const fromEnd = [...before].reverse().findIndex((line, index) => line !== after.at(-1 - index));
        expect(changes[0]!.line).toBeLessThanOrEqual(first);
        expect(after.length - 1 - fromEnd).toBeGreaterThanOrEqual(changes[0]!.line);
        expect(first - changes[0]!.line).toBeLessThanOrEqual(1);
      }
    },
  );
});
