import type { TextFacts } from '../shapes/shape.ts';
import { makeNumericText } from './numbers.ts';
import { matchingText } from './patterns.ts';
import type { ValueSource } from './source.ts';
import { letters, makeWord } from './words.ts';

const BRACKETS = ['()', '[]', '{}', '<>'];
const ANYTHING = 'abcdefghijxyzABCXYZ0123456789 .,!?()-_';

/** Single characters that the code knows; brackets with what closes them. */
export function alphabetOf({ texts }: TextFacts): string {
  const single = texts.filter((text) => text.length === 1);
  const closing = BRACKETS.filter((pair) => single.includes(pair[0])).map((pair) => pair[1]);
  return [...new Set([...single, ...closing])].join('');
}

export function makeText(source: ValueSource, facts: TextFacts): string {
  const { random } = source;
  const { tokens } = facts;
  const delimiters = facts.delimiters.filter((delimiter) => delimiter !== '');
  const alphabet = alphabetOf(facts);
  if (facts.patterns.length > 0 && random.chance(0.6))
    return withNumbers(source, matchingText(source, random.pick(facts.patterns)));
  if (facts.fragments.length > 0 && random.chance(0.3)) return around(source, random.pick(facts.fragments));
  if (facts.blanks && random.chance(0.25)) return untidy(source);
  const kind = random.next();
  if (facts.marks.length > 0 && random.chance(0.25)) return marked(source, facts.marks);
  if (tokens.length > 0 && delimiters.length === 0 && kind < 0.8) return random.pick(tokens);
  if (tokens.length > 0 && kind < 0.7) {
    const joint = delimiters.length > 0 ? random.pick(delimiters) : ' ';
    return random.times(random.int(0, 6), () => random.pick(tokens)).join(joint);
  }
  if (facts.numericParts && delimiters.length > 0 && kind < 0.8) {
    const parts = random.chance(0.7) ? 3 : random.int(1, 4);
    return random.times(parts, () => numberPart(source)).join(random.pick(delimiters));
  }
  if (source.tiny && delimiters.length === 0) return tinyText(source, facts.digits ? '0123456789' : alphabet);
  if (delimiters.length > 0 && kind < 0.6)
    return random.times(random.int(1, 5), () => makePart(source, facts)).join(random.pick(delimiters));
  const brackets = BRACKETS.filter((pair) => alphabet.includes(pair[0]) && alphabet.includes(pair[1]));
  if (brackets.length === 0 && alphabet.includes('(')) brackets.push('()');
  if (brackets.length > 0 && kind < 0.65) return bracketed(source, brackets, alphabet, delimiters);
  if (facts.digits && kind < 0.7) return letters(source, '0123456789', random.int(1, source.tiny ? 4 : 10));
  if (alphabet !== '' && kind < 0.5) {
    const more = random.chance(0.4) ? 'abcdez' : '';
    return letters(source, alphabet + more, random.int(0, random.chance(0.3) ? 14 : 7));
  }
  if (facts.texts.length > 0 && kind < 0.62) return withLiteral(source, random.pick(facts.texts));
  if (facts.numeric && kind < 0.85) return makeNumericText(source);
  if (kind < 0.8) return makeWord(source);
  if (kind < 0.9) return random.times(random.int(2, 5), () => makeWord(source)).join(' ');
  return letters(source, ANYTHING + alphabet, random.int(0, 10));
}

/** Digits of a text that matches a pattern stand for numbers: some become those that the code knows. */
function withNumbers({ random, literals }: ValueSource, text: string): string {
  const known = literals.numbers.filter((number) => Number.isInteger(number) && number >= 0);
  if (known.length === 0) return text;
  return text.replace(/\d+/g, (digits) => {
    if (random.chance(0.3)) return digits;
    const number = String(Math.max(0, random.pick(known) + random.pick([0, 0, 0, -1, 1])));
    return number.length > digits.length ? digits : number.padStart(digits.length, '0');
  });
}

