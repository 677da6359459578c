import { expect, test } from 'vitest';
import type { Value } from '../../../../server/src/engine/behaviour/input.ts';
import { Lexicon } from '../../../../server/src/engine/behaviour/mapping/lexicon.ts';
import { translateValue } from '../../../../server/src/engine/behaviour/mapping/translate.ts';
import { NUMBER, type Shape, TEXT } from '../../../../server/src/engine/behaviour/shapes/shape.ts';

const OURS = { declared: true, fields: new Map<string, Shape | null>([['tries', NUMBER]]) };
const THEIRS = { declared: true, fields: new Map<string, Shape | null>([['attempts', NUMBER]]) };
const VOCABULARY = {
  records: [{ golden: OURS, generated: THEIRS, fields: new Map([['tries', 'attempts']]) }],
  words: [],
};

/** What a value is called on the other side, where `tries` is called `attempts`. */
function check(value: Value, shape: Shape | null, expected: Value): void {
  expect(translateValue(new Lexicon(VOCABULARY), value, shape)).toEqual(expected);
}

const DICTIONARY: Shape = { kind: 'record', value: TEXT, keys: [] };

test.each<[string, Value, Shape | null, Value]>([
  ['a field of an object', { tries: 3 }, null, { attempts: 3 }],
  ['in a list', [{ tries: 3 }], null, [{ attempts: 3 }]],
  ['a key of a dictionary is data', { tries: 'a' }, DICTIONARY, { tries: 'a' }],
  [
    'also where it may be left out',
    { tries: 'a' },
    { kind: 'union', options: [DICTIONARY, { kind: 'undefined' }] },
    { tries: 'a' },
  ],
  ['an object of another kind', { other: 1 }, null, { other: 1 }],
])('%s', (_, value, shape, expected) => check(value, shape, expected));
