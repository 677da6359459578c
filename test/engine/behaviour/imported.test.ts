import { describe, expect, it } from 'vitest';
import { hypothesesOf } from '../../../server/src/engine/behaviour/inference/hypotheses.ts';
import { readUsage } from '../../../server/src/engine/behaviour/inference/imported.ts';
import type { SourceModel } from '../../../server/src/engine/model/source.ts';
import { parse } from '../../helpers/model.ts';
import { lastSignature, names } from './shapesOf.ts';

/** What the parameters of the last function of `entry` are, where it imports `others`: specifier → code. */
function shapes(entry: string, others: Readonly<Record<string, string>>): string {
  const model = parse(entry, 'entry.js');
  const models = new Map(
    Object.entries(others).map(([path, code]): [string, SourceModel] => [path, parse(code, `${path}.js`)]),
  );
  const usage = readUsage({ models, resolve: (_, specifier) => models.get(specifier) ?? null }, model);
  const { node } = lastSignature(model);
  const slots = usage.functionSlot(node).root.parameters ?? [];
  return names(slots.map((slot) => hypothesesOf(slot, null)[0]!.shape));
}

describe('what functions of other files say of what they are called with', () => {
  const cases: readonly (readonly [
    says: string,
    entry: string,
    others: Record<string, string>,
    expected: string,
  ])[] = [
    [
      'an imported function',
      "import { shout } from './a'; function f(v) { return shout(v) }",
      { './a': 'export function shout(s) { return s.toUpperCase() }' },
      'string',
    ],
    [
      'the keys that it reads',
      "import { total } from './a'; function f(v) { return total(v) }",
      { './a': 'export const total = (cart) => cart.price * cart.count;' },
      '{ price: number; count: number }',
    ],
    [
      'a default export',
      "import half from './a'; function f(v) { return half(v) }",
      { './a': 'export default function half(n) { return n / 2 }' },
      'number',
    ],
    [
      'a required module',
      "const half = require('./a'); function f(v) { return half(v) }",
      { './a': 'module.exports = half; function half(n) { return n / 2 }' },
      'number',
    ],
    [
      'a function that calls one of a third file',
      "import { outer } from './a'; function f(v) { return outer(v) }",
      {
        './a': "import { inner } from './b'; export function outer(x) { return inner(x) }",
        './b': 'export function inner(d) { return d.getTime() }',
      },
      'date',
    ],
    [
      'its result',
      "import { words } from './a'; function f(v) { return words(v).map((w) => w) }",
      { './a': "export function words(s) { return s.split(' ') }" },
      'string',
    ],
    [
      'callers apart from each other',
      "import { same } from './a'; function f(v, w) { same(v); same(w); return v.trim() + w * 2 }",
      { './a': 'export function same(x) { return x }' },
      'string, number',
    ],
    [
      'further arguments',
      "import { sum } from './a'; function f(v, w) { return sum(v, w) }",
      { './a': 'export function sum(...all) { return all.reduce((a, b) => a * b, 1) }' },
      'number, number',
    ],
    [
      'files that import each other',
      "import { a } from './a'; function f(v) { return a(v) }",
      {
        './a': "import { b } from './b'; export function a(x) { return b(x) + x.trim() }",
        './b': "import { a } from './a'; export function b(x) { return a(x) }",
      },
      'string',
    ],
    ['what is not there', "import { a } from './gone'; function f(v) { return a(v) && v * 2 }", {}, 'number'],
  ];
  it.each(cases)('%s', (_, entry, others, expected) => {
    expect(shapes(entry, others)).toBe(expected);
  });
});
