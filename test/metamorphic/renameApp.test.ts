import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { applicationOf, judge } from '../bench/matching.ts';
import { bindingShape } from '../corpus/binder.ts';
import { syntaxProblems } from '../corpus/syntax.ts';
import { removeComments } from '../corpus/transforms/comments.ts';
import { renameApp } from '../corpus/transforms/renameApp.ts';

const APP = [
  {
    path: 'index.ts',
    text: "export { Basket, emptyBasket as fresh } from './cart/basket';\nexport * as money from './cart/money.js';\n",
  },
  {
    path: 'cart/basket.ts',
    text: `import { debounce } from 'lodash';
import { type Price, addPrices } from './money.js';
import * as cash from './money.js';
// The basket of a customer.
export interface Basket { lines: { price: Price; amount: number }[]; length: number; 'in-store': boolean }
export const emptyBasket = (): Basket => ({ lines: [], length: 0, 'in-store': false });
export function total({ lines }: Basket): Price {
  const sum = lines.map(({ price, amount }) => cash.times(price, amount)).reduce(addPrices, cash.ZERO);
  return sum;
}
export const later = debounce(() => document.body.append(String(emptyBasket().lines)), 10);
`,
  },
  {
    path: 'cart/money.ts',
    text: `export interface Price { cents: number }
export const ZERO: Price = { cents: 0 };
export const addPrices = (a: Price, b: Price): Price => ({ cents: a.cents + b.cents });
export const times = (price: Price, amount: number): Price => { const { cents } = price; return { cents: cents * amount }; };
`,
  },
];

describe('renameApp', () => {
  const renamed = renameApp(APP, { seed: 'test' });
  const all = renamed.files.map(({ text }) => text).join('\n');
  test('changes every name of the application', () => {
    expect(all).not.toMatch(
      /\b(?:Basket|emptyBasket|fresh|money|Price|addPrices|cash|times|price|cents|total|sum|later)\b/,
    );
    expect(all).not.toContain('customer');
    expect(renamed.files.map(({ path }) => path)).not.toContain('cart/money.ts');
  });
  test('leaves names of libraries and the language', () => {
    for (const kept of [
      'debounce',
      'lodash',
      'document.body.append',
      '.map(',
      '.reduce(',
      'length',
      'in-store',
      'String(',
    ]) {
      expect(all).toContain(kept);
    }
  });
  test('keeps code whole', () => {
    for (const { path, text } of APP) {
      const now = renamed.files.find((file) => file.path === renamed.paths.get(path))!;
      expect(syntaxProblems(now.text, now.path)).toEqual([]);
      const numbers = (shape: (string | number)[]) => shape.filter((one) => typeof one === 'number');
      expect(numbers(bindingShape(now.text, now.path))).toEqual(
        numbers(bindingShape(removeComments(text, path), path)),
      );
      for (const [, specifier] of now.text.matchAll(/from '(\.[^']+)'/g)) {
        const target = posix.join(posix.dirname(now.path), specifier!.replace(/\.js$/, ''));
        expect(renamed.files.map((file) => file.path)).toContain(`${target}.ts`);
      }
    }
  });
  test('tells the truth about units', () => {
    const units = renamed.units.get('cart/money.ts')!;
    expect([...units.keys()]).toEqual(['Price', 'ZERO', 'addPrices', 'times']);
    for (const name of units.values()) expect(all).toMatch(new RegExp(`(?:interface|const) ${name}\\b`));
    expect(units.get('ZERO')).toMatch(/^[A-Z]+$/);
    expect(units.get('Price')).toMatch(/^[A-Z][a-z]/);
  });
  test('is repeatable and depends on the seed', () => {
    expect(renameApp(APP, { seed: 'test' })).toEqual(renamed);
    expect(renameApp(APP, { seed: 'other' }).files).not.toEqual(renamed.files);
  });
  test('drops and adds files', () => {
    const files = applicationOf('immer');
    const app = renameApp(files, { drop: 0.2, extra: [{ path: 'far/away.ts', text: 'export {};' }] });
    expect(app.missing).toHaveLength(Math.round(files.length * 0.2));
    expect(app.files).toHaveLength(files.length - app.missing.length + 1);
    expect(app.extra).toHaveLength(1);
    expect(app.missing.some((path) => app.paths.has(path))).toBe(false);
  });
});

test('judge tells right pairs from wrong ones', () => {
  const renamed = renameApp(APP, { seed: 'test' });
  const pairs = [...renamed.paths].map(([golden, generated]) => ({
    golden,
    generated,
    similarity: 1,
    reason: '',
    runner_up: null,
    units: [...renamed.units.get(golden)!].map(([a, b]) => ({ golden: a, generated: b, similarity: 1 })),
  }));
  const answer = { pairs, missing: [], extra: [] };
  expect(judge('app', APP, renamed, answer)).toMatchObject({ paired: 1, units: 1, wrong: [] });
  const swapped = { ...answer, pairs: [pairs[0]!, { ...pairs[1]!, generated: pairs[2]!.generated }] };
  expect(judge('app', APP, renamed, swapped)).toMatchObject({ paired: 1 / 3, units: 0 });
});
