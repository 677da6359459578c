import { describe, expect, it } from 'vitest';
import { alignUnits } from '../../server/src/engine/matching/units.ts';
import type { SourceModel } from '../../server/src/engine/model/source.ts';
import { nameSimilarity, subwords } from '../../server/src/engine/text/subwords.ts';
import { createRandom, shuffled } from '../corpus/random.ts';
import { parse } from '../helpers/model.ts';

/** An alignment as text: `=` the same code but for names, `~` the same thing changed, `-` missing, `+` extra. */
function aligned(golden: string, generated: string): string[] {
  const a = parse(golden);
  const b = parse(generated);
  const { pairs, missing, extra } = alignUnits(a, b);
  for (const pair of pairs) {
    expect(pair.similarity).toBeGreaterThanOrEqual(0);
    expect(pair.similarity).toBeLessThanOrEqual(1);
    if (pair.identical) expect([pair.similarity, pair.hunks]).toEqual([1, []]);
  }
  expect([...pairs.map((pair) => pair.golden), ...missing].sort((x, y) => x - y)).toEqual(indices(a));
  expect([...pairs.map((pair) => pair.generated), ...extra].sort((x, y) => x - y)).toEqual(indices(b));
  return [
    ...pairs.map((pair) => {
      const sign = pair.identical ? '=' : '~';
      return `${nameOf(a, pair.golden)} ${sign} ${nameOf(b, pair.generated)}`;
    }),
    ...missing.map((unit) => `- ${nameOf(a, unit)}`),
    ...extra.map((unit) => `+ ${nameOf(b, unit)}`),
  ];
}

function indices(model: SourceModel): number[] {
  return model.units.map((_, index) => index);
}

function nameOf({ units }: SourceModel, unit: number): string {
  return units[unit].name || units[unit].kind;
}

const SUM =
  'export function sum(list: number[]) { let all = 0; for (const n of list) all += n; return all; }\n';
const MEAN = "export function mean(a: number[]) { if (!a.length) throw new Error('empty'); return a[0]; }\n";
const ID = 'export const id = 7;\n';

