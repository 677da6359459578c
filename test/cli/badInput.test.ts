import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EvaluationDocument, FileDocument, MatchDocument } from '../../server/src/protocol/documents.ts';
import {
  canBePlainUser,
  createWorkplace,
  documentOf,
  type Finished,
  linesOf,
  PLAIN_USER,
  type Workplace,
} from '../helpers/cli.ts';
import { longLine, nested, ordinary, python } from './hostile.ts';

let place: Workplace;
beforeAll(() => {
  place = createWorkplace();
});
afterAll(() => place.remove());

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const utf16 = (text: string): Uint8Array => Buffer.from(`\ufeff${text}`, 'utf16le');
const utf16be = (text: string): Uint8Array => Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
const binary = Uint8Array.from({ length: 4096 }, (_, i) => (i * 167) % 256);
const minified = longLine(5_000_000, (i) => `function f${i}(a){return a+${i}};`);

function expectClean({ code, stderr }: Finished, wanted = 0): void {
  expect(stderr).not.toMatch(/^\s+at |fault of Fern/m);
  expect(code, stderr).toBe(wanted);
}

/** Writes both sides and scores them as folders. */
async function evaluate(
  name: string,
  golden: Record<string, string | Uint8Array>,
  generated: Record<string, string | Uint8Array>,
): Promise<EvaluationDocument> {
  for (const [path, content] of Object.entries(golden)) place.write(`${name}/golden/${path}`, content);
  for (const [path, content] of Object.entries(generated)) place.write(`${name}/generated/${path}`, content);
  // One window a function: what is tested here is not the embedding.
  place.write(`${name}/fern.config.json`, '{ "limits": { "windows": 1 } }');
  const cwd = join(place.folder, name);
  // Nor what the code does.
  const run = await place.run(['evaluate', 'golden', 'generated', '--no-behaviour', '--json'], { cwd });
  expectClean(run);
  return documentOf<EvaluationDocument>(run);
}

const file = (document: EvaluationDocument, path: string): FileDocument | undefined =>
  document.files.find((one) => one.golden === path);
const reasonsOf = (document: EvaluationDocument, path: string): string[] =>
  document.unreadable.filter((one) => one.path === path).map((one) => one.reason);

