import { describe, expect, test } from 'vitest';
import { createAnalysis } from '../../server/src/app/analysis.ts';
import { createInlineAnalyst } from '../../server/src/app/analyst.ts';
import {
  importClosure,
  MODULE_BOUNDS,
  type ModuleBounds,
  type ModulePlace,
  type ProgramSources,
} from '../../server/src/app/modules.ts';
import { contentHash } from '../../server/src/platform/files.ts';
import { type Folder, memorySource } from '../helpers/workbench.ts';

const { imports } = createInlineAnalyst(createAnalysis());

/** Everything below one folder in memory; the application is in `top/app` and its entry its first file. */
async function closureOf(
  files: Folder,
  bounds: ModuleBounds = MODULE_BOUNDS,
  place: Partial<ModulePlace> = {},
): Promise<ProgramSources> {
  const [entry] = Object.keys(files).filter((path) => path.startsWith('app/'));
  const source = memorySource({ '/top': files });
  const path = entry.slice('app/'.length);
  const text = files[entry];
  return importClosure(
    { source, maxBytes: 1_000_000, imports },
    { root: '/top/app', limit: '/top', ...place },
    { path, text, hash: contentHash(text) },
    bounds,
  );
}

/** Entry's links of an application whose entry is `src/main.ts`. */
async function linksOf(text: string, others: readonly string[], more: Folder = {}): Promise<unknown> {
  const folder = Object.fromEntries(others.map((path) => [path, '']));
  const { links } = await closureOf({ 'app/src/main.ts': text, ...folder, ...more });
  return links['src/main.ts'];
}

const paths = (sources: ProgramSources): string[] => sources.files.map((file) => file.path);

const RELATIVE: readonly (readonly [
  what: string,
  specifier: string,
  files: readonly string[],
  to: string | null,
])[] = [
  ['without extension', './a', ['app/src/a.ts'], 'src/a.ts'],
  ['with extension', './a.ts', ['app/src/a.ts'], 'src/a.ts'],
  ['.js for .ts', './a.js', ['app/src/a.ts'], 'src/a.ts'],
  ['.js for .ts, compiled beside', './a.js', ['app/src/a.js', 'app/src/a.ts'], 'src/a.ts'],
  ['.js for .tsx', './a.js', ['app/src/a.tsx'], 'src/a.tsx'],
  ['.mjs for .mts', './a.mjs', ['app/src/a.mts'], 'src/a.mts'],
  ['JavaScript', './a.js', ['app/src/a.js'], 'src/a.js'],
  ['a dot in the name', './a.service', ['app/src/a.service.ts'], 'src/a.service.ts'],
  ['JSON', './a.json', ['app/src/a.json'], 'src/a.json'],
  ['an index', './a', ['app/src/a/index.ts'], 'src/a/index.ts'],
  ['the own index', '.', ['app/src/index.ts'], 'src/index.ts'],
  ['a file before an index', './a', ['app/src/a/index.ts', 'app/src/a.js'], 'src/a.js'],
  ['the folder above', '../b/c', ['app/b/c.ts'], 'b/c.ts'],
  ['an index above', '..', ['app/index.tsx'], 'index.tsx'],
  ['outside', '../../other', ['other.ts'], null],
  ['styles', './a.css', ['app/src/a.css'], null],
  ['nothing', './a', [], null],
  ['types alone', './a', ['app/src/a.d.ts'], null],
];

describe('relative imports', () => {
  test.each(RELATIVE)('%s', async (_, specifier, files, to) => {
    expect(await linksOf(`import * as x from '${specifier}'`, files)).toEqual(
      to === null ? {} : { [specifier]: to },
    );
  });
});

const PATHS = JSON.stringify({
  compilerOptions: { paths: { '@/*': ['./src/*'], '@lib': ['./lib/main.ts'] } },
});

