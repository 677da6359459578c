import type { Shape } from '../shapes/shape.ts';
import { type WordSet, wordsOf } from './inventory.ts';
import { bare } from './likeness.ts';
import type { RecordPair, Vocabulary } from './vocabulary.ts';

/** Looks up how the golden's names are said on the other side, and notes what was said otherwise. */
export class Lexicon {
  private readonly vocabulary: Vocabulary;
  private readonly flat = new Map<string, string>();
  /** Names of fields that were said otherwise. */
  readonly fields = new Map<string, string>();
  readonly words = new Map<string, string>();

  constructor(vocabulary: Vocabulary) {
    this.vocabulary = vocabulary;
    for (const { words } of vocabulary.words)
      for (const [word, other] of words) if (!this.flat.has(word)) this.flat.set(word, other);
  }

  /** The kind of object that has these fields: the one with the fewest others. */
  record(keys: readonly string[]): RecordPair | null {
    let found: RecordPair | null = null;
    for (const pair of this.vocabulary.records) {
      const { fields } = pair.golden;
      if (!keys.every((key) => fields.has(key))) continue;
      if (found === null || fields.size < found.golden.fields.size) found = pair;
    }
    return keys.length === 0 ? null : found;
  }

  /** A field of that kind of object on the other side. */
  field(record: RecordPair, name: string): string {
    const other = record.fields.get(name) ?? name;
    if (other !== name) this.fields.set(name, other);
    return other;
  }

  /**
   * A text on the other side. Texts of a declared type are words only where that type has words.
   * @param shape null where nothing is known of the place.
   */
  word(text: string, shape: Shape | null): string {
    const other = this.lookUp(text, shape);
    if (other !== text) this.words.set(text, other);
    return other;
  }

  private lookUp(text: string, shape: Shape | null): string {
    if (shape === null || shape.kind === 'any') return this.flat.get(text) ?? text;
    const own = wordsOf(shape);
    if (!own.includes(text)) return text;
    return this.wordsWith(own)?.get(text) ?? text;
  }

  private wordsWith(own: WordSet): ReadonlyMap<string, string> | undefined {
    return this.vocabulary.words.find(({ golden }) => own.every((word) => golden.includes(word)))?.words;
  }

  /** The key of an object that is of no known kind: a word in many. */
  key(name: string): string {
    return this.word(name, null);
  }
}

/** The shape of an element of a list of a shape. */
export function elementShape(shape: Shape | null, index: number): Shape | null {
  const found = optionOf(
    shape,
    (option) => option.kind === 'array' || option.kind === 'tuple' || option.kind === 'set',
  );
  if (found === null) return null;
  return found.kind === 'tuple'
    ? (found.elements[index] ?? null)
    : found.kind === 'array' || found.kind === 'set'
      ? found.element
      : null;
}

/** The shapes of the keys and values of a map or dictionary of a shape. */
export function entryShapes(shape: Shape | null): { key: Shape | null; value: Shape | null } {
  const found = optionOf(shape, (option) => option.kind === 'map' || option.kind === 'record');
  if (found?.kind === 'map') return { key: found.key, value: found.value };
  return { key: null, value: found?.kind === 'record' ? found.value : null };
}

function optionOf(shape: Shape | null, test: (option: Shape) => boolean): Shape | null {
  if (shape === null) return null;
  const own = bare(shape).shape;
  const options = own.kind === 'union' ? own.options : [own];
  return options.find(test) ?? null;
}
