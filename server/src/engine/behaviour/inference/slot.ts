/**
 * Inference of what a parameter is from how it is used: each variable, element, property and result has a slot;
 * uses add evidence; what must be of one type is unified (Hindley-Milner's union-find, with evidence instead of
 * types, as JavaScript's operators fit several).
 */

/** How strongly uses speak for each type. */
export interface Evidence {
  number: number;
  string: number;
  array: number;
  boolean: number;
  /** Array or string: `length`, `slice`, an index. */
  sequence: number;
  object: number;
  callable: number;
  date: number;
  /** Its type is asked for (`typeof`), so that it may have several. */
  mixed: number;
}

export type EvidenceKind = keyof Evidence;

/** Counts of uses that say something about the values themselves. */
export interface Counts {
  integer: number;
  fractional: number;
  divided: number;
  negative: number;
  positive: number;
  nonNegative: number;
  root: number;
  divisor: number;
  bound: number;
  index: number;
  empty: number;
  /** It may be left out: held against undefined or null. */
  absent: number;
  numeric: number;
  /** Read at a computed index or by a method, so that its length varies. */
  dynamic: number;
  /** Held against both ends of a range of characters. */
  ranged: number;
  /** Asked whether it is NaN or finite. */
  nonFinite: number;
  /** Asked for the sign of zero: `1 / x === 1 / y`. */
  signedZero: number;
  /** Asked whether it is zero. */
  zero: number;
  /** What it is when it is no list is provided for. */
  other: number;
  /** Blanks at its ends or in rows are tidied away. */
  blanks: number;
}

const NO_EVIDENCE: Evidence = {
  number: 0,
  string: 0,
  array: 0,
  boolean: 0,
  sequence: 0,
  object: 0,
  callable: 0,
  date: 0,
  mixed: 0,
};

const NO_COUNTS: Counts = {
  integer: 0,
  fractional: 0,
  divided: 0,
  negative: 0,
  positive: 0,
  nonNegative: 0,
  root: 0,
  divisor: 0,
  bound: 0,
  index: 0,
  empty: 0,
  absent: 0,
  numeric: 0,
  dynamic: 0,
  ranged: 0,
  nonFinite: 0,
  signedZero: 0,
  zero: 0,
  other: 0,
  blanks: 0,
};

export class Slot {
  private above: Slot | null = null;
  readonly evidence: Evidence = { ...NO_EVIDENCE };
  readonly counts: Counts = { ...NO_COUNTS };
  readonly texts = new Set<string>();
  readonly numbers = new Set<number>();
  readonly delimiters = new Set<string>();
  /** Keys that it is looked up with, or is compared with as a whole. */
  readonly tokens = new Set<string>();
  /** Regular expressions that it is tested with. */
  readonly patterns = new Set<string>();
  /** Regular expressions that are looked for anywhere in it, and replaced. */
  readonly fragments = new Set<string>();
  /** Marks that regular expressions look for in it. */
  readonly marks = new Set<string>();
  readonly constantIndices = new Set<number>();
  /** Sequences that it is an index of. */
  readonly indexes = new Set<Slot>();
  /** Parts that splitting it gave. */
  readonly parts: Slot[] = [];
  /** Its absolute value and what rounding gives: what these are held against, it is as well. */
  readonly images: Slot[] = [];
  readonly properties = new Map<string, Slot>();
  private item: Slot | null = null;
  /** Elements of a literal list, or characters of a literal text. */
  members: (string | number)[] | null = null;
  /** Keys of a literal object. */
  keys: string[] | null = null;
  /** What it was made from, character by character. */
  origin: Slot | null = null;
  /** The sequence that it is the length of. */
  lengthOf: Slot | null = null;
  /** It is this regular expression. */
  pattern: string | null = null;
  /** The character that it is the code of. */
  codeOf: Slot | null = null;
  parameters: Slot[] | null = null;
  /** Its last parameter takes all further arguments. */
  takesRest = false;
  result: Slot | null = null;

  static of(kind: EvidenceKind, weight = 3): Slot {
    return new Slot().add(kind, weight);
  }

  /** The slot that stands for all that were unified with this one. */
  get root(): Slot {
    let slot: Slot = this;
    while (slot.above !== null) slot = slot.above;
    return slot;
  }