const ALIASES: readonly (readonly [what: string, specifier: string, files: Folder, to: string | null])[] = [
  ['a pattern', '@/a', { 'app/tsconfig.json': PATHS, 'app/src/a.ts': '' }, 'src/a.ts'],
  ['a name', '@lib', { 'app/tsconfig.json': PATHS, 'app/lib/main.ts': '' }, 'lib/main.ts'],
  [
    'comments and commas',
    '#x/a',
    {
      'app/jsconfig.json': '{ // c\n "compilerOptions": { "paths": { "#x/*": ["nothing/*", "x/*"], }, }, }',
      'app/x/a.js': '',
    },
    'x/a.js',
  ],
  [
    'the longest pattern',
    '@/deep/a',
    {
      'app/tsconfig.json': '{"compilerOptions":{"paths":{"@/*":["./src/*"],"@/deep/*":["./d/*"]}}}',
      'app/d/a.ts': '',
      'app/src/deep/a.ts': '',
    },
    'd/a.ts',
  ],
  [
    'baseUrl',
    'lib/a',
    { 'app/tsconfig.json': '{"compilerOptions":{"baseUrl":"./src"}}', 'app/src/lib/a.ts': '' },
    'src/lib/a.ts',
  ],
  [
    'paths from baseUrl',
    '~a',
    {
      'app/tsconfig.json': '{"compilerOptions":{"baseUrl":"src","paths":{"~*":["lib/*"]}}}',
      'app/src/lib/a.ts': '',
    },
    'src/lib/a.ts',
  ],
  [
    'above the root',
    '@app/a',
    { 'tsconfig.json': '{"compilerOptions":{"paths":{"@app/*":["app/src/*"]}}}', 'app/src/a.ts': '' },
    'src/a.ts',
  ],
  [
    'what it extends',
    '#a',
    {
      'app/tsconfig.json': '{"extends":"../tsconfig.base"}',
      'tsconfig.base.json': '{"compilerOptions":{"paths":{"#a":["./app/a.ts"]}}}',
      'app/a.ts': '',
    },
    'a.ts',
  ],
  [
    'what it refers to',
    '#/a',
    {
      'app/tsconfig.json': '{"files":[],"references":[{"path":"./tsconfig.app.json"}]}',
      'app/tsconfig.app.json': PATHS.replace('@/*', '#/*'),
      'app/src/a.ts': '',
    },
    'src/a.ts',
  ],
  [
    'out of the root',
    '@o',
    { 'app/tsconfig.json': '{"compilerOptions":{"paths":{"@o":["../other.ts"]}}}', 'other.ts': '' },
    null,
  ],
  ['usual ones without configuration', '@/a', { 'app/src/a.ts': '' }, 'src/a.ts'],
  ['usual ones of the root', '~/a', { 'app/a.ts': '' }, 'a.ts'],
  ['a broken configuration', '@/a', { 'app/tsconfig.json': '[[', 'app/src/a.ts': '' }, 'src/a.ts'],
  [
    'a configuration of nonsense',
    '@/a',
    {
      'app/tsconfig.json': '{"extends":1,"compilerOptions":{"paths":{"@/*":7},"baseUrl":[]}}',
      'app/src/a.ts': '',
    },
    'src/a.ts',
  ],
];

describe('aliases', () => {
  test.each(ALIASES)('%s', async (_, specifier, files, to) => {
    expect(await linksOf(`import * as x from '${specifier}'`, [], files)).toEqual(
      to === null ? {} : { [specifier]: to },
    );
  });

  test('configurations beyond the limit are not read', async () => {
    const files = {
      'app/src/main.ts': "import '#a'",
      'tsconfig.json': '{"compilerOptions":{"paths":{"#a":["./app/a.ts"]}}}',
      'app/a.ts': '',
    };
    expect(paths(await closureOf(files))).toEqual(['src/main.ts', 'a.ts']);
    expect(paths(await closureOf(files, MODULE_BOUNDS, { limit: '/top/app' }))).toEqual(['src/main.ts']);
  });
});

