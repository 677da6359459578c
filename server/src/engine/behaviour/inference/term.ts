import { Slot } from './slot.ts';

/** What an expression is: its slot, and what is known of this very occurrence. */
export interface Term {
  readonly slot: Slot;
  /** The values that it has when it is written out. */
  readonly literals?: readonly (string | number)[] | undefined;
  /** It is the length of this sequence. */
  readonly lengthOf?: Slot | undefined;
  /** It is the type of this value (`typeof`). */
  readonly typeOf?: Slot | undefined;
  /** Source of a regular expression. */
  readonly pattern?: string | undefined;
  /** It is one of the members of this written out list or text. */
  readonly memberOf?: Slot | undefined;
  /** It is the code of this character. */
  readonly codeOf?: Slot | undefined;
  /** It is a number divided by this. */
  readonly reciprocalOf?: Slot | undefined;
  /** It is a remainder of this. */
  readonly remainderOf?: Slot | undefined;
}

export function term(slot: Slot = new Slot()): Term {
  return { slot };
}

export function numberTerm(): Term {
  return { slot: Slot.of('number') };
}

export function textTerm(): Term {
  return { slot: Slot.of('string') };
}

export function booleanTerm(): Term {
  return { slot: Slot.of('boolean') };
}

/** Two values are compared: they are of one type, and each may be what the other is written out as. */
export function compareTerms(a: Term, b: Term): void {
  for (const [one, other] of [
    [a, b],
    [b, a],
  ]) {
    const members = one.memberOf?.root.members;
    if (members) {
      for (const member of members) meetsLiteral(other.slot, member, true);
      other.slot.add(typeof members[0] === 'string' ? 'string' : 'number', 0.8);
      if (one.slot.root !== other.slot.root) return;
    }
  }
  for (const literal of b.literals ?? []) meetsLiteral(a.slot, literal, false);
  for (const literal of a.literals ?? []) meetsLiteral(b.slot, literal, false);
  const first = knownType(a.slot);
  const second = knownType(b.slot);
  if (second && !first) a.slot.add(second, 1.5);
  else if (first && !second) b.slot.add(first, 1.5);
  else if (!first && !second && !a.literals && !b.literals) Slot.unify(a.slot, b.slot);
}

/** A slot meets a written out value: in a comparison, or (`token`) in a look-up. */
export function meetsLiteral(slot: Slot, literal: string | number, token: boolean): void {
  const { root } = slot;
  if (typeof literal === 'string') {
    root.texts.add(literal);
    if (token) root.tokens.add(literal);
    return;
  }
  root.numbers.add(literal);
  if (!Number.isInteger(literal)) root.counts.fractional++;
}

function knownType(slot: Slot): 'number' | 'string' | null {
  const { number, string } = slot.root.evidence;
  if (number > 1) return 'number';
  return string > 1 ? 'string' : null;
}

/** What is known of how a value came about stays known of the name that it gets. */
export function keepOrigin({ slot, lengthOf, codeOf, pattern }: Term): void {
  const { root } = slot;
  root.lengthOf ??= lengthOf ?? null;
  root.codeOf ??= codeOf ?? null;
  root.pattern ??= pattern ?? null;
}

/** One value or another: some of the evidence of each, of one type with neither, unless both are the same. */
export function either(values: readonly Term[]): Term {
  const [first, ...others] = values;
  const same = first !== undefined && others.every((value) => value.slot.root === first.slot.root);
  if (same) return term(first.slot);
  const slot = new Slot();
  for (const value of values) slot.copyEvidence(value.slot, 0.5);
  const pattern = values.find((value) => value.pattern !== undefined)?.pattern;
  const written = values.every((value) => value.literals !== undefined || value.pattern !== undefined);
  const literals = written ? values.flatMap((value) => value.literals ?? []) : [];
  return { slot, pattern, literals: literals.length > 0 ? literals : undefined };
}

/** `separator ?? ','`: what stands for an absent value is what it could be. */
export function hasDefault(value: Term, other: Term): void {
  if (value.literals !== undefined) return;
  for (const literal of other.literals ?? []) if (literal !== '') meetsLiteral(value.slot, literal, false);
}

export function writtenNumber(value: number): Term {
  const slot = Slot.of('number');
  if (!Number.isInteger(value)) slot.counts.fractional++;
  return { slot, literals: [value] };
}
