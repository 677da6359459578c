import { describe, expect, it } from 'vitest';
import { UnitMapping } from '../../../../server/src/engine/behaviour/mapping/mapping.ts';
import { readTold, writeTold } from '../../../../server/src/engine/behaviour/mapping/told.ts';
import type { Vocabulary } from '../../../../server/src/engine/behaviour/mapping/vocabulary.ts';
import { TEXT } from '../../../../server/src/engine/behaviour/shapes/shape.ts';
import { outcome } from '../outcomes.ts';

it.each([
  '',
  '12',
  '"a, \\"b\\" {"',
  '[1,"a",[],{"a":{},"b":[<hole>,null]}]',
  'Map{"a"=>1,[1]=>{"b":2}}',
  'Set{"a",1}',
  'Date(0)',
  'Error(RangeError)',
  'Uint8Array[1,2]',
  'Instance[1,throws Error] fields {"a":1}',
  'Function[1,undefined]',
  '12n',
])('%s is the same taken apart and put together', (text) => {
  const pieces = readTold(text);
  expect(pieces === null ? null : writeTold(pieces)).toBe(text);
});

it.each(['/[(]/', '{"a":1', '[1,2', '"a', '1)'])('%s is left as it is', (text) => {
  expect(readTold(text)).toBeNull();
});

const FIELDS = new Map([
  ['id', 'key'],
  ['status', 'state'],
]);

const ORDER = { fields: new Map([...FIELDS.keys()].map((name) => [name, TEXT])), declared: false };
const PURCHASE = { fields: new Map([...FIELDS.values()].map((name) => [name, TEXT])), declared: false };

const VOCABULARY: Vocabulary = {
  records: [{ golden: ORDER, generated: PURCHASE, fields: FIELDS }],
  words: [
    {
      declared: true,
      golden: ['open', 'completed'],
      generated: ['new', 'done'],
      words: new Map([
        ['open', 'new'],
        ['completed', 'done'],
      ]),
    },
  ],
};

const NOTHING = { name: '', shape: null, declared: false, optional: false, rest: false };
const CALL = {
  golden: { name: 'f', parameters: [NOTHING], result: NOTHING },
  arrangement: { args: [{ kind: 'one', source: { from: 0, field: null } }], likeness: 1 },
} as const;

describe('what the golden did, in the words of the other side', () => {
  const told = (value: string, mutated = '') =>
    new UnitMapping(VOCABULARY, CALL).outcome(outcome({ value, mutated }));

  it.each([
    ['fields and words, sorted anew', '{"id":1,"status":"completed"}', '{"key":1,"state":"done"}'],
    ['parts of such an object', '[{"status":"open"}]', '[{"state":"new"}]'],
    ['words as keys', '{"completed":2,"open":1}', '{"done":2,"new":1}'],
    ['words in maps, sorted anew', 'Map{"completed"=>1,"open"=>2}', 'Map{"done"=>1,"new"=>2}'],
    ['other texts stay', '["completed.","Open"]', '["completed.","Open"]'],
    ['other objects stay', '{"id":1,"title":"x"}', '{"id":1,"title":"x"}'],
    ['broken texts stay', '/[(]"completed"/', '/[(]"completed"/'],
  ])('%s', (_, golden, other) => {
    expect(told(golden).value).toBe(other);
  });

  it('arguments afterwards', () => {
    expect(told('undefined', '({"id":1,"status":"open"})').mutated).toBe('({"key":1,"state":"new"})');
  });

  it('names of errors stay', () => {
    const thrown = outcome({ ending: 'throw', value: 'completed' });
    expect(new UnitMapping(VOCABULARY, CALL).outcome(thrown).value).toBe('completed');
  });
});

it('tells what was said otherwise, and nothing where nothing was', () => {
  const mapping = new UnitMapping(VOCABULARY, CALL);
  expect(mapping.note()).toBeNull();
  mapping.input({ args: [{ id: 'a', status: 'open' }] });
  expect(mapping.note()).toEqual({ fields: { id: 'key', status: 'state' }, literals: { open: 'new' } });
});
