import { describe, expect, test } from 'vitest';
import type { Machine } from '../../../server/src/app/configuration/paths.ts';
import type { ResolveInput } from '../../../server/src/app/configuration/resolve.ts';
import { WEIGHT_PRESETS } from '../../../server/src/protocol/settings/weights.ts';
import { file, LINUX, resolve, resolved, WINDOWS } from './helpers.ts';

describe('without anything', () => {
  const { configuration, sources, warnings } = resolved({});

  test('the defaults apply', () => {
    expect(configuration).toMatchObject({
      root: '/work',
      configPath: null,
      environment: null,
      golden: null,
      models: [],
      pairs: [],
      categories: [],
      costs: new Map(),
      failUnder: null,
      weights: WEIGHT_PRESETS.default,
      behaviour: { enabled: true, inputs: 200, timeLimitMs: 2000 },
      workers: 6,
      cache: { enabled: true, dir: '/home/u/.cache/fern', sizeBytes: 512 * 1024 * 1024 },
      embeddingModel: 'sentence-transformers/all-MiniLM-L6-v2',
      logLevel: 'info',
      server: { host: '127.0.0.1', port: 8000, roots: ['/work'] },
      apiKey: null,
      limits: { fileBytes: 2048 * 1024, windows: 4, findings: 200 },
    });
    expect(configuration.include).toEqual(['**/*.{ts,tsx,js,jsx,mts,cts,mjs,cjs}']);
    expect(configuration.exclude).toEqual(expect.arrayContaining(['**/node_modules/**']));
    expect(warnings).toEqual([]);
    expect(new Set([...sources.values()].map(({ layer }) => layer))).toEqual(new Set(['default']));
  });
});

describe('precedence', () => {
  const whole = { environments: { production: { workers: 4 } }, workers: 5 };
  const production = { ...file(whole), env: { ENVIRONMENT: 'production' } };
  const editor = { ...production, editor: { workers: 3 } };
  const environment = { ...editor, env: { ENVIRONMENT: 'production', MAX_WORKERS: '2' } };

  test.each<[string, number, Partial<ResolveInput>]>([
    ['flag', 1, { ...environment, flags: { workers: 1 } }],
    ['environment', 2, environment],
    ['editor', 3, editor],
    ['environments.production', 4, production],
    ['file', 5, file(whole)],
    ['default', 6, file({})],
  ])('%s wins over what is weaker', (layer, workers, input) => {
    const { configuration, sources } = resolved(input);
    expect(configuration.workers).toBe(workers);
    expect(sources.get('workers')?.layer).toBe(layer);
  });

  test('a block applies only in its environment', () => {
    expect(resolved(file(whole)).configuration.workers).toBe(5);
    expect(resolved({ ...file(whole), env: { ENVIRONMENT: 'staging' } }).configuration.workers).toBe(5);
    expect(resolved({ ...file(whole), env: { ENVIRONMENT: 'Production' } }).configuration.environment).toBe(
      'production',
    );
  });

  test('sources say where', () => {
    const { sources } = resolved({
      configText: '{\n  "limits": { "windows": 2 },\n  "golden": "g"\n}',
      configPath: '/app/fern.config.json',
      flags: { log_level: 'debug', 'cache.enabled': false },
      env: { CACHE_SIZE_MB: '7' },
      editor: { behaviour: { inputs: 9 }, 'behaviour.enabled': false },
    });
    expect(Object.fromEntries([...sources].map(([key, { name }]) => [key, name]))).toMatchObject({
      'limits.windows': '/app/fern.config.json:2:15',
      golden: '/app/fern.config.json:3:3',
      log_level: '--verbose',
      'cache.enabled': '--no-cache',
      'cache.size_mb': 'CACHE_SIZE_MB',
      'behaviour.inputs': 'fern.behaviour.inputs',
      'behaviour.enabled': 'fern.behaviour.enabled',
      workers: 'default',
    });
  });

  test('a layer replaces a setting as a whole', () => {
    const { configuration } = resolved({
      ...file({ models: { a: 'a', b: 'b' }, weights: { style: 1, security: 1 } }),
      flags: { models: new Map([['c', 'c']]) },
      env: { EVALUATION_WEIGHTS: '{"functional": 2}' },
    });
    expect(configuration.models).toEqual([{ name: 'c', folder: '/work/c' }]);
    expect(configuration.weights).toMatchObject({ functional: 2, style: 0, security: 0 });
  });
});