describe.concurrent('bad files in a folder', () => {
  test('encodings and line ends of the same text are the same text', async () => {
    const words = ['plain', 'marked', 'windows', 'both', 'wide', 'wideBig'] as const;
    const golden = Object.fromEntries(words.map((word) => [`${word}.ts`, ordinary(word)]));
    const document = await evaluate('encodings', golden, {
      'plain.ts': ordinary('plain'),
      'marked.ts': `\ufeff${ordinary('marked')}`,
      'windows.ts': crlf(ordinary('windows')),
      'both.ts': `\ufeff${crlf(ordinary('both'))}`,
      'wide.ts': utf16(ordinary('wide')),
      'wideBig.ts': utf16be(ordinary('wideBig')),
    });
    expect(document.unreadable).toEqual([]);
    for (const word of ['plain', 'marked', 'wide', 'wideBig'])
      expect(file(document, `${word}.ts`)?.overall).toBe(1);
    for (const word of ['windows', 'both']) {
      expect(file(document, `${word}.ts`)?.overall, word).toBeGreaterThanOrEqual(0.95);
    }
  });

  test('each is told with a reason, and the others are scored', async () => {
    const bad: Record<string, [content: string | Uint8Array, reason: RegExp]> = {
      'empty.ts': ['', /no code/],
      'blank.ts': [' \n\t\r\n\f ', /no code/],
      'comments.ts': ['// nothing\n/* to see */\n', /no code/],
      'binary.ts': [binary, /binary/],
      'latin1.ts': [latin1(ordinary('latin').replace('label', 'größe')), /UTF-8/],
      'wide.ts': [utf16(ordinary('x')).slice(2), /binary/],
      'minified.js': [minified, /too large/],
    };
    const names = Object.keys(bad);
    const golden: Record<string, string | Uint8Array> = { 'good.ts': ordinary('good') };
    const generated: Record<string, string | Uint8Array> = { 'good.ts': ordinary('good') };
    for (const name of names) {
      golden[`bad/${name}`] = bad[name][0];
      golden[`fine/${name}`] = ordinary(`fine${name.length}${name.slice(0, 2)}`);
      generated[`fine/${name}`] = bad[name][0];
    }
    const document = await evaluate('bad', golden, generated);
    for (const name of names) {
      const [, reason] = bad[name];
      expect(reasonsOf(document, `bad/${name}`)).toEqual([expect.stringMatching(reason)]);
      expect(reasonsOf(document, `fine/${name}`)).toEqual([expect.stringMatching(reason)]);
    }
    expect(document.unreadable).toHaveLength(2 * names.length);
    expect(document.missing).toEqual(names.map((name) => `fine/${name}`).sort());
    expect(file(document, 'good.ts')?.overall).toBe(1);
    expect(document.overall).toBeGreaterThan(0);
    expect(document.overall).toBeLessThan(0.4);
  });

  test('syntax errors lower a score and end nothing', async () => {
    const broken = (word: string): string => ordinary(word).replace('let total = 0;', 'let total = = 0 {{{');
    const document = await evaluate(
      'syntax',
      {
        'left.ts': broken('left'),
        'right.ts': ordinary('right'),
        'both.ts': broken('both'),
        'py.ts': ordinary('py'),
      },
      {
        'left.ts': ordinary('left'),
        'right.ts': broken('right'),
        'both.ts': broken('both'),
        'py.ts': python,
      },
    );
    expect(document.unreadable).toEqual([]);
    expect(file(document, 'both.ts')?.overall).toBe(1);
    for (const name of ['left.ts', 'right.ts']) {
      expect(file(document, name)?.overall, name).toBeLessThan(1);
      expect(file(document, name)?.findings.length, name).toBeGreaterThan(0);
    }
    expect(file(document, 'py.ts')?.overall ?? 0).toBeLessThan(0.2);
  });

  test('code nested 5,000 deep is scored', async () => {
    const golden = nested(5000);
    const document = await evaluate('nested', golden, nested(4900));
    expect(document.unreadable).toEqual([]);
    expect(document.files.map((one) => one.golden)).toEqual(Object.keys(golden).sort());
    for (const one of document.files) expect(one.overall, one.golden).toBeGreaterThan(0.8);
  });

  test('code nested deeper than anything can follow is told', async () => {
    const deep = `export const x = ${'['.repeat(300_000)}1${']'.repeat(300_000)};\n`;
    const document = await evaluate(
      'abyss',
      { 'deep.ts': deep, 'good.ts': ordinary('good') },
      { 'good.ts': ordinary('good') },
    );
    expect(reasonsOf(document, 'deep.ts')).toEqual([expect.stringMatching(/nested too deep/)]);
    expect(document.overall).toBe(1);
  });

  test('one line of a megabyte, and thousands of functions', async () => {
    // Every 50th differs, so that the test does not wait for the embedding of thousands.
    const functions = (count: number, shift: number, name: (index: number) => string): string =>
      Array.from(
        { length: count },
        (_, i) => `export function ${name(i)}(a) { return a * ${i % 50 === 0 ? i + shift : i}; }`,
      ).join('\n');
    const sources = (shift: number): Record<string, string> => ({
      'line.js': `export const t=[${longLine(1_000_000, (i) => `${i + shift},`)}];`,
      'space.js': `export const t=${' '.repeat(1_000_000 + shift)}${shift};`,
      'tiny.js': functions(5000, shift, (i) => `f${i}`),
      'twins.js': functions(1000, shift, () => 'twin'),
    });
    const document = await evaluate('many', sources(0), sources(1));
    expect(document.unreadable).toEqual([]);
    expect(document.files).toHaveLength(4);
    for (const one of document.files) {
      expect(one.overall, one.golden).toBeGreaterThan(0.5);
      expect(one.overall, one.golden).toBeLessThan(1);
    }
  });
});

