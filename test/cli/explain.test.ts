import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExplanationDocument } from '../../server/src/protocol/documents.ts';
import { createWorkplace, type Workplace } from '../helpers/cli.ts';

let place: Workplace;
beforeAll(() => {
  place = createWorkplace();
});
afterAll(() => place.remove());

const node = (file: string, side: 'golden' | 'generated') =>
  spawnSync(process.execPath, [file], {
    encoding: 'utf8',
    timeout: 60_000,
    env: { PATH: process.env.PATH, FERN_SIDE: side },
  });

/** Each golden with a generated side that does something else, and a part of the call that shows it. */
const PAIRS: Readonly<Record<string, readonly [golden: string, generated: string, call: RegExp]>> = {
  numbers: [
    'export const half = (n: number): number => n / 2;',
    'export const half = (n: number): number => Math.floor(n / 2);',
    /^half\(/,
  ],
  'default-export': [
    'export default (list: number[]): number => list.reduce((a, b) => a + b, 0);',
    'export default (list: number[]): number => list.length;',
    /^defaultExport\(\[/,
  ],
  errors: [
    'export function age(n: number): number { if (n < 0) throw new RangeError("negative"); return n; }',
    'export function age(n: number): number { if (n < 0) throw new TypeError("negative"); return n + 0; }',
    /^age\(-/,
  ],
  promises: [
    'export async function later(s: string): Promise<string> { await new Promise((r) => setTimeout(r, 50)); return s + "!"; }',
    'export async function later(s: string): Promise<string> { await new Promise((r) => setTimeout(r, 50)); return s; }',
    /^later\("/,
  ],
  generators: [
    'export function* upTo(n: number): Generator<number> { for (let i = 1; i <= n && i < 9; i++) yield i; }',
    'export function* upTo(n: number): Generator<number> { for (let i = 0; i <= n && i < 9; i++) yield i; }',
    /^upTo\(/,
  ],
  mutation: [
    'export function clear(list: string[]): void { list.length = 0; }',
    'export function clear(list: string[]): void { list.pop(); }',
    /^clear\(\[/,
  ],
  classes: [
    'export class Total { private sum = 0; add(n: number): number { this.sum += n; return this.sum; } get value(): number { return this.sum; } }',
    'export class Total { private sum = 0; add(n: number): number { this.sum -= n; return this.sum; } get value(): number { return this.sum; } }',
    /^(?:new Total\(\)|const it = new Total\(\))/,
  ],
  callbacks: [
    'export const each = (list: number[], f: (n: number) => number): number[] => list.map((n) => f(n + 1));',
    'export const each = (list: number[], f: (n: number) => number): number[] => list.map((n) => f(n));',
    /^each\(\[/,
  ],
  collections: [
    'export const keys = (map: Map<string, number>): Set<string> => new Set(map.keys());',
    'export const keys = (map: Map<string, number>): Set<string> => new Set([...map.keys()].slice(1));',
    /^keys\(new Map\(/,
  ],
  bigints: [
    'export const twice = (n: bigint): bigint => n * 2n;',
    'export const twice = (n: bigint): bigint => n + 2n;',
    /^twice\(-?\d+n\)/,
  ],
  endless: [
    'export function down(n: number): number { while (n > 0) n--; return n; }',
    'export function down(n: number): number { while (n !== 0) n--; return n; }',
    /^down\(/,
  ],
  time: [
    'export const stamp = (n: number): string => new Date(Date.now() + Math.abs(n) * 1000).toISOString();',
    'export const stamp = (n: number): string => new Date(Date.now() - Math.abs(n) * 1000).toISOString();',
    /^stamp\(/,
  ],
  constants: ['export const LIMIT = 3;', 'export const LIMIT = 4;', /^LIMIT$/],
};

describe('fern explain --repro', () => {
  test.each(Object.entries(PAIRS))(
    '%s: the test fails on the generated code and passes on the golden',
    async (name, [golden, generated, call]) => {
      const from = place.write(`golden/${name}.ts`, golden);
      const to = place.write(`generated/${name}.ts`, generated);
      const file = join(place.folder, `${name}.test.cjs`);
      const { code, stdout, stderr } = await place.run(['explain', from, to, '--json', '--repro', file]);
      expect(code, stderr).toBe(0);
      const [unit] = (JSON.parse(stdout) as ExplanationDocument).files[0].units;
      expect(unit.witness?.call).toMatch(call);
      expect(unit.table).toHaveLength(unit.inputs);
      const [bad, good] = [node(file, 'generated'), node(file, 'golden')];
      expect(bad.status, bad.stdout).toBe(1);
      expect(good.status, good.stdout).toBe(0);
      expect(good.stdout).toMatch(/^# pass 1$/m);
    },
  );

  test('equal code: nothing is written', async () => {
    const from = place.write('golden/same.ts', 'export const inc = (n: number): number => n + 1;');
    const { code, stderr } = await place.run(['explain', from, from, '--repro', 'none.cjs']);
    expect(code).toBe(0);
    expect(stderr).toContain('Nothing differs; none.cjs is not written.');
    expect(existsSync(join(place.folder, 'none.cjs'))).toBe(false);
  });

  test('two applications come with their imports, one test a unit', async () => {
    place.writeAll({
      'a/lib/step.ts': 'export const step = (): number => 2;',
      'a/main.ts':
        "import { step } from './lib/step';\nexport const go = (n: number): number => n + step();\nexport const back = (n: number): number => n - step();",
      'b/lib/step.ts': 'export const step = (): number => 3;',
      'b/main.ts':
        "import { step } from './lib/step';\nexport const go = (n: number): number => n + step();\nexport const back = (n: number): number => n - step();",
    });
    const { code, stdout, stderr } = await place.run(['explain', 'a', 'b', '--repro', 'ab.cjs']);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('main.ts against main.ts');
    const file = join(place.folder, 'ab.cjs');
    expect(node(file, 'golden').stdout).toMatch(/^# pass 3$/m);
    expect(node(file, 'generated').stdout).toMatch(/^# fail 3$/m);
    expect(readFileSync(file, 'utf8')).not.toContain('$left[0] < 0 && $stop()');
  });
});

describe('fern explain', () => {
  test('the table names verdict, evidence, witness, how it was found, and inputs that differ first', async () => {
    const from = place.write('golden/text.ts', 'export const tidy = (s: string): string => s.trim();');
    const to = place.write('generated/text.ts', 'export const tidy = (s: string): string => s.trimEnd();');
    const { stdout } = await place.run(['explain', from, to, '--no-color']);
    expect(stdout).toMatch(/tidy {2}differs/);
    expect(stdout).toMatch(/^ {4}tidy\(" /m);
    expect(stdout).toMatch(/found by /);
    expect(stdout).toMatch(/^ {4}differ /m);
    expect(stdout).toMatch(/12 of \d+ inputs shown/);
    const all = await place.run(['explain', from, to, '--verbose']);
    expect(all.stdout).toMatch(/all inputs shown/);
  });

  test('of several units, those on which nothing differs come without their inputs', async () => {
    const code =
      'export const one = (n: number): number => n + 1;\nexport const two = (n: number): number => n * 2;';
    const from = place.write('golden/pair.ts', code);
    const to = place.write('generated/pair.ts', code.replace('* 2', '* 3'));
    const { stdout } = await place.run(['explain', from, to]);
    expect(stdout).toMatch(/^ {2}one {2}equivalent/m);
    expect(stdout).not.toMatch(/^ {4}same .*\n.*inputs shown, 0 of/m);
    expect(stdout.match(/inputs shown/g)).toHaveLength(1);
    expect(stdout).toContain('--unit NAME shows the inputs');
    const one = await place.run(['explain', from, to, '--unit', 'one']);
    expect(one.stdout).toMatch(/inputs shown, 0 of/);
    expect(one.stdout).not.toContain('--unit NAME');
  });

  test('other versions of a golden file are no golden files of their own', async () => {
    place.write('many/golden/f.ts', 'export const f = (n: number): number => n + 1;');
    place.write('many/golden/f2.ts', 'export const f = (n: number): number => n + 2;');
    place.write('many/generated/f.ts', 'export const f = (n: number): number => n + 2;');
    const config = place.write(
      'many/fern.config.json',
      '{ "alternatives": { "golden/f.ts": ["golden/f2.ts"] } }',
    );
    const folders = ['golden', 'generated'].map((name) => join(dirname(config), name));
    const { stdout } = await place.run(['explain', ...folders, '--config', config, '--json']);
    const { files, missing } = JSON.parse(stdout) as ExplanationDocument;
    expect([files.map(({ golden, verdict }) => `${golden} ${verdict}`), missing]).toEqual([
      ['f2.ts equivalent'],
      [],
    ]);
  });

  test('--unit of another name tells those there are', async () => {
    const from = place.write('golden/two.ts', 'export const one = () => 1;\nexport const two = () => 2;');
    const { code, stderr, stdout } = await place.run(['explain', from, from, '--unit', 'three']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('--unit: the golden has no three; there are one, two.');
    const one = await place.run(['explain', from, from, '--unit', 'two', '--json']);
    const document = JSON.parse(one.stdout) as ExplanationDocument;
    expect(document.files[0].units.map(({ golden }) => golden)).toEqual(['two']);
  });
});
