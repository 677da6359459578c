import { assign, type Candidate } from '../../matching/assignment.ts';
import type { Value } from '../input.ts';
import type { Shape } from '../shapes/shape.ts';
import { isSpecial } from '../values/special.ts';
import type { Interface, Passage } from './describe.ts';
import { bare, type Likeness } from './likeness.ts';
import { nameLikeness, SPEAKS } from './names.ts';
import type { Piece } from './told.ts';

/** A parameter of the golden, or a field of one that is an object of options. */
export interface Source {
  readonly from: number;
  readonly field: string | null;
}

/** What a parameter of the other side gets: something of the golden's, an object made of such, or nothing. */
export type Argument =
  | { readonly kind: 'one'; readonly source: Source }
  | { readonly kind: 'options'; readonly fields: readonly (readonly [string, Source])[] }
  | { readonly kind: 'none' };

/** How a call of the golden's unit becomes one of its counterpart. */
export interface Arrangement {
  readonly args: readonly Argument[];
  /** How well types and names fit, 0 to 1. */
  readonly likeness: number;
}

/** A value that is passed: a parameter, or a field of an object of options. */
interface Leaf {
  readonly at: number;
  readonly field: string | null;
  readonly name: string;
  readonly shape: Shape | null;
  readonly declared: boolean;
  readonly optional: boolean;
}

/** More leaves are not put in other orders. */
const MOST_PERMUTED = 4;
const UNLIKE = 0.35;
const NAME = 0.3;
const POSITION = 0.01;

/** Every parameter gets the golden's at its place. */
export function identityArrangement(golden: Interface): Arrangement {
  const args = golden.parameters.map((_, from): Argument => ({ kind: 'one', source: { from, field: null } }));
  return { args, likeness: 1 };
}

export function isIdentity({ args }: Arrangement): boolean {
  return args.every(
    (arg, index) => arg.kind === 'one' && arg.source.from === index && arg.source.field === null,
  );
}

/**
 * Ways to call a counterpart with the golden's arguments, likeliest first: as they are, in another order, with options
 * taken apart or put together. Where names say nothing, several orders are given.
 */
export function arrangements(golden: Interface, generated: Interface, likeness: Likeness): Arrangement[] {
  if ([...golden.parameters, ...generated.parameters].some(({ rest }) => rest))
    return [identityArrangement(golden)];
  const wholes = [wholeLeaves(golden.parameters), wholeLeaves(generated.parameters)] as const;
  const found = [...arrange(wholes[0], wholes[1], generated, likeness)];
  const flat = [flatLeaves(golden.parameters), flatLeaves(generated.parameters)] as const;
  const best = (list: readonly Arrangement[]): number => list[0]?.likeness ?? 0;
  const split = [
    arrange(wholes[0], flat[1], generated, likeness),
    arrange(flat[0], wholes[1], generated, likeness),
  ];
  for (const list of split) if (best(list) > best(found) + 0.05) found.splice(0, found.length, ...list);
  return found;
}

function wholeLeaves(parameters: readonly Passage[]): Leaf[] {
  return parameters.map(({ name, shape, declared, optional }, at) => ({
    at,
    field: null,
    name,
    shape,
    declared,
    optional,
  }));
}

/** Objects taken apart. */
function flatLeaves(parameters: readonly Passage[]): Leaf[] {
  return wholeLeaves(parameters).flatMap((leaf): Leaf[] => {
    const shape = leaf.shape === null ? null : bare(leaf.shape).shape;
    if (shape?.kind !== 'object' || shape.properties.length < 2) return [leaf];
    return shape.properties.map(({ name, shape: inner, optional }) => ({
      ...leaf,
      field: name,
      name,
      shape: inner,
      optional,
    }));
  });
}

function arrange(
  golden: readonly Leaf[],
  generated: readonly Leaf[],
  { parameters }: Interface,
  likeness: Likeness,
): Arrangement[] {
  const fits = golden.map((leaf) =>
    generated.map((other) => likeness.shapes(leaf.shape, other.shape, leaf.declared && other.declared)),
  );
  const candidates = golden.flatMap((leaf, row) =>
    generated.flatMap((other, column): Candidate[] => {
      const fit = fits[row][column];
      const names = nameLikeness(leaf.name, other.name);
      const unlike = leaf.declared && other.declared ? UNLIKE : 0;
      if (fit < unlike && names < SPEAKS && golden.length > 1) return [];
      const score = (1 - NAME) * fit + NAME * names + POSITION / (1 + Math.abs(row - column));
      return [{ row, column, score }];
    }),
  );
  const columnOf = [...assign(golden.length, generated.length, candidates)];
  const needed = (leaves: readonly Leaf[]): number => leaves.filter(({ optional }) => !optional).length;
  const size = Math.max(
    columnOf.filter((column) => column >= 0).length,
    needed(golden),
    needed(generated),
    1,
  );
  const rate = (columns: readonly number[]): number => {
    let sum = 0;
    columns.forEach((column, row) => {
      if (column >= 0)
        sum += 0.8 * fits[row][column] + 0.2 * nameLikeness(golden[row].name, generated[column].name);
    });
    return golden.length === 0 && generated.length === 0 ? 1 : sum / size;
  };
  return orders(columnOf, golden, generated, fits).map((columns) => ({
    args: parameters.map((_, at) => argumentFor(at, columns, golden, generated)),
    likeness: rate(columns),
  }));
}