test.concurrent('names that mean something to a shell, a pattern or a prototype', async () => {
  const names = [
    'a b.ts',
    "it's.ts",
    'say "hi".ts',
    '🌿 fern.ts',
    'new\nline.ts',
    'tab\there.ts',
    '\u001b[31mred.ts',
    '__proto__.ts',
    'constructor.ts',
    'toString/hasOwnProperty.ts',
    '[id].ts',
    '{a,b}.ts',
    '(group)/page.tsx',
    '!not.ts',
    '$HOME.ts',
    'back\\slash.ts',
    '-dash.ts',
    'ünïcode.ts',
    `${'long'.repeat(60)}.ts`,
  ];
  const files = Object.fromEntries(
    names.map((name, i) => [name, ordinary(`word${i}${'abcdefghijklmnopqrs'[i]}`)]),
  );
  const document = await evaluate('names', files, files);
  expect(document.files.map((one) => [one.golden, one.generated, one.overall])).toEqual(
    [...names].sort().map((name) => [name, name, 1]),
  );
  const formats = ['table', 'markdown', 'html', 'sarif', 'junit'];
  const runs = await Promise.all(
    formats.map((format) => place.run(['evaluate', 'names/golden', 'names/generated', '--format', format])),
  );
  for (const run of runs) {
    expectClean(run);
    expect(run.stdout).not.toContain('\u001b[31mred');
    expect(run.stdout.length).toBeGreaterThan(500);
  }
});

test.concurrent('functions, members and fields named as what every object has', async () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];
  const source = (factor: number): string =>
    [
      ...names.map((name) => `export function ${name}(a: number): number { return a * ${factor}; }`),
      `export class Box { ${names
        .slice(2)
        .map((name) => `${name}(a: number) { return a + ${factor}; }`)
        .join(' ')} }`,
      `export interface Shape { ${names.map((name) => `${name}: ${factor === 2 ? 'string' : 'number'};`).join(' ')} }`,
      `export const table = { ${names.map((name) => `${name}: ${factor}`).join(', ')} };`,
      `export type { Shape as __proto__2 };`,
    ].join('\n');
  const document = await evaluate('members', { 'a.ts': source(2) }, { 'a.ts': source(3) });
  expect(document.files[0].overall).toBeGreaterThan(0.5);
  expect(document.files[0].overall).toBeLessThan(1);
  const run = await place.run(['match', 'members/golden', 'members/generated', '--json']);
  expectClean(run);
  const units = documentOf<MatchDocument>(run).pairs[0].units.map((unit) => [unit.golden, unit.generated]);
  for (const name of names) expect(units).toContainEqual([name, name]);
});

test.concurrent('symbolic links in a circle and out of the folder', async () => {
  place.write('secret.ts', ordinary('secret'));
  place.write('outside/other.ts', ordinary('other'));
  for (const side of ['golden', 'generated']) {
    place.write(`links/${side}/real.ts`, ordinary('real'));
    const at = (name: string): string => join(place.folder, 'links', side, name);
    symlinkSync('.', at('self'));
    symlinkSync('b.ts', at('a.ts'));
    symlinkSync('a.ts', at('b.ts'));
    symlinkSync('gone.ts', at('dangling.ts'));
    symlinkSync(join(place.folder, 'secret.ts'), at('secret.ts'));
    symlinkSync(join(place.folder, 'outside'), at('outside'));
  }
  const run = await place.run(['evaluate', 'links/golden', 'links/generated', '--json']);
  expectClean(run);
  const document = documentOf<EvaluationDocument>(run);
  expect(document.files.map((one) => [one.golden, one.overall])).toEqual([['real.ts', 1]]);
  for (const name of ['a.ts', 'b.ts', 'secret.ts', 'dangling.ts', 'self']) {
    expect(reasonsOf(document, name), name).toHaveLength(2);
  }
  expect(run.stdout).not.toContain('Secret');
});

