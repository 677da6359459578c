import { describe, expect, test } from 'vitest';
import { choicesOf } from '../../client/src/choices.ts';

const app = { name: 'app', path: '/work/app' };
const shown = (configs: string[], folders: { name: string; path: string }[]) =>
  choicesOf(configs, folders).map(({ label, description, folder }) => [label, description, folder]);

describe('choosing what to compare', () => {
  test('nothing where there is no configuration', () => {
    expect(choicesOf([], [app])).toEqual([]);
  });

  test('a configuration at the top is called like its folder', () => {
    expect(choicesOf(['/work/app/fern.config.json'], [app])).toEqual([
      { label: 'app', description: 'app', config: '/work/app/fern.config.json', folder: '/work/app' },
    ]);
  });

  test('nearest to the top first, then by name, each once', () => {
    const configs = [
      '/work/app/b/deep/fern.config.json',
      '/work/app/b/fern.config.json',
      '/work/app/a/fern.config.json',
      '/work/app/fern.config.json',
      '/work/app/fern.config.json',
    ];
    expect(shown(configs, [app]).map(([, description]) => description)).toEqual([
      'app',
      'app/a',
      'app/b',
      'app/b/deep',
    ]);
  });

  test.each([
    ['of two folders', '/work/lib/fern.config.json', [app, { name: 'lib', path: '/work/lib' }], 'lib'],
    ['the innermost', '/work/app/x/y/fern.config.json', [app, { name: 'x', path: '/work/app/x' }], 'x/y'],
    ['no prefix of a name', '/work/app2/fern.config.json', [app], '/work/app2'],
    ['a whole disk', '/srv/fern.config.json', [{ name: 'disk', path: '/' }], 'disk/srv'],
  ])('belongs to %s', (_, config, folders, description) => {
    expect(choicesOf([config], folders).map((choice) => choice.description)).toEqual([description]);
  });

  test('at the top of a disk', () => {
    expect(shown(['/fern.config.json'], [{ name: 'disk', path: '/' }])).toEqual([['disk', 'disk', '/']]);
  });

  test('paths of Windows', () => {
    expect(shown(['C:\\code\\app\\sub\\fern.config.json'], [{ name: 'app', path: 'C:\\code\\app' }])).toEqual(
      [['sub', 'app/sub', 'C:\\code\\app\\sub']],
    );
  });
});
