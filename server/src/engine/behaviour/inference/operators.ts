import { K } from '../../model/kinds.ts';
import type { Tree } from '../../model/source.ts';
import { calleeName, child, children, label } from '../../model/tree.ts';
import type { Reading } from './reading.ts';
import { Slot } from './slot.ts';
import { booleanTerm, compareTerms, numberTerm, type Term, term, textTerm } from './term.ts';

const ARITHMETIC = /^(?:[-*/%|&^]|\*\*|<<|>>>?)=?$/;
/** What makes sense for whole numbers only. */
const WHOLE = /^(?:[%|&^]|<<|>>>?)=?$/;

export function readOperator(reading: Reading, node: number): Term {
  const { tree } = reading;
  switch (tree.kind[node]) {
    case K.Unary:
      return unary(reading, node);
    case K.Update:
      reading.evaluate(node + 1).slot.add('number');
      return numberTerm();
    case K.Assign:
      return assignment(reading, node);
    default:
      return binary(reading, label(tree, node), child(tree, node, 0), child(tree, node, 1));
  }
}

function unary(reading: Reading, node: number): Term {
  const { tree } = reading;
  const sign = label(tree, node);
  const value = reading.evaluate(node + 1);
  switch (sign) {
    case '!':
      if (tree.kind[node + 1] === K.Identifier) value.slot.count('empty');
      value.lengthOf?.count('empty');
      return booleanTerm();
    case 'typeof':
      return { slot: Slot.of('string'), typeOf: value.slot };
    case 'void':
    case 'delete':
      return term();
    case '-': {
      value.slot.add('number');
      if (!value.literals) {
        // `list.slice(-n)` counts from the end: n itself is a count.
        if (isCut(tree, tree.parent[node])) value.slot.count('bound').count('integer');
        else value.slot.count('negative');
        return numberTerm();
      }
      return { slot: Slot.of('number'), literals: value.literals.map((literal) => -Number(literal)) };
    }
    default:
      value.slot.add('number');
      return numberTerm();
  }
}

/** A call that takes a part of a list or text by position. */
function isCut(tree: Tree, call: number): boolean {
  return (
    call >= 0 &&
    tree.kind[call] === K.Call &&
    /^(?:slice|at|substr|substring|splice)$/.test(calleeName(tree, call))
  );
}

function assignment(reading: Reading, node: number): Term {
  const { tree } = reading;
  const sign = label(tree, node);
  const [target, source] = children(tree, node);
  const pattern = tree.kind[target] === K.ObjectPattern || tree.kind[target] === K.ArrayPattern;
  if (pattern) {
    const value = reading.evaluate(source);
    reading.bind(target, value.slot);
    return value;
  }
  if (sign === '=' || sign === '??=' || sign === '||=' || sign === '&&=') {
    const to = reading.evaluate(target);
    const value = reading.evaluate(source);
    if (sign === '=' && isOtherType(to.slot, value.slot) && reading.rebind(target, value)) return value;
    reading.assign(to.slot, value);
    return value;
  }
  return binary(reading, sign, target, source);
}

/** A value is asked for its class, so that it may be of another type too. */
function instanceOf(slot: Slot, name: string): void {
  if (name === 'Date') slot.add('date').add('mixed');
  // What takes patterns takes plain texts too.
  if (name === 'RegExp') slot.add('string', 0.7);
}

/** `input = decode(input)`, `s = s.split('')`: from here on the name stands for something of another type. */
function isOtherType(before: Slot, after: Slot): boolean {
  const was = typeOf(before);
  const is = typeOf(after);
  return was !== null && is !== null && was !== is && is !== 'number';
}

function typeOf({ root: { evidence } }: Slot): 'number' | 'string' | 'array' | null {
  const { number, string, array } = evidence;
  const most = Math.max(number, string, array);
  if (most === 0) return null;
  return most === array ? 'array' : most === string ? 'string' : 'number';
}

