import { expect, test } from 'vitest';
import { hypothesesOf } from '../../../server/src/engine/behaviour/inference/hypotheses.ts';
import { UsageReader } from '../../../server/src/engine/behaviour/inference/reader.ts';
import { nameOfShape } from '../../../server/src/engine/behaviour/shapes/shape.ts';
import { makeValue } from '../../../server/src/engine/behaviour/values/generate.ts';
import { parseSource } from '../../../server/src/engine/index.ts';
import { K } from '../../../server/src/engine/model/kinds.ts';
import { Random } from '../../../server/src/engine/random.ts';

/** What the only parameter of the only function may be, likeliest first. */
function takes(name: string, body: string): string[] {
  const { tree } = parseSource('a.js', `function f(${name}) { ${body} }`);
  const node = tree.kind.indexOf(K.Function);
  const [slot] = new UsageReader(tree).functionSlot(node).root.parameters!;
  return hypothesesOf(slot!, name).map(({ shape }) => nameOfShape(shape));
}

test('what has the methods of a date is one', () => {
  expect(takes('d', 'return d.getFullYear() % 4 === 0;')).toEqual(['date']);
  expect(takes('range', 'return range.end.getTime();')).toEqual(['{ end: date }']);
  expect(takes('shop', 'return shop.getName();')).not.toContain('date');
});

test('what is called a date and only passed on may be one', () => {
  expect(takes('laterDate', 'return other(laterDate);')[0]).toBe('date');
  expect(takes('date', 'return date.split("-");')).toEqual(['string']);
  expect(takes('candidate', 'return other(candidate);')).not.toContain('date');
});

test('dates come from leap years and from the centuries that are none', () => {
  const source = { random: new Random(1), literals: { numbers: [], texts: [] }, tiny: false };
  const made = Array.from({ length: 200 }, () => makeValue(source, { kind: 'date' }) as { $date: number });
  const years = new Set(made.map(({ $date }) => new Date($date).getUTCFullYear()));
  for (const year of [1900, 2000, 2023, 2024, 2100]) expect(years).toContain(year);
});
