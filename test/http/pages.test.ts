import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PAGES } from '../../server/src/http/pages/index.ts';
import { ASSETS, type Served, serveFolder } from './serve.ts';

const KEYS = { keys: ['k'] };
/** Of every answer that is no page. */
const CLOSED = "default-src 'none'; frame-ancestors 'none'";

let served: Served;
beforeAll(async () => {
  // What lies beside the pages' files is nobody's to read.
  served = await serveFolder({ ...KEYS, assets: new Map([...ASSETS, ['http.js', Buffer.from('secret')]]) });
});
afterAll(() => served.close());

const files = PAGES.flatMap(({ folder, files }) => files.map((name) => `${folder}/${name}`));
const TYPES: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
};

describe.each(PAGES)('the page $url', ({ url, html, policy }) => {
  test('is there without a key, may do what it needs and nothing else', async () => {
    const { status, type, text, headers } = await served.get(url);
    expect([status, type]).toEqual([200, 'text/html; charset=utf-8']);
    expect(text).toBe(html);
    expect(headers).toMatchObject({
      'content-security-policy': policy,
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    for (const part of ["default-src 'none'", "script-src 'self'", "connect-src 'self'", "base-uri 'none'"])
      expect(policy.split('; ')).toContain(part);
    for (const part of ["form-action 'none'", "frame-ancestors 'none'"])
      expect(policy.split('; ')).toContain(part);
    expect(policy).not.toMatch(/unsafe-eval|https?:|\*/);
    expect(policy.replace(/style-src[^;]*/, '')).not.toContain('unsafe');
  });

  test('has no script in it, and names its own files alone, from where it is', () => {
    expect(html).not.toMatch(/<script(?![^>]* src=)|<style|\son[a-z]+=|\sstyle=/);
    const named = [...html.matchAll(/<(?:script|link)[^>]* (?:src|href)="([^"]+)"/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(1);
    for (const name of named) expect(files).toContain(`/${name}`);
  });

  test('tells HEAD what it tells GET', async () => {
    const answer = await served.app.inject({ method: 'HEAD', url });
    expect([answer.statusCode, answer.body]).toEqual([200, '']);
    expect(answer.headers['content-security-policy']).toBe(policy);
  });
});

describe('files of pages', () => {
  test.each(files)('%s', async (url) => {
    const { status, type, text, headers } = await served.get(url);
    expect([status, text]).toEqual([200, url]);
    expect(type).toBe(TYPES[url.slice(url.lastIndexOf('.') + 1)]);
    expect(headers['content-security-policy']).toBe(CLOSED);
  });

  test('are sent again when they have changed, and compressed to who can read that', async () => {
    const url = '/page/service.js';
    const { etag } = (await served.get(url)).headers;
    for (const known of [etag, `"other", ${etag}`]) {
      const { status, text, headers } = await served.get(url, { 'if-none-match': String(known) });
      expect([status, text, headers.etag]).toEqual([304, '', etag]);
    }
    expect((await served.get(url, { 'if-none-match': '"other"' })).status).toBe(200);

    const squeezed = await served.app.inject({ url, headers: { 'accept-encoding': 'br, gzip;q=0.5' } });
    expect(squeezed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding', etag });
    expect(gunzipSync(squeezed.rawPayload).toString()).toBe(url);
    const plain = await served.get(url, { 'accept-encoding': 'gzip;q=0, identity' });
    expect([plain.headers['content-encoding'], plain.text]).toEqual([undefined, url]);
  });

  test.each([
    'other.js',
    'service.js%00',
    '..%2fhttp.js',
    '%2e%2e%2fhttp.js',
    '..%5chttp.js',
    '%2fetc%2fpasswd',
    '__proto__',
    'constructor',
    'index.html',
  ])('there is none called %s', async (name) => {
    for (const { folder } of PAGES) {
      const { status, type, headers } = await served.get(`${folder}/${name}`);
      expect([status, type]).toEqual([404, 'application/problem+json; charset=utf-8']);
      expect(headers).toMatchObject({ 'content-security-policy': CLOSED, 'cache-control': 'no-store' });
    }
  });

  test.each(['/page/../http.js', '/page/a/b', '/page', '/page/'])('nor anything at %s', async (url) => {
    expect((await served.get(url)).text).not.toContain('secret');
    expect((await served.get(url, { 'x-api-key': 'k' })).status).toBe(404);
  });
});

test('/docs/ is /docs, also below a path of a proxy', async () => {
  const { status, headers } = await served.get('/docs/');
  expect([status, headers.location]).toEqual([308, '../docs']);
});

test('everything else says to browsers what it said', async () => {
  for (const url of ['/health', '/runs', '/openapi.json', '/nothing'])
    expect((await served.get(url)).headers).toMatchObject({
      'content-security-policy': CLOSED,
      'cache-control': 'no-store',
    });
  expect((await served.get('/runs')).status).toBe(401);
  expect((await served.post('/', {})).status).toBe(401);
});

test('pages are for people: what describes the service to programs says nothing of them', async () => {
  const { json } = await served.get('/openapi.json');
  expect(Object.keys(json.paths).filter((path) => /^\/$|page|docs/.test(path))).toEqual([]);
});

test('a service that was built without its pages says so, until they are there', async () => {
  const assets = new Map<string, Uint8Array>();
  const bare = await serveFolder({ ...KEYS, assets });
  try {
    for (const { url, folder, files } of PAGES)
      for (const path of [url, `${folder}/${files[0]}`]) {
        const { status, json } = await bare.get(path);
        expect([status, json.detail]).toEqual([404, expect.stringContaining('built without its pages')]);
      }
    expect((await bare.get('/health')).status).toBe(200);
    for (const [path, bytes] of ASSETS) assets.set(path, bytes);
    for (const { url } of PAGES) expect((await bare.get(url)).status).toBe(200);
  } finally {
    await bare.close();
  }
});
