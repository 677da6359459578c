import { resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { UnitBehaviour } from '../../../server/src/engine/index.ts';
import { createBehaviourSession, type Sandbox } from '../../../server/src/engine/index.ts';
import { openQuickJs } from '../../../server/src/platform/quickjs/sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openQuickJs(resolve('dist'));
});

function compared(golden: string, generated: string, path = 'a.ts'): UnitBehaviour {
  const side = (text: string) => ({ files: [{ path, text }], links: {} });
  const request = { golden: side(golden), generated: side(generated), goldenKey: golden };
  return createBehaviourSession(sandbox).compare(request, { inputs: 80, seed: 7 }).units[0];
}

const COUNTER = `export function createCounter(start: number, step = 1) {
  let count = start;
  const history: number[] = [];
  return {
    increment() { history.push(count); count += step; return count; },
    undo: () => { count = history.pop() ?? count; },
    add(by: number) { count += by; return count; },
    get value() { return count; },
  };
}`;

const STORE = `interface Item { id: string; price: number }
interface Store { add(item: Item): void; remove(id: string): boolean; total(): number; readonly name: string }
export function createStore(name: string): Store {
  const items = new Map<string, Item>();
  const total = () => [...items.values()].reduce((sum, { price }) => sum + price, 0);
  return { name, add: (item) => { items.set(item.id, item); }, remove: (id) => items.delete(id), total };
}`;

const UNTYPED = `function makeStack(limit) {
  const items = [];
  function push(item) { if (items.length >= limit) throw new RangeError('full'); items.push(item); return items.length; }
  const api = { push, pop: () => items.pop(), size: () => items.length };
  return api;
}
module.exports = { makeStack };`;

const ASYNC = `export async function openLog(limit: number) {
  const lines: string[] = [];
  return { async write(line: string) { if (lines.length >= limit) return false; lines.push(line.trim()); return true; }, read: () => lines.join('|') };
}`;

describe('objects of functions that a function returns are used member by member', () => {
  test.each<[name: string, golden: string, generated: string, path?: string]>([
    ['its own code', COUNTER, COUNTER],
    [
      'a class in its place',
      COUNTER,
      `class Counter { #count; #history: number[] = []; #step; constructor(start: number, step: number) { this.#count = start; this.#step = step; } increment() { this.#history.push(this.#count); this.#count += this.#step; return this.#count; } undo() { this.#count = this.#history.pop() ?? this.#count; } add(by: number) { this.#count += by; return this.#count; } get value() { return this.#count; } }
export const createCounter = (start: number, step = 1) => new Counter(start, step);`,
    ],
    ['further members', STORE, STORE.replace('return {', 'return { items,')],
    ['untyped', UNTYPED, UNTYPED, 'a.js'],
    ['a promise of it', ASYNC, ASYNC],
  ])('equivalent: %s', (_, golden, generated, path) => {
    const unit = compared(golden, generated, path);
    expect([unit.verdict, unit.reason]).toEqual(['equivalent', null]);
    expect(unit.inputs).toBeGreaterThan(20);
  });

  test.each<[change: string, golden: string, from: string, to: string, call: RegExp, path?: string]>([
    ['state', COUNTER, 'history.push(count); ', '', /^const it = createCounter\(.*\.undo\(\)/],
    [
      'a getter',
      COUNTER,
      'return count; },\n  };',
      'return count + 1; },\n  };',
      /^createCounter\(.*\)\.value$/,
    ],
    ['a method', COUNTER, 'count += by', 'count -= by', /^createCounter\(.*\)\.add\(-?\d+\)$/],
    [
      'what it gives back',
      STORE,
      'items.delete(id)',
      '!items.delete(id)',
      /^createStore\("\w?"\)\.remove\("/,
    ],
    ['over several calls', STORE, 'sum + price', 'sum + 1', /\.add\(\{ ?.*\}\); it\.total\(\)$/],
    ['a limit', UNTYPED, '>= limit', '> limit', /^makeStack\(-?\d+\)\.push\(|\.push\(.*\)$/, 'a.js'],
    ['a promise', ASYNC, 'line.trim()', 'line', /\.write\(" .*\); it\.read\(\)$|openLog/],
  ])('differs: %s', (_, golden, from, to, call, path) => {
    expect(golden).toContain(from);
    const unit = compared(golden, golden.replace(from, to), path);
    expect([unit.verdict, unit.witness?.beyond]).toEqual(['differs', []]);
    expect(unit.witness?.call).toMatch(call);
  });

  test('a candidate that gives something else, or lacks a member, differs', () => {
    expect(compared(COUNTER, 'export const createCounter = (start: number) => start;').verdict).toBe(
      'differs',
    );
    const without = compared(STORE, STORE.replace(', total };', ' } as Store;'));
    expect(without).toMatchObject({
      verdict: 'differs',
      witness: {
        generated: 'throws TypeError',
        call: expect.stringMatching(/^createStore\(".?"\)\.total\(\)$/),
      },
    });
  });

  test('what only a run shows to be functions stays undecided', () => {
    const code = 'export const f = (n: number): unknown => Object.fromEntries([["a", () => n]]);';
    expect(compared(code, code)).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringMatching(/object of functions/),
    });
  });
});
