import { FUNCTION_KINDS, isTypeKind } from '../../metrics/roles.ts';
import { Flag, K } from '../../model/kinds.ts';
import { children, label } from '../../model/tree.ts';
import type { Reading } from './reading.ts';
import { Slot } from './slot.ts';
import { numberTerm, type Term, term } from './term.ts';

/** How lists, objects and instances are made, and how their parts are read. */

export function readList(reading: Reading, node: number): Term {
  const { tree } = reading;
  const slot = Slot.of('array');
  const members: (string | number)[] = [];
  for (const part of children(tree, node)) {
    if (tree.kind[part] === K.Hole) continue;
    const value = reading.evaluate(part);
    if (tree.kind[part] === K.Spread) Slot.unify(slot.element(), value.slot.element());
    else if (value.literals) {
      slot.element().copyEvidence(value.slot);
      members.push(...value.literals);
    } else Slot.unify(slot.element(), value.slot);
  }
  if (members.length > 0) slot.members = members;
  return term(slot);
}

export function readObject(reading: Reading, node: number): Term {
  const { tree } = reading;
  const slot = Slot.of('object');
  const keys: string[] = [];
  for (const part of children(tree, node)) {
    if (tree.kind[part] === K.Property) {
      const [key, value] = children(tree, part);
      if (tree.kind[key] === K.PropertyName || tree.kind[key] === K.String) keys.push(label(tree, key));
      else if (tree.kind[key] === K.Computed) reading.evaluate(key + 1);
      reading.evaluate(value);
    } else if (FUNCTION_KINDS[tree.kind[part]] === 1) reading.walkFunction(part);
    else reading.evaluate(part);
  }
  slot.keys = keys;
  return term(slot);
}

export function readMember(reading: Reading, node: number): Term {
  const { tree } = reading;
  const [object, property] = children(tree, node);
  const value = reading.evaluate(object);
  const name = label(tree, property);
  if ((tree.flags[node] & Flag.Optional) !== 0) value.slot.count('absent');
  const global = tree.kind[object] === K.Identifier && tree.symbol[object] < 0;
  if (name === 'length') {
    value.slot.add('sequence').count('dynamic');
    return { slot: Slot.of('number'), lengthOf: value.slot };
  }
  if (global) return /^[A-Z_]+$/.test(name) ? numberTerm() : term();
  if (name === 'size') {
    value.slot.add('object');
    return numberTerm();
  }
  value.slot.add('object', 0.8);
  return term(value.slot.property(name));
}

export function readIndex(reading: Reading, node: number): Term {
  const { tree } = reading;
  const [object, at] = children(tree, node);
  const value = reading.evaluate(object);
  const position = reading.evaluate(at);
  const { root } = position.slot;
  const keys = value.slot.root.keys;
  if (keys !== null) {
    for (const key of keys) root.tokens.add(key);
    if (root.evidence.number === 0) position.slot.add('string', 0.6);
    return term();
  }
  if (root.evidence.string > root.evidence.number) {
    value.slot.add('object');
    const [literal] = position.literals ?? [];
    return typeof literal === 'string' ? term(value.slot.property(literal)) : term();
  }
  value.slot.add('sequence', root.evidence.number > 0 ? 1 : 0.5);
  position.slot.count('index');
  const [literal] = position.literals ?? [];
  if (typeof literal === 'number') value.slot.root.constantIndices.add(literal);
  else {
    value.slot.count('dynamic');
    if (tree.kind[at] === K.Identifier) root.indexes.add(value.slot);
    reading.indices.push(position.slot);
  }
  const memberOf = value.slot.root.members === null ? undefined : value.slot;
  return { slot: value.slot.element(), memberOf };
}

export function readNew(reading: Reading, node: number): Term {
  const { tree } = reading;
  const [callee, ...rest] = children(tree, node);
  const values = rest.filter((part) => !isTypeKind(tree.kind[part])).map((part) => reading.evaluate(part));
  const name = tree.kind[callee] === K.Identifier ? label(tree, callee) : '';
  if (name === 'Set' || name === 'Map') {
    const slot = Slot.of('object').add('sequence');
    if (values.length > 0) {
      values[0].slot.add('sequence');
      slot.setElement(values[0].slot.element());
    }
    return term(slot);
  }
  // `new Date(value)` takes dates, texts and milliseconds.
  if (name === 'Date' && values.length === 1)
    values[0].slot.add('date', 0.5).add('string', 0.3).add('number', 0.2);
  if (name === 'Array') return term(Slot.of('array'));
  if (name === 'RegExp') return term();
  return term(Slot.of('object'));
}
