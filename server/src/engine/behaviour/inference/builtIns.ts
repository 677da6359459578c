import { K } from '../../model/kinds.ts';
import { callback } from './callbacks.ts';
import type { Reading } from './reading.ts';
import { Slot } from './slot.ts';
import { booleanTerm, numberTerm, type Term, term, textTerm } from './term.ts';

/** What calls of the language's own functions say of their arguments. */

export function globalFunction(name: string, values: readonly Term[]): Term {
  const [first] = values;
  switch (name) {
    case 'parseInt':
    case 'parseFloat':
    case 'Number':
      first?.slot.add('string', 0.7).count('numeric');
      return numberTerm();
    case 'isNaN':
    case 'isFinite':
      first?.slot.add('string', 0.4).count('numeric').count('nonFinite');
      return booleanTerm();
    case 'String':
      return textTerm();
    case 'BigInt':
      return numberTerm();
    default:
      return term();
  }
}

export function math(reading: Reading, name: string, args: readonly number[]): Term {
  const { tree } = reading;
  const result = numberTerm();
  for (const argument of args) {
    const { slot } = reading.evaluate(argument);
    if (/^(?:abs|round|ceil|floor|trunc)$/.test(name)) slot.root.images.push(result.slot);
    if (tree.kind[argument] === K.Spread) {
      slot.add('array');
      slot.element().add('number');
    } else {
      slot.add('number');
      if (name === 'abs') slot.count('negative');
    }
    if (/^(?:sqrt|pow|cbrt|log)$/.test(name)) slot.count('root');
    if (/^(?:round|ceil|floor|trunc)$/.test(name) && tree.kind[argument] === K.Identifier)
      slot.count('fractional');
  }
  return result;
}

export function builtIn(
  reading: Reading,
  callee: number,
  root: string,
  name: string,
  args: readonly number[],
): Term {
  const { tree } = reading;
  const call = tree.parent[tree.parent[callee]];
  const values = args.map((argument) => reading.evaluate(argument));
  const [first] = values;
  if (root === 'Object') {
    first?.slot.add('object', 0.7);
    return name === 'keys' || name === 'values' || name === 'entries' ? term(Slot.of('array')) : term();
  }
  if (root === 'Array' && name === 'from' && first) {
    first.slot.add('sequence');
    const slot = Slot.of('array');
    slot.setElement(first.slot.element());
    const result = args.length > 1 ? callback(reading, args[1], [first.slot.element()]) : null;
    if (result === null) return term(slot);
    const mapped = Slot.of('array');
    mapped.setElement(result);
    return term(mapped);
  }
  if (root === 'Number' && (name === 'isNaN' || name === 'isFinite')) {
    first?.slot.add('number', 0.5).count('nonFinite');
    return booleanTerm();
  }
  if (name === 'isInteger') {
    first?.slot.add('mixed', 2);
    return booleanTerm();
  }
  if (name === 'fromCharCode' || name === 'fromCodePoint') {
    first?.slot.add('number');
    return textTerm();
  }
  if (root === 'Number' && /^parse/.test(name)) {
    first?.slot.add('string', 0.8).count('numeric');
    return numberTerm();
  }
  if (name === 'isArray') {
    first?.slot.add('array', 0.5);
    // `!Array.isArray(x)` turns away what is no list; asked the other way round, both are meant.
    if (tree.kind[call] !== K.Unary) first?.slot.count('other');
    return booleanTerm();
  }
  return root === 'JSON' && name === 'parse' ? term() : textTerm();
}
