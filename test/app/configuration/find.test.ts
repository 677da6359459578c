import { describe, expect, test } from 'vitest';
import { findConfig } from '../../../server/src/app/configuration/find.ts';

const machine = { platform: 'linux' };

function reader(files: Record<string, string | Error>) {
  const asked: string[] = [];
  return {
    asked,
    readText: async (path: string) => {
      asked.push(path);
      const found = files[path] ?? null;
      if (found instanceof Error) {
        throw found;
      }
      return found;
    },
  };
}

describe('the configuration file', () => {
  test('is the nearest one upward', async () => {
    const files = reader({ '/a/fern.config.json': '{}', '/fern.config.json': '[]' });
    expect(await findConfig({ cwd: '/a/b/c', machine }, files)).toEqual({
      ok: true,
      configPath: '/a/fern.config.json',
      configText: '{}',
    });
    expect(files.asked).toEqual(['/a/b/c/fern.config.json', '/a/b/fern.config.json', '/a/fern.config.json']);
  });

  test('may be missing', async () => {
    const files = reader({});
    expect(await findConfig({ cwd: '/a', machine }, files)).toEqual({ ok: true });
    expect(files.asked).toEqual(['/a/fern.config.json', '/fern.config.json']);
  });

  test('that is named must be there, and is relative to the current folder', async () => {
    const files = reader({ '/x.json': '{}' });
    expect(await findConfig({ cwd: '/a', named: '../x.json', machine }, files)).toMatchObject({
      configPath: '/x.json',
    });
    expect(await findConfig({ cwd: '/a', named: 'y.json', machine }, files)).toEqual({
      ok: false,
      message: '--config: there is no file /a/y.json',
    });
  });

  test("that can't be read is an error, not skipped", async () => {
    const files = reader({
      '/a/fern.config.json': new Error('permission denied'),
      '/fern.config.json': '{}',
    });
    expect(await findConfig({ cwd: '/a', machine }, files)).toEqual({
      ok: false,
      message: "/a/fern.config.json can't be read: permission denied",
    });
  });

  test('is found on Windows', async () => {
    const files = reader({});
    await findConfig({ cwd: 'C:\\a', machine: { platform: 'win32' } }, files);
    expect(files.asked).toEqual(['C:\\a\\fern.config.json', 'C:\\fern.config.json']);
  });
});
