import { resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { spreadOver } from '../../../server/src/engine/behaviour/strength.ts';
import type { UnitBehaviour } from '../../../server/src/engine/index.ts';
import { createBehaviourSession, type Sandbox } from '../../../server/src/engine/index.ts';
import { openQuickJs } from '../../../server/src/platform/quickjs/sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openQuickJs(resolve('dist'));
});

function compared(text: string, inputs: number, mutants = 20): UnitBehaviour {
  const side = { files: [{ path: 'a.ts', text }], links: {} };
  const request = { golden: side, generated: side, goldenKey: text };
  return createBehaviourSession(sandbox).compare(request, { inputs, seed: 7, mutants }).units[0];
}

const CLAMP = `export function clamp(value: number, low: number, high: number): number {
  if (value < low) return low;
  return value > high ? high : value;
}`;

test('many inputs notice what can be noticed, few notice less', () => {
  // `>` or `>=` at a limit that is returned itself makes no difference.
  expect(compared(CLAMP, 120).mutants).toEqual({ caught: 5, total: 6 });
  const few = compared(
    'export const f = (n: number): number => (n === 77 ? 1 : n % 7 === 5 ? 2 : 3);',
    2,
  ).mutants;
  expect(few!.caught).toBeLessThan(few!.total);
});

test('a change that does not end, or does not load, is noticed', () => {
  const loop =
    'export function f(n: number): number { let t = 0; for (let i = 0; i < n; i++) t += i; return t; }';
  const { mutants } = compared(loop, 60);
  // All but beginning at 1: that leaves out a zero.
  expect(mutants).toEqual({ caught: 5, total: 6 });
});

test('is not measured where nobody asks for it, or nothing can be changed', () => {
  expect(compared(CLAMP, 20, 0).mutants).toBeNull();
  expect(compared('export const f = (n: number): number => n;', 20).mutants).toBeNull();
});

test('at most so many changes, evenly spread', () => {
  expect(spreadOver([1, 2, 3], 5)).toEqual([1, 2, 3]);
  expect(spreadOver([0, 1, 2, 3, 4, 5, 6, 7], 3)).toEqual([0, 2, 5]);
});
