import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAnalysis } from '../../server/src/app/analysis.ts';
import { createInlineAnalyst } from '../../server/src/app/analyst.ts';
import { besideFile, type CallerPlace, type Callers, inApplication } from '../../server/src/app/callers.ts';
import type { FileSource } from '../../server/src/app/ports.ts';
import { callersAt } from '../../server/src/app/programs.ts';
import type { SideCallers } from '../../server/src/engine/index.ts';
import { contentHash, listFiles, locate, readText } from '../../server/src/platform/files.ts';

const PATTERNS = { include: ['**/*.{ts,tsx,js,mjs,cjs}'], exclude: ['**/node_modules/**'] };

let top: string;
let reads: string[];
let lists: number;
const source: FileSource = {
  list: async (root, patterns) => {
    lists++;
    return listFiles(root, patterns);
  },
  read: async (absolute, maxBytes) => {
    reads.push(absolute);
    return readText(absolute, maxBytes);
  },
  locate: async (absolute) => locate(absolute),
  hash: contentHash,
};

beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'fern-callers-'));
  reads = [];
  lists = 0;
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

function put(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), text);
  }
}

function callers(place: CallerPlace = inApplication(PATTERNS, join(top, 'app'), [])): Callers {
  return callersAt({ source, maxBytes: 1_000_000, analyst: createInlineAnalyst(createAnalysis()) }, place);
}

function of(file: string, all = callers()): Promise<SideCallers> {
  return all.of({ path: file, text: '', hash: '' });
}

/** Files of an application; those that call `src/slug.ts`, in order. */
const FOUND: readonly (readonly [
  what: string,
  files: Readonly<Record<string, string>>,
  paths: readonly string[],
])[] = [
  ['a test beside it', { 'src/slug.test.ts': "import { a } from './slug';" }, ['src/slug.test.ts']],
  [
    'a test elsewhere, as it is compiled',
    { 'test/x.spec.js': "import { a } from '../src/slug.js';" },
    ['test/x.spec.js'],
  ],
  ['__tests__', { 'src/__tests__/slug.ts': "import * as s from '../slug';" }, ['src/__tests__/slug.ts']],
  ['require', { 'tests/slug.cjs': "const s = require('../src/slug')" }, ['tests/slug.cjs']],
  ['await import', { 'tests/slug.mjs': "const s = await import('../src/slug')" }, ['tests/slug.mjs']],
  ['several lines', { 'a.ts': "import {\n  a,\n  b,\n} from\n  './src/slug';" }, ['a.ts']],
  [
    'an alias',
    {
      'tsconfig.json': '{ "compilerOptions": { "paths": { "#/*": ["./src/*"] } } }',
      'test/a.ts': "import { a } from '#/slug';",
    },
    ['test/a.ts'],
  ],
  ['other code', { 'src/page.ts': "import { a } from './slug';" }, ['src/page.ts']],
  ['nothing of that name', { 'src/page.ts': "import { a } from './slugs'; // ./slug" }, []],
  ['another file of that name', { 'lib/slug.ts': '', 'lib/a.test.ts': "import { a } from './slug';" }, []],
  ['packages', { 'node_modules/x/index.ts': "import { a } from '../../src/slug';" }, []],
  ['itself', { 'src/slug.ts': "import { a } from './slug';" }, []],
  [
    'tests first, then what is called alike and near',
    {
      'src/a.ts': "import './slug'",
      'src/slug.stories.ts': "import './slug'",
      'test/deep/er/b.test.ts': "import '../../../src/slug'",
      'test/b.test.ts': "import '../src/slug'",
      'test/slug.test.ts': "import '../src/slug'",
    },
    ['test/slug.test.ts', 'test/b.test.ts', 'test/deep/er/b.test.ts', 'src/slug.stories.ts', 'src/a.ts'],
  ],
  [
    'through a file that hands it on',
    { 'src/index.ts': "export * from './slug';", 'test/all.test.ts': "import { a } from '../src';" },
    ['test/all.test.ts'],
  ],
  [
    'through two',
    {
      'src/index.ts': "export { a } from './slug';",
      'index.ts': "export * from './src';",
      'test/all.test.ts': "import { a } from '..';",
    },
    ['test/all.test.ts'],
  ],
];

