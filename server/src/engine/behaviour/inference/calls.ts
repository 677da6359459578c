import { K } from '../../model/kinds.ts';
import { callArguments, child, children, label } from '../../model/tree.ts';
import { builtIn, globalFunction, math } from './builtIns.ts';
import { callback } from './callbacks.ts';
import { delimitersOf, marksOf } from './patterns.ts';
import type { Reading } from './reading.ts';
import { Slot } from './slot.ts';
import { booleanTerm, meetsLiteral, numberTerm, type Term, term, textTerm } from './term.ts';

const TEXT_METHODS = new Set(
  'split charCodeAt codePointAt toLowerCase toUpperCase replace replaceAll trim startsWith endsWith charAt substring substr match matchAll padStart padEnd localeCompare repeat search trimStart trimEnd normalize'.split(
    ' ',
  ),
);
/** Every object has these: they say nothing of what its own are. */
const OF_ALL_OBJECTS = /^(?:hasOwnProperty|isPrototypeOf|propertyIsEnumerable)$/;
const BUILT_IN = new Set(['Number', 'Object', 'Array', 'String', 'JSON', 'console']);

export function readCall(reading: Reading, node: number): Term {
  const { tree } = reading;
  const callee = child(tree, node, 0);
  const args = callArguments(tree, node);
  if (tree.kind[callee] === K.Member) return method(reading, callee, args);
  const values = args.map((argument) => reading.evaluate(argument));
  if (tree.kind[callee] !== K.Identifier) {
    const made = reading.evaluate(callee);
    return term(made.slot.root.result ?? new Slot());
  }
  const own = reading.slotOf(callee);
  if (own === null) return globalFunction(label(tree, callee), values);
  const { parameters, result, takesRest } = reading.imported(callee)?.copy() ?? own.root;
  if (parameters === null) {
    own.add('callable', 2);
    own.root.result ??= new Slot();
    own.root.parameters = values.map((value) => {
      const slot = new Slot();
      reading.assign(slot, value);
      return slot;
    });
    return term(own.root.result);
  }
  const last = takesRest ? parameters.length - 1 : parameters.length;
  values.forEach((value, index) => {
    const parameter = index < last ? parameters[index] : parameters[last]?.element();
    if (parameter === undefined) return;
    reading.assign(parameter, value);
    for (const literal of value.literals ?? []) meetsLiteral(parameter, literal, false);
  });
  return term(result ?? new Slot());
}

function method(reading: Reading, callee: number, args: readonly number[]): Term {
  const { tree } = reading;
  const [object, property] = children(tree, callee);
  const name = label(tree, property);
  const isGlobal = tree.kind[object] === K.Identifier && tree.symbol[object] < 0;
  const root = isGlobal ? label(tree, object) : '';
  if (root === 'Math') return math(reading, name, args);
  if (BUILT_IN.has(root)) return builtIn(reading, callee, root, name, args);
  const value = reading.evaluate(object);
  value.slot.count('dynamic');
  if (TEXT_METHODS.has(name)) return textMethod(reading, value, name, args);
  return sequenceMethod(reading, value, name, args);
}

