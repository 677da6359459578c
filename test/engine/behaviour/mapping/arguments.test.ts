import { describe, expect, it } from 'vitest';
import { UsageReader } from '../../../../server/src/engine/behaviour/inference/reader.ts';
import type { Value } from '../../../../server/src/engine/behaviour/input.ts';
import {
  arrangements,
  arrangeValues,
  showArrangement,
} from '../../../../server/src/engine/behaviour/mapping/arguments.ts';
import { describeSide, type Interface } from '../../../../server/src/engine/behaviour/mapping/describe.ts';
import { inventoryOf } from '../../../../server/src/engine/behaviour/mapping/inventory.ts';
import { Likeness } from '../../../../server/src/engine/behaviour/mapping/likeness.ts';
import { nameLikeness } from '../../../../server/src/engine/behaviour/mapping/names.ts';
import { parse } from '../../../helpers/model.ts';

function sideOf(code: string) {
  const model = parse(code);
  const world = { models: new Map(), resolve: () => null };
  return describeSide(world, { model, usage: new UsageReader(model.tree), text: code });
}

function arranged(golden: string, generated: string) {
  const [own, other] = [
    sideOf(`function f(${golden}): void {}`),
    sideOf(`function f(${generated}): void {}`),
  ];
  const face = own.interfaces.get('f') as Interface;
  const likeness = new Likeness(inventoryOf(own), inventoryOf(other));
  return { face, all: arrangements(face, other.interfaces.get('f') as Interface, likeness) };
}

describe('how a counterpart is called', () => {
  it.each([
    ['as it is', 'a: string, b: number', 'x: string, y: number', ['a', 'b']],
    ['by type', 'a: string, b: number', 'x: number, y: string', ['b', 'a']],
    ['by name', 'from: number, limit: number', 'limit: number, from: number', ['limit', 'from']],
    [
      'by parts of names',
      'unitPrice: number, count: number',
      'n: number, price: number',
      ['count', 'unitPrice'],
    ],
    [
      'options put together',
      'name: string, age: number',
      'user: { years: number; name: string }',
      ['{ years: age, name: name }'],
    ],
    [
      'options taken apart',
      'options: { page: number; text: string }',
      'query: string, page: number',
      ['options.text', 'options.page'],
    ],
    ['what it does not need is left out', 'a: string, b: number', 'x: string', ['a']],
    ['lists are not texts', 'a: string[], b: string', 'x: string, y: string[]', ['b', 'a']],
  ])('%s', (_, golden, generated, expected) => {
    const { face, all } = arranged(golden, generated);
    expect(showArrangement(all[0], face)).toEqual(expected);
  });

  it('in every order where names and types say nothing', () => {
    const { face, all } = arranged('a: number, b: number, c: number', 'x: number, y: number, z: number');
    expect(all).toHaveLength(6);
    expect(showArrangement(all[0], face)).toEqual(['a', 'b', 'c']);
  });

  it('in one order where names speak', () => {
    expect(arranged('start: number, end: number', 'end: number, start: number').all).toHaveLength(1);
  });
});

it.each<[string, string, Value[], Value[]]>([
  ['a: string, b: number', 'x: number, y: string', ['t', 1], [1, 't']],
  ['name: string, age: number', 'user: { years: number; name: string }', ['t', 1], [{ years: 1, name: 't' }]],
  ['name: string, age?: number', 'user: { years?: number; name: string }', ['t'], [{ name: 't' }]],
  [
    'options: { page: number; text: string }',
    'query: string, page: number',
    [{ page: 1, text: 't' }],
    ['t', 1],
  ],
])('(%s) for (%s)', (golden, generated, given, expected) => {
  const { all } = arranged(golden, generated);
  expect(arrangeValues(all[0], given, (_, value) => value)).toEqual(expected);
});

it.each([
  ['price', 'unitPrice', true],
  ['qty', 'quantity', true],
  ['max', 'maximum', true],
  ['items', 'item', true],
  ['status', 'state', false],
  ['count', 'amount', false],
  ['cat', 'concat', false],
  ['a', 'b', false],
])('%s and %s: names speak %s', (a, b, speak) => {
  expect(nameLikeness(a, b) >= 0.5).toBe(speak);
});
