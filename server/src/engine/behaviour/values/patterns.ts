import type { ValueSource } from './source.ts';

/** Repetitions where a pattern sets no limit. */
const MOST_REPEATS = 4;
const DEEPEST = 8;
const DIGIT = /^(?:\\d|\[0-9\])$/;

const CLASSES: Readonly<Record<string, string>> = {
  d: '0123456789',
  w: 'abcxyzABCXYZ0189_',
  s: ' ',
  D: 'abz -',
  W: ' -.,',
  S: 'abz019-',
};
const ANY = 'abcxyzABC0189 -_.';

/**
 * A text that a regular expression matches as a whole, for the parts of the language that people use to say what a
 * text looks like: classes, ranges, groups, alternatives, repetition. Assertions and back references match nothing.
 */
export function matchingText(source: ValueSource, pattern: string): string {
  const body = pattern.replace(/^\/|\/[a-z]*$/g, '');
  return new Maker(source, body).alternatives(0);
}

class Maker {
  private readonly source: ValueSource;
  private readonly body: string;
  private at = 0;

  constructor(source: ValueSource, body: string) {
    this.source = source;
    this.body = body;
  }

  alternatives(depth: number): string {
    const options = [this.sequence(depth)];
    while (this.body[this.at] === '|') {
      this.at++;
      options.push(this.sequence(depth));
    }
    return this.source.random.pick(options);
  }

  private sequence(depth: number): string {
    let text = '';
    while (this.at < this.body.length && this.body[this.at] !== '|' && this.body[this.at] !== ')') {
      const start = this.at;
      const first = this.atom(depth);
      const after = this.at;
      const times = this.repeats();
      const end = this.at;
      if (DIGIT.test(this.body.slice(start, after)) && (times === 2 || times === 4)) {
        text += this.field(times);
        continue;
      }
      text += times > 0 ? first : '';
      for (let i = 1; i < times; i++) {
        this.at = start;
        text += this.atom(depth);
        this.at = after;
      }
      this.at = end;
    }
    return text;
  }

  /** Two and four digits are mostly a month, a day, an hour or a year, as ISO 8601 writes them. */
  private field(digits: 2 | 4): string {
    const { random } = this.source;
    const [least, most] = digits === 4 ? [1900, 2099] : random.chance(0.6) ? [1, 12] : [0, 31];
    const number = random.chance(0.8) ? random.int(least, most) : random.int(0, 10 ** digits - 1);
    return String(number).padStart(digits, '0');
  }

  private repeats(): number {
    const rest = this.body.slice(this.at);
    const found = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/.exec(rest);
    if (found === null) return 1;
    this.at += found[0].length;
    const { random } = this.source;
    if (found[1] !== undefined) {
      const least = Number(found[1]);
      const most = found[2] === undefined ? least : found[3] ? Number(found[3]) : least + MOST_REPEATS;
      return random.int(least, Math.max(least, Math.min(most, least + MOST_REPEATS)));
    }
    if (found[0][0] === '?') return random.int(0, 1);
    return random.int(found[0][0] === '+' ? 1 : 0, MOST_REPEATS);
  }

  private atom(depth: number): string {
    const character = this.body[this.at++];
    switch (character) {
      case '^':
      case '$':
        return '';
      case '.':
        return this.one(ANY);
      case '[':
        return this.one(this.set());
      case '(':
        return this.group(depth);
      case '\\':
        return this.escape();
      default:
        return character;
    }
  }

  private group(depth: number): string {
    const asserts = /^\?(?:[=!]|<[=!])/.test(this.body.slice(this.at));
    const head = /^\?(?::|<[A-Za-z]\w*>|[=!]|<[=!])/.exec(this.body.slice(this.at));
    this.at += head?.[0].length ?? 0;
    const text = depth > DEEPEST ? '' : this.alternatives(depth + 1);
    this.at++;
    return asserts ? '' : text;
  }

  private escape(): string {
    const character = this.body[this.at++] ?? '';
    if (CLASSES[character] !== undefined) return this.one(CLASSES[character]);
    if (/[bB1-9]/.test(character)) return '';
    if (character === 'p' || character === 'P') {
      const name = /^\{[^}]*\}/.exec(this.body.slice(this.at));
      this.at += name?.[0].length ?? 0;
      return this.one('abxyzABZé');
    }
    const unicode = /^u\{?([0-9a-f]{4})\}?/i.exec(character + this.body.slice(this.at));
    if (unicode !== null) {
      this.at += unicode[0].length - 1;
      return String.fromCharCode(Number.parseInt(unicode[1], 16));
    }
    return { n: '\n', t: '\t', r: '\r' }[character] ?? character;
  }

  /** The characters of `[…]`, the first of which is read already. */
  private set(): string {
    const negated = this.body[this.at] === '^';
    if (negated) this.at++;
    let members = '';
    while (this.at < this.body.length && this.body[this.at] !== ']') {
      const from = this.member();
      if (this.body[this.at] === '-' && this.body[this.at + 1] !== ']' && from.length === 1) {
        this.at++;
        members += range(from, this.member());
      } else members += from;
    }
    this.at++;
    if (!negated) return members;
    const others = [...ANY].filter((character) => !members.includes(character)).join('');
    return others;
  }

  private member(): string {
    const character = this.body[this.at++] ?? '';
    if (character !== '\\') return character;
    const escaped = this.body[this.at++] ?? '';
    return CLASSES[escaped] ?? { n: '\n', t: '\t', r: '\r' }[escaped] ?? escaped;
  }

  private one(characters: string): string {
    return characters === '' ? '' : this.source.random.pick([...characters]);
  }
}

function range(from: string, to: string): string {
  const first = from.charCodeAt(0);
  const last = Math.min(to.charCodeAt(0), first + 128);
  let text = '';
  for (let code = first; code <= last; code++) text += String.fromCharCode(code);
  return text;
}
