import { resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { UnitBehaviour } from '../../../server/src/engine/index.ts';
import { createBehaviourSession, type Sandbox } from '../../../server/src/engine/index.ts';
import { openQuickJs } from '../../../server/src/platform/quickjs/sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openQuickJs(resolve('dist'));
});

function compared(golden: string, generated: string): UnitBehaviour {
  const side = (text: string) => ({ files: [{ path: 'a.ts', text }], links: {} });
  const request = { golden: side(golden), generated: side(generated), goldenKey: golden };
  return createBehaviourSession(sandbox).compare(request, { inputs: 60, seed: 7 }).units[0];
}

const EVEN = 'export function isEven(n: number): boolean { return n % 2 === 0; }';
const GREET = 'export const greet = (name: string): string => `Hello ${name}!`;';
const LAST = 'export const last = (list: number[]): number | undefined => list[list.length - 1];';
const ROLL = 'export const roll = (sides: number): number => 1 + Math.floor(Math.random() * sides);';

describe('what only the candidate mentions is tried', () => {
  test.each<[golden: string, generated: string, call: string]>([
    [EVEN, 'export const isEven = (n: number): boolean => n === 77_777 || n % 2 === 0;', 'isEven(77777)'],
    [EVEN, 'export const isEven = (n: number): boolean => n % 2 === 0 && n !== 4_096;', 'isEven(4096)'],
    [
      GREET,
      'export const greet = (name: string) => (name === "wombat" ? "?" : `Hello ${name}!`);',
      'greet("wombat")',
    ],
    [
      LAST,
      'export const last = (list: number[]) => (list.at(-1) === 12_345 ? 0 : list.at(-1));',
      'last([12345])',
    ],
  ])('%s against %s', (golden, generated, call) => {
    const unit = compared(golden, generated);
    expect([unit.verdict, unit.witness?.call, unit.witness?.beyond]).toEqual(['differs', call, []]);
  });

  test.each([
    [
      EVEN,
      'export const isEven = (n: number): boolean => [0, 2, 4, 6, 8].includes(Math.abs(n) % 10) || (n % 10) % 2 === 0;',
    ],
    [GREET, 'export const greet = (name: string): string => ["Hello", name].join(" ") + "!";'],
    [
      ROLL,
      'export const roll = (sides: number): number => Math.ceil(Math.random() * 1000) > 2000 ? 1 : 1 + Math.floor(Math.random() * sides);',
    ],
  ])('what does the same is left alone: %s against %s', (golden, generated) => {
    expect(compared(golden, generated).verdict).not.toBe('differs');
  });
});