/** Words with what a regular expression looks for between them. */
function around(source: ValueSource, pattern: string): string {
  const { random } = source;
  const word = (): string => (random.chance(0.6) ? makeWord(source) : '');
  return random.times(random.int(1, 2), () => word() + matchingText(source, pattern)).join('') + word();
}

/** Words with blanks around and too many between them, as people type them. */
function untidy(source: ValueSource): string {
  const { random } = source;
  const blanks = (least: number): string => ' '.repeat(random.chance(0.6) ? least : random.int(least, 3));
  const words = random.times(random.int(1, 3), () => makeWord(source));
  return blanks(0) + words.join(blanks(1)) + blanks(0);
}

/** Words with marks that the code looks for. */
function marked(source: ValueSource, marks: readonly string[]): string {
  const { random } = source;
  return random
    .times(random.int(1, 5), () => (random.chance(0.5) ? random.pick(marks) : makeWord(source)))
    .join('');
}

/** Two letters, up to five of them. */
function tinyText(source: ValueSource, alphabet: string): string {
  const { random } = source;
  const known = (alphabet === '' ? 'ab' : alphabet).slice(0, 8);
  const choice = known.length > 1 ? known : `${known}a`;
  const first = random.int(0, choice.length - 1);
  return letters(source, choice[first] + choice[(first + 1) % choice.length], random.int(1, 5));
}

function numberPart({ random }: ValueSource): string {
  const number = random.int(0, 33);
  if (random.chance(0.2)) return String(random.int(1900, 2100));
  return random.chance(0.5) ? String(number).padStart(2, '0') : String(number);
}

/** Mostly balanced: code that reads brackets expects them so. */
function bracketed(
  source: ValueSource,
  brackets: readonly string[],
  alphabet: string,
  delimiters: readonly string[],
): string {
  const { random } = source;
  const balanced = (pairs: number): string => {
    let text = '';
    for (let left = pairs; left > 0; ) {
      const inside = random.int(0, left - 1);
      const pair = random.pick(brackets);
      text += pair[0] + balanced(inside) + pair[1];
      left -= inside + 1;
      if (random.chance(0.15) && alphabet.includes(' ')) text += ' ';
    }
    return text;
  };
  let text = balanced(random.int(1, 6));
  if (delimiters.length > 0 && random.chance(0.6))
    text += random.pick(delimiters) + balanced(random.int(1, 4));
  if (!random.chance(0.35)) return text;
  const at = random.int(0, text.length - 1);
  switch (random.int(0, 2)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1);
    case 1:
      return text + text[at];
    default:
      return random.shuffled([...text]).join('');
  }
}

function withLiteral(source: ValueSource, literal: string): string {
  const { random } = source;
  const kind = random.next();
  if (kind < 0.3) return literal;
  if (kind < 0.65) return makeWord(source) + literal;
  if (kind < 0.8) return literal + makeWord(source);
  return makeWord(source) + literal + makeWord(source);
}

/** What stands between two delimiters. */
function makePart(source: ValueSource, facts: TextFacts): string {
  const { random } = source;
  const alphabet = alphabetOf(facts);
  const words = facts.texts.filter((text) => text.length > 1);
  if (facts.emptyParts && random.chance(0.2)) return '';
  if (facts.partPatterns.length > 0 && random.chance(0.7))
    return withNumbers(source, matchingText(source, random.pick(facts.partPatterns)));
  const kind = random.next();
  if (words.length > 0 && kind < 0.35) return random.pick(words);
  if (facts.numericParts && kind < 0.7) return String(random.int(0, 30));
  if (alphabet !== '' && kind < 0.5) return letters(source, alphabet, random.int(1, 5));
  if (kind < 0.6) return makeWord(source);
  if (kind < 0.85) {
    const number = String(random.int(0, 31));
    return random.chance(0.4) ? number.padStart(2, '0') : number;
  }
  return random.chance(0.5) ? '' : String(random.int(1900, 2100));
}