function binary(reading: Reading, sign: string, left: number, right: number): Term {
  const a = reading.evaluate(left);
  const b = reading.evaluate(right);
  switch (sign) {
    case '+':
    case '+=':
      return sum(a, b, sign === '+=');
    case '<':
    case '>':
    case '<=':
    case '>=':
      return order(reading, a, b);
    case '==':
    case '===':
    case '!=':
    case '!==':
      if (isNothing(reading.tree, right, sign)) a.slot.count('absent');
      // Only NaN differs from itself.
      if (a.slot.root === b.slot.root && isSameName(reading.tree, left, right)) a.slot.count('nonFinite');
      return equality(a, b);
    case 'in':
      b.slot.add('object', 0.7);
      for (const key of a.literals ?? []) if (typeof key === 'string') b.slot.property(key).count('absent');
      return booleanTerm();
    case 'instanceof':
      if (reading.tree.kind[right] === K.Identifier) instanceOf(a.slot, label(reading.tree, right));
      return booleanTerm();
  }
  if (ARITHMETIC.test(sign)) return arithmetic(reading, sign, a, b, right);
  return term();
}

/** `+` joins texts or adds numbers: one side tells what the other is, or they are alike. */
function sum(a: Term, b: Term, into: boolean): Term {
  const text = a.slot.root.evidence.string > 1 || b.slot.root.evidence.string > 1;
  const number = a.slot.root.evidence.number > 1 || b.slot.root.evidence.number > 1;
  if (text) return into ? term(a.slot) : textTerm();
  if (number) {
    a.slot.add('number', 0.7);
    b.slot.add('number', 0.7);
    return numberTerm();
  }
  // Lists are not added: what has a length or an index and is joined by `+` is text.
  if (isSequence(a.slot) || isSequence(b.slot)) {
    a.slot.add('string', 1.2);
    b.slot.add('string', 1.2);
  }
  return term(Slot.unify(a.slot, b.slot));
}

function isSequence(slot: Slot): boolean {
  const { sequence, array } = slot.root.evidence;
  return sequence > 0 && array === 0;
}

function arithmetic(reading: Reading, sign: string, a: Term, b: Term, right: number): Term {
  const [literal] = b.literals ?? [];
  const divides = /^[/%]/.test(sign);
  if ((divides || sign === '-=') && !b.literals && reading.tree.kind[right] === K.Identifier)
    b.slot.count('divisor');
  // Dividing by ten is how digits are taken off: it says nothing of fractions.
  if (sign.startsWith('/') && literal !== undefined && literal !== 10) a.slot.count('divided');
  const fraction = sign.startsWith('%') && literal === 1;
  if (fraction) a.slot.count('divided').count('fractional');
  a.slot.add('number');
  b.slot.add('number');
  if (WHOLE.test(sign) && !fraction) {
    a.slot.count('integer');
    b.slot.count('integer');
  }
  for (const value of b.literals ?? []) if (typeof value === 'number') a.slot.root.numbers.add(value);
  const remainderOf = sign === '%' ? a.slot : undefined;
  // Masking a code asks what kind of character it is.
  const codeOf = sign === '&' ? a.codeOf : undefined;
  const reciprocalOf = sign === '/' && a.literals ? b.slot : undefined;
  return { slot: Slot.of('number'), remainderOf, codeOf, reciprocalOf };
}

