import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAnalysis } from '../../../server/src/app/analysis.ts';
import { createInlineAnalyst } from '../../../server/src/app/analyst.ts';
import { createModuleReader, type ModuleReader } from '../../../server/src/app/modules.ts';
import { createBehaviourSession } from '../../../server/src/engine/behaviour/session.ts';
import type { BehaviourSession, Sandbox, UnitBehaviour } from '../../../server/src/engine/index.ts';
import { contentHash, listFiles, locate, readText } from '../../../server/src/platform/files.ts';
import { createQuickJsSandbox } from '../../../server/src/platform/quickjs/sandbox.ts';
import { guestText, wasmBytes } from '../../sandbox/support/sandbox.ts';

/** Types that doc comments and schemas declare, in the real sandbox: right code is told from wrong code. */

let sandbox: Sandbox;
let session: BehaviourSession;
let reader: ModuleReader;

beforeAll(async () => {
  const stackBytes = 256 * 1024;
  sandbox = await createQuickJsSandbox({ guest: await guestText(), wasm: wasmBytes(), stackBytes });
  session = createBehaviourSession(sandbox);
  const source = {
    list: async (root: string, patterns: Parameters<typeof listFiles>[1]) => listFiles(root, patterns),
    read: async (absolute: string, maxBytes: number) => readText(absolute, maxBytes),
    locate: async (absolute: string) => locate(absolute),
    hash: contentHash,
  };
  const { imports } = createInlineAnalyst(createAnalysis());
  const place = { root: process.cwd(), limit: process.cwd() };
  reader = await createModuleReader({ source, maxBytes: 1_000_000, imports }, place);
});
afterAll(() => sandbox.close());

interface Pair {
  readonly file: string;
  readonly golden: string;
  readonly right: string;
  readonly wrong: string;
  /** The call of the witness. */
  readonly witness: RegExp;
}

async function compared(file: string, golden: string, generated: string): Promise<UnitBehaviour> {
  const side = (text: string) => reader.closure({ path: file, text, hash: contentHash(text) });
  const { units } = session.compare(
    { golden: await side(golden), generated: await side(generated), goldenKey: golden },
    { inputs: 80, seed: 1 },
  );
  return units.find((unit) => unit.golden === 'f')!;
}

async function check({ file, golden, right, wrong, witness }: Pair): Promise<void> {
  const same = await compared(file, golden, right);
  expect([same.verdict, same.reason]).toEqual(['equivalent', null]);
  const other = await compared(file, golden, wrong);
  expect(other.verdict).toBe('differs');
  expect(other.witness!.beyond).toEqual([]);
  expect(other.witness!.call).toMatch(witness);
}

describe('types in doc comments', () => {
  // Nothing but the comments says what these are: their uses fit other types as well, or say nothing.
  it.each<[string, Pair]>([
    [
      'a text that is only compared',
      {
        file: 'a.js',
        golden: `/** @param {'low'|'mid'|'high'} level\n * @returns {number} */
          export function f(level) { return { low: 1, mid: 5, high: 9 }[level]; }`,
        right: "export function f(l) { return l === 'low' ? 1 : l === 'mid' ? 5 : 9; }",
        wrong: "export function f(l) { return l === 'low' ? 1 : l === 'mid' ? 4 : 9; }",
        witness: /^f\("mid"\)$/,
      },
    ],
    [
      'fields of options, some left out',
      {
        file: 'b.js',
        golden: `/**
           * @param {Object} options
           * @param {string[]} options.names
           * @param {boolean} [options.upper]
           */
          exports.f = function (options) {
            const { names, ...rest } = options;
            return names.map((name) => (rest.upper ? name.toUpperCase() : name)).join();
          };`,
        right: `exports.f = (o) => o.names.map((n) => o.upper ? n.toUpperCase() : n).join(',');`,
        wrong: `exports.f = (o) => o.names.join(',');`,
        witness: /^f\(\{.*"?upper"?: true.*\}\)$/,
      },
    ],
    [
      'a type that is declared in the file',
      {
        file: 'c.js',
        golden: `/** @typedef {Object} Item
            * @property {string} name
            * @property {number} price
            * @property {number} [count] */
          /** @param {Item[]} cart */
          const f = (cart) => Object.values(cart).reduce((all, one) => all + Reflect.get(one, 'price') * (Reflect.get(one, 'count') ?? 1), 0);
          module.exports = { f };`,
        right: `exports.f = (cart) => { let all = 0; for (const one of cart) all += one.price * (one.count === undefined ? 1 : one.count); return all; };`,
        wrong: `exports.f = (cart) => { let all = 0; for (const one of cart) all += one.price * (one.count || 1); return all; };`,
        witness: /^f\(\[\{.*"?count"?: 0.*\}\]\)$/,
      },
    ],
    [
      'wrong types do no harm',
      {
        file: 'd.js',
        golden: '/** @param {string} n */ export function f(n) { return n % 2 === 0 ? n / 2 : 3 * n + 1; }',
        right: 'export function f(n) { return n % 2 ? 3 * n + 1 : n / 2; }',
        wrong: 'export function f(n) { return n % 2 ? 3 * n - 1 : n / 2; }',
        witness: /^f\(\d+\)$/,
      },
    ],
  ])('%s', (_, pair) => check(pair), 60_000);
});

const USER = `import { z } from 'zod';
export const User = z.object({
  name: z.string().min(2).max(8),
  age: z.number().int().min(18),
  role: z.enum(['admin', 'guest']).optional(),
});
`;

describe('schemas', () => {
  it.each<[string, Pair]>([
    [
      'a parameter of an inferred type',
      {
        file: 'e.ts',
        golden: `${USER} export function f(user: z.infer<typeof User>) {
            const all = Object.values(user);
            return all.includes('admin') ? 'all' : all.length > 2 ? 'some' : 'none'; }`,
        right: `${USER} export const f = (user: z.infer<typeof User>) =>
            user.role === 'admin' ? 'all' : user.role ? 'some' : 'none';`,
        wrong: `${USER} export const f = (user: z.infer<typeof User>) => user.role === 'admin' ? 'all' : 'none';`,
        witness: /role"?: "guest"/,
      },
    ],
    [
      'what is parsed, with a limit that is off by one',
      {
        file: 'g.ts',
        golden: `${USER} export function f(body: unknown) { return User.parse(body).name.length; }`,
        right: `${USER} export function f(body: unknown) { const { name } = User.parse(body); return name.length; }`,
        wrong: `${USER.replace('min(18)', 'min(17)')} export const f = (body: unknown) => User.parse(body).name.length;`,
        witness: /age"?: 17/,
      },
    ],
  ])('%s', (_, pair) => check(pair), 120_000);
});
