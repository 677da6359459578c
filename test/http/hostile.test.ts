import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGuard, readKeys, refusal } from '../../server/src/http/keys.ts';
import { createLimiter } from '../../server/src/http/limiter.ts';
import { onEveryStore } from './everyStore.ts';
import { SECRET, type Served } from './serve.ts';

const OUT = [
  '../secret.ts',
  '../../../../etc/passwd',
  '/etc/passwd',
  'golden/../../secret.ts',
  './../secret.ts',
  'link.ts',
  'up/secret.ts',
  'up/gone.ts',
  'up/gone/secret.ts',
  'link.ts/gone',
  'up',
  '..',
  '/',
  '//etc/passwd',
  'golden/text.ts\0.ts',
  '../served/../secret.ts',
  '../gone.ts',
  '/proc/self/environ',
  '~/secret.ts/../../../../../../etc/passwd',
];

onEveryStore((serve) => {
  let served: Served;
  beforeAll(async () => {
    served = await serve();
  }, 120_000);
  afterAll(() => served.close());

  describe('paths that lead out', () => {
    test.each(OUT)('%j', async (path) => {
      for (const body of [
        { golden_path: path, generated_path: 'one/text.ts' },
        { golden_path: 'golden/text.ts', generated_path: path },
        { golden_path: path, generated_path: 'one', evaluation_type: 'app' },
      ]) {
        const { status, text } = await served.post('/evaluate', body);
        expect(status, text).toBe(403);
        expect(text).not.toMatch(/swordfish|root:|served\/|HOME=/);
      }
      const compared = await served.post('/compare-models', {
        golden_standard: 'golden',
        models: { a: path },
      });
      expect(compared.status).toBe(403);
    });

    test.each([
      '..%2fsecret.ts',
      '%2e%2e/secret.ts',
      '..\\secret.ts',
      '....//secret.ts',
      'file:///etc/passwd',
      'golden/text.ts ',
    ])('no other spelling of one: %j', async (path) => {
      const { status } = await served.post('/evaluate', { golden_path: path, generated_path: 'one/text.ts' });
      expect(status).toBe(404);
    });
  });

  describe('several folders that are served', () => {
    let several: Served;
    beforeAll(async () => {
      several = await serve({ beside: ['second'] });
      const base = dirname(several.root);
      for (const file of ['second/only.ts', 'private/secret.ts', 'served-private/secret.ts']) {
        mkdirSync(dirname(join(base, file)), { recursive: true });
        writeFileSync(join(base, file), SECRET);
      }
      symlinkSync(join(base, 'private'), join(base, 'second/out'));
    }, 120_000);
    afterAll(() => several.close());

    test.each([
      ['only.ts', 200],
      ['../second/only.ts', 200],
      ['golden/../../second/only.ts', 200],
      ['../second/gone.ts', 404],
      ['../private/secret.ts', 403],
      ['../private/gone.ts', 403],
      ['../served-private/secret.ts', 403],
      ['golden/../../private/secret.ts', 403],
      ['out/secret.ts', 403],
      ['out/gone.ts', 403],
      ['../second/out/secret.ts', 403],
      ['../second/../private/secret.ts', 403],
      ['..', 403],
    ])('are no way to what lies beside them: %j: %i', async (path, status) => {
      const absolute = join(several.root, path);
      for (const generated_path of path.startsWith('..') ? [path, absolute] : [path]) {
        const body = { golden_path: 'golden/text.ts', generated_path };
        const answer = await several.post('/evaluate', body);
        expect(answer.status, answer.text).toBe(status);
        if (status !== 200) expect(answer.text).not.toMatch(/swordfish|private|served/);
      }
    });

    test('of which one that is gone is told, without its name', async () => {
      expect((await several.get('/readyz')).status).toBe(200);
      rmSync(join(dirname(several.root), 'second'), { recursive: true });
      const { status, text } = await several.get('/readyz');
      expect(status).toBe(503);
      expect(text).toContain('A folder that is served is not there.');
      expect(text).not.toContain('second');
    });
  });

  describe('bodies that mean harm', () => {
    const names = ['__proto__', 'constructor', 'prototype'];
    test.each([
      ['prototype keys', '{"__proto__":{"golden_path":"golden/text.ts"},"generated_path":"one/text.ts"}'],
      ['a constructor', '{"constructor":{"prototype":{"x":1}},"golden_path":"a","generated_path":"b"}'],
      ['deep nesting', `{"weights":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
      ['a huge number', '{"golden_standard":"golden","models":{"a":"one"},"max_workers":1e999}'],
      ['a fraction', '{"golden_standard":"golden","models":{"a":"one"},"max_workers":1.5}'],
      ['no object', '"x"'],
      ['null', 'null'],
      [
        'a name of 1,000 letters',
        JSON.stringify({ golden_standard: 'golden', models: { ['n'.repeat(1000)]: 'one' } }),
      ],
      [
        'a path of 5,000 letters',
        JSON.stringify({ golden_path: 'a'.repeat(5000), generated_path: 'one/text.ts' }),
      ],
      [
        '1,000 models',
        JSON.stringify({
          golden_standard: 'golden',
          models: Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`m${i}`, 'one'])),
        }),
      ],
    ])('%s', async (_, body) => {
      for (const url of ['/evaluate', '/compare-models']) {
        const { status, text } = await served.post(url, body);
        expect(status, text.slice(0, 200)).toBe(400);
        expect(text).not.toMatch(/\bat \w+ \(|node_modules|\.ts:\d/);
      }
    });

    test.each(names)('a model that is called %s is a model like any other', async (name) => {
      const body = `{"golden_standard":"golden","models":{"x${name}":"one"}}`;
      const { json } = await served.post('/compare-models', body);
      expect(json.rankings[0][0]).toBe(`x${name}`);
    });

    test('generated code is read, never run', async () => {
      const code = 'globalThis.hacked = 1; process.exit(7); export const a = 1;';
      const { status } = await served.post('/evaluate', {
        golden_content: 'export const a = 1;',
        generated_content: code,
      });
      expect(status).toBe(200);
      expect('hacked' in globalThis).toBe(false);
    });
  });

  describe('keys', () => {
    let locked: Served;
    beforeAll(async () => {
      locked = await serve({ keys: ['first-key', 'other-key'] });
    }, 120_000);
    afterAll(() => locked.close());

    const body = { golden_path: 'golden/text.ts', generated_path: 'two/text.ts' };
    test.each([
      [{ authorization: 'Bearer first-key' }, 200],
      [{ authorization: 'bearer other-key' }, 200],
      [{ 'x-api-key': 'other-key' }, 200],
      [{}, 401],
      [{ authorization: 'Bearer ' }, 401],
      [{ authorization: 'Bearer first-ke' }, 401],
      [{ authorization: 'Bearer first-keyy' }, 401],
      [{ authorization: 'Basic first-key' }, 401],
      [{ authorization: 'first-key' }, 401],
      [{ 'x-api-key': '' }, 401],
      [{ 'x-api-key': 'first-key,other-key' }, 401],
      [{ cookie: 'key=first-key' }, 401],
    ])('%j: %i', async (headers, status) => {
      const answer = await locked.post('/evaluate', body, headers as Record<string, string>);
      expect(answer.status).toBe(status);
      if (status === 401) expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
      expect(locked.lines.join()).not.toMatch(/first-key|other-key/);
    });

    test('health needs none, everything else does, known or not', async () => {
      expect((await locked.get('/health')).status).toBe(200);
      expect((await locked.get('/openapi.json')).status).toBe(200);
      expect((await locked.get('/nothing')).status).toBe(401);
    });
  });
});

describe('keys', () => {
  test.each([
    ['127.0.0.1', [], true],
    ['localhost', [], true],
    ['::1', [], true],
    ['0.0.0.0', [], false],
    ['::', [], false],
    ['192.168.1.4', [], false],
    ['127.0.0.1.example.com', [], false],
    ['0.0.0.0', ['k'], true],
  ])('listening on %s with %j', (host, keys, allowed) => {
    expect(refusal(host, keys) === null).toBe(allowed);
  });

  test('are read with commas between', () => {
    expect(readKeys(' a, b ,,')).toEqual(['a', 'b']);
    expect(readKeys(null)).toEqual([]);
    expect(createGuard([])({ headers: {} } as Parameters<ReturnType<typeof createGuard>>[0])).toBe(true);
  });
});

test('more work than can wait is sent away, who gives up loses its place, and what waits is done in its turn', async () => {
  const limiter = createLimiter(1, 2);
  const { signal } = new AbortController();
  const done: number[] = [];
  let release = (): void => {};
  const first = limiter.run(
    () =>
      new Promise<void>((resolve) => {
        release = resolve;
      }),
    signal,
  );
  const work = (n: number, own = signal): Promise<void> =>
    limiter.run(async () => {
      done.push(n);
    }, own);
  const impatient = new AbortController();
  const [second, givenUp] = [work(1), work(2, impatient.signal)];
  await expect(work(3)).rejects.toMatchObject({ status: 503, retryAfter: 2 });
  impatient.abort();
  await expect(givenUp).rejects.toMatchObject({ name: 'AbortError' });
  const third = work(4);
  release();
  await Promise.all([first, second, third]);
  expect(done).toEqual([1, 4]);
  await work(5);
  expect(done).toEqual([1, 4, 5]);
});