/** `/\s+/`, `/ {2,}/`. */
const ROWS_OF_BLANKS = /(?:\\s|[^\\] )(?:[+*]|\{\d+,)/;

function textMethod(reading: Reading, object: Term, name: string, args: readonly number[]): Term {
  object.slot.add('string');
  const values = args.map((argument) => reading.evaluate(argument));
  const [first] = values;
  looksFor(object.slot, first?.pattern);
  switch (name) {
    case 'split':
      return split(object, first);
    case 'startsWith':
    case 'endsWith':
      for (const literal of first?.literals ?? []) meetsLiteral(object.slot, literal, false);
      if (first && !first.literals) first.slot.add('string');
      return booleanTerm();
    case 'replace':
    case 'replaceAll':
      if (first?.pattern !== undefined) object.slot.root.fragments.add(first.pattern);
      if (ROWS_OF_BLANKS.test(first?.pattern ?? '')) object.slot.count('blanks');
      if (first && first.pattern === undefined && !first.literals) first.slot.add('string');
      return imageOf(object.slot);
    case 'trim':
    case 'trimStart':
    case 'trimEnd':
      object.slot.count('blanks');
      return imageOf(object.slot);
    case 'toLowerCase':
    case 'toUpperCase':
    case 'normalize':
      return imageOf(object.slot);
    case 'charCodeAt':
    case 'codePointAt':
      return { slot: Slot.of('number'), codeOf: first === undefined ? object.slot : object.slot.element() };
    case 'search':
      if (first?.pattern !== undefined) object.slot.root.fragments.add(first.pattern);
      return numberTerm();
    case 'localeCompare':
      return numberTerm();
    case 'match':
    case 'matchAll': {
      if (first?.pattern !== undefined) object.slot.root.patterns.add(first.pattern);
      const slot = Slot.of('array');
      slot.element().add('string', 2);
      return term(slot);
    }
    case 'charAt':
      return term(object.slot.element());
    default:
      return textTerm();
  }
}

/** A text with some characters changed: what the rest of it is asked for, the text itself is asked for. */
function imageOf(slot: Slot): Term {
  const image = textTerm();
  slot.root.images.push(image.slot);
  return image;
}

function looksFor({ root }: Slot, pattern: string | undefined): void {
  if (pattern !== undefined) for (const mark of marksOf(pattern)) root.marks.add(mark);
}

function split(object: Term, at: Term | undefined): Term {
  for (const literal of at?.literals ?? []) object.slot.root.delimiters.add(String(literal));
  if (at?.pattern !== undefined)
    for (const delimiter of delimitersOf(at.pattern)) object.slot.root.delimiters.add(delimiter);
  const slot = Slot.of('array');
  const part = new Slot().add('string', 2);
  if (at?.literals?.[0] === '') {
    slot.setElement(Slot.unify(part, object.slot.element()));
    slot.origin = object.slot;
  } else {
    slot.setElement(part);
    object.slot.root.parts.push(part);
  }
  return term(slot);
}

function sequenceMethod(reading: Reading, object: Term, name: string, args: readonly number[]): Term {
  const { slot } = object;
  const evaluateAll = (): Term[] => args.map((argument) => reading.evaluate(argument));
  switch (name) {
    case 'toFixed':
    case 'toPrecision':
      evaluateAll();
      slot.add('number');
      return textTerm();
    case 'toString':
      evaluateAll();
      // With a radix it is a number, and a sign in front of its digits is hardly meant.
      if (args.length > 0) slot.add('number', 2).count('integer').count('nonNegative');
      else slot.add('number', 0.35);
      return textTerm();
    case 'map':
    case 'flatMap':
    case 'filter':
    case 'forEach':
    case 'some':
    case 'every':
    case 'find':
    case 'findIndex':
    case 'findLast':
    case 'findLastIndex':
      return iteration(reading, slot, name, args);
    case 'reduce':
    case 'reduceRight': {
      slot.add('array');
      const initial = args.length > 1 ? reading.evaluate(args[1]).slot : slot.element();
      const total = args.length > 1 ? new Slot().copyEvidence(initial) : initial;
      callback(reading, args[0], [total, slot.element(), Slot.of('number')]);
      return term(total);
    }
    case 'sort':
    case 'toSorted':
      slot.add('array');
      if (args.length > 0) callback(reading, args[0], [slot.element(), slot.element()], 'number');
      return term(slot);
    case 'push':
    case 'unshift':
      slot.add('array');
      for (const argument of args) {
        const value = reading.evaluate(argument);
        if (!value.literals && reading.tree.kind[argument] !== K.Spread)
          Slot.unify(slot.element(), value.slot);
      }
      return numberTerm();
    case 'pop':
    case 'shift':
      slot.add('array');
      return term(slot.element());
    case 'join':
      slot.add('array');
      evaluateAll();
      return textTerm();
    case 'reverse':
    case 'fill':
    case 'flat':
      slot.add('array');
      evaluateAll();
      return name === 'flat' ? term(Slot.of('array')) : term(slot);
    case 'slice':
      slot.add('sequence');
      for (const value of evaluateAll()) value.slot.add('number').count('integer').count('bound');
      return term(slot);
    case 'splice':
      slot.add('array');
      for (const value of evaluateAll().slice(0, 2)) value.slot.add('number');
      return term(slot);
    case 'concat':
      slot.add('sequence');
      evaluateAll();
      return term(slot);
    case 'at':
      slot.add('sequence');
      for (const value of evaluateAll()) value.slot.add('number');
      return term(slot.element());
    case 'includes':
    case 'indexOf':
    case 'lastIndexOf':
      search(object, evaluateAll()[0]);
      return name === 'includes' ? booleanTerm() : numberTerm();
    case 'test':
    case 'exec': {
      const [first] = evaluateAll();
      first?.slot.add('string');
      if (object.pattern !== undefined) first?.slot.root.patterns.add(object.pattern);
      if (first) looksFor(first.slot, object.pattern);
      return booleanTerm();
    }
    case 'keys':
    case 'values':
    case 'entries':
    case 'has':
    case 'add':
    case 'delete':
    case 'get':
    case 'set':
      evaluateAll();
      return term();
    default: {
      const values = evaluateAll();
      slot.add('object', 0.8);
      if (OF_ALL_OBJECTS.test(name)) return booleanTerm();
      const member = slot.property(name).add('callable', 2);
      member.root.parameters ??= values.map((value) => new Slot().copyEvidence(value.slot));
      member.root.result ??= new Slot();
      return term(member.root.result);
    }
  }
}

function iteration(reading: Reading, slot: Slot, name: string, args: readonly number[]): Term {
  slot.add('array');
  const index = Slot.of('number');
  index.indexes.add(slot.root.origin ?? slot);
  reading.indices.push(index);
  const asks = /^(?:filter|some|every|find)/.test(name);
  const result = callback(reading, args[0], [slot.element(), index], asks ? 'boolean' : null);
  switch (name) {
    case 'map':
    case 'flatMap': {
      const mapped = Slot.of('array');
      if (result !== null && name === 'map') mapped.setElement(result);
      return term(mapped);
    }
    case 'filter':
      return term(slot);
    case 'find':
    case 'findLast':
      return term(slot.element());
    case 'some':
    case 'every':
      return booleanTerm();
    default:
      return name === 'forEach' ? term() : numberTerm();
  }
}

/** What is looked for in a text or list: one of its members where it is written out. */
function search(object: Term, sought: Term | undefined): void {
  object.slot.add('sequence');
  if (sought === undefined) return;
  const { members } = object.slot.root;
  if (members !== null) {
    for (const member of members) {
      meetsLiteral(sought.slot, member, typeof member === 'string' && member.length > 1);
      sought.slot.add(typeof member === 'string' ? 'string' : 'number', 0.6);
    }
  } else if (object.literals) {
    sought.slot.add('string', 0.6);
    for (const text of object.literals)
      for (const character of String(text)) sought.slot.root.texts.add(character);
  } else {
    for (const literal of sought.literals ?? []) {
      if (typeof literal === 'string') object.slot.root.texts.add(literal);
      else object.slot.element().numbers.add(literal);
    }
    if (sought.literals) return;
    const { string, array } = object.slot.root.evidence;
    if (sought.slot.root.evidence.string > 0) object.slot.add('string', 0.3);
    else if (string > array) sought.slot.add('string', 0.6);
  }
}
