import { describe, expect, it } from 'vitest';
import type { Value } from '../../../server/src/engine/behaviour/input.ts';
import { fits } from '../../../server/src/engine/behaviour/shapes/fits.ts';
import {
  ANY,
  arrayOf,
  NO_NUMBER_FACTS,
  NO_TEXT_FACTS,
  NUMBER,
  type NumberFacts,
  nameOfShape,
  type Shape,
  TEXT,
  type TextFacts,
  UNDEFINED,
  unionOf,
} from '../../../server/src/engine/behaviour/shapes/shape.ts';
import { makeArguments } from '../../../server/src/engine/behaviour/values/arguments.ts';
import { derive } from '../../../server/src/engine/behaviour/values/derive.ts';
import { edgesOf } from '../../../server/src/engine/behaviour/values/edges.ts';
import { makeValue } from '../../../server/src/engine/behaviour/values/generate.ts';
import { mutate } from '../../../server/src/engine/behaviour/values/mutate.ts';
import type { Literals, ValueSource } from '../../../server/src/engine/behaviour/values/source.ts';
import { Random } from '../../../server/src/engine/random.ts';
import { annotated } from './shapesOf.ts';

const LITERALS: Literals = { numbers: [42, 0.5, -7], texts: ['red', '$set', '', '__proto__'] };
const SEEDS = Array.from({ length: 60 }, (_, seed) => seed * 7919 + 1);

function source(seed: number, tiny = seed % 4 === 0): ValueSource {
  return { random: new Random(seed), literals: LITERALS, tiny };
}

function number(facts: Partial<NumberFacts>): Shape {
  return { kind: 'number', facts: { ...NO_NUMBER_FACTS, ...facts } };
}

function text(facts: Partial<TextFacts>): Shape {
  return { kind: 'string', facts: { ...NO_TEXT_FACTS, ...facts } };
}

function literal(value: string | number | boolean | null): Shape {
  return { kind: 'literal', value };
}

const TYPES = [
  'number',
  'string',
  'boolean',
  'bigint',
  'symbol',
  'undefined',
  'null',
  "'a' | 'b' | 3 | true | null",
  'number[]',
  'string[]',
  'number[][]',
  'string[][][]',
  'boolean[][][]',
  '(string | number)[]',
  "('a' | 'b')[][][][]",
  '[string, number]',
  '[number, [string, boolean]]',
  '{ id: number; name: string; tags?: string[] }',
  '{ id: number; at: Date }[]',
  '{ a: { b: { c: { d: { e: { f: string } } } } } }',
  '{}',
  'Record<string, number>',
  'Record<string, { x: string }[]>',
  'Map<string, number>',
  'Map<number, string[]>',
  'Set<string>',
  'Date',
  'Date | string',
  'RegExp',
  'Error',
  'Uint8Array',
  'Float64Array',
  'Promise<number>',
  '(a: number, b: number) => number',
  '(a: string) => boolean',
  '() => void',
  '`id-${number}`',
  "`${'a' | 'b'}-${number}`",
  'string | undefined',
  '{ kind: "a"; x: number } | { kind: "b"; y: string }',
  'unknown',
  'Partial<{ a: number; b: string }>',
  'List',
  'Tree',
  'Branch',
  'Json',
];

const DECLARED = `
interface List { value: number; next: List | null }
interface Tree { value: string; children: Tree[] }
interface Branch { value: number; left?: Branch; right?: Branch }
type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
`;

const SHAPES: readonly (readonly [string, Shape])[] = [
  ...TYPES.map((type) => [type, annotated(`${DECLARED} function f(v: ${type}) {}`)[0]] as const),
  ['whole numbers', number({ integer: true, positive: true, numbers: [3, 1e9] })],
  ['fractions', number({ fractional: true, negative: true, numbers: [0.25] })],
  ['an alphabet', text({ texts: ['(', ')', '[', ']'] })],
  ['words', text({ tokens: ['red', 'green'] })],
  ['words with delimiters', text({ tokens: ['+', '-'], delimiters: [' '] })],
  ['numbers with delimiters', text({ numericParts: true, delimiters: ['.', '-'] })],
  ['characters', text({ delimiters: [''] })],
  ['digits', text({ digits: true })],
  ['numbers as texts', text({ numeric: true, texts: ['0'] })],
];

/** Runs a check for every seed. */
function everySeed(run: (seed: number) => void): void {
  for (const seed of SEEDS) run(seed);
}