describe('the closure', () => {
  test('has each file once, the nearest first, in spite of circles', async () => {
    const sources = await closureOf({
      'app/main.ts': "import './a'; import './b'",
      'app/a.ts': "import './c'; import './main'",
      'app/b.ts': "export * from './a'; require('./c'); import('./d')",
      'app/c.ts': '',
      'app/d.ts': "import './d'",
    });
    expect(paths(sources)).toEqual(['main.ts', 'a.ts', 'b.ts', 'c.ts', 'd.ts']);
    expect(sources.links).toEqual({
      'main.ts': { './a': 'a.ts', './b': 'b.ts' },
      'a.ts': { './c': 'c.ts', './main': 'main.ts' },
      'b.ts': { './a': 'a.ts', './c': 'c.ts', './d': 'd.ts' },
      'c.ts': {},
      'd.ts': { './d': 'd.ts' },
    });
    expect(sources.limits).toBeNull();
  });

  test('tells files of types apart', async () => {
    const sources = await closureOf({
      'app/main.ts': `import type { A } from './a'; import { type B } from './b'; import { c } from './c';
        export type { D } from './d'; let e: import('./e').E`,
      'app/a.ts': "import './f'",
      'app/b.ts': '',
      'app/c.ts': '',
      'app/d.d.ts': '',
      'app/e.ts': '',
      'app/f.ts': '',
    });
    expect(paths(sources)).toEqual(['main.ts', 'c.ts']);
    expect(sources.typeFiles.map((file) => file.path)).toEqual([
      'main.ts',
      'a.ts',
      'b.ts',
      'c.ts',
      'd.d.ts',
      'e.ts',
      'f.ts',
    ]);
    expect(sources.typeLinks['main.ts']).toMatchObject({ './d': 'd.d.ts', './e': 'e.ts' });
  });

  test('ends at its bounds', async () => {
    const files = Object.fromEntries(
      [0, 1, 2, 3, 4].map((n) => [
        `app/m${n}.ts`,
        `import './m${n + 1}'; export const x = '${'x'.repeat(100)}'`,
      ]),
    );
    const few = await closureOf(files, { ...MODULE_BOUNDS, files: 3 });
    expect(paths(few)).toEqual(['m0.ts', 'm1.ts', 'm2.ts']);
    expect(few.links['m2.ts']).toEqual({});
    expect(few.limits).toMatch(/more than 3 files/);
    expect(paths(await closureOf(files, { ...MODULE_BOUNDS, bytes: 300 }))).toEqual(['m0.ts', 'm1.ts']);
  });

  test('takes the entry as it is given', async () => {
    const source = memorySource({ '/app': { 'a.ts': '', 'b.ts': '' } });
    const entry = { path: 'new.ts', text: "import './b'", hash: 'h' };
    const sources = await importClosure(
      { source, maxBytes: 10, imports },
      { root: '/app', limit: '/app' },
      entry,
    );
    expect(sources.files[0]).toBe(entry);
    expect(paths(sources)).toEqual(['new.ts', 'b.ts']);
  });

  test('goes on past what cannot be read or parsed', async () => {
    const deep = `${'('.repeat(20_000)}1${')'.repeat(20_000)}`;
    const sources = await closureOf({
      'app/main.ts': "import './deep'; import './bad'; import './a'",
      'app/deep.ts': deep,
      'app/bad.ts': 'let = = ',
      'app/a.ts': '',
    });
    expect(paths(sources)).toEqual(['main.ts', 'deep.ts', 'bad.ts', 'a.ts']);
  });
});

const MODULES = 'node_modules';
const PACKAGES: readonly (readonly [what: string, specifier: string, files: Folder, to: string | null])[] = [
  [
    'main',
    'lodash',
    { 'lodash/package.json': '{"main":"lodash"}', 'lodash/lodash.js': '' },
    'lodash/lodash.js',
  ],
  ['no main', 'lodash', { 'lodash/index.js': '' }, 'lodash/index.js'],
  ['a path', 'lodash/fp', { 'lodash/package.json': '{}', 'lodash/fp.js': '' }, 'lodash/fp.js'],
  ['a small one of lodash', 'lodash.once', { 'lodash.once/index.js': '' }, 'lodash.once/index.js'],
  [
    'exports, CommonJS first',
    'zod',
    {
      'zod/package.json':
        '{"exports":{".":{"types":"./a.d.ts","import":"./a.mjs","require":{"types":"./a.d.cts","default":"./a.cjs"}}}}',
      'zod/a.mjs': '',
      'zod/a.cjs': '',
    },
    'zod/a.cjs',
  ],
  [
    'exports of modules alone',
    'camelcase',
    {
      'camelcase/package.json': '{"exports":{"types":"./t.d.ts","default":"./index.js"}}',
      'camelcase/index.js': '',
    },
    'camelcase/index.js',
  ],
  [
    'a pattern of exports',
    'ramda/src/add',
    { 'ramda/package.json': '{"exports":{".":"./index.js","./src/*":"./src/*.js"}}', 'ramda/src/add.js': '' },
    'ramda/src/add.js',
  ],
  [
    'not what exports hide',
    'zod/hidden',
    { 'zod/package.json': '{"exports":"./a.js"}', 'zod/a.js': '', 'zod/hidden.js': '' },
    null,
  ],
  ['not out of the package', 'zod', { 'zod/package.json': '{"main":"../../app/src/secret.js"}' }, null],
  ['not unknown packages', 'left-pad', { 'left-pad/index.js': '' }, null],
];

