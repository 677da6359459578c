import { expect, test } from 'vitest';
import { compareLine, initLine } from '../../client/src/commandLine.ts';

const choice = { config: '/w/my app/fern.config.json', folder: '/w/my app' };

test('a report on standard output, of the chosen configuration, in its folder', () => {
  const line = compareLine('/x/dist/fern.js', choice, true, {});
  expect(line.args).toEqual([
    '/x/dist/fern.js',
    'compare',
    '--format',
    'html',
    '--config',
    '/w/my app/fern.config.json',
  ]);
  expect(line.cwd).toBe('/w/my app');
});

test('where the workspace is not trusted, no code is run', () => {
  expect(compareLine('/x/dist/fern.js', choice, false, {}).args.at(-1)).toBe('--no-behaviour');
});

test('init looks in the folder and takes no configuration', () => {
  expect(initLine('/x/dist/fern.js', '/w', {})).toMatchObject({
    args: ['/x/dist/fern.js', 'init'],
    cwd: '/w',
  });
});

test("the user's variables stay, the editor's own go", () => {
  const environment = {
    PATH: '/bin',
    CACHE_DIR: '/cache',
    MAX_WORKERS: '2',
    NODE_OPTIONS: '--inspect',
    ELECTRON_RUN_AS_NODE: '0',
    ELECTRON_NO_ATTACH_CONSOLE: '1',
    VSCODE_IPC_HOOK: '/sock',
    UNSET: undefined,
  };
  for (const { env } of [compareLine('p', choice, true, environment), initLine('p', '/w', environment)]) {
    expect(env).toEqual({
      PATH: '/bin',
      CACHE_DIR: '/cache',
      MAX_WORKERS: '2',
      ELECTRON_RUN_AS_NODE: '1',
      NO_COLOR: '1',
    });
  }
});
