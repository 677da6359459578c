import { expect, test } from 'vitest';
import { defaultDataDir } from '../../../server/src/app/configuration/paths.ts';

test.each([
  ['linux', {}, '/home/a/.local/share/fern'],
  ['linux', { XDG_DATA_HOME: '/data' }, '/data/fern'],
  ['linux', { XDG_DATA_HOME: 'data' }, '/home/a/.local/share/fern'],
  ['darwin', { XDG_DATA_HOME: '/data' }, '/home/a/Library/Application Support/fern'],
  ['win32', { LOCALAPPDATA: 'C:\\Local' }, 'C:\\Local\\fern\\Data'],
  ['win32', {}, '\\home\\a\\AppData\\Local\\fern\\Data'],
])('what the service keeps lies on %s with %j at %s', (platform, env, expected) => {
  expect(defaultDataDir(env, { platform, cores: 1, home: '/home/a' })).toBe(expected);
});