describe('alignUnits', () => {
  const CASES: readonly { says: string; golden: string; generated: string; is: string[] }[] = [
    { says: 'nothing on both sides', golden: '', generated: '', is: [] },
    { says: 'nothing generated', golden: ID, generated: '', is: ['- id'] },
    { says: 'nothing golden', golden: '', generated: ID, is: ['+ id'] },
    {
      says: 'the same name, the same code',
      golden: SUM + MEAN,
      generated: SUM + MEAN,
      is: ['sum = sum', 'mean = mean'],
    },
    {
      says: 'another order',
      golden: SUM + MEAN + ID,
      generated: ID + MEAN + SUM,
      is: ['sum = sum', 'mean = mean', 'id = id'],
    },
    {
      says: 'other names of locals',
      golden: SUM,
      generated: SUM.replaceAll('list', 'values').replaceAll('all', 'total'),
      is: ['sum = sum'],
    },
    {
      says: 'another exported name: the same code, as the contract tells of names',
      golden: SUM + MEAN,
      generated: MEAN + SUM.replace('sum', 'addUp'),
      is: ['sum = addUp', 'mean = mean'],
    },
    {
      says: 'names exchanged: the name goes before the code',
      golden: SUM + MEAN,
      generated: SUM.replace('sum', 'mean') + MEAN.replace('mean', 'sum'),
      is: ['sum ~ sum', 'mean ~ mean'],
    },
    {
      says: 'the same name, other code',
      golden: SUM,
      generated: 'export function sum(list: number[]) { return list.reduce((a, b) => a + b, 0); }',
      is: ['sum ~ sum'],
    },
    {
      says: 'renamed and changed a little',
      golden: SUM + MEAN,
      generated: MEAN + SUM.replace('sum', 'addUp').replace('let all = 0', 'let all = 1'),
      is: ['sum ~ addUp', 'mean = mean'],
    },
    {
      says: 'a type is not a function, whatever it is called',
      golden: 'export type Sum = { list: number[] };',
      generated: 'export function Sum(list: number[]) { return list; }',
      is: ['- Sum', '+ Sum'],
    },
    {
      says: 'an interface may be written as a type',
      golden: 'export interface Point { x: number; y: number }',
      generated: 'export type Point = { x: number; y: number };',
      is: ['Point ~ Point'],
    },
    {
      says: 'a class may be written as functions, but not all of it',
      golden: 'export class Cart { add(n: number) { this.all.push(n); } }',
      generated: 'export const Cart = { add(n: number) { all.push(n); }, clear() { all.length = 0; } };',
      is: ['Cart ~ Cart', 'Cart.add ~ Cart.add', '+ Cart.clear'],
    },
    {
      says: 'duplicates are paired in their order',
      golden: 'tick();\ntick();\ntick();\n',
      generated: 'tick();\ntick();\n',
      is: ['statement = statement', 'statement = statement', '- statement'],
    },
    {
      says: 'names that are no names of a record',
      golden: 'export function constructor() { return 1; }\nexport const __proto__ = 2;',
      generated: 'export const __proto__ = 2;\nexport function constructor() { return 1; }',
      is: ['constructor = constructor', '__proto__ = __proto__'],
    },
  ];
  it.each(CASES)('$says', ({ golden, generated, is }) => {
    expect(aligned(golden, generated)).toEqual(is);
  });

  it('pairs duplicates first with first', () => {
    const model = parse('tick();\nother(1);\ntick();\n');
    const { pairs } = alignUnits(model, parse('tick();\ntick();\nother(1);\n'));
    expect(pairs.map((pair) => [pair.golden, pair.generated])).toEqual([
      [0, 0],
      [1, 2],
      [2, 1],
    ]);
  });

  it('finds everything again in any order under other names', () => {
    const random = createRandom('units');
    const units = Array.from(
      { length: 60 },
      (_, i) => (name: string) =>
        `export function ${name}(a: number) { if (a > ${i}) return 'n${i * 7}'; return a * ${i + 2} + '${i}'; }\n`,
    );
    const golden = parse(units.map((unit, i) => unit(`first${i}`)).join(''));
    const order = shuffled([...units.keys()], random);
    const generated = parse(order.map((i) => units[i](`second${i}`)).join(''));
    const { pairs, missing, extra } = alignUnits(golden, generated);
    expect([missing, extra]).toEqual([[], []]);
    for (const pair of pairs) expect(order[pair.generated]).toBe(pair.golden);
  });

  it('is the same for the same files', () => {
    const [golden, generated] = [SUM + MEAN + ID, ID.replace('7', '8') + MEAN.replace('mean', 'average')];
    expect(alignUnits(parse(golden), parse(generated))).toEqual(alignUnits(parse(golden), parse(generated)));
  });

  it.each([
    { says: 'with the same names', rename: (i: number) => `tiny${i}` },
    { says: 'with other names', rename: (i: number) => `other${i}` },
  ])('comes to an end with thousands of tiny units $says', ({ rename }) => {
    const text = (name: (i: number) => string): string =>
      Array.from({ length: 4000 }, (_, i) => `export const ${name(i)} = ${i % 3};`).join('\n');
    const { pairs, missing, extra } = alignUnits(parse(text((i) => `tiny${i}`)), parse(text(rename)));
    expect(pairs.length + missing.length).toBe(4000);
    expect(pairs.length + extra.length).toBe(4000);
    if (rename(1) === 'tiny1') expect(pairs.every((pair) => pair.golden === pair.generated)).toBe(true);
  });
});

describe('subwords', () => {
  it.each([
    ['formatDueDates2', 'format due date 2'],
    ['HTMLParser', 'html parser'],
    ['parseHTML', 'parse html'],
    ['MAX_RETRIES', 'max retrie'],
    ['snake_case_name', 'snake case name'],
    ['kebab-case', 'kebab case'],
    ['src/app/user.service', 'src app user service'],
    ['_$private', 'private'],
    ['class', 'class'],
    ['ids', 'ids'],
    ['utf8', 'utf 8'],
    ['straße', 'stra ß e'],
    ['日付format', '日付 format'],
    ['', ''],
    ['_', ''],
  ])('%s: %s', (text, words) => {
    expect(subwords(text).join(' ')).toBe(words);
  });
});

describe('nameSimilarity', () => {
  it.each([
    ['a', 'a', 1],
    ['', '', 1],
    ['', 'a', 0],
    ['_', '$', 0],
    ['formatDate', 'format_dates', 1],
    ['formatDate', 'formatTime', 1 / 2],
    ['formatDueDate', 'format', 1 / 2],
    ['aaB', 'aaAaB', 4 / 5],
    ['load', 'save', 0],
  ])('%s and %s: %d', (a, b, expected) => {
    expect(nameSimilarity(a, b)).toBeCloseTo(expected, 12);
    expect(nameSimilarity(b, a)).toBeCloseTo(expected, 12);
  });
});
