import { expect, test } from 'vitest';
import { constantNumbers } from '../../../server/src/engine/behaviour/inference/constants.ts';
import { literalsOf } from '../../../server/src/engine/behaviour/literals.ts';
import { parseSource } from '../../../server/src/engine/index.ts';

const treeOf = (text: string) => parseSource('a.ts', text).tree;

test('top-level names that stand for one number are computed from each other', () => {
  const tree = treeOf(`
    const second = 1000;
    export const day = second * 60 * 60 * 24;
    let changed = 5;
    const unknown = day + read();
    export function f() { const local = 7; changed = local; }
  `);
  const names = [...constantNumbers(tree)].map(([symbol, value]) => [tree.symbols[symbol].name, value]);
  expect(names).toEqual([
    ['second', 1000],
    ['day', 86_400_000],
  ]);
});

test('inputs may come near a unit that the code computes, but not near any large number', () => {
  const { numbers } = literalsOf(treeOf('const day = 1000 * 86400; const most = 998244353;'));
  expect(numbers).toEqual([1000, 86_400, 86_400_000]);
});