describe('who calls a file', () => {
  test.each(FOUND)('%s', async (_, files, paths) => {
    put({ 'app/src/slug.ts': '' });
    put(Object.fromEntries(Object.entries(files).map(([path, text]) => [`app/${path}`, text])));
    expect((await of('src/slug.ts')).paths).toEqual(paths);
  });

  test('with what it imports besides, and where that leads', async () => {
    put({
      'app/src/slug.ts': '',
      'app/src/index.ts': "export * from './slug';",
      'app/test/slug.test.ts':
        "import { a } from '../src/slug'; import { b } from '../src'; import cases from './cases.json'; import 'vitest';",
      'app/test/cases.json': '[1]',
      'secret.ts': '',
    });
    const found = await of('src/slug.ts');
    expect(found.links).toEqual({
      'test/slug.test.ts': {
        '../src/slug': 'src/slug.ts',
        '../src': 'src/index.ts',
        './cases.json': 'test/cases.json',
      },
      'src/index.ts': { './slug': 'src/slug.ts' },
    });
    expect(found.files.map(({ path }) => path).sort()).toEqual([
      'src/index.ts',
      'test/cases.json',
      'test/slug.test.ts',
    ]);
    expect(found.files.every(({ text, hash }) => hash === contentHash(text))).toBe(true);
  });

  test('an index is called by the name of its folder', async () => {
    put({ 'app/src/slug/index.ts': '', 'app/test/a.test.ts': "import { a } from '../src/slug';" });
    expect((await of('src/slug/index.ts')).paths).toEqual(['test/a.test.ts']);
  });

  test('links that lead out of the application are not followed', async () => {
    put({ 'app/src/slug.ts': '', 'app/x.txt': '', 'outside/slug.test.ts': "import '../app/src/slug'" });
    symlinkSync(join(top, 'outside'), join(top, 'app/test'));
    symlinkSync(join(top, 'outside/slug.test.ts'), join(top, 'app/src/slug.test.ts'));
    put({
      'app/src/a.test.ts': "import './slug'; import '../../outside/slug.test'; import '../test/slug.test';",
    });
    const found = await of('src/slug.ts');
    expect(found.paths).toEqual(['src/a.test.ts']);
    expect(found.links).toEqual({ 'src/a.test.ts': { './slug': 'src/slug.ts' } });
    expect(reads.filter((path) => path.includes('outside'))).toEqual([]);
  });

  test('tests count where patterns leave them out, and other code does not', async () => {
    put({
      'app/src/slug.ts': '',
      'app/test/slug.ts': "import '../src/slug'",
      'app/src/slug.spec.ts': "import './slug'",
      'app/old/a.ts': "import '../src/slug'",
      'app/old/slug.test.ts': "import '../src/slug'",
    });
    const patterns = { include: ['src/**/*.ts'], exclude: ['**/*.{test,spec}.ts', 'test/**', 'old/**'] };
    const found = await of('src/slug.ts', callers(inApplication(patterns, join(top, 'app'), [])));
    expect(found.paths).toEqual(['src/slug.spec.ts', 'test/slug.ts']);
  });

  test('generated code is no caller, wherever it is', async () => {
    put({
      'app/src/slug.ts': '',
      'app/models/a/test/slug.test.ts': "import '@/slug'; import '../../../src/slug'",
      'app/test/slug.test.ts': "import '@/slug'",
    });
    const place = inApplication(PATTERNS, join(top, 'app'), [
      join(top, 'app/models/a'),
      join(top, 'app'),
      top,
    ]);
    expect((await of('src/slug.ts', callers(place))).paths).toEqual(['test/slug.test.ts']);
  });
});

describe('of a single file', () => {
  test('its folder and the tests in it', async () => {
    put({
      'app/src/slug.ts': '',
      'app/src/slug.test.ts': "import './slug'",
      'app/src/__tests__/a.ts': "import '../slug'",
      'app/src/__tests__/deep/a.ts': "import '../../slug'",
      'app/src/other/a.ts': "import '../slug'",
      'app/test/a.ts': "import '../src/slug'",
    });
    const place = besideFile(join(top, 'app'), join(top, 'app/src'), join(top, 'app/gen'));
    expect((await of('src/slug.ts', callers(place))).paths).toEqual([
      'src/slug.test.ts',
      'src/__tests__/a.ts',
    ]);
  });
});

describe('bounds', () => {
  test('the folder is read once, and then only the files of interest', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 200 }, (_, at) => [`app/src/f${at}.ts`, "import './g'"]),
    );
    put({ ...many, 'app/src/f1.test.ts': "import './f1'", 'app/src/f2.test.ts': "import './f2'" });
    const all = callers();
    const asked = await Promise.all([0, 1, 2, 3].map((at) => of(`src/f${at}.ts`, all)));
    expect(asked.map(({ paths }) => paths)).toEqual([[], ['src/f1.test.ts'], ['src/f2.test.ts'], []]);
    expect(await of('src/f1.ts', all)).toBe(asked[1]);
    expect(lists).toBe(1);
    expect(reads).toHaveLength(202 + 2);
  });

  test('so many callers, so much text, no large files', async () => {
    const text = (length: number): string => `import './slug';${' '.repeat(length)}`;
    put({ 'app/slug.ts': '', 'app/large.test.ts': text(110_000) });
    for (let at = 0; at < 40; at++) put({ [`app/a${at}.test.ts`]: text(10) });
    expect((await of('slug.ts')).paths).toHaveLength(12);
    for (let at = 0; at < 5; at++) put({ [`app/a${at}.test.ts`]: text(90_000) });
    const { paths, files } = await of('slug.ts', callers());
    expect(paths).not.toContain('large.test.ts');
    expect(files.reduce((sum, { text: each }) => sum + each.length, 0)).toBeLessThanOrEqual(200_000);
    expect(paths.length).toBeGreaterThan(2);
  });

  test('texts made to be slow are read in linear time', async () => {
    const slow = [
      'from'.repeat(20_000),
      'from(((('.repeat(9000),
      `import ${' '.repeat(60_000)}`,
      `from '${'x'.repeat(90_000)}`,
    ];
    put({ 'app/slug.ts': '', ...Object.fromEntries(slow.map((text, at) => [`app/${at}.test.ts`, text])) });
    const started = performance.now();
    expect((await of('slug.ts')).paths).toEqual([]);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
