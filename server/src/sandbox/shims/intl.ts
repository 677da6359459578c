import type { Any } from '../pristine.ts';
import { DateTimeFormat, installDates } from './dates.ts';
import { NumberFormat } from './numbers.ts';

/** What letters are compared by first: without accents and case. */
function base(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
}

/** Where a character stands among others: spaces, punctuation, digits, letters. */
function rank(letter: string): number {
  if (/\s/.test(letter)) return 0;
  if (/[0-9]/.test(letter)) return 2;
  return /\p{L}/u.test(letter) ? 3 : 1;
}

function compareBase(a: string, b: string, numeric: boolean): number {
  const cut = numeric ? /\d+|./gsu : /./gsu;
  const left = base(a).match(cut) ?? [];
  const right = base(b).match(cut) ?? [];
  for (let i = 0; i < left.length && i < right.length; i++) {
    if (left[i] === right[i]) continue;
    const ranks = rank(left[i][0]) - rank(right[i][0]);
    if (ranks !== 0) return ranks < 0 ? -1 : 1;
    const numbers = numeric && rank(left[i][0]) === 2 ? Number(left[i]) - Number(right[i]) : 0;
    if (numbers !== 0) return numbers < 0 ? -1 : 1;
    if (left[i] !== right[i]) return left[i] < right[i] ? -1 : 1;
  }
  return Math.sign(left.length - right.length);
}

/** Compares as a reader sorts: letters first, then accents, then small before capital. */
function compare(a: string, b: string, { sensitivity = 'variant', numeric = false }: Any): number {
  if (a === b) return 0;
  const first = compareBase(a, b, numeric);
  if (first !== 0 || sensitivity === 'base') return first;
  const accents = (text: string) => text.normalize('NFD').toLowerCase();
  if (sensitivity !== 'case' && accents(a) !== accents(b)) return accents(a) < accents(b) ? -1 : 1;
  if (sensitivity === 'accent') return 0;
  for (let i = 0; i < a.length && i < b.length; i++) {
    if (a[i] !== b[i]) return a[i] === a[i].toLowerCase() ? -1 : 1;
  }
  return 0;
}

class Collator {
  compare: (a: Any, b: Any) => number;
  constructor(_locale?: Any, options: Any = {}) {
    const settled = { ...options };
    this.compare = (a, b) => compare(String(a), String(b), settled);
  }
  resolvedOptions(): Any {
    return { locale: 'en-US', usage: 'sort', sensitivity: 'variant', numeric: false };
  }
}

class PluralRules {
  #ordinal: boolean;
  constructor(_locale?: Any, options: Any = {}) {
    this.#ordinal = options?.type === 'ordinal';
  }
  select(value: number): string {
    if (!this.#ordinal) return value === 1 ? 'one' : 'other';
    const teen = value % 100 > 10 && value % 100 < 14;
    return teen ? 'other' : (({ 1: 'one', 2: 'two', 3: 'few' } as Any)[value % 10] ?? 'other');
  }
}

class ListFormat {
  #word: string;
  constructor(_locale?: Any, options: Any = {}) {
    this.#word = options?.type === 'disjunction' ? 'or' : 'and';
  }
  format(list: Any): string {
    const items: string[] = [...list];
    if (items.length < 2) return items.join('');
    if (items.length === 2) return items.join(` ${this.#word} `);
    return `${items.slice(0, -1).join(', ')}, ${this.#word} ${items.at(-1)}`;
  }
}

class RelativeTimeFormat {
  #auto: boolean;
  constructor(_locale?: Any, options: Any = {}) {
    this.#auto = options?.numeric === 'auto';
  }
  format(value: number, unit: string): string {
    const name = String(unit).replace(/s$/, '');
    const words: Any = { day: ['yesterday', 'today', 'tomorrow'] };
    const near = words[name] ?? [`last ${name}`, `this ${name}`, `next ${name}`];
    if (this.#auto && Math.abs(value) <= 1 && Number.isInteger(value)) {
      if (name === 'second' && value === 0) return 'now';
      if (!/second|minute|hour/.test(name)) return near[value + 1];
    }
    const size = `${new NumberFormat().format(Math.abs(value))} ${name}${Math.abs(value) === 1 ? '' : 's'}`;
    return value < 0 || Object.is(value, -0) ? `${size} ago` : `in ${size}`;
  }
}

class Segmenter {
  #words: boolean;
  constructor(_locale?: Any, options: Any = {}) {
    this.#words = options?.granularity === 'word';
  }
  segment(text: string): Any[] {
    const cut = this.#words ? /[\p{L}\p{N}_']+|\s+|./gsu : /\P{M}(?:\p{M}|\u200d\P{M})*/gsu;
    return [...String(text).matchAll(cut)].map((found) => ({
      segment: found[0],
      index: found.index,
      input: text,
      isWordLike: /[\p{L}\p{N}]/u.test(found[0]),
    }));
  }
}

/** The part of Intl that code is likely to use, in en-US. */
export function installIntl(world: Any): void {
  // Intl's classes are called without `new` too.
  const callable = (Class: Any) => new Proxy(Class, { apply: (made, _, args) => new made(...args) });
  world.Intl = {
    NumberFormat: callable(NumberFormat),
    DateTimeFormat: callable(DateTimeFormat),
    Collator: callable(Collator),
    PluralRules,
    ListFormat,
    RelativeTimeFormat,
    Segmenter,
    getCanonicalLocales: (locales: Any) => [locales ?? []].flat(),
  };
  const define = (owner: object, name: string, value: Any) =>
    Object.defineProperty(owner, name, { value, writable: true, configurable: true });
  define(Number.prototype, 'toLocaleString', function (this: Any, locale: Any, options: Any) {
    return new NumberFormat(locale, options).format(Number(this));
  });
  define(BigInt.prototype, 'toLocaleString', function (this: Any, locale: Any, options: Any) {
    return new NumberFormat(locale, options).format(BigInt(this));
  });
  define(Array.prototype, 'toLocaleString', function (this: Any[], locale: Any, options: Any) {
    return this.map((item) =>
      item === null || item === undefined ? '' : item.toLocaleString(locale, options),
    ).join(',');
  });
  define(String.prototype, 'localeCompare', function (this: Any, other: Any, _locale: Any, options: Any) {
    return compare(String(this), String(other), options ?? {});
  });
  installDates();
}
