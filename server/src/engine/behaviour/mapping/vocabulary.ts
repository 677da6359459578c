import { assign } from '../../matching/assignment.ts';
import type { Shape } from '../shapes/shape.ts';
import type { Inventory, RecordType, WordSet } from './inventory.ts';
import { wordsOf } from './inventory.ts';
import { type Likeness, pairWords, wordLikeness } from './likeness.ts';

/** Which of the generated file's kinds of objects stands for one of the golden's, field by field. */
export interface RecordPair {
  readonly golden: RecordType;
  readonly generated: RecordType;
  readonly fields: ReadonlyMap<string, string>;
}

export interface WordPair {
  /** Both are of types, so that their order says something. */
  readonly declared: boolean;
  readonly golden: WordSet;
  readonly generated: WordSet;
  readonly words: ReadonlyMap<string, string>;
}

/** How the golden's names are said on the other side: one for all units of a pair of files. */
export interface Vocabulary {
  readonly records: readonly RecordPair[];
  readonly words: readonly WordPair[];
}

/** Kinds of objects that fit less are not the same. */
const LEAST = 0.4;

/** The vocabulary that types, names and positions suggest. */
export function likelyVocabulary(golden: Inventory, generated: Inventory, likeness: Likeness): Vocabulary {
  const candidates = golden.records.flatMap((record, row) =>
    generated.records.flatMap((other, column) => {
      const score = likeness.recordTypes(record, other);
      return score < LEAST ? [] : [{ row, column, score }];
    }),
  );
  const columnOf = assign(golden.records.length, generated.records.length, candidates);
  const records = golden.records.flatMap((record, row): RecordPair[] => {
    const other = generated.records[columnOf[row]];
    if (other === undefined) return [];
    return [{ golden: record, generated: other, fields: likeness.fields(record, other).pairs }];
  });
  return { records, words: likelyWords(golden, generated, records) };
}

/** Words go together that stand at fields which go together, else those of which as many are alike. */
function likelyWords(golden: Inventory, generated: Inventory, records: readonly RecordPair[]): WordPair[] {
  const rowOf = indexOfWords(golden.words);
  const columnOf = indexOfWords(generated.words);
  const votes = new Map<string, number>();
  for (const { golden: record, generated: other, fields } of records)
    for (const [field, otherField] of fields) {
      const key = `${rowOf(record.fields.get(field) ?? null)},${columnOf(other.fields.get(otherField) ?? null)}`;
      votes.set(key, (votes.get(key) ?? 0) + 1);
    }
  const candidates = golden.words.flatMap((words, row) =>
    generated.words.map((others, column) => {
      const size = Math.min(words.length, others.length) / Math.max(words.length, others.length);
      const alike = words.filter((word) => others.some((other) => wordLikeness(word, other) >= 0.5)).length;
      const score = (votes.get(`${row},${column}`) ?? 0) + size * 0.5 + alike / words.length;
      return { row, column, score };
    }),
  );
  return golden.words.flatMap((words, row): WordPair[] => {
    const others = generated.words[assignedWords(golden, generated, candidates)[row]];
    return others === undefined
      ? []
      : [
          {
            declared: declared(golden, words) && declared(generated, others),
            golden: words,
            generated: others,
            words: pairWords(words, others),
          },
        ];
  });
}

function assignedWords(
  golden: Inventory,
  generated: Inventory,
  candidates: readonly { row: number; column: number; score: number }[],
): Int32Array {
  return assign(golden.words.length, generated.words.length, candidates);
}

function indexOfWords(sets: readonly WordSet[]): (shape: Shape | null) => number {
  return (shape) => {
    const own = wordsOf(shape);
    return own.length === 0 ? -1 : sets.findIndex((words) => own.some((word) => words.includes(word)));
  };
}

function declared({ declaredWords }: Inventory, words: WordSet): boolean {
  return declaredWords.some(
    (own) => own.length === words.length && own.every((word) => words.includes(word)),
  );
}
