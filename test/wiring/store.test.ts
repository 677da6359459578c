import { expect, test } from 'vitest';
import { dataFolder } from '../../server/src/wiring/store.ts';
import { resolved } from '../app/configuration/helpers.ts';

test.each<[string | readonly string[], string | null, string]>([
  ['/srv/code', null, '/home/u/data/ab2fe003567a'],
  // Others may come and go.
  [['/srv/code', '/srv/other'], null, '/home/u/data/ab2fe003567a'],
  ['/srv/code', '/data', '/data'],
])('what is kept for %j with --data %j lies in %s', (root, data, folder) => {
  const flags = { 'server.root': root, ...(data === null ? {} : { 'server.data': data }) };
  expect(dataFolder(resolved({ flags }).configuration, '/home/u/data')).toBe(folder);
});
