import type { Value } from '../../../server/src/engine/index.ts';
import { pick } from '../random.ts';

type Random = () => number;
type Make = (random: Random) => Value;

const between = (random: Random, low: number, high: number): number =>
  low + Math.floor(random() * (high - low + 1));

/** A text of up to `most` parts. */
const text =
  (parts: readonly string[] | string, most = 10, least = 0): ((random: Random) => string) =>
  (random) =>
    Array.from({ length: between(random, least, most) }, () => pick([...parts], random)).join('');

const WORDS = ['fern', 'golden', 'a', 'is', 'Model', 'code', 'B', 'x1', 'tree', 'ok', 'seven', 'Zed'];
const word = (random: Random): string =>
  random() < 0.5 ? pick(WORDS, random) : text('abcdefghijklmnopqrstuvwxyz', 8, 1)(random);

const sentence = (random: Random): string =>
  random() < 0.3
    ? text('abcXYZ019 ,.-_/!é', 20)(random)
    : Array.from({ length: between(random, 0, 6) }, () => word(random)).join(
        pick([' ', ' ', ', ', '-'], random),
      );

const int = (random: Random): number => {
  const size = pick([5, 5, 20, 100, 2000], random);
  return between(random, -size, size);
};
const nat = (random: Random): number => between(random, 0, pick([4, 10, 40], random));
const number = (random: Random): number =>
  random() < 0.6 ? int(random) : Math.round(int(random) * 100 * random()) / 100;

const day = (random: Random): number => Date.UTC(between(random, 1990, 2030), 0, between(random, 1, 366));
const instant = (random: Random): number =>
  day(random) + (random() < 0.3 ? 0 : Math.floor(random() * 86_400_000));
const two = (value: number): string => String(value).padStart(2, '0');
const isoDay = (random: Random): string =>
  `${random() < 0.3 ? pick([1900, 2000, 2023, 2024], random) : between(random, 1000, 2999)}-` +
  `${two(random() < 0.4 ? 2 : between(random, 0, 13))}-${two(random() < 0.4 ? between(random, 28, 31) : between(random, 0, 32))}`;
const clock = (random: Random): string =>
  `${two(random() < 0.3 ? 23 : between(random, 0, 25))}:${two(random() < 0.3 ? 59 : between(random, 0, 61))}:` +
  `${two(pick([0, 30, 59, 60, 60, 61], random))}${pick(['', '.5'], random)}` +
  `${pick(['Z', 'z', '', '+01:00', '-02:30', '+0000', '-01'], random)}`;

const json = (random: Random, depth: number): Value => {
  if (depth === 0 || random() < 0.5) return pick([int, word, () => true, () => null], random)(random);
  const parts = Array.from({ length: between(random, 0, 3) }, () => json(random, depth - 1));
  return random() < 0.7 ? parts : Object.fromEntries(parts.map((part) => [word(random), part]));
};

/** Of very few values, so that two trees are often alike. */
const tree = (random: Random, depth: number): Value => {
  if (depth === 0 || random() < 0.25) return pick<Value>([0, 1, 'a', null], random);
  const size = between(random, 0, 2);
  if (random() < 0.5) return Array.from({ length: size }, () => tree(random, depth - 1));
  return Object.fromEntries(
    Array.from({ length: size }, () => [pick(['a', 'b'], random), tree(random, depth - 1)]),
  );
};

const hextets = (random: Random): string => {
  const parts = Array.from({ length: pick([8, 8, 7, 5, 3, 9], random) }, () =>
    pick(['0', '0', '00a1', 'ffff', '1', '12345'], random),
  );
  const all = parts.join(':');
  return random() < 0.5 ? all : all.replace(/:0:|:1:/, '::');
};