describe('values', () => {
  it.each(SHAPES)('%s: every value fits', (_, shape) => {
    everySeed((seed) => {
      const value = makeValue(source(seed), shape);
      expect(fits(shape, value), JSON.stringify(value)).toBe(true);
    });
  });

  it.each(SHAPES)('%s: every edge fits', (_, shape) => {
    for (const value of edgesOf(source(1, false), shape))
      expect(fits(shape, value), JSON.stringify(value)).toBe(true);
  });

  it.each(SHAPES)('%s: the same seed, the same values', (_, shape) => {
    everySeed((seed) => {
      expect(makeValue(source(seed), shape)).toEqual(makeValue(source(seed), shape));
    });
  });

  it.each(SHAPES)('%s: values survive JSON', (_, shape) => {
    everySeed((seed) => {
      const value = makeValue(source(seed), shape);
      expect(JSON.stringify(JSON.parse(JSON.stringify(value)))).toBe(JSON.stringify(value));
    });
  });

  it('other seeds, other values', () => {
    const values = SEEDS.map((seed) => JSON.stringify(makeValue(source(seed), arrayOf(NUMBER))));
    expect(new Set(values).size).toBeGreaterThan(SEEDS.length / 2);
  });

  it.each([
    ['List', /^(?:null|\{"value":-?[\d.]+,"next":(?:null|\{.*\})\})$/],
    ['Branch', /^(?:[^a-uw-z]|value|left|right)*$/],
  ])('%s: nothing but its own parts in it, however deep', (type, pattern) => {
    const [shape] = annotated(`${DECLARED} function f(v: ${type}) {}`);
    everySeed((seed) => {
      expect(JSON.stringify(makeValue(source(seed), shape))).toMatch(pattern);
    });
  });

  it('a record has no keys that stand for special values', () => {
    const shape: Shape = { kind: 'record', value: NUMBER, keys: ['$date'] };
    everySeed((seed) => {
      expect(JSON.stringify(makeValue(source(seed), shape))).not.toContain('"$');
    });
  });
});

describe('facts in values', () => {
  const share = (shape: Shape, holds: (value: Value) => boolean): number => {
    const values = Array.from({ length: 300 }, (_, seed) => makeValue(source(seed, false), shape));
    return values.filter(holds).length / values.length;
  };
  const cases: readonly (readonly [string, Shape, (value: Value) => boolean, number])[] = [
    ['whole numbers', number({ integer: true }), (value) => Number.isInteger(value), 0.95],
    ['words', text({ tokens: ['red', 'green'] }), (value) => /^(?:red|green)$/.test(String(value)), 0.6],
    ['delimiters', text({ delimiters: [','] }), (value) => String(value).includes(','), 0.3],
    ['digits', text({ digits: true }), (value) => /^\d+$/.test(String(value)), 0.6],
    ['an alphabet', text({ texts: ['(', ')'] }), (value) => /[()]/.test(String(value)), 0.5],
    [
      'numbers in parts',
      text({ numericParts: true, delimiters: ['.'] }),
      (value) => /^\d+(?:\.\d+)*$/.test(String(value)),
      0.6,
    ],
    ['fractions', number({ fractional: true }), (value) => !Number.isInteger(value), 0.05],
  ];
  it.each(cases)('%s', (_, shape, holds, least) => {
    expect(share(shape, holds)).toBeGreaterThan(least);
  });

  it('numbers that the code knows come, and those beside them', () => {
    const shape = number({ numbers: [977] });
    const values = new Set(Array.from({ length: 300 }, (_, seed) => makeValue(source(seed, false), shape)));
    expect([976, 977, 978].every((near) => values.has(near))).toBe(true);
  });
});

describe('mutate', () => {
  const typeOf = (value: Value): string =>
    Array.isArray(value)
      ? 'array'
      : value !== null && typeof value === 'object'
        ? Object.keys(value).sort().join()
        : typeof value;

  it.each(SHAPES)('%s: keeps the type', (_, shape) => {
    everySeed((seed) => {
      const value = makeValue(source(seed), shape);
      expect(typeOf(mutate(source(seed + 1), value))).toBe(typeOf(value));
    });
  });

  it('changes most values', () => {
    const changed = SEEDS.filter((seed) => {
      const value = makeValue(source(seed, false), arrayOf(NUMBER));
      return JSON.stringify(mutate(source(seed + 1), value)) !== JSON.stringify(value);
    });
    expect(changed.length).toBeGreaterThan(SEEDS.length / 2);
  });

  it('leaves the value alone that it is given', () => {
    const value = Object.freeze([1, Object.freeze({ a: Object.freeze([2, 3]) })]) as Value;
    everySeed((seed) => {
      mutate(source(seed), value);
    });
    expect(value).toEqual([1, { a: [2, 3] }]);
  });
});

describe('derive', () => {
  it.each(SHAPES)('%s: fits its shape', (_, shape) => {
    everySeed((seed) => {
      const from = makeValue(source(seed), shape);
      const value = derive(source(seed + 1), from, shape);
      expect(fits(shape, value), JSON.stringify(value)).toBe(true);
    });
  });
});

