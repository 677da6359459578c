import { assign, type Candidate } from '../../matching/assignment.ts';
import type { Shape } from '../shapes/shape.ts';
import type { Inventory, RecordType, WordSet } from './inventory.ts';
import { wordsOf } from './inventory.ts';
import { nameLikeness } from './names.ts';
import { profileLikeness } from './usage.ts';

/** What names say beside what types say. */
const NAME = 0.5;
/** What the places say where fields are used. */
const USE = 0.3;
/** What nothing is known of may be anything. */
const UNKNOWN = 0.5;
/** How things are used says less of what they are than types do: what does not fit may be seen only in part. */
const INFERRED = 0.25;
/** Ties go to the same position. */
const POSITION = 0.02;
const DEEPEST = 3;

/** How well kinds of values of one file fit those of another, 0 to 1, apart from what they are called. */
export class Likeness {
  private readonly golden: Inventory;
  private readonly generated: Inventory;
  private readonly records = new Map<string, number>();

  constructor(golden: Inventory, generated: Inventory) {
    this.golden = golden;
    this.generated = generated;
  }

  /** How well two shapes fit. @param sure both are declared. */
  shapes(a: Shape | null, b: Shape | null, sure: boolean, depth = 0): number {
    if (a === null || b === null) return UNKNOWN;
    const [first, second] = [bare(a), bare(b)];
    const fit = this.bare(first.shape, second.shape, sure, depth);
    const least = sure ? 0 : INFERRED;
    return Math.max(least, first.optional === second.optional ? fit : fit * 0.9);
  }

  private bare(a: Shape, b: Shape, sure: boolean, depth: number): number {
    const inner = (first: Shape, second: Shape): number =>
      0.4 + 0.6 * this.shapes(first, second, sure, depth + 1);
    const [words, others] = [declaredWords(a), declaredWords(b)];
    if (words > 0 && others > 0) return 1 - (0.6 * Math.abs(words - others)) / Math.max(words, others);
    if (words > 0 || others > 0) return (words > 0 ? b : a).kind === 'string' ? 0.6 : sure ? 0.05 : INFERRED;
    if (a.kind === 'any' || b.kind === 'any') return UNKNOWN;
    if (a.kind === 'union' && b.kind === 'union') return a.options.length === b.options.length ? 0.9 : 0.6;
    if (a.kind !== b.kind) return isList(a) && isList(b) ? 0.5 : isMap(a) && isMap(b) ? 0.4 : 0;
    switch (a.kind) {
      case 'array':
        return b.kind === 'array' ? inner(a.element, b.element) : 0;
      case 'set':
        return b.kind === 'set' ? inner(a.element, b.element) : 0;
      case 'map':
      case 'promise':
      case 'record':
        return b.kind === a.kind ? inner(a.value, b.value) : 0;
      case 'object': {
        if (b.kind !== 'object' || depth > DEEPEST) return UNKNOWN;
        const [left, right] = [this.recordOf(a, this.golden), this.recordOf(b, this.generated)];
        return left === null || right === null ? UNKNOWN : this.recordTypes(left, right, depth + 1);
      }
      default:
        return 1;
    }
  }

  /** The kind of object of a file that an object shape is. */
  private recordOf(shape: Shape & { kind: 'object' }, { records }: Inventory): RecordType | null {
    const names = shape.properties.map(({ name }) => name);
    const fitting = records.filter(({ fields }) => names.every((name) => fields.has(name)));
    return fitting.sort((a, b) => a.fields.size - b.fields.size)[0] ?? null;
  }

  /** How well two kinds of objects fit: the best pairing of their fields, over the larger one's number. */
  recordTypes(a: RecordType, b: RecordType, depth = 0): number {
    const key = `${this.golden.records.indexOf(a)},${this.generated.records.indexOf(b)}`;
    const known = this.records.get(key);
    if (known !== undefined) return known;
    // A type that goes into itself.
    this.records.set(key, UNKNOWN);
    const { score } = this.fields(a, b, depth);
    // Of what is only seen in use, parts may be missing.
    const size =
      a.declared && b.declared ? Math.max(a.fields.size, b.fields.size) : (a.fields.size + b.fields.size) / 2;
    const value = score / size;
    this.records.set(key, value);
    return value;
  }

  /** The best pairing of two kinds of objects' fields by type, name and position. */
  fields(a: RecordType, b: RecordType, depth = 0): { pairs: Map<string, string>; score: number } {
    const sure = a.declared && b.declared;
    const [rows, columns] = [[...a.fields], [...b.fields]];
    const candidates: Candidate[] = [];
    rows.forEach(([name, shape], row) => {
      columns.forEach(([other, otherShape], column) => {
        const fit = this.shapes(shape, otherShape, sure, depth);
        const names = nameLikeness(name, other);
        const use = profileLikeness(this.golden.usage.get(name), this.generated.usage.get(other));
        const score = fit * (1 - NAME + NAME * names + USE * use) + (names === 1 ? NAME : 0);
        if (fit > 0 || names === 1) candidates.push({ row, column, score: score + near(row, column) });
      });
    });
    const columnOf = assign(rows.length, columns.length, candidates);
    const pairs = new Map<string, string>();
    let score = 0;
    columnOf.forEach((column, row) => {
      if (column < 0) return;
      pairs.set(rows[row][0], columns[column][0]);
      const found = candidates.find((each) => each.row === row && each.column === column);
      score += Math.min(1, (found?.score ?? 0) / (1 - NAME));
    });
    return { pairs, score };
  }
}

/** The best pairing of two sets of words by name and position; equal words always stand for themselves. */
export function pairWords(a: WordSet, b: WordSet): Map<string, string> {
  const candidates = a.flatMap((word, row) =>
    b.map((other, column) => ({ row, column, score: 0.2 + wordLikeness(word, other) + near(row, column) })),
  );
  const pairs = new Map<string, string>();
  assign(a.length, b.length, candidates).forEach((column, row) => {
    if (column >= 0) pairs.set(a[row], b[column]);
  });
  return pairs;
}

export function wordLikeness(a: string, b: string): number {
  if (a === b) return 10;
  return a.toLowerCase() === b.toLowerCase() ? 5 : nameLikeness(a, b);
}

function near(row: number, column: number): number {
  return POSITION / (1 + Math.abs(row - column));
}

/** A shape without what says that it may be left out. */
export function bare(shape: Shape): { shape: Shape; optional: boolean } {
  if (shape.kind !== 'union') return { shape, optional: false };
  const options = shape.options.filter(
    (option) => option.kind !== 'undefined' && !(option.kind === 'literal' && option.value === null),
  );
  const distinct = options.filter((option, index) => options.indexOf(option) === index);
  const optional = options.length < shape.options.length;
  if (distinct.length === 1) return { shape: distinct[0], optional };
  return { shape: distinct.length === 0 ? shape : { kind: 'union', options: distinct }, optional };
}

/** How many words a shape has that is nothing but one of several. */
function declaredWords(shape: Shape): number {
  const options = shape.kind === 'union' ? shape.options : [shape];
  return options.every((option) => option.kind === 'literal' && typeof option.value === 'string')
    ? wordsOf(shape).length
    : 0;
}

function isList({ kind }: Shape): boolean {
  return kind === 'array' || kind === 'tuple' || kind === 'set';
}

function isMap({ kind }: Shape): boolean {
  return kind === 'object' || kind === 'record' || kind === 'map';
}
