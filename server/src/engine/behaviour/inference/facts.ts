import type { NumberFacts, TextFacts } from '../shapes/shape.ts';
import type { Slot } from './slot.ts';

/** What uses of a number or text say of its values, beside its type. */

export function numberFacts(slot: Slot): NumberFacts {
  const { counts, numbers, images } = slot.root;
  const compared = new Set([...numbers, ...images.flatMap((image) => [...image.root.numbers])]);
  return {
    integer: counts.integer > 0,
    fractional: counts.fractional > 0,
    divided: counts.divided > 0,
    negative: counts.negative > 0,
    positive: counts.positive > 0,
    nonNegative: counts.nonNegative > 0,
    root: counts.root > 0,
    divisor: counts.divisor > 0,
    bound: counts.bound > 0,
    index: counts.index > 0,
    nonFinite: counts.nonFinite > 0,
    signedZero: counts.signedZero > 0,
    zero: counts.zero > 0,
    numbers: [...compared],
  };
}

function isRanged(part: Slot): boolean {
  return part.root.counts.ranged > 0 || (part.hasElement && part.element().root.counts.ranged > 0);
}

/** How often a text may be changed before what is asked of it says nothing of the text as it came. */
const MOST_CHANGES = 3;

/** What uses of a text say of it, and those of what it becomes with other case or without some characters. */
export function textFacts(slot: Slot, changes = 0): TextFacts {
  const own = ownTextFacts(slot);
  const images = slot.root.images.filter((image) => image.root !== slot.root);
  if (changes >= MOST_CHANGES || images.length === 0) return own;
  return images.map((image) => textFacts(image, changes + 1)).reduce(withFactsOf, own);
}

function withFactsOf(own: TextFacts, image: TextFacts): TextFacts {
  const both = (read: (facts: TextFacts) => readonly string[]): string[] => [
    ...new Set([...read(own), ...read(image)]),
  ];
  return {
    ...own,
    empty: own.empty || image.empty,
    texts: both(({ texts }) => texts),
    marks: both(({ marks }) => marks),
    delimiters: both(({ delimiters }) => delimiters),
    tokens: both(({ tokens }) => tokens),
    numericParts: own.numericParts || image.numericParts,
    emptyParts: own.emptyParts || image.emptyParts,
    patterns: both(({ patterns }) => patterns),
    fragments: both(({ fragments }) => fragments),
    partPatterns: both(({ partPatterns }) => partPatterns),
    ranged: own.ranged || image.ranged,
    blanks: own.blanks || image.blanks,
  };
}

function ownTextFacts(slot: Slot): TextFacts {
  const { counts, texts, delimiters, tokens, parts, patterns, fragments, marks } = slot.root;
  const partPatterns = new Set<string>();
  const allMarks = new Set(marks);
  const allTexts = new Set(texts);
  const allTokens = new Set(tokens);
  const element = slot.hasElement ? slot.element().root : null;
  for (const text of element?.texts ?? []) allTexts.add(text);
  for (const mark of element?.marks ?? []) allMarks.add(mark);
  let numericParts = false;
  let emptyParts = false;
  for (const part of parts) {
    const { root } = part;
    for (const text of root.texts) allTexts.add(text);
    for (const mark of root.marks) allMarks.add(mark);
    for (const pattern of root.patterns) partPatterns.add(pattern);
    if (part.hasElement) for (const text of part.element().root.texts) allTexts.add(text);
    if (root.counts.empty > 0) emptyParts = true;
    for (const token of root.tokens) allTokens.add(token);
    if (root.evidence.number > 0 || root.counts.numeric > 0 || root.numbers.size > 0) numericParts = true;
  }
  return {
    // Runs of blanks are how people type: splitting at blanks and dropping what is empty is no care for empty texts.
    empty: counts.empty > 0 || (emptyParts && !delimiters.has(' ')),
    texts: [...allTexts].filter((text) => text !== ''),
    delimiters: [...delimiters],
    marks: [...allMarks],
    tokens: [...allTokens],
    numeric: counts.numeric > 0,
    numericParts,
    emptyParts: emptyParts && !delimiters.has(' '),
    digits:
      delimiters.size === 0 &&
      element !== null &&
      (element.evidence.number > 0 || element.counts.numeric > 0),
    patterns: [...patterns],
    fragments: [...fragments],
    partPatterns: [...partPatterns],
    ranged: counts.ranged > 0 || (element?.counts.ranged ?? 0) > 0 || parts.some(isRanged),
    blanks: counts.blanks > 0 || parts.some(({ root }) => root.counts.blanks > 0),
  };
}