describe('values that meet', () => {
  const derived = (from: Value, shape: Shape): string[] =>
    SEEDS.map((seed) => JSON.stringify(derive(source(seed, false), from, shape)));

  it('records are equal, or differ in a value or a key', () => {
    const record: Shape = { kind: 'record', value: NUMBER, keys: [] };
    const made = derived({ a: 1, b: 2 }, record);
    expect(made).toContain('{"a":1,"b":2}');
    expect(made).toContain('{"a":1}');
    expect(made.some((value) => /"a":(?!1)/.test(value))).toBe(true);
  });

  it('a second argument that may be left out still meets the first', () => {
    const record: Shape = { kind: 'record', value: NUMBER, keys: [] };
    const args = SEEDS.map((seed) =>
      makeArguments(new Random(seed), LITERALS, [record, unionOf([record, UNDEFINED])], []),
    );
    const equal = args.filter(([first, second]) => JSON.stringify(first) === JSON.stringify(second));
    expect(equal.length).toBeGreaterThan(8);
  });
});

describe('numbers that are none', () => {
  const kinds = (facts: Partial<NumberFacts>): string[] =>
    [
      ...new Set(
        SEEDS.flatMap((seed) => [
          ...edgesOf(source(seed), number(facts)),
          makeValue(source(seed), number(facts)),
        ])
          .filter((value) => typeof value !== 'number')
          .map((value) => JSON.stringify(value)),
      ),
    ].sort();

  it('are made where the code asks for them alone', () => {
    expect(kinds({})).toEqual([]);
    expect(kinds({ nonFinite: true })).toEqual(['{"$number":"Infinity"}', '{"$number":"NaN"}']);
    expect(kinds({ signedZero: true })).toEqual(['{"$number":"-0"}']);
  });
});

describe('texts that patterns are about', () => {
  it('hold what is looked for, among words', () => {
    const made = SEEDS.map(
      (seed) => makeValue(source(seed, false), text({ fragments: ['/<b\\d>/g'] })) as string,
    );
    expect(made.filter((value) => /<b\d>/.test(value)).length).toBeGreaterThan(8);
    expect(made.some((value) => /\w<b\d>/.test(value))).toBe(true);
  });

  it('hold numbers that the code knows', () => {
    const known: ValueSource = { random: new Random(3), literals: { numbers: [29], texts: [] }, tiny: false };
    const made = Array.from({ length: 60 }, () =>
      makeValue(known, text({ patterns: ['/^\\d\\d-\\d\\d$/'] })),
    );
    for (const day of ['28', '29', '30'])
      expect(made.some((value) => String(value).includes(day))).toBe(true);
  });
});

describe('arguments', () => {
  const PAIRS: readonly (readonly [Shape, Shape])[] = [
    [NUMBER, NUMBER],
    [TEXT, TEXT],
    [arrayOf(NUMBER), arrayOf(TEXT)],
    [arrayOf(TEXT), arrayOf(arrayOf(TEXT))],
    [literal('a'), literal('b')],
    [unionOf([literal('a'), literal('b')]), unionOf([literal(1), literal(2)])],
    [unionOf([NUMBER, TEXT]), unionOf([TEXT, UNDEFINED])],
    [
      { kind: 'tuple', elements: [NUMBER] },
      { kind: 'tuple', elements: [NUMBER, NUMBER] },
    ],
    [
      { kind: 'object', properties: [{ name: 'x', shape: NUMBER, optional: false }] },
      { kind: 'object', properties: [{ name: 'y', shape: TEXT, optional: false }] },
    ],
    [arrayOf(TEXT), NUMBER],
    [TEXT, NUMBER],
    [arrayOf(NUMBER), NUMBER],
    [ANY, ANY],
  ];
  it.each(PAIRS.map((shapes) => [shapes.map(nameOfShape).join(', '), shapes] as const))(
    '%s: each fits its parameter',
    (_, shapes) => {
      everySeed((seed) => {
        const args = makeArguments(new Random(seed), LITERALS, shapes, []);
        shapes.forEach((shape, index) => {
          expect(fits(shape, args[index]), JSON.stringify(args)).toBe(true);
        });
      });
    },
  );

  it('texts and lists that are read by one index are mostly of one length', () => {
    for (const shape of [TEXT, arrayOf(NUMBER)]) {
      const alike = SEEDS.filter((seed) => {
        const [a, b] = makeArguments(new Random(seed), LITERALS, [shape, shape], [[0, 1]]);
        return (a as string).length === (b as string).length;
      });
      expect(alike.length / SEEDS.length).toBeGreaterThan(0.75);
    }
  });

  it('a later text often has to do with an earlier one', () => {
    const met = SEEDS.filter((seed) => {
      const [a, b] = makeArguments(new Random(seed), LITERALS, [TEXT, TEXT], []) as string[];
      return a.length > 1 && b !== '' && [...b].every((character) => a.includes(character));
    });
    expect(met.length / SEEDS.length).toBeGreaterThan(0.15);
  });
});

describe('fits', () => {
  it('what is missing fits nothing', () => {
    for (const [, shape] of SHAPES) expect(fits(shape, undefined)).toBe(false);
  });
});
