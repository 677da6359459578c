import type { ValueSource } from './source.ts';

const WORDS = [
  'a',
  'b',
  'ab',
  'abc',
  'hello',
  'world',
  'Hello',
  'test',
  'racecar',
  'apple',
  'banana',
  'xyz',
  'cat',
  'dog',
  'fox',
  'AB',
  'code',
  'This',
  'is',
  'it',
  'Z',
  'y',
];
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const MARKS = [...'#@!-_.,:;%&*+/$'];

/** `n` characters out of an alphabet. */
export function letters({ random }: ValueSource, alphabet: string, n: number): string {
  let text = '';
  while (text.length < n) text += alphabet[Math.floor(random.next() * alphabet.length)];
  return text;
}

/** A word as they come: real ones, few letters, mixed case, repeated, palindromes, with digits or marks. */
export function makeWord(source: ValueSource): string {
  const { random } = source;
  const rare = random.next();
  if (rare < 0.06) return String(random.int(0, random.pick([9, 99, 9999])));
  if (rare < 0.09) return random.times(random.int(1, 5), () => random.pick(MARKS)).join('');
  if (rare < 0.14) return random.pick(WORDS) + random.int(0, random.pick([9, 999, 99999]));
  const kind = random.next();
  if (kind < 0.45) return random.pick(WORDS);
  if (kind < 0.5) return '';
  if (random.chance(0.12)) {
    const unit = random.pick(['a', 'ab', 'aab', 'aba', 'xy', 'z']);
    return unit.repeat(random.int(1, 4)) + (random.chance(0.4) ? unit[0] : '');
  }
  const word = letters(source, random.chance(0.4) ? 'abc' : LETTERS, random.int(1, 7));
  if (kind > 0.9) return word.toUpperCase();
  if (kind > 0.82) return word[0].toUpperCase() + word.slice(1);
  if (kind > 0.78) return word + [...word].reverse().join('');
  if (kind > 0.74)
    return [...word].map((letter) => (random.chance(0.5) ? letter.toUpperCase() : letter)).join('');
  return word;
}
