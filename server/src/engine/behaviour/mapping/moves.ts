import type { RecordType } from './inventory.ts';
import { type Likeness, wordLikeness } from './likeness.ts';
import { nameLikeness, SPEAKS } from './names.ts';
import type { RecordPair, Vocabulary, WordPair } from './vocabulary.ts';

/** A field of that type may stand for one of this. */
const FITS = 0.5;

/**
 * Vocabularies one step away: two fields, or two words, in each other's places, where names don't speak for those
 * that they have.
 */
export function* movesOf(
  vocabulary: Vocabulary,
  likeness: Likeness,
): Generator<(from: Vocabulary) => Vocabulary> {
  for (const [at, pair] of vocabulary.words.entries())
    for (const words of swaps(pair.words, pair.generated, isOpenWord, () => true))
      yield (from) => ({
        ...from,
        words: replaced<WordPair>(from.words, at, { ...from.words[at], words: words(from.words[at].words) }),
      });
  for (const [at, pair] of vocabulary.records.entries()) {
    const fits = (a: string, b: string): boolean => fieldsFit(likeness, pair.golden, a, pair.generated, b);
    for (const fields of swaps(pair.fields, [...pair.generated.fields.keys()], isOpenField, fits))
      yield (from) => ({
        ...from,
        records: replaced<RecordPair>(from.records, at, {
          ...from.records[at],
          fields: fields(from.records[at].fields),
        }),
      });
  }
}

function isOpenWord(word: string, other: string): boolean {
  return wordLikeness(word, other) < SPEAKS;
}

function isOpenField(name: string, other: string): boolean {
  return nameLikeness(name, other) < SPEAKS;
}

function fieldsFit(likeness: Likeness, record: RecordType, a: string, other: RecordType, b: string): boolean {
  const sure = record.declared && other.declared;
  return !sure || likeness.shapes(record.fields.get(a) ?? null, other.fields.get(b) ?? null, sure) >= FITS;
}

type Change = (pairs: ReadonlyMap<string, string>) => ReadonlyMap<string, string>;

function* swaps(
  pairs: ReadonlyMap<string, string>,
  others: readonly string[],
  open: (name: string, other: string) => boolean,
  fits: (name: string, other: string) => boolean,
): Generator<Change> {
  const entries = [...pairs].filter(([name, other]) => open(name, other));
  const taken = new Set(pairs.values());
  for (const [index, [first, a]] of entries.entries()) {
    for (const [second, b] of entries.slice(index + 1))
      if (fits(first, b) && fits(second, a))
        yield (now) => {
          const [x, y] = [now.get(first) as string, now.get(second) as string];
          return new Map(now).set(first, y).set(second, x);
        };
    for (const other of others)
      if (!taken.has(other) && fits(first, other))
        yield (now) => ([...now.values()].includes(other) ? now : new Map(now).set(first, other));
  }
}

function replaced<T>(list: readonly T[], at: number, value: T): T[] {
  return list.map((each, index) => (index === at ? value : each));
}
