import { expect, test } from 'vitest';
import { UsageReader } from '../../../server/src/engine/behaviour/inference/reader.ts';
import { describeTarget } from '../../../server/src/engine/behaviour/targets.ts';
import { parseSource } from '../../../server/src/engine/index.ts';

/** Kinds of what the second parameter of `f` may be. */
function second(body: string): string[] {
  const text = `export function f(list, n) { ${body} }`;
  const model = parseSource('a.js', text);
  const source = { model, usage: new UsageReader(model.tree), text };
  const offer = { path: 'f', exported: true, kind: 'function', arity: 2, members: [] } as const;
  const target = describeTarget({ models: new Map(), resolve: () => null }, source, offer);
  const [{ shapes }] = target!.plan.call.fillings;
  const shape = shapes[1]!;
  return shape.kind === 'union' ? shape.options.map(({ kind }) => kind) : [shape.kind];
}

test('what is held against undefined may be left out', () => {
  expect(second('if (n === undefined) n = 1; return list.slice(0, n * 2);')).toContain('undefined');
  expect(second('return list.slice(0, n == null ? 1 : n * 2);')).toContain('undefined');
  expect(second('return list.slice(0, n ?? 1);')).toContain('undefined');
  expect(second('return list.slice(0, n?.least);')).toContain('undefined');
  expect(second('if (typeof n === "undefined") n = 1; return list.slice(0, n);')).toContain('undefined');
});

test('null as a value of its own is not absence, nor is anything else', () => {
  expect(second('return n === null ? 0 : n * 2;')).not.toContain('undefined');
  expect(second('return list.slice(0, n * 2);')).not.toContain('undefined');
});
