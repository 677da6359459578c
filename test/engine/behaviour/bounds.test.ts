import { resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import {
  createBehaviourSession,
  type FileBehaviour,
  type Sandbox,
} from '../../../server/src/engine/index.ts';
import { prepareModule } from '../../../server/src/engine/languages/runnable.ts';
import { openQuickJs } from '../../../server/src/platform/quickjs/sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openQuickJs(resolve('dist'));
});

function compared(golden: string, generated: string): FileBehaviour {
  const side = (text: string) => ({ files: [{ path: 'a.js', text }], links: {} });
  const request = { golden: side(golden), generated: side(generated), goldenKey: golden };
  return createBehaviourSession(sandbox).compare(request, { inputs: 4, seed: 7 });
}

const row = (count: number): string =>
  Array.from({ length: count }, (_, i) => `export const f${i} = (a) => a * ${i};`).join('\n');
const GOOD = 'export const f = (a) => a + 1;\n';
const filled = (length: number): string => `${GOOD}/*${' '.repeat(length - GOOD.length - 4)}*/`;
const nested = (depth: number): string =>
  `export function f(a) { ${'if (a) { '.repeat(depth)}a++; ${'}'.repeat(depth)} return a; }`;

test('of very many units the first are run, and the others say why not', () => {
  const { units, reason } = compared(row(153), row(153));
  expect(units.filter(({ verdict }) => verdict === 'not_executable')).toHaveLength(3);
  expect(units.at(-1)).toMatchObject({ golden: 'f152', reason: expect.stringMatching(/first 150 units/) });
  expect(reason).toBe('3 of 153 units could not be run');
});

test.each([
  ['golden', filled(300_001), GOOD],
  ['generated', GOOD, filled(300_001)],
])('a very large %s file is not run', (_, golden, generated) => {
  expect(compared(golden, generated)).toMatchObject({
    verdict: 'not_executable',
    reason: expect.stringMatching(/300 kB/),
  });
});

test('one that just fits is run', () => {
  expect(compared(filled(300_000), GOOD).units).toMatchObject([{ golden: 'f', inputs: 4, agreement: 1 }]);
});

test.each([
  ['golden', nested(1200), GOOD],
  ['generated', GOOD, nested(1200)],
])(
  'a %s file that is nested a thousand deep is not run: its code would be many times as long',
  (_, golden, generated) => {
    expect(compared(golden, generated)).toMatchObject({
      verdict: 'not_executable',
      reason: expect.stringMatching(/nested too deep/),
    });
  },
);

test('what indenting makes many times as long is too deep, before the stack is', () => {
  const long = nested(300).replace('a++; ', 'a++; '.repeat(1500));
  expect(() => prepareModule('a.js', long, { measure: false })).toThrow('nested too deep to be run');
  expect(prepareModule('a.js', nested(300), { measure: false }).problem).toBeNull();
});