/** The order that was found, and all in which those that names say nothing of stand in each other's places. */
function orders(
  first: readonly number[],
  golden: readonly Leaf[],
  generated: readonly Leaf[],
  fits: readonly (readonly number[])[],
): (readonly number[])[] {
  const open = first.flatMap((column, row) =>
    column >= 0 && nameLikeness(golden[row].name, generated[column].name) < SPEAKS ? [row] : [],
  );
  if (open.length < 2 || open.length > MOST_PERMUTED) return [first];
  return permutations(open).flatMap((order) => {
    const columns = [...first];
    open.forEach((row, index) => {
      columns[row] = first[order[index]];
    });
    return open.every((row) => fits[row][columns[row]] >= fits[row][first[row]] * 0.9) ? [columns] : [];
  });
}

function permutations(list: readonly number[]): number[][] {
  if (list.length < 2) return [[...list]];
  return list.flatMap((head, index) =>
    permutations(list.filter((_, other) => other !== index)).map((tail) => [head, ...tail]),
  );
}

function argumentFor(
  at: number,
  columns: readonly number[],
  golden: readonly Leaf[],
  generated: readonly Leaf[],
): Argument {
  const own = generated.flatMap((leaf, column) => {
    const row = columns.indexOf(column);
    return leaf.at === at && row >= 0 ? [{ field: leaf.field, source: sourceOf(golden[row]) }] : [];
  });
  const [only] = own;
  if (only === undefined) return { kind: 'none' };
  if (only.field === null) return { kind: 'one', source: only.source };
  return { kind: 'options', fields: own.map(({ field, source }) => [field as string, source] as const) };
}

function sourceOf({ at, field }: Leaf): Source {
  return { from: at, field };
}

const NOTHING: Value = { $undefined: 1 };

/** The arguments of the other side, each of the golden's as `told` says it. */
export function arrangeValues(
  { args }: Arrangement,
  given: readonly Value[],
  told: (source: Source, value: Value) => Value,
): Value[] {
  const read = (source: Source): Value | null => {
    const whole = given[source.from];
    if (whole === undefined) return null;
    if (source.field === null) return told(source, whole);
    if (whole === null || typeof whole !== 'object' || Array.isArray(whole) || isSpecial(whole)) return null;
    const inner = (whole as { readonly [key: string]: Value })[source.field];
    return inner === undefined ? null : told(source, inner);
  };
  const values = args.map((arg): Value | null => {
    if (arg.kind === 'none') return null;
    if (arg.kind === 'one') return read(arg.source);
    const fields = arg.fields.flatMap(([name, source]): [string, Value][] => {
      const value = read(source);
      return value === null || isUndefined(value) ? [] : [[name, value]];
    });
    return Object.fromEntries(fields);
  });
  while (values.length > 0 && values.at(-1) === null) values.pop();
  return values.map((value) => value ?? NOTHING);
}

function isUndefined(value: Value): boolean {
  return value !== null && typeof value === 'object' && '$undefined' in value;
}

/** The golden's arguments afterwards, in the other side's order; null where they can't be told there. */
export function arrangePieces(
  { args }: Arrangement,
  given: readonly (readonly Piece[])[],
): readonly (readonly Piece[])[] | null {
  const found = args.map((arg) =>
    arg.kind === 'one' && arg.source.field === null ? given[arg.source.from] : undefined,
  );
  return found.every((each) => each !== undefined) ? (found as (readonly Piece[])[]) : null;
}

/** What each of the other side's parameters gets, in the golden's names: `{ client: customer }`, `options.page`. */
export function showArrangement({ args }: Arrangement, { parameters }: Interface): string[] {
  const show = ({ from, field }: Source): string => {
    const name = parameters[from]?.name || `argument ${from + 1}`;
    return field === null ? name : `${name}.${field}`;
  };
  return args.map((arg) => {
    if (arg.kind === 'none') return 'undefined';
    if (arg.kind === 'one') return show(arg.source);
    return `{ ${arg.fields.map(([name, source]) => `${name}: ${show(source)}`).join(', ')} }`;
  });
}
