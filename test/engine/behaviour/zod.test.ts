import { describe, expect, it } from 'vitest';
import { createMaker } from '../../../server/src/engine/behaviour/maker.ts';
import { fits } from '../../../server/src/engine/behaviour/shapes/fits.ts';
import { nameOfShape, type Shape } from '../../../server/src/engine/behaviour/shapes/shape.ts';
import { edgesOf } from '../../../server/src/engine/behaviour/values/edges.ts';
import { makeValue } from '../../../server/src/engine/behaviour/values/generate.ts';
import { Random } from '../../../server/src/engine/random.ts';
import { described, likeliest } from './described.ts';

const DECLARED = `import { z } from 'zod';
enum Level { Low, High }
const COLOURS = ['red', 'green'] as const;
const LEAST = 3;
const Base = z.object({ id: z.number().int(), name: z.string(), tag: z.string().optional() });
const Cat = z.object({ kind: z.literal('cat'), lives: z.number() });
const Dog = z.object({ kind: z.literal('dog'), loud: z.boolean() });
type Tree = { value: number; children: Tree[] };
const Tree: z.ZodType<Tree> = z.lazy(() => z.object({ value: z.number(), children: z.array(Tree) }));
`;

function shapeOf(schema: string, type = 'infer'): Shape {
  const code = `${DECLARED}const S = ${schema}; export function f(v: z.${type}<typeof S>) { return g(v); }`;
  return described(code, 'file.ts').plan.call.fillings[0].shapes[0];
}

function check(cases: readonly (readonly [schema: string, expected: string])[], type = 'infer'): void {
  it.each(cases)('%s → %s', (schema, expected) => {
    expect(nameOfShape(shapeOf(schema, type))).toBe(expected);
  });
}

const BASE = '{ id: number; name: string; tag?: string }';

describe('schemas', () => {
  check([
    ['z.string()', 'string'],
    ['z.string().min(1).max(5).email()', 'string'],
    ['z.email()', 'string'],
    ['z.iso.date()', 'string'],
    ['z.number().int().positive()', 'number'],
    ['z.int()', 'number'],
    ['z.bigint()', 'bigint'],
    ['z.boolean()', 'boolean'],
    ['z.date()', 'date'],
    ["z.literal('a')", '"a"'],
    ["z.literal(['a', 1])", '"a" | 1'],
    ["z.enum(['a', 'b'])", '"a" | "b"'],
    ['z.enum(COLOURS)', '"red" | "green"'],
    ['z.nativeEnum(Level)', '0 | 1'],
    ['z.enum(Level)', '0 | 1'],
    ["z.enum(['a', 'b', 'c']).exclude(['b'])", '"a" | "c"'],
    ['z.null()', 'null'],
    ['z.undefined()', 'undefined'],
    ['z.any()', 'any'],
    ['z.unknown()', 'any'],
    ['z.array(z.string()).min(1).nonempty()', 'string[]'],
    ['z.string().array()', 'string[]'],
    ['z.tuple([z.string(), z.number()])', '[string, number]'],
    ['z.record(z.string(), z.number())', 'Record<string, number>'],
    ['z.record(z.number())', 'Record<string, number>'],
    ["z.record(z.enum(['a', 'b']), z.number())", '{ a: number; b: number }'],
    ['z.map(z.string(), z.number())', 'Map<string, number>'],
    ['z.set(z.string())', 'Set<string>'],
    ['z.union([z.string(), z.number()])', 'string | number'],
    ['z.string().or(z.number())', 'string | number'],
    ['z.string().optional()', 'string | undefined'],
    ['z.optional(z.string())', 'string | undefined'],
    ['z.string().nullable()', 'string | null'],
    ['z.string().nullish()', 'string | null | undefined'],
    ["z.string().default('x')", 'string'],
    ['z.string().transform((s) => s.length)', 'string'],
    ['z.string().refine((s) => s.length > 1).describe("x").brand<"B">()', 'string'],
    ['z.preprocess((x) => x, z.number())', 'number'],
    ['z.coerce.number()', 'number'],
    ['z.function()', '() => any'],
    [
      'z.discriminatedUnion("kind", [Cat, Dog])',
      '{ kind: "cat"; lives: number } | { kind: "dog"; loud: boolean }',
    ],
    ['Base', BASE],
    ['Base.strict()', BASE],
    ['Base.extend({ age: z.number() })', '{ id: number; name: string; tag?: string; age: number }'],
    ['Base.merge(Cat)', '{ id: number; name: string; tag?: string; kind: "cat"; lives: number }'],
    ['z.intersection(Base, Cat)', '{ id: number; name: string; tag?: string; kind: "cat"; lives: number }'],
    [
      'Base.and(Cat).or(z.null())',
      '{ id: number; name: string; tag?: string; kind: "cat"; lives: number } | null',
    ],
    ['Base.pick({ id: true })', '{ id: number }'],
    ['Base.omit({ id: true })', '{ name: string; tag?: string }'],
    ['Base.partial()', '{ id?: number; name?: string; tag?: string }'],
    ['Base.partial({ id: true })', '{ id?: number; name: string; tag?: string }'],
    ['Base.required()', '{ id: number; name: string; tag: string }'],
    ['Base.keyof()', '"id" | "name" | "tag"'],
    ['Base.shape.id', 'number'],
    ['z.object({ ...Base.shape, x: z.boolean() })', '{ id: number; name: string; tag?: string; x: boolean }'],
    ['z.object({ list: z.array(Base) })', `{ list: ${BASE}[] }`],
    ['z.object({ a: unknownThing() })', '{ a: any }'],
    ['unknownThing()', 'any'],
    [
      'Tree',
      '{ value: number; children: { value: number; children: { value: number; children: any[] }[] }[] }',
    ],
  ]);
});