describe('packages', () => {
  test.each(PACKAGES)('%s', async (_, specifier, files, to) => {
    const more = Object.fromEntries(
      Object.entries(files).map(([path, text]) => [`${MODULES}/${path}`, text]),
    );
    expect(await linksOf(`import x from '${specifier}'`, ['app/src/secret.js'], more)).toEqual(
      to === null ? {} : { [specifier]: `${MODULES}/${to}` },
    );
  });

  test('bring what they need, and only that', async () => {
    const sources = await closureOf({
      'app/main.ts': "import qs from 'qs'",
      'node_modules/qs/package.json': '{"main":"lib/index.js"}',
      'node_modules/qs/lib/index.js':
        "require('./a'); require('side-channel'); require('fs'); require('evil'); require('../data')",
      'node_modules/qs/lib/a.js': '',
      'node_modules/qs/data.json': '[]',
      'node_modules/qs/node_modules/side-channel/index.js': '',
      'node_modules/evil/index.js': '',
    });
    expect(sources.links['node_modules/qs/lib/index.js']).toEqual({
      './a': 'node_modules/qs/lib/a.js',
      'side-channel': 'node_modules/side-channel/index.js',
      '../data': 'node_modules/qs/data.json',
    });
    expect(sources.typeFiles).toHaveLength(1);
  });

  test('leave out what is for Node alone', async () => {
    const sources = await closureOf({
      'app/main.ts': "import 'qs'",
      'node_modules/qs/package.json': '{"browser":{"./node.js":false}}',
      'node_modules/qs/index.js': "require('./node')",
      'node_modules/qs/node.js': "require('util').inspect",
    });
    expect(sources.files[2]).toMatchObject({ path: 'node_modules/qs/node.js', text: '' });
  });

  test('come whole or not at all', async () => {
    const files = {
      'app/main.ts': "import 'qs'; import 'zod'",
      'node_modules/qs/index.js': "require('./a'); require('./b')",
      'node_modules/qs/a.js': '',
      'node_modules/qs/b.js': '',
      'node_modules/zod/index.js': '',
    };
    const sources = await closureOf(files, { ...MODULE_BOUNDS, packageFiles: 2 });
    expect(paths(sources)).toEqual(['main.ts', 'node_modules/zod/index.js']);
    expect(sources.limits).toBe('the package qs is too large to be run along');
  });

  test('of many files are taken by name', async () => {
    const sources = await closureOf({
      'app/main.ts': "import { addDays, type Locale } from 'date-fns'",
      'app/other.ts': '',
      'node_modules/date-fns/package.json': '{"exports":{".":"./index.cjs","./addDays":"./addDays.cjs"}}',
      'node_modules/date-fns/index.cjs': "require('./addDays.cjs'); require('./subDays.cjs')",
      'node_modules/date-fns/addDays.cjs': '',
      'node_modules/date-fns/subDays.cjs': '',
    });
    expect(paths(sources)).toEqual([
      'main.ts',
      'node_modules/date-fns/only/addDays.cjs',
      'node_modules/date-fns/addDays.cjs',
    ]);
    expect(sources.files[1].text).toContain('exports.addDays = ');
  });

  test('may be those of another application', async () => {
    const files = { 'app/main.ts': "import 'qs'", 'golden/node_modules/qs/index.js': '', 'golden/a.ts': '' };
    expect(paths(await closureOf(files))).toEqual(['main.ts']);
    const sources = await closureOf(files, MODULE_BOUNDS, { packageRoots: ['/top/golden'] });
    expect(paths(sources)).toEqual(['main.ts', 'node_modules/qs/index.js']);
  });
});
