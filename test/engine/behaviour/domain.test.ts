import { describe, expect, it } from 'vitest';
import {
  DEPARTURES,
  type Departure,
  type Domain,
  departuresOf,
  INSIDE,
  MILD,
  weightOf,
} from '../../../server/src/engine/behaviour/domain.ts';
import type { Value } from '../../../server/src/engine/behaviour/input.ts';
import { inferred } from './shapesOf.ts';

type Case = readonly [args: readonly Value[], expected: readonly Departure[]];

/** What a function is meant for, by its uses alone. */
function domainOf(code: string, extra: Partial<Domain> = {}): Domain {
  return {
    hypotheses: [inferred(code).map(([first]) => first.shape)],
    sameLength: [],
    classifies: false,
    ...extra,
  };
}

function check(says: string, code: string, cases: readonly Case[], extra: Partial<Domain> = {}): void {
  describe(says, () => {
    const domain = domainOf(code, extra);
    it.each(cases)('%j: %j', (args, expected) => {
      expect([...departuresOf(domain, args)].sort()).toEqual([...expected].sort());
    });
  });
}

for (const tidies of ['s.trim().length', "s.replace(/\\s+/g, '-')", "s.toLowerCase().trimEnd() + '.'"])
  check(`a text whose blanks ${tidies} tidies away`, `function f(s) { return ${tidies} }`, [
    [['a  b'], []],
    [[' a '], []],
    [[''], ['an empty text']],
  ]);

check('a number', 'function f(n) { return n * 2 }', [
  [[5], []],
  [[0], []],
  [[300], []],
  [[301], ['a large number']],
  [[-1], ['a negative number']],
  [[0.5], ['a fraction']],
  [[-0.5], ['a fraction', 'a negative number']],
]);

check('a number below zero', 'function f(n) { return n < 0 ? -n : n }', [
  [[-5], []],
  [[-5.5], ['a fraction']],
]);

check('a number with fractions', 'function f(n) { return Math.round(n) }', [
  [[0.5], []],
  [[-0.5], ['a negative number']],
]);

check('a counter', 'function f(n) { while (n > 0) n-- }', [
  [[3], []],
  [[0], ['zero for a counter']],
  [[-3], ['a negative number for a positive one']],
]);

check('a count', 'function f(n) { return n % 2 === 1 }', [
  [[3], []],
  [[0], []],
  [[-3], ['a negative number for a count']],
]);

check('a divisor', 'function f(a, b) { return a / b }', [
  [[1, 2], []],
  [[1, 0], ['zero for a divisor']],
  [[1, -2], ['a negative number for a positive one']],
]);

check('a list of numbers', 'function f(list) { return list.reduce((a, b) => a + b, 0) }', [
  [[[1, 2, 3]], []],
  [[[]], ['an empty list']],
  [[[-1]], ['a negative number inside']],
  [[[0.5]], ['a fraction inside']],
  [[[1000]], ['a large number']],
]);

check(
  'a list that may be empty',
  'function f(list) { if (list.length === 0) return 0; return list[0] * 2 }',
  [[[[]], []]],
);

check('a list of lists', 'function f(rows) { return rows.map((row) => row.map((x) => x * 2)) }', [
  [[[[1], [2]]], []],
  [[[[1], []]], ['an empty list inside']],
]);

check('a pair', 'function f([a, b]) { return b - a }', [
  [[[1, 2]], []],
  [[[2, 2]], []],
  [[[2, 1]], ['a descending pair']],
]);

check('a position in a list', 'function f(list, k) { return list[k] * 2 }', [
  [[[1, 2], 0], []],
  [[[1, 2], 2], []],
  [[[1, 2], 3], ['a position outside the list']],
  [
    [[1, 2], -1],
    ['a negative number', 'a position outside the list'],
  ],
]);

check('an object', 'function f({ age, name }) { return age - name.trim().length }', [
  [[{ age: 1, name: 'a' }], []],
  [[{ age: -1, name: '' }], ['a negative number inside', 'an empty text inside']],
]);

check('a text', 'function f(s) { return s.toUpperCase() }', [
  [['hello'], []],
  [['Hello World'], []],
  [['snake_case, kebab-case.'], []],
  [[''], ['an empty text']],
  [[' a'], ['blanks at an end or doubled']],
  [['a '], ['blanks at an end or doubled']],
  [['a  b'], ['blanks at an end or doubled']],
  [['a#b'], ['unusual marks']],
  [['x'.repeat(25)], []],
  [['x'.repeat(26)], ['a long text']],
]);

