import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type Served, serveFolder } from './serve.ts';

/** Requests as bytes, such as no well-meaning client sends them. */

let served: Served;
let port: number;
beforeAll(async () => {
  served = await serveFolder({
    keys: ['the-key'],
    settings: { 'server.rate_per_minute': 200 },
    arrival: 1000,
  });
  await served.app.listen({ host: '127.0.0.1', port: 0 });
  port = (served.app.server.address() as AddressInfo).port;
}, 120_000);
afterAll(() => served.close());

/** All that comes back until the connection ends. */
function send(pieces: readonly (string | number)[]): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', async () => {
      for (const piece of pieces) {
        if (typeof piece === 'number') await new Promise((wait) => setTimeout(wait, piece));
        else if (!socket.destroyed) socket.write(piece, 'latin1');
      }
    });
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      text += chunk;
    });
    socket.setTimeout(8000, () => socket.destroy());
    socket.on('error', () => {});
    socket.on('close', () => resolve(text));
  });
}

const status = (text: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);
const KEY = 'X-API-Key: the-key\r\n';
const CLOSE = 'Connection: close\r\n';
const LIVES = 'GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';

afterEach(async () => {
  // Whatever came, it still answers.
  expect(status(await send([LIVES]))).toBe(200);
});

describe('bytes that are no good request', () => {
  test.each<[string, string, readonly number[]]>([
    ['no HTTP', 'hello\r\n\r\n', [400]],
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', [400, 0]],
    ['an unknown method', `BREW /health HTTP/1.1\r\nHost: x\r\n${CLOSE}\r\n`, [400]],
    ['a method that no route has', `PATCH /evaluate HTTP/1.1\r\nHost: x\r\n${KEY}${CLOSE}\r\n`, [404]],
    [
      'a line end in the path',
      `GET /health%0d%0aX-Evil:%201 HTTP/1.1\r\nHost: x\r\n${KEY}${CLOSE}\r\n`,
      [404],
    ],
    [
      'a bare line end in a header',
      `GET /health HTTP/1.1\r\nHost: x\r\nA: b\rX-API-Key: the-key\r\n${CLOSE}\r\n`,
      [400],
    ],
    [
      'two lengths',
      `POST /evaluate HTTP/1.1\r\nHost: x\r\n${KEY}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
      [400],
    ],
    [
      'a length and chunks',
      `POST /evaluate HTTP/1.1\r\nHost: x\r\n${KEY}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      [400],
    ],
    [
      'chunks that are none',
      `POST /evaluate HTTP/1.1\r\nHost: x\r\n${KEY}Transfer-Encoding: chunked\r\n\r\nzz\r\n`,
      [400],
    ],
    ['a negative length', `POST /evaluate HTTP/1.1\r\nHost: x\r\n${KEY}Content-Length: -1\r\n\r\n`, [400]],
    [
      'a length of 10^20',
      `POST /evaluate HTTP/1.1\r\nHost: x\r\n${KEY}Content-Length: 100000000000000000000\r\n\r\n`,
      [400],
    ],
    ['headers of 100 kB', `GET /health HTTP/1.1\r\nHost: x\r\nA: ${'b'.repeat(100_000)}\r\n\r\n`, [431]],
    ['a path of 100 kB', `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, [431]],
    ['a path of dots', `GET /../../../../etc/passwd HTTP/1.1\r\nHost: x\r\n${KEY}${CLOSE}\r\n`, [404]],
    [
      'a path of encoded dots',
      `GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: x\r\n${KEY}${CLOSE}\r\n`,
      [404],
    ],
    ['a broken escape', `GET /jobs/%E0%A4%A HTTP/1.1\r\nHost: x\r\n${KEY}${CLOSE}\r\n`, [400]],
    [
      'another server’s address',
      `GET http://169.254.169.254/latest/meta-data HTTP/1.1\r\nHost: x\r\n${KEY}${CLOSE}\r\n`,
      [404],
    ],
    ['a tunnel', 'CONNECT 169.254.169.254:80 HTTP/1.1\r\nHost: x\r\n\r\n', [400, 404, 0]],
    [
      'an upgrade',
      `GET /health HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`,
      [200, 0],
    ],
    ['two keys', `GET /jobs HTTP/1.1\r\nHost: x\r\nX-API-Key: wrong\r\n${KEY}${CLOSE}\r\n`, [401]],
    ['a key in the query', `GET /jobs?api_key=the-key HTTP/1.1\r\nHost: x\r\n${CLOSE}\r\n`, [401]],
    [
      'a key behind a proxy’s word',
      `GET /jobs HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 127.0.0.1\r\n${CLOSE}\r\n`,
      [401],
    ],
    [
      'another method by a header',
      `GET /jobs HTTP/1.1\r\nHost: x\r\nX-HTTP-Method-Override: DELETE\r\n${KEY}${CLOSE}\r\n`,
      [200],
    ],
    ['no host', `GET /health HTTP/1.1\r\n${CLOSE}\r\n`, [400]],
  ])(
    '%s',
    async (_, bytes, allowed) => {
      const text = await send([bytes, 1500]);
      expect(allowed, text.slice(0, 300)).toContain(status(text));
      expect(text).not.toMatch(/^x-evil/im);
      expect(text).not.toMatch(/root:|node_modules|\bat \w+ \(|the-key/);
    },
    30_000,
  );
});

test('a body that comes a byte a second is cut off', async () => {
  const head = `POST /evaluate HTTP/1.1\r\nHost: x\r\n${KEY}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n`;
  const started = performance.now();
  const text = await send([head, ...Array.from({ length: 8 }, () => [' ', 1000]).flat()]);
  expect(performance.now() - started).toBeLessThan(6000);
  expect(status(text)).toBe(408);
}, 30_000);

test('headers that come a byte a second are cut off', async () => {
  const started = performance.now();
  await send(['GET /health HTTP/1.1\r\n', ...Array.from({ length: 8 }, () => ['A', 1000]).flat()]);
  expect(performance.now() - started).toBeLessThan(6000);
}, 30_000);

test('keys can’t be guessed any faster than other things can be asked, and who has one is not kept out', async () => {
  const answers: Answer[] = [];
  for (let i = 0; i < 260; i++) answers.push(await served.get('/jobs', { 'x-api-key': `guess-${i}` }));
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([401, 429]));
  expect(answers.filter((answer) => answer.status === 401).length).toBeLessThanOrEqual(200);
  const refused = answers.find((answer) => answer.status === 429);
  expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0);
  expect(refused?.json).toMatchObject({ status: 429, title: 'Too many requests' });
  expect((await served.get('/jobs', { 'x-api-key': 'the-key' })).status).toBe(200);
});