/** The types that signatures may name, beside those with parts. */
export const NAMED: Readonly<Record<string, Make>> = {
  int,
  number,
  string: sentence,
  boolean: (random) => random() < 0.5,
  Date: (random) => ({ $date: instant(random) }),
  Json: (random) => json(random, 3),
  Tree: (random) => tree(random, 3),
  Nat: nat,
  Positive: (random) => nat(random) + 1,
  Small: (random) => between(random, 0, 7),
  Bit: (random) => between(random, 0, 1),
  Byte: (random) => between(random, 0, 255),
  Year: (random) => between(random, 1900, 2100),
  Code: (random) =>
    pick([between(random, 0, 127), between(random, 0, 0xffff), between(random, 0x2000, 0x200f)], random),
  Decimal: (random) => pick([0.1, 0.01, 0.5, 3, 7, 2.5], random),
  Milliseconds: (random) => Math.round(int(random) * 10 ** between(random, 0, 6) * (1 + random())),
  Edge: (random) => pick<Value>([0, { $number: '-0' }, { $number: 'NaN' }, 1, -1, 'a', '', null], random),
  Sorted: (random) => Array.from({ length: between(random, 0, 10) }, () => int(random)).sort((a, b) => a - b),
  Day: (random) => ({
    $date: Date.UTC(2024, between(random, 1, 2), between(random, 1, 40), between(random, 0, 23)),
  }),
  Word: word,
  Letter: text('abc', 1, 1),
  Letters: text('abc', 8),
  Lines: text(['a', 'bc', '\n', ' ', '\n'], 14, 7),
  Brackets: text(['(', ')', '{', '}', 'a', 'b', '\\', '[', ']', '*'], 12),
  Nest: text(['(', ')', '(', ')', '{', '}', 'a'], 10),
  Path: text(['.', '..', '/', '/', 'a', 'b.c', '~', ':'], 9),
  Html: text(['<', '>', '&', '"', 'a b', '\\', '*', 'div', '.'], 9),
  Link: (random) => text(['a', '(', ')', '<', '>', ' ', '\\', 'b/', '\n'], 16, 12)(random).slice(0, 16),
  Escaped: text(['%41', '%2f', '%e4%b8%ad', '%C3%A9', '%zz', '%', 'a', 'b/', '-', '%f0%9f%98%80'], 8),
  Unicode: text(['a', 'é', '中', '😀', '\ud83d', '\ude00', '-', '%', ' ', '/'], 8),
  Pattern: (random) => `${pick(['^', ''], random)}${text('ab.*$^', 6)(random)}${pick(['$', ''], random)}`,
  Numeral: (random) =>
    pick(
      [String(int(random)), String(number(random)), ` ${int(random)} `, '0b101', '0o17', '0x1f', '-0x1', ''],
      random,
    ),
  Duration: (random) =>
    `${number(random)}${pick(['', ' '], random)}` +
    `${pick(['ms', 's', 'sec', 'm', 'mins', 'h', 'hrs', 'd', 'days', 'w', 'y', 'years', '', 'x'], random)}`,
  Url: (random) =>
    `${pick(['http://', 'https://', '//', '', '/', 'mailto:'], random)}${text(['a.b', '/', 'c', '?', 'q=1'], 4)(random)}`,
  Address: (random) => {
    const address = pick(
      [hextets, hextets, () => '::1', () => '1::', () => '::1.2.3.4', word],
      random,
    )(random);
    const zoned = random() < 0.2 ? `${address}%${pick(['eth0', '25eth0', '', '!'], random)}` : address;
    return random() < 0.4 ? `[${zoned}]` : zoned;
  },
  Identifier: (random) => pick<Value>([nat(random), String(nat(random)), word(random)], random),
  Nth: (random) =>
    pick(
      [
        'even',
        'odd',
        `${int(random)}n`,
        `${nat(random)}n + ${nat(random)}`,
        `-n-${nat(random)}`,
        ` +${nat(random)}N `,
        `${nat(random)}`,
        `n${nat(random)}`,
        'n+',
      ],
      random,
    ),
  Punycode: text(['a', 'b', 'z', '-', '0', '9', 'maana-pta', 'bcher-kva', 'Q'], 4),
  IsoDay: isoDay,
  Clock: clock,
  Timestamp: (random) =>
    random() < 0.2
      ? isoDay(random)
      : `${isoDay(random)}${pick(['T', 't', ' ', 'x'], random)}${clock(random)}`,
  IsoDate: (random) =>
    pick(
      [
        isoDay(random),
        `${isoDay(random)}T${clock(random)}`,
        `${between(random, 1900, 2100)}-W${two(between(random, 0, 54))}-${between(random, 0, 8)}`,
        `${between(random, 1900, 2100)}-${String(between(random, 0, 367)).padStart(3, '0')}`,
        `${between(random, 1900, 2100)}-${two(between(random, 1, 12))}`,
        `${between(random, 10, 21)}`,
        word(random),
      ],
      random,
    ),
};
