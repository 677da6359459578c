import { describe, expect, test } from 'vitest';
import { createAnalysis } from '../../../server/src/app/analysis.ts';
import { createInlineAnalyst } from '../../../server/src/app/analyst.ts';
import { createEmbeddings } from '../../../server/src/app/embeddings.ts';
import { createScorer } from '../../../server/src/app/scorer.ts';
import type { FileBehaviour, UnitBehaviour, UnitScore } from '../../../server/src/engine/index.ts';
import { contentHash, fakeEmbedder, mapStore, SETTINGS } from '../../helpers/inline.ts';

const GOLDEN = `import { rates } from './rates';

/** Adds up. */
export function total(prices: number[]): number {
  let sum = 0;
  for (const price of prices) sum += price;
  return sum;
}

export const withTax = (price: number, rate: number): number => price * (1 + rate);

export class Cart {
  private items: number[] = [];
  add(price: number): void {
    this.items.push(price);
  }
  get size(): number {
    return this.items.length;
  }
}

export const shipping = {
  cheap(weight: number) {
    return weight * 2;
  },
  fast: (weight: number) => weight * 5 + rates.base,
};

export interface Line {
  price: number;
  count: number;
}
`;

function setUp() {
  const embedder = fakeEmbedder();
  const analyst = createInlineAnalyst(createAnalysis());
  const store = mapStore();
  const embeddings = createEmbeddings(embedder, store, contentHash);
  const parts = { analyst, embeddings, behaviour: null, embedderId: 'fake', store, hash: contentHash };
  return { analyst, scorer: createScorer({ ...parts, settings: SETTINGS }) };
}

const source = (text: string, path = 'cart.ts') => ({ path, text, hash: contentHash(text) });

async function unitsOf(golden: string, generated: string, behaviour: FileBehaviour | null = null) {
  const request = { golden: source(golden), generated: [source(generated)], shared: false };
  return setUp().scorer.units(request, behaviour);
}

const scores = (units: readonly UnitScore[]) =>
  Object.fromEntries(units.map(({ golden, overall }) => [golden.name, overall]));

const NAMES = [
  'total',
  'withTax',
  'Cart',
  'Cart.add',
  'Cart.size (get)',
  'shipping',
  'shipping.cheap',
  'shipping.fast',
  'Line',
];

test('the outline names units, with where they are', async () => {
  const outline = await setUp().analyst.outline(source(GOLDEN));
  expect(outline.map(({ name }) => name)).toEqual(NAMES);
  expect(outline[0]).toEqual({
    name: 'total',
    kind: 'function',
    range: { start: { line: 3, character: 0 }, end: { line: 7, character: 1 } },
  });
});

test('an identical unit scores 1', async () => {
  const units = await unitsOf(GOLDEN, GOLDEN);
  expect(scores(units)).toEqual(Object.fromEntries(NAMES.map((name) => [name, 1])));
});

test('other names inside of units cost at most .05', async () => {
  const renamed = GOLDEN.replaceAll('sum', 'acc')
    .replaceAll('price ', 'cost ')
    .replace(/\bprice;/, 'cost;');
  for (const [name, overall] of Object.entries(scores(await unitsOf(GOLDEN, renamed))))
    expect(overall, name).toBeGreaterThanOrEqual(0.95);
});

test('units in another order score the same', async () => {
  const parts = GOLDEN.split('\n\n');
  const turned = [parts[0], ...parts.slice(1).reverse()].join('\n\n');
  expect(scores(await unitsOf(GOLDEN, turned))).toEqual(scores(await unitsOf(GOLDEN, GOLDEN)));
});

test('damage is charged to the unit that has it, and more of it costs more', async () => {
  const little = GOLDEN.replace('sum += price', 'sum += price * 2');
  const much = GOLDEN.replace(
    'for (const price of prices) sum += price;',
    'if (prices.length > 3) { sum = Math.max(...prices); while (sum > 10) sum -= 3; }',
  );
  const [hurt, broken] = [scores(await unitsOf(GOLDEN, little)), scores(await unitsOf(GOLDEN, much))];
  expect(hurt.total).toBeLessThan(1);
  expect(broken.total).toBeLessThan(hurt.total);
  for (const name of NAMES.slice(1)) expect(hurt[name], name).toBe(1);
});

test('a unit without a counterpart has no score', async () => {
  const without = GOLDEN.replace(/export const withTax.*\n/, '');
  expect(Object.keys(scores(await unitsOf(GOLDEN, without)))).toEqual(
    NAMES.filter((name) => name !== 'withTax'),
  );
});

describe('behaviour', () => {
  const unit = (name: string, value: number): UnitBehaviour => {
    const start = GOLDEN.indexOf(`export function ${name}`);
    return {
      golden: name,
      generated: name,
      verdict: value === 1 ? 'equivalent' : 'differs',
      reason: null,
      agreement: value,
      value,
      inputs: 100,
      branchCoverage: 1,
      mutants: null,
      witness: null,
      weight: 3,
      places: {
        golden: { start, end: GOLDEN.indexOf('}\n', start) + 1 },
        generated: null,
      },
    };
  };
  const ran = (value: number): FileBehaviour => ({
    verdict: value === 1 ? 'equivalent' : 'differs',
    agreement: value,
    value,
    executed: 0.4,
    reason: null,
    units: [unit('total', value)],
  });

  test('bounds the score of its unit alone', async () => {
    const found = await unitsOf(GOLDEN, GOLDEN, ran(0.2));
    expect(scores(found).total).toBeLessThanOrEqual(0.15 + 0.85 * 0.2 + 1e-6);
    expect(scores(found).withTax).toBe(1);
    expect(found[0].behaviour?.golden).toBe('total');
    expect(found[1].behaviour).toBeNull();
  });

  test('lifts what works, whatever it looks like', async () => {
    const other = GOLDEN.replace(
      /export function total[\s\S]*?\n}\n/,
      'export function total(all: number[]): number {\n  return all.reduce((a, b) => a + b, 0);\n}\n',
    );
    expect(scores(await unitsOf(GOLDEN, other, ran(1))).total).toBeGreaterThanOrEqual(0.9);
  });
});

test('what a comment accepts of a unit does not cost it anything', async () => {
  const accepted = GOLDEN.replace('/** Adds up. */', '// fern-accept structural: the sum may be rounded');
  const changed = GOLDEN.replace('return sum;', 'return Math.round(sum);');
  const [excused] = await unitsOf(accepted, changed);
  const [charged] = await unitsOf(GOLDEN, changed);
  expect(excused.dimensions.structural.value).toBe(1);
  expect(charged.dimensions.structural.value).toBeLessThan(1);
});