test('nothing that is configured over HTTP leads anywhere: a reload reads what is configured here', async () => {
  const headers = { 'x-api-key': 'the-key' };
  const body = { embedding_model: 'http://169.254.169.254/', 'server.root': '/' };
  const answer = await served.post('/config/reload', body, headers);
  expect(answer.json).toEqual({ schema_version: 1, changed: [], needs_restart: [] });
  const shown = await served.get('/config', headers);
  expect(shown.text).not.toContain('the-key');
  expect(shown.text).not.toContain('169.254');
});

test('a reload takes what can change, names what can not, and refuses what is wrong', async () => {
  const headers = { 'x-api-key': 'the-key' };
  Object.assign(served.flags, { margin: 0.3, 'server.port': 9, api_key: 'the-key,another' });
  const answer = await served.post('/config/reload', {}, headers);
  expect(answer.json).toEqual({
    schema_version: 1,
    changed: ['margin', 'api_key'],
    needs_restart: ['server.port'],
  });
  expect((await served.get('/runs', { 'x-api-key': 'another' })).status).toBe(200);
  Object.assign(served.flags, { margin: 7 });
  const wrong = await served.post('/config/reload', {}, headers);
  expect(wrong.status).toBe(422);
  expect(wrong.json.detail).toMatch(/^Nothing was changed: .*margin/);
});
