import { expect, test } from 'vitest';
import { withSecretFiles } from '../../../server/src/app/configuration/secretFiles.ts';

const FILES: Readonly<Record<string, string>> = {
  '/run/key': 'a,b\n',
  '/run/password': ' p w \r\n',
  '/run/two': 'x\n\n',
};
const read = async (path: string): Promise<string | null> => FILES[path] ?? null;

test.each<[Record<string, string>, Record<string, string> | string]>([
  [{ API_KEY_FILE: '/run/key' }, { API_KEY: 'a,b' }],
  [
    { DB_PASSWORD_FILE: '/run/password', DB_HOST: 'h' },
    { DB_PASSWORD: ' p w ', DB_HOST: 'h' },
  ],
  [{ API_KEY_FILE: '/run/two' }, { API_KEY: 'x\n' }],
  [{ API_KEY: 'a', API_KEY_FILE: '' }, { API_KEY: 'a' }],
  [{ API_KEY: '', API_KEY_FILE: '/run/key' }, { API_KEY: 'a,b' }],
  // What is no secret comes from no file.
  [{ DB_HOST_FILE: '/run/key' }, {}],
  [{ API_KEY: 'a', API_KEY_FILE: '/run/key' }, /both set/.source],
  [{ API_KEY_FILE: '/run/gone' }, /API_KEY_FILE names can't be read: \/run\/gone/.source],
])('%j', async (env, expected) => {
  const result = await withSecretFiles(env, read);
  if (typeof expected === 'string')
    expect(result).toMatchObject({ ok: false, message: expect.stringMatching(expected) });
  else expect(result).toMatchObject({ ok: true, env: expected });
});

test('a file that nobody may read is told as one that is not there', async () => {
  const result = await withSecretFiles({ API_KEY_FILE: '/run/key' }, () =>
    Promise.reject(new Error('EACCES')),
  );
  expect(result.ok).toBe(false);
});
