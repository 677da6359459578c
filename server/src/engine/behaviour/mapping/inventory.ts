import type { Shape } from '../shapes/shape.ts';
import type { SideVocabulary } from './describe.ts';
import { type UsageProfile, usageOf } from './usage.ts';

/** A kind of object: what its fields are. */
export interface RecordType {
  /** In order of declaration. */
  readonly fields: ReadonlyMap<string, Shape | null>;
  /** By an annotation, not by how it is used. */
  readonly declared: boolean;
}

/** Texts of which a value is one: a union of literals, an enum, words that a value is compared with. */
export type WordSet = readonly string[];

export interface Inventory {
  readonly records: readonly RecordType[];
  readonly words: readonly WordSet[];
  /** Those of types. */
  readonly declaredWords: readonly WordSet[];
  /** Where each field is used. */
  readonly usage: ReadonlyMap<string, UsageProfile>;
}

const WORD = /^[A-Za-z][\w-]+$/;
/** How deep types are looked into: as deep as annotations are read. */
const DEEPEST = 8;

/** All kinds of objects and words that a side's units pass each other, and that its code writes out. */
export function inventoryOf(side: SideVocabulary): Inventory {
  const found = new Collector();
  for (const { parameters, result } of side.interfaces.values())
    for (const { shape, declared } of [...parameters, result])
      if (shape !== null) found.add(shape, declared, 0);
  if (!side.model.typed)
    for (const { keys } of side.objects)
      found.addRecord(
        keys.map((key) => [key, null]),
        false,
      );
  for (const fields of side.instances) found.addRecord(fields, true);
  const words = found.wordSets(side.model.typed ? [] : writtenWords(side));
  const known = new Set(words.flat());
  const records = found.records().filter(({ fields }) => ![...fields.keys()].every((key) => known.has(key)));
  return { records, words, declaredWords: found.declared, usage: usageOf(side.model.tree) };
}

/** Texts that code without types writes at the same field. */
function writtenWords({ objects }: SideVocabulary): string[][] {
  const byField = new Map<string, Set<string>>();
  for (const { texts } of objects)
    for (const [field, text] of texts)
      if (WORD.test(text)) byField.set(field, (byField.get(field) ?? new Set()).add(text));
  return [...byField.values()].map((texts) => [...texts]);
}

/** The texts of which a value of a shape is one; fewer than two are no choice. */
export function wordsOf(shape: Shape | null): WordSet {
  if (shape === null) return [];
  if (shape.kind === 'string') {
    const { texts, tokens } = shape.facts;
    return [...new Set([...texts, ...tokens])].filter((text) => WORD.test(text));
  }
  const options = shape.kind === 'union' ? shape.options : [shape];
  return options.flatMap((option) =>
    option.kind === 'literal' && typeof option.value === 'string' ? [option.value] : [],
  );
}

class Collector {
  private readonly found: RecordType[] = [];
  private readonly sets: WordSet[] = [];
  private readonly known = new Set<string>();
  readonly declared: WordSet[] = [];

  add(shape: Shape, declared: boolean, depth: number): void {
    if (depth > DEEPEST) return;
    const inner = (part: Shape): void => this.add(part, declared, depth + 1);
    const words = wordsOf(shape);
    if (words.length > 0 && (declared || words.length > 1 || shape.kind === 'string'))
      this.addWords(words, declared);
    switch (shape.kind) {
      case 'object': {
        const fields = shape.properties.map((each): [string, Shape] => [each.name, each.shape]);
        if (fields.length > 0 && this.addRecord(fields, declared)) for (const [, part] of fields) inner(part);
        return;
      }
      case 'array':
      case 'set':
        inner(shape.element);
        return;
      case 'tuple':
        for (const element of shape.elements) inner(element);
        return;
      case 'union':
        for (const option of shape.options) if (option.kind !== 'literal') inner(option);
        return;
      case 'map':
        inner(shape.key);
        inner(shape.value);
        return;
      case 'record':
      case 'promise':
        inner(shape.value);
        return;
      case 'callback':
        for (const parameter of shape.parameters) inner(parameter);
        if (shape.result !== null) inner(shape.result);
        return;
    }
  }

  /** True when it is new. */
  addRecord(fields: readonly (readonly [string, Shape | null])[], declared: boolean): boolean {
    const key = `${declared}|${fields.map(([name]) => name).join('|')}`;
    if (fields.length === 0 || this.known.has(key)) return false;
    this.known.add(key);
    this.found.push({ fields: new Map(fields), declared });
    return true;
  }

  private addWords(words: WordSet, declared: boolean): void {
    const key = `${declared}"${words.join('"')}`;
    if (this.known.has(key)) return;
    this.known.add(key);
    this.sets.push(words);
    if (declared) this.declared.push(words);
  }

  /** Parts of a kind of object (`Pick`, what one function reads of it) belong to the whole. */
  records(): RecordType[] {
    const whole: RecordType[] = [];
    for (const record of [...this.found].sort((a, b) => b.fields.size - a.fields.size)) {
      const at = whole.findIndex((other) => belongs(record, other));
      if (at < 0) whole.push(record);
      else whole[at] = merged(whole[at], record);
    }
    return whole;
  }

  wordSets(more: readonly WordSet[]): WordSet[] {
    const whole: WordSet[] = [];
    for (const words of [...this.sets, ...more].sort((a, b) => b.length - a.length)) {
      const at = whole.findIndex((other) => words.some((word) => other.includes(word)));
      if (at < 0) whole.push(words);
      else whole[at] = [...new Set([...whole[at], ...words])];
    }
    return whole;
  }
}

/** What is declared must be a part of it; of what is only seen in use, half is enough. */
function belongs(part: RecordType, whole: RecordType): boolean {
  const common = [...part.fields.keys()].filter((name) => whole.fields.has(name)).length;
  return part.declared ? common === part.fields.size : 2 * common >= part.fields.size;
}

function merged(whole: RecordType, part: RecordType): RecordType {
  const fields = new Map(whole.fields);
  for (const [name, shape] of part.fields) fields.set(name, fields.get(name) ?? shape);
  return { fields, declared: whole.declared };
}
