import { expect, test } from 'vitest';
import { hypothesesOf } from '../../../server/src/engine/behaviour/inference/hypotheses.ts';
import { UsageReader } from '../../../server/src/engine/behaviour/inference/reader.ts';
import { parseSource } from '../../../server/src/engine/index.ts';
import { K } from '../../../server/src/engine/model/kinds.ts';

/** What the texts of the first parameter of the first function are held against. */
function textsOf(source: string): readonly string[] {
  const { tree } = parseSource('a.ts', source);
  const reader = new UsageReader(tree);
  const node = tree.kind.indexOf(K.Function);
  const [slot] = reader.functionSlot(node).root.parameters!;
  const { shape } = hypothesesOf(slot!, null)[0]!;
  if (shape.kind !== 'string') throw new Error(`taken for ${shape.kind}`);
  return shape.facts.texts;
}

test('code that knows surrogates is about characters of two units', () => {
  const masked = 'function f(s) { return (s.charCodeAt(0) & 0xfc00) === 0xd800; }';
  expect(textsOf(masked)).toEqual(['😀']);
  const between = 'function f(s) { const c = s.charCodeAt(1); return c >= 0xd800 && c <= 0xdbff; }';
  expect(textsOf(between)).toEqual(['😀']);
});

test('codes beyond ASCII stand for their characters', () => {
  expect(textsOf('function f(s) { return s.charCodeAt(0) === 0xe9; }')).toEqual(['é']);
});
