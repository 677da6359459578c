import type { LengthLimits, NumberLimits, TextLimits } from './limits.ts';

/**
 * What a parameter is: a type, with what is known of the values that make sense for it. Plain data, language-neutral.
 */
export type Shape =
  | { readonly kind: 'number'; readonly facts: NumberFacts; readonly limits?: NumberLimits }
  | { readonly kind: 'string'; readonly facts: TextFacts; readonly limits?: TextLimits }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'bigint' }
  | { readonly kind: 'symbol' }
  | { readonly kind: 'undefined' }
  | { readonly kind: 'any'; readonly cut?: true }
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | {
      readonly kind: 'array';
      readonly element: Shape;
      readonly facts: ListFacts;
      readonly limits?: LengthLimits;
    }
  | { readonly kind: 'tuple'; readonly elements: readonly Shape[] }
  | { readonly kind: 'object'; readonly properties: readonly PropertyShape[] }
  | { readonly kind: 'record'; readonly value: Shape; readonly keys: readonly string[] }
  | { readonly kind: 'map'; readonly key: Shape; readonly value: Shape }
  | { readonly kind: 'set'; readonly element: Shape }
  | { readonly kind: 'date' }
  | { readonly kind: 'regexp' }
  | { readonly kind: 'error' }
  | { readonly kind: 'bytes'; readonly type: string }
  | { readonly kind: 'promise'; readonly value: Shape }
  | { readonly kind: 'callback'; readonly parameters: readonly Shape[]; readonly result: Shape | null }
  | { readonly kind: 'template'; readonly parts: readonly (string | Shape)[] }
  | { readonly kind: 'union'; readonly options: readonly Shape[] };

export interface PropertyShape {
  readonly name: string;
  readonly shape: Shape;
  readonly optional: boolean;
}

export interface NumberFacts {
  /** Used where only whole numbers make sense: `%`, `<<`, as an index. */
  readonly integer: boolean;
  /** Fractions are expected: compared with 0.5, rounded. */
  readonly fractional: boolean;
  /** Divided by something: fractions appear inside. */
  readonly divided: boolean;
  /** Below zero is provided for: compared with 0, negated, `Math.abs`. */
  readonly negative: boolean;
  /** Counted down to zero or one, so it starts above. */
  readonly positive: boolean;
  /** Only from zero on: `n % 2 === 1`, `toString(2)`. */
  readonly nonNegative: boolean;
  /** Under a root or logarithm. */
  readonly root: boolean;
  /** Something is divided by it. */
  readonly divisor: boolean;
  /** Used as a limit of a loop or a cut. */
  readonly bound: boolean;
  /** Used as an index. */
  readonly index: boolean;
  /** Asked whether it is NaN or finite, so that it may be neither. */
  readonly nonFinite: boolean;
  /** Zero with a sign is told from zero. */
  readonly signedZero: boolean;
  /** Zero is provided for. */
  readonly zero: boolean;
  /** Numbers that it is compared with. */
  readonly numbers: readonly number[];
}

export interface TextFacts {
  /** Emptiness is provided for. */
  readonly empty: boolean;
  /** Texts that it, or a part of it, is compared with. Single characters among them are its alphabet. */
  readonly texts: readonly string[];
  /** Marks that regular expressions look for in it. */
  readonly marks: readonly string[];
  /** What it is split at. */
  readonly delimiters: readonly string[];
  /** Words that it, or a part of it, is looked up as. */
  readonly tokens: readonly string[];
  /** It, or a part of it, is read as a number. */
  readonly numeric: boolean;
  /** The parts between delimiters are read as numbers. */
  readonly numericParts: boolean;
  /** Parts between delimiters may be empty. */
  readonly emptyParts: boolean;
  /** It is made of digits. */
  readonly digits: boolean;
  /** Regular expressions that it is tested with, as written. */
  readonly patterns: readonly string[];
  /** Regular expressions that are looked for anywhere in it. */
  readonly fragments: readonly string[];
  /** Regular expressions that the parts between delimiters are tested with. */
  readonly partPatterns: readonly string[];
  /** Its characters are held against ranges, so that any may occur. */
  readonly ranged: boolean;
  /** Blanks at its ends or in rows are tidied away, so that they are meant to be there. */
  readonly blanks: boolean;
}

export interface ListFacts {
  /** Emptiness is provided for. */
  readonly empty: boolean;
}

export const NO_NUMBER_FACTS: NumberFacts = {
  integer: false,
  fractional: false,
  divided: false,
  negative: false,
  positive: false,
  nonNegative: false,
  root: false,
  divisor: false,
  bound: false,
  index: false,
  nonFinite: false,
  signedZero: false,
  zero: false,
  numbers: [],
};

export const NO_TEXT_FACTS: TextFacts = {
  empty: false,
  texts: [],
  marks: [],
  delimiters: [],
  tokens: [],
  numeric: false,
  numericParts: false,
  emptyParts: false,
  digits: false,
  patterns: [],
  fragments: [],
  partPatterns: [],
  ranged: false,
  blanks: false,
};

export const NUMBER: Shape = { kind: 'number', facts: NO_NUMBER_FACTS };
export const TEXT: Shape = { kind: 'string', facts: NO_TEXT_FACTS };
export const ANY: Shape = { kind: 'any' };
/** What a type that goes into itself is below the deepest level: anything fits, but where it can be left out it is not made. */
export const CUT: Shape = { kind: 'any', cut: true };
export const UNDEFINED: Shape = { kind: 'undefined' };

export function isCut(shape: Shape): boolean {
  return shape.kind === 'any' && shape.cut === true;
}

export function arrayOf(element: Shape, empty = false): Shape {
  return { kind: 'array', element, facts: { empty } };
}

export function unionOf(options: readonly Shape[]): Shape {
  const flat = options.flatMap((shape) => (shape.kind === 'union' ? shape.options : [shape]));
  if (flat.length === 0) return UNDEFINED;
  return flat.length === 1 ? flat[0] : { kind: 'union', options: flat };
}

/** `number[]`, `{ id: number }`: names a shape; equal texts are equal shapes but for facts. */
export function nameOfShape(shape: Shape): string {
  switch (shape.kind) {
    case 'literal':
      return JSON.stringify(shape.value);
    case 'array': {
      const element = nameOfShape(shape.element);
      const many = shape.element.kind === 'union' || shape.element.kind === 'callback';
      return many ? `(${element})[]` : `${element}[]`;
    }
    case 'tuple':
      return `[${shape.elements.map(nameOfShape).join(', ')}]`;
    case 'object':
      return `{${shape.properties.map(({ name, shape: inner, optional }) => ` ${name}${optional ? '?' : ''}: ${nameOfShape(inner)}`).join(';')} }`;
    case 'record':
      return `Record<string, ${nameOfShape(shape.value)}>`;
    case 'map':
      return `Map<${nameOfShape(shape.key)}, ${nameOfShape(shape.value)}>`;
    case 'set':
      return `Set<${nameOfShape(shape.element)}>`;
    case 'promise':
      return `Promise<${nameOfShape(shape.value)}>`;
    case 'callback':
      return `(${shape.parameters.map(nameOfShape).join(', ')}) => ${shape.result ? nameOfShape(shape.result) : 'void'}`;
    case 'union':
      return shape.options
        .map((option) => (option.kind === 'callback' ? `(${nameOfShape(option)})` : nameOfShape(option)))
        .join(' | ');
    case 'template':
      return `\`${shape.parts.map((part) => (typeof part === 'string' ? part : `\${${nameOfShape(part)}}`)).join('')}\``;
    case 'bytes':
      return shape.type;
    default:
      return shape.kind;
  }
}
