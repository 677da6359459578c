import type { Kind } from './kinds.ts';

/** What Fern knows of a file after parsing it once: plain data, safe to send between threads and to cache. */
export interface SourceModel {
  readonly language: LanguageId;
  /** True when the file holds declarations with static types (TypeScript). */
  readonly typed: boolean;
  readonly tree: Tree;
  readonly units: readonly Unit[];
  readonly exports: readonly ExportEntry[];
  readonly imports: readonly ImportEntry[];
  readonly comments: readonly Comment[];
  readonly habits: Habits;
  readonly problems: readonly SyntaxProblem[];
  /** Offset of the first character of each line, UTF-16. */
  readonly lineStarts: Uint32Array;
  /** Lines that hold at least one token of code. */
  readonly codeLines: number;
}

export type LanguageId = 'typescript' | 'javascript';

/**
 * The syntax tree as parallel arrays in preorder: node i's descendants are i + 1 … i + size[i] - 1.
 * What a formatter decides is not in it: no parentheses, semicolons, commas, quotes, comments; shorthand
 * properties are written out; JSX text is trimmed; a body without braces is a Block.
 */
export interface Tree {
  readonly length: number;
  readonly kind: Uint8Array;
  /** Index into `names`, or -1. */
  readonly label: Int32Array;
  /** Modifiers, see `Flag`. */
  readonly flags: Uint16Array;
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  /** Number of nodes in the subtree, itself included. */
  readonly size: Uint32Array;
  /** Index of the parent, -1 for the root. */
  readonly parent: Int32Array;
  /** For Identifier nodes: index into `symbols`, or -1 for a name that the file does not declare (a global). */
  readonly symbol: Int32Array;
  readonly names: readonly string[];
  readonly symbols: readonly SymbolInfo[];
}

/** A name that the file declares. */
export interface SymbolInfo {
  readonly name: string;
  /**
   * local: parameter or variable inside a function; module: top level, not exported; exported: top level and
   * exported; relative: imported from a file of the same application; package: imported from elsewhere.
   */
  readonly scope: 'local' | 'module' | 'exported' | 'relative' | 'package';
  /** For imports: `module#exportedName`. */
  readonly origin?: string;
}

export type UnitKind =
  | 'function'
  | 'component'
  | 'method'
  | 'class'
  | 'interface'
  | 'type'
  | 'enum'
  | 'variable'
  | 'namespace'
  | 'import'
  | 'export'
  | 'statement';

/**
 * A piece of a file that is compared as one: every top-level declaration or statement, and every method of a
 * class, namespace or object of functions. Units own disjoint nodes; together they own the whole file.
 */
export interface Unit {
  readonly kind: UnitKind;
  /** Qualified by the unit that contains it: `Cart.add`. Empty for statements. */
  readonly name: string;
  readonly exported: boolean;
  /** The unit's root node. */
  readonly node: number;
  /** Index of the unit that contains this one, or -1. */
  readonly parent: number;
  /** Preorder ranges [from, to, from, to, …] of the nodes that this unit owns (its subtree less nested units). */
  readonly ranges: readonly number[];
  /** Number of owned nodes. */
  readonly weight: number;
  /** For whatever can be called. */
  readonly signature: Signature | null;
}

export interface Signature {
  readonly parameters: readonly Parameter[];
  /** Node of the return type, or -1. */
  readonly returns: number;
  readonly async: boolean;
  readonly generator: boolean;
  /** Names of what it throws: a constructor's name, or 'value' for anything else. Sorted, distinct. */
  readonly throws: readonly string[];
  /** The function's own node (a Function, Arrow, Method …), which for `const f = () => …` is not the unit's. */
  readonly node: number;
}

export interface Parameter {
  readonly name: string;
  /** Node of the type annotation, or -1. */
  readonly type: number;
  readonly optional: boolean;
  readonly rest: boolean;
  /** Keys taken out by a destructuring pattern, in source order; null when it is a plain name. */
  readonly keys: readonly string[] | null;
}

export interface ExportEntry {
  /** The exported name; 'default' for a default export; '*' for `export * from`. */
  readonly name: string;
  /** The unit that declares it, or -1 for a re-export. */
  readonly unit: number;
  /** For re-exports: the module specifier and the name there. */
  readonly from: string | null;
  readonly imported: string | null;
  readonly typeOnly: boolean;
  readonly node: number;
}

export interface ImportEntry {
  readonly module: string;
  readonly relative: boolean;
  readonly names: readonly string[];
  readonly typeOnly: boolean;
  readonly node: number;
}

export interface Comment {
  readonly start: number;
  readonly end: number;
  readonly kind: 'line' | 'block' | 'doc';
}

export interface SyntaxProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Observations of style: for each habit, how often each variant occurs and where the first few are.
 * `habits['quotes'] = { single: { count: 12, places: [[4, 10], …] } }`; places are [start, end] offsets.
 */
export type Habits = Record<string, Record<string, HabitCount>>;

export interface HabitCount {
  count: number;
  places: [number, number][];
}

/** A place in a source text: offsets, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type NodeKind = Kind;