describe('paths', () => {
  test('of the file are relative to it, of options and variables to the current folder', () => {
    const { configuration } = resolved({
      ...file(
        {
          golden: '../g',
          models: { a: 'm/a', __x: '/abs' },
          pairs: { 'm/a/x.ts': 'g/y.ts' },
          cache: { dir: '~/c' },
        },
        '/app/conf/fern.config.json',
      ),
      flags: { golden: 'other' },
      env: { EMBEDDING_MODEL: './model' },
    });
    expect(configuration).toMatchObject({
      root: '/app/conf',
      golden: '/work/other',
      models: [
        { name: 'a', folder: '/app/conf/m/a' },
        { name: '__x', folder: '/abs' },
      ],
      pairs: [{ generated: '/app/conf/m/a/x.ts', golden: '/app/conf/g/y.ts' }],
      embeddingModel: '/work/model',
    });
    expect(configuration.cache.dir).toBe('/home/u/c');
  });

  test('on Windows', () => {
    const { configuration } = resolved({
      ...file({ golden: 'a/b', models: { m: 'D:\\m' } }, 'C:\\app\\fern.config.json'),
      cwd: 'C:\\work',
      machine: WINDOWS,
    });
    expect(configuration).toMatchObject({
      golden: 'C:\\app\\a\\b',
      models: [{ name: 'm', folder: 'D:\\m' }],
    });
  });

  test.each<[string, Machine, Record<string, string>, string]>([
    ['XDG', LINUX, { XDG_CACHE_HOME: '/x' }, '/x/fern'],
    ['a relative XDG folder is ignored', LINUX, { XDG_CACHE_HOME: 'x' }, '/home/u/.cache/fern'],
    ['macOS', { ...LINUX, platform: 'darwin' }, {}, '/home/u/Library/Caches/fern'],
    ['Windows', WINDOWS, { LOCALAPPDATA: 'D:\\L' }, 'D:\\L\\fern\\Cache'],
    ['Windows without LOCALAPPDATA', WINDOWS, {}, 'C:\\Users\\u\\AppData\\Local\\fern\\Cache'],
    ['the variable', LINUX, { CACHE_DIR: 'c', XDG_CACHE_HOME: '/x' }, '/work/c'],
  ])('the cache: %s', (_what, machine, env, dir) => {
    expect(resolved({ machine, env }).configuration.cache.dir).toBe(dir);
  });

  const served = (root: unknown) => file({ server: { root } });
  const inVariable = (FERN_ROOT: string) => ({ ...served('c'), env: { FERN_ROOT } });
  test.each<[string, Partial<ResolveInput>, readonly string[]]>([
    ['by themselves', file({}), ['/app']],
    ['one in the file', served('a'), ['/app/a']],
    ['several in the file', served(['b', '../a', '~/c']), ['/app/b', '/a', '/home/u/c']],
    ['one in a list', served(['a']), ['/app/a']],
    ['one that is named twice', served(['a', './b/../a']), ['/app/a']],
    ['one in the variable', inVariable('a'), ['/work/a']],
    ['several in the variable', inVariable(' b:/a '), ['/work/b', '/a']],
    ['parts of the variable that are empty', inVariable('::/a:'), ['/a']],
    ['one option', { ...inVariable('a'), flags: { 'server.root': 'b' } }, ['/work/b']],
    ['options', { ...inVariable('a'), flags: { 'server.root': ['b', 'c:d'] } }, ['/work/b', '/work/c:d']],
    [
      'on Windows',
      { cwd: 'C:\\work', machine: WINDOWS, env: { FERN_ROOT: 'D:\\a;b' } },
      ['D:\\a', 'C:\\work\\b'],
    ],
  ])('the folders that are served: %s', (_what, input, roots) => {
    const { configuration, values } = resolved(input);
    expect(configuration.server.roots).toEqual(roots);
    // One is shown as it always was.
    const shown = roots.length === 1 ? roots[0] : roots;
    expect(values.get('server.root') ?? roots[0]).toEqual(shown);
  });
});

test('problems of all layers come together', () => {
  const result = resolve({
    configText: '{ "workers": "x", "golden": 1 }',
    configPath: '/app/fern.config.json',
    flags: { fail_under: Number.NaN },
    env: { LOG_LEVEL: 'x' },
    editor: { limits: { windows: 0 }, codeLens: 'not ours', golden: null },
  });
  expect(!result.ok && result.problems.map(({ key }) => key)).toEqual([
    'workers',
    'golden',
    '--fail-under',
    'LOG_LEVEL',
    'fern.limits.windows',
  ]);
});

test('an editor setting that is set to nothing counts as not set', () => {
  const { configuration } = resolved({ editor: { 'remote.url': '', cache: { dir: ' ' } } });
  expect(configuration).toMatchObject({ remote: null, cache: { dir: '/home/u/.cache/fern' } });
});

test('an address of a service is taken from the editor, a key is not', () => {
  const { configuration, sources } = resolved({ editor: { remote: { url: 'https://x', key: 'secret' } } });
  expect(configuration.remote).toEqual({ url: 'https://x', key: null });
  expect(sources.get('remote.url')).toEqual({ layer: 'editor', name: 'fern.remote.url' });
});

test('hostile editor settings do nothing', () => {
  const editor = JSON.parse('{ "__proto__": { "workers": 99 }, "constructor": 1, "cache": 5 }');
  expect(resolved({ editor }).configuration.workers).toBe(6);
});

test('two models with one folder are a warning', () => {
  const { warnings } = resolved(file({ models: { a: 'x', b: './x/' } }));
  expect(warnings).toEqual(['The models "a" and "b" have the same folder: /app/x']);
});