check('a text that may be empty', "function f(s) { if (s === '') return null; return s.trim() }", [
  [[''], []],
]);

check(
  'a text of brackets',
  "function f(s) { let d = 0; for (const c of s) { if (c === '(') d++; if (c === ')') d--; } return d }",
  [
    [['(())'], []],
    [['(()'], ['unbalanced brackets']],
    [[')('], ['unbalanced brackets']],
    [['(a)'], ['characters of no meaning']],
    [['abc'], ['characters of no meaning']],
  ],
);

check(
  'a text of brackets that is told valid or not',
  "function f(s) { let d = 0; for (const c of s) { if (c === '(') d++; if (c === ')') d--; } return d === 0 }",
  [
    [['(())'], []],
    [['(()'], []],
  ],
  { classifies: true },
);

check(
  'a letter range',
  "function f(s) { let n = 0; for (const c of s) if (c >= 'a' && c <= 'z') n++; return n }",
  [
    [['hello'], []],
    [['#1'], []],
  ],
);

check('a word', 'function f(s) { return { red: 1, blue: 2 }[s] }', [[['red'], []]]);

check('a known word', 'function f(s) { const map = { red: 1, blue: 2 }; return map[s] }', [
  [['red'], []],
  [['green'], ['an unknown word']],
]);

check('a text for a number', 'function f(s) { return parseInt(s, 10) }', [
  [['12'], []],
  [['1.5'], []],
  [['abc'], ['a text that is no number', 'a text without digits for a number']],
  [['12px'], ['a text that is no number']],
]);

check('numbers between delimiters', "function f(s) { return s.split('.').map((p) => parseInt(p, 10)) }", [
  [['1.2.3'], []],
  [['1.a.3'], ['a part that is no number']],
]);

check('digits', 'function f(s) { let n = 0; for (const c of s) n += Number(c); return n }', [
  [['123'], []],
  [['12a'], ['a text that is not of digits']],
]);

describe('lists of one length', () => {
  const domain = domainOf('function f(a, b) { return a[0] * b[0] }', {
    hypotheses: [
      inferred('function f(a, b) { return a.map((x) => x * 2).concat(b.map((x) => x * 2)) }').map(
        ([first]) => first.shape,
      ),
    ],
    sameLength: [[0, 1]],
  });
  it.each<Case>([
    [[[1], [2]], []],
    [[[1], [2, 3]], ['lists of different lengths']],
  ])('%j: %j', (args, expected) => {
    expect([...departuresOf(domain, args)]).toEqual(expected);
  });
});

describe('several hypotheses', () => {
  const number = inferred('function f(n) { return n * 2 }').map(([first]) => first.shape);
  const text = inferred('function f(s) { return s.trim() }').map(([first]) => first.shape);
  const domain: Domain = { hypotheses: [number, text], sameLength: [], classifies: false };
  it('an input is held against the first that fits', () => {
    expect([...departuresOf(domain, [-1])]).toEqual(['a negative number']);
    expect([...departuresOf(domain, [''])]).toEqual(['an empty text']);
  });
  it('an input that fits none is no departure by itself', () => {
    expect([...departuresOf(domain, [true])]).toEqual([]);
  });
  it('nothing is known where there is no hypothesis', () => {
    expect([...departuresOf({ ...domain, hypotheses: [] }, [-1])]).toEqual([]);
  });
});

describe('weights', () => {
  it('an ordinary input has all of it', () => {
    expect(weightOf([])).toBe(1);
  });
  it('each departure takes its share', () => {
    expect(weightOf(['a large number', 'an empty list'])).toBeCloseTo(0.6 * 0.3, 12);
  });
  it('every share is above nothing and below all', () => {
    for (const share of Object.values(DEPARTURES)) expect(share > 0 && share < 1).toBe(true);
  });
  it('mild departures stay inside, all others leave', () => {
    for (const departure of Object.keys(DEPARTURES) as Departure[])
      expect(weightOf([departure]) >= INSIDE, departure).toBe(MILD.has(departure));
  });
});

check('a number that may be zero', 'function f(a, b) { return b === 0 ? null : a / b }', [
  [[6, 0], []],
  [[6, -1], ['a negative number for a positive one']],
]);

check('a text that is looked for in another', 'function f(s, t) { return s.trim().indexOf(t.trim()) }', [
  [['a#b', '#'], []],
  [['a#b', 'a'], ['unusual marks']],
]);

check('a text that is split', "function f(s) { return s[0] === '(' ? 1 : s.split(';').length }", [
  [['a;b'], []],
]);
