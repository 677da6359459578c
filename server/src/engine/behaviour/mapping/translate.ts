import type { Callback, Value } from '../input.ts';
import type { Outcome } from '../sandbox.ts';
import type { Shape } from '../shapes/shape.ts';
import { isSpecial } from '../values/special.ts';
import { elementShape, entryShapes, type Lexicon } from './lexicon.ts';
import { field, fieldOf, type Piece, readTold, writeTold } from './told.ts';
import type { RecordPair } from './vocabulary.ts';

/** The shape of a record's field; null where it is only seen in use. */
function shapeAt(record: RecordPair | null, name: string): Shape | null {
  return record?.golden.declared ? (record.golden.fields.get(name) ?? null) : null;
}

/** A value of the golden's as the other side says it. @param shape null where nothing declares what it is. */
export function translateValue(lexicon: Lexicon, value: Value, shape: Shape | null): Value {
  if (typeof value === 'string') return lexicon.word(value, shape);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value))
    return value.map((each: Value, index) => translateValue(lexicon, each, elementShape(shape, index)));
  if (isSpecial(value)) return translateSpecial(lexicon, value, shape);
  const dictionary = entryShapes(shape);
  // The keys of a dictionary are data, whatever fields are called so.
  const record = dictionary.value === null ? lexicon.record(Object.keys(value)) : null;
  const entries = Object.entries(value).map(([name, inner]): [string, Value] => {
    const other = record === null ? lexicon.key(name) : lexicon.field(record, name);
    return [other, translateValue(lexicon, inner, shapeAt(record, name) ?? dictionary.value)];
  });
  return Object.fromEntries(entries);
}

function translateSpecial(lexicon: Lexicon, value: Value & object, shape: Shape | null): Value {
  const special = value as { readonly [key: string]: never };
  const entries = entryShapes(shape);
  if ('$map' in special)
    return {
      $map: (special.$map as readonly (readonly [Value, Value])[]).map(
        ([key, inner]) =>
          [translateValue(lexicon, key, entries.key), translateValue(lexicon, inner, entries.value)] as const,
      ),
    };
  if ('$set' in special)
    return {
      $set: (special.$set as Value[]).map((each) => translateValue(lexicon, each, elementShape(shape, 0))),
    };
  if ('$promise' in special && 'value' in (special.$promise as object))
    return {
      $promise: { value: translateValue(lexicon, (special.$promise as { value: Value }).value, null) },
    };
  if ('$callback' in special) {
    const callback = special.$callback as Callback;
    const answers = callback.answers?.map((each) => translateValue(lexicon, each, null));
    return { $callback: answers === undefined ? callback : { ...callback, answers } };
  }
  return value as Value;
}

/** What the golden did, as the other side would tell it. */
export function translateOutcome(
  lexicon: Lexicon,
  outcome: Outcome,
  result: Shape | null,
  rearranged: (mutated: readonly (readonly Piece[])[]) => readonly (readonly Piece[])[],
): Outcome {
  const told = (text: string, shape: Shape | null): string => {
    const pieces = readTold(text);
    return pieces === null ? text : writeTold(translatePieces(lexicon, pieces, shape));
  };
  const mutated = (): string => {
    const [list, ...others] = readTold(outcome.mutated) ?? [];
    if (list?.kind !== 'group' || others.length > 0) return outcome.mutated;
    return writeTold([{ ...list, items: rearranged(list.items) }]);
  };
  return {
    ...outcome,
    value: outcome.ending === 'value' ? told(outcome.value, result) : outcome.value,
    mutated: outcome.mutated === '' ? '' : mutated(),
    effects: outcome.effects.map((effect) => told(effect, null)),
  };
}

export function translatePieces(lexicon: Lexicon, pieces: readonly Piece[], shape: Shape | null): Piece[] {
  return pieces.map((piece, index): Piece => {
    if (piece.kind === 'text') return { ...piece, text: lexicon.word(piece.text, shape) };
    if (piece.kind === 'raw') return piece;
    const before = pieces[index - 1];
    const isMap = before?.kind === 'raw' && before.raw.endsWith('Map');
    if (isMap) return { ...piece, items: piece.items.map((item) => translateEntry(lexicon, item, shape)) };
    if (piece.open === '{' && piece.items.every((item) => fieldOf(item) !== null))
      return { ...piece, items: translateFields(lexicon, piece.items, shape) };
    return {
      ...piece,
      items: piece.items.map((item, at) => translatePieces(lexicon, item, elementShape(shape, at))),
    };
  });
}

function translateFields(
  lexicon: Lexicon,
  items: readonly (readonly Piece[])[],
  shape: Shape | null,
): (readonly Piece[])[] {
  const fields = items.flatMap((item) => fieldOf(item) ?? []);
  const record = lexicon.record(fields.map(({ name }) => name));
  const { value: inner } = entryShapes(shape);
  return fields.map(({ name, value }) =>
    field(
      record === null ? lexicon.key(name) : lexicon.field(record, name),
      translatePieces(lexicon, value, shapeAt(record, name) ?? inner),
    ),
  );
}

/** `key=>value` of a map. */
function translateEntry(lexicon: Lexicon, item: readonly Piece[], shape: Shape | null): readonly Piece[] {
  const { key, value } = entryShapes(shape);
  const at = item.findIndex((piece) => piece.kind === 'raw' && piece.raw.includes('=>'));
  if (at <= 0) return translatePieces(lexicon, item, null);
  return [
    ...translatePieces(lexicon, item.slice(0, at), key),
    item[at],
    ...translatePieces(lexicon, item.slice(at + 1), value),
  ];
}