  add(kind: EvidenceKind, weight = 1): this {
    this.root.evidence[kind] += weight;
    return this;
  }

  count(name: keyof Counts): this {
    this.root.counts[name]++;
    return this;
  }

  /** The slot of its elements or characters. */
  element(): Slot {
    const { root } = this;
    root.item ??= new Slot();
    return root.item.root;
  }

  get hasElement(): boolean {
    return this.root.item !== null;
  }

  property(name: string): Slot {
    const { root } = this;
    const known = root.properties.get(name);
    if (known !== undefined) return known.root;
    const made = new Slot();
    root.properties.set(name, made);
    return made;
  }

  /** Takes over what another slot says of its type, without becoming one with it. */
  copyEvidence(other: Slot, share = 1): this {
    const { evidence } = this.root;
    for (const [kind, weight] of Object.entries(other.root.evidence))
      evidence[kind as EvidenceKind] += weight * share;
    return this;
  }

  setElement(element: Slot): void {
    this.root.item = element;
  }

  /**
   * A slot of its own that says the same, so that what one caller of a function passes says nothing of another's
   * (let-polymorphism). What is deeper than `depth` is left out.
   * @param known slots that are copied already: what is shared stays shared.
   */
  copy(depth = 4, known = new Map<Slot, Slot>()): Slot {
    const { root } = this;
    const before = known.get(root);
    if (before !== undefined) return before;
    const made = new Slot();
    known.set(root, made);
    Object.assign(made.evidence, root.evidence);
    Object.assign(made.counts, root.counts);
    for (const name of SETS) absorb(made[name] as Set<string | number>, root[name]);
    made.members = root.members;
    made.keys = root.keys;
    made.pattern = root.pattern;
    made.takesRest = root.takesRest;
    if (depth === 0) return made;
    const inner = (slot: Slot): Slot => slot.copy(depth - 1, known);
    made.item = root.item === null ? null : inner(root.item);
    made.parts.push(...root.parts.map(inner));
    made.images.push(...root.images.map(inner));
    for (const [name, slot] of root.properties) made.properties.set(name, inner(slot));
    made.parameters = root.parameters?.map(inner) ?? null;
    made.result = root.result === null ? null : inner(root.result);
    return made;
  }

  /** Makes two slots one; answers it. */
  static unify(first: Slot, second: Slot): Slot {
    const a = first.root;
    const b = second.root;
    if (a === b) return a;
    b.above = a;
    for (const kind of Object.keys(b.evidence))
      a.evidence[kind as EvidenceKind] += b.evidence[kind as EvidenceKind];
    for (const name of Object.keys(b.counts))
      a.counts[name as keyof Counts] += b.counts[name as keyof Counts];
    absorb(a.texts, b.texts);
    absorb(a.numbers, b.numbers);
    absorb(a.delimiters, b.delimiters);
    absorb(a.marks, b.marks);
    absorb(a.tokens, b.tokens);
    absorb(a.patterns, b.patterns);
    absorb(a.fragments, b.fragments);
    absorb(a.constantIndices, b.constantIndices);
    absorb(a.indexes, b.indexes);
    a.parts.push(...b.parts);
    a.images.push(...b.images);
    a.members ??= b.members;
    a.keys ??= b.keys;
    a.origin ??= b.origin;
    a.lengthOf ??= b.lengthOf;
    a.codeOf ??= b.codeOf;
    a.pattern ??= b.pattern;
    if (a.parameters === null) {
      a.takesRest = b.takesRest;
      a.parameters = b.parameters;
      a.result = b.result;
    }
    const { item } = b;
    b.item = null;
    if (item !== null) {
      if (a.item === null) a.item = item;
      else Slot.unify(a.item, item);
    }
    for (const [name, slot] of b.properties) {
      const known = a.properties.get(name);
      if (known === undefined) a.properties.set(name, slot);
      else Slot.unify(known, slot);
    }
    return a.root;
  }
}

/** What is known of the values themselves. */
const SETS = [
  'texts',
  'numbers',
  'delimiters',
  'tokens',
  'patterns',
  'fragments',
  'marks',
  'constantIndices',
] as const;

function absorb<T>(into: Set<T>, from: ReadonlySet<T>): void {
  for (const value of from) into.add(value);
}