function order(reading: Reading, a: Term, b: Term): Term {
  const [literal] = b.literals ?? [];
  if (a.lengthOf && typeof literal === 'number' && literal <= 1) a.lengthOf.count('empty');
  const asksSign = !a.lengthOf && typeof literal === 'number' && literal <= 0;
  if (asksSign && reading.inCondition === 0) a.slot.count('negative');
  if (a.lengthOf || b.lengthOf) {
    const other = a.lengthOf ? b : a;
    other.slot.add('number', 1.2).count('integer');
    return booleanTerm();
  }
  for (const [one, other] of [
    [a, b],
    [b, a],
  ]) {
    for (const value of other.literals ?? []) {
      if (meetsCode(one, value)) {
        one.codeOf?.count('ranged');
        // Off by one at either end of a range shows in the characters beside it.
        for (const beside of [Number(value) - 1, Number(value) + 1])
          if (beside < BEYOND_ASCII) one.codeOf?.root.marks.add(String.fromCharCode(beside));
      }
      if (typeof value === 'string') {
        one.slot.root.texts.add(value);
        if (value.length === 1) one.slot.count('ranged');
      } else if (one.codeOf === undefined) {
        one.slot.root.numbers.add(value);
        if (!Number.isInteger(value)) one.slot.count('fractional');
      }
    }
  }
  const first = a.slot.root.evidence;
  const second = b.slot.root.evidence;
  if (second.number > 1 && first.number <= 1 && first.string === 0) a.slot.add('number', 1.2);
  else if (first.number > 1 && second.number <= 1 && second.string === 0) b.slot.add('number', 1.2);
  else if (first.number > 1 && second.number > 1) return booleanTerm();
  else if (first.string > 0 || second.string > 0) {
    a.slot.add('string', 0.8);
    b.slot.add('string', 0.8);
  } else {
    a.slot.add('number', 0.4);
    b.slot.add('number', 0.4);
    if (!a.literals && !b.literals) Slot.unify(a.slot, b.slot);
  }
  return booleanTerm();
}

function equality(a: Term, b: Term): Term {
  const asked = a.typeOf ?? b.typeOf;
  if (asked) {
    const [type] = a.literals ?? b.literals ?? [];
    if (type === 'string' || type === 'number') asked.add(type, 0.7);
    if (type === 'undefined') asked.count('absent');
    asked.add('mixed');
    return booleanTerm();
  }
  const [literal] = b.literals ?? [];
  if (a.lengthOf && literal === 0) a.lengthOf.count('empty');
  if (literal === '') a.slot.count('empty');
  if (literal === 0) a.slot.count('zero');
  for (const value of b.literals ?? []) meetsCode(a, value);
  for (const { reciprocalOf } of [a, b]) reciprocalOf?.count('signedZero').count('zero');
  // A remainder of a negative number is negative, so `n % 2 === 1` is meant for others.
  if (a.remainderOf && typeof literal === 'number' && literal > 0) a.remainderOf.count('nonNegative');
  compareTerms(a, b);
  return booleanTerm();
}

function isSameName(tree: Tree, left: number, right: number): boolean {
  return (
    tree.kind[left] === K.Identifier &&
    tree.kind[right] === K.Identifier &&
    tree.symbol[left] === tree.symbol[right]
  );
}

/** `=== undefined`, `== null`: what is held against it may be left out. `=== null` asks for another value. */
function isNothing(tree: Tree, node: number, sign: string): boolean {
  if (tree.kind[node] === K.Constant) return label(tree, node) === 'null' && sign.length === 2;
  return tree.kind[node] === K.Identifier && tree.symbol[node] < 0 && label(tree, node) === 'undefined';
}

/** A character's code is held against a number: the character is held against that one. */
function meetsCode({ codeOf }: Term, value: string | number): boolean {
  if (codeOf === undefined || typeof value !== 'number' || value < 32 || value === 127 || value > 0x10ffff)
    return false;
  codeOf.root.texts.add(isSurrogate(value) || value > 0xffff ? BEYOND_UNITS : String.fromCharCode(value));
  return true;
}

const BEYOND_ASCII = 127;

/** A character of two code units: what code that knows surrogates is about. */
const BEYOND_UNITS = '\u{1f600}';

function isSurrogate(value: number): boolean {
  return value >= 0xd800 && value <= 0xdfff;
}

/** The expression that a `for` loop's condition holds its counter against; -1 for other conditions. */
export function loopLimit(tree: Tree, condition: number): number {
  return tree.kind[condition] === K.Binary ? child(tree, condition, 1) : -1;
}