test.skipIf(!canBePlainUser())('files and folders that may not be read', async () => {
  for (const side of ['golden', 'generated']) {
    for (const name of ['open.ts', 'shut.ts', 'folder/inside.ts']) {
      place.write(`locked/${side}/${name}`, ordinary('open'));
    }
    chmodSync(join(place.folder, 'locked', side, 'shut.ts'), 0);
    chmodSync(join(place.folder, 'locked', side, 'folder'), 0);
  }
  place.letEverybodyIn();
  const run = await place.run(
    ['evaluate', 'locked/golden', 'locked/generated', '--json', '--no-cache'],
    PLAIN_USER,
  );
  expectClean(run);
  const document = documentOf<EvaluationDocument>(run);
  expect(document.files.map((one) => [one.golden, one.overall])).toEqual([['open.ts', 1]]);
  for (const name of ['shut.ts', 'folder']) {
    expect(reasonsOf(document, name), name).toEqual(
      Array(2).fill(expect.stringMatching(/permission denied/)),
    );
  }
  for (const path of ['golden/shut.ts', 'golden/folder/inside.ts']) {
    const alone = await place.run(['evaluate', `locked/${path}`, `locked/${path}`, '--no-cache'], PLAIN_USER);
    expectClean(alone, 2);
    expect(linesOf(alone.stderr)).toEqual([expect.stringMatching(/permission denied/)]);
  }
  for (const side of ['golden', 'generated']) chmodSync(join(place.folder, 'locked', side, 'folder'), 0o755);
});

describe.concurrent('two files', () => {
  beforeAll(() => {
    place.writeAll({
      'good.ts': ordinary('good'),
      'empty.ts': '',
      'comments.ts': '// nothing\n',
      'binary.ts': binary,
      'golden.py': python,
      'python.ts': python,
      'minified.js': minified,
    });
    symlinkSync('circle', join(place.folder, 'circle'));
  });

  test.each<[golden: string, generated: string, code: number, says: RegExp]>([
    ['good.ts', 'nowhere.ts', 2, /no such file/],
    ['nowhere', 'good.ts', 2, /no such file/],
    ['good.ts', 'good.ts/below', 2, /no such file/],
    ['good.ts', 'no\nsuch', 2, /no␊such: there is no such file/],
    ['good.ts', 'x'.repeat(400), 2, /no such file/],
    ['circle', 'good.ts', 2, /no such file/],
    ['.', 'good.ts', 2, /two files, or two folders/],
    ['empty.ts', 'good.ts', 2, /no code/],
    ['comments.ts', 'good.ts', 2, /no code/],
    ['binary.ts', 'good.ts', 2, /binary/],
    ['good.ts', 'binary.ts', 2, /binary/],
    ['golden.py', 'good.ts', 2, /does not read this language/],
    ['good.ts', 'minified.js', 2, /too large/],
    ['good.ts', 'empty.ts', 0, /^$/],
    ['good.ts', 'comments.ts', 0, /^$/],
    ['good.ts', 'golden.py', 0, /^$/],
    ['good.ts', 'python.ts', 0, /^$/],
  ])('%j against %j: %i', async (golden, generated, code, says) => {
    const run = await place.run(['evaluate', golden, generated, '--json']);
    expectClean(run, code);
    expect(run.stderr.trimEnd()).toMatch(says);
    expect(linesOf(run.stderr)).toHaveLength(code === 0 ? 0 : 1);
    if (code === 0) expect(documentOf<EvaluationDocument>(run).overall).toBeLessThan(0.2);
    else expect(run.stdout).toBe('');
  });
});