describe('what goes in and what comes out', () => {
  check(
    [
      ["z.object({ a: z.string().default('x') })", '{ a?: string }'],
      ['z.coerce.number()', 'number | string'],
      ['z.coerce.date()', 'date | string'],
      ['z.string().pipe(z.number())', 'string'],
    ],
    'input',
  );
  check(
    [
      ["z.object({ a: z.string().default('x') })", '{ a: string }'],
      ['z.string().pipe(z.number())', 'number'],
    ],
    'output',
  );
});

/** Values made for a schema; each as text must match. */
function checkValues(cases: readonly (readonly [schema: string, expected: RegExp])[]): void {
  it.each(cases)('%s makes %s', (schema, expected) => {
    const shape = shapeOf(schema);
    const source = { random: new Random(5), literals: { numbers: [7, 5000], texts: ['x y'] }, tiny: false };
    const made = [...source.random.times(150, () => makeValue(source, shape)), ...edgesOf(source, shape)];
    for (const value of made) {
      expect(String(value)).toMatch(expected);
      expect(fits(shape, value)).toBe(true);
    }
    expect(new Set(made.map(String)).size).toBeGreaterThan(2);
  });
}

describe('values keep to the limits', () => {
  checkValues([
    ['z.number().int().min(3).max(9)', /^[3-9]$/],
    ['z.number().int().min(LEAST).max(9)', /^[3-9]$/],
    ['z.number().gt(0).lt(1)', /^0\.\d+$/],
    ['z.number().int().positive()', /^[1-9]\d*$/],
    ['z.number().int().nonnegative().max(4)', /^[0-4]$/],
    ['z.number().negative().int()', /^-[1-9]\d*$/],
    ['z.number().multipleOf(5).min(10)', /^([1-9]\d*0|[1-9]\d*5)$/],
    ['z.number().int().min(1900).max(2100)', /^(19\d\d|20\d\d|2100)$/],
    ['z.string().min(2).max(4)', /^[\s\S]{2,4}$/],
    ['z.string().length(6)', /^[\s\S]{6}$/],
    ['z.string().nonempty()', /./],
    ["z.string().startsWith('id-').min(4)", /^id-[\s\S]+$/],
    ["z.string().endsWith('.ts')", /\.ts$/],
    ['z.string().regex(/^[A-Z]{3}-[5-9]+$/)', /^[A-Z]{3}-[5-9]+$/],
    ['z.string().email()', /^[\w.+-]+@[\w.-]+\.\w+$/],
    ['z.string().url()', /^https?:\/\/[\w.-]+/],
    ['z.string().uuid()', /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/],
    ['z.string().datetime()', /^20\d\d-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(\.\d+)?Z$/],
    ['z.iso.date()', /^20\d\d-[01]\d-[0-3]\d$/],
    ['z.array(z.number().int().min(1).max(3)).min(2).max(4)', /^[1-3](,[1-3]){1,3}$/],
    ['z.array(z.boolean()).length(2)', /^\w+,\w+$/],
  ]);
});

describe('what is parsed', () => {
  const SCHEMA = 'const User = z.object({ name: z.string().min(1), age: z.number().int().min(18) });';

  it.each([
    ['(v: unknown)', 'User.parse(v)'],
    ['(v: any)', 'User.safeParse(v).success'],
    ['(v)', 'User.parse(v).name'],
    ['(v)', 'User.partial().parseAsync(v)'],
  ])('%s %s', (parameters, body) => {
    const code = `${DECLARED}${SCHEMA} export function f${parameters} { return ${body}; }`;
    const { plan, literals, throws } = described(code, 'file.ts');
    expect(throws).toContain('ZodError');
    const random = new Random(3);
    const maker = createMaker(plan, literals, false);
    const made = random.times(200, () => maker.make(random).args[0]);
    const [fit] = (plan.call.fillings[0].shapes[0] as Shape & { kind: 'union' }).options;
    const share = made.filter((value) => fits(fit, value)).length / made.length;
    expect(share).toBeGreaterThan(0.55);
    expect(share).toBeLessThan(0.95);
    // Just below the limit, and fields of other types.
    const edges = maker.edges(random).map(({ args }) => args[0] as { age?: unknown; name?: unknown });
    expect(edges.some((value) => value?.age === 17)).toBe(true);
    expect(edges.some((value) => value?.name === '')).toBe(true);
    expect(edges.some((value) => typeof value?.age === 'string')).toBe(true);
  });

  it('an annotation that says more wins', () => {
    const code = `${DECLARED}${SCHEMA} export function f(v: string) { return User.parse(v); }`;
    expect(likeliest(described(code, 'file.ts').plan.call)).toBe('string');
  });

  it('only by a schema', () => {
    const code = 'export function f(v) { return JSON.parse(v); }';
    expect(likeliest(described(code).plan.call)).not.toContain('any');
  });
});

describe('where schemas come from', () => {
  const others = {
    './schemas': "import * as z from 'zod'; export const User = z.object({ id: z.number() });",
  };

  it.each([
    ["import { z } from 'zod'; import { User } from './schemas';", 'z.infer<typeof User>'],
    ["import { z } from 'zod'; import { User } from './schemas'; type U = z.output<typeof User>;", 'U'],
    ["import zod from 'zod/v4'; const User = zod.object({ id: zod.number() });", 'zod.infer<typeof User>'],
    [
      "import { type infer as Inferred, object, number, z } from 'zod'; const User = object({ id: number() });",
      'z.TypeOf<typeof User>',
    ],
  ])('%s', (head, type) => {
    const code = `${head} export function f(v: ${type}) { return g(v); }`;
    expect(likeliest(described(code, 'file.ts', { others }).plan.call)).toBe('{ id: number }');
  });

  it('required, and named in a doc comment', () => {
    const code = `const { z } = require('zod'); const User = z.object({ id: z.number() });
      /** @param {z.infer<typeof User>} v */ exports.f = function f(v) { return g(v); };`;
    expect(likeliest(described(code).plan.call)).toBe('{ id: number }');
  });
});
