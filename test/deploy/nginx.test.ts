import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PAGES } from '../../server/src/http/pages/index.ts';
import { pause } from '../helpers/cli.ts';
import { serveName } from './dns.ts';
import { type Fern, KEY, startFern } from './fern.ts';
import { CONFIGURATION, type Nginx, startNginx } from './nginx.ts';
import { findTool } from './tools.ts';

/** The shipped configuration in a real nginx, before the built service and before small servers of the test's own. */

const nginx = findTool('nginx');
const PROBLEM = 'application/problem+json';

test('each problem document says the status that it comes with', () => {
  const documents = [...CONFIGURATION.matchAll(/return (\d+) '([^']+)';/g)];
  expect(documents.map(([, status]) => Number(status)).sort()).toEqual([404, 413, 429, 502, 503, 504]);
  for (const [, status, text] of documents)
    expect(JSON.parse(text ?? '')).toEqual({
      type: 'about:blank',
      title: expect.stringMatching(/\w/),
      status: Number(status),
      detail: expect.stringMatching(/\w/),
      instance: 'urn:fern:request:$fern_request_id',
    });
});

describe.skipIf(nginx === undefined)('before Fern', () => {
  let fern: Fern;
  let proxy: Nginx;
  beforeAll(async () => {
    fern = await startFern();
    proxy = await startNginx(nginx!, `127.0.0.1:${fern.port}`);
  });
  afterAll(async () => {
    await proxy?.close();
    await fern?.close();
  });

  test('nginx accepts the configuration without a warning', () => {
    expect(proxy.checked).toMatch(/test is successful/);
    expect(proxy.checked).not.toMatch(/warn/);
  });

  test('health and evaluations come over TLS, with keys that Fern judges', async () => {
    const health = await proxy.ask('/health');
    expect(health.status).toBe(200);
    expect(JSON.parse(health.text)).toMatchObject({ status: 'ok' });
    const body = JSON.stringify({
      golden_content: 'export const one = (): number => 1;\n',
      generated_content: 'export const one = (): number => 1;\n',
      language: 'ts',
    });
    const headers = { 'content-type': 'application/json' };
    const sent = { method: 'POST', headers, body };
    const stranger = await proxy.ask('/evaluate', sent);
    expect(stranger.status).toBe(401);
    expect(stranger.headers['content-type']).toContain(PROBLEM);
    const known = await proxy.ask('/evaluate', { ...sent, headers: { ...headers, 'x-api-key': KEY } });
    expect(known.status).toBe(200);
    expect(JSON.parse(known.text)).toMatchObject({ overall: 1 });
  });

  test('pages come without a key, each with its own policy, and their files as Fern keeps them', async () => {
    for (const { url, policy, html, folder, files } of PAGES) {
      const { status, text, headers } = await proxy.ask(url);
      expect([status, text]).toEqual([200, html]);
      expect(headers).toMatchObject({
        'content-security-policy': policy,
        'cache-control': 'no-cache',
        'strict-transport-security': expect.stringContaining('max-age'),
      });
      for (const name of files) {
        const file = await proxy.ask(`${folder}/${name}`);
        expect([name, file.status]).toEqual([name, 200]);
        const { etag } = file.headers;
        const again = await proxy.ask(`${folder}/${name}`, { headers: { 'if-none-match': String(etag) } });
        expect([again.status, again.headers.etag, again.headers['cache-control']]).toEqual([
          304,
          etag,
          'no-cache',
        ]);
      }
    }
  });

  test('events of a job come through as they happen', async () => {
    const key = { 'x-api-key': KEY };
    const submitted = await proxy.ask('/compare-models', {
      method: 'POST',
      headers: { ...key, 'content-type': 'application/json' },
      body: JSON.stringify({
        golden_standard: 'golden/utils',
        models: { birch: 'generated/birch/utils', cedar: 'generated/cedar/utils' },
        async: true,
      }),
    });
    expect(submitted.status).toBe(202);
    const at: Record<string, number> = {};
    const events = await proxy.ask(`${submitted.headers.location}/events`, {
      headers: key,
      onData(piece) {
        for (const [, event = ''] of piece.matchAll(/^event: (\w+)$/gm)) at[event] ??= Date.now();
      },
    });
    expect([events.status, events.headers['content-type']]).toEqual([200, 'text/event-stream']);
    // Fern looks at a job every 400 ms; what came together at the end was kept back.
    expect(Object.keys(at)).toEqual(['progress', 'completed']);
    expect(at.completed! - at.progress!).toBeGreaterThan(300);
    const told = [...events.text.matchAll(/^data: (.+)$/gm)].map(([, data = '']) => JSON.parse(data));
    expect(told.at(-1)).toMatchObject({ id: JSON.parse(submitted.text).id, state: 'completed' });
    expect(told.some(({ state }) => state === 'queued' || state === 'running')).toBe(true);
  });

  test('the id of a request reaches Fern: a caller’s own, or a new one for what is no id', async () => {
    const told = async (headers: Record<string, string>) => {
      const { headers: own, text } = await proxy.ask('/no-such-route', {
        headers: { 'x-api-key': KEY, ...headers },
      });
      // Fern's own words name what reached it.
      expect(JSON.parse(text).instance).toBe(`urn:fern:request:${own['x-request-id']}`);
      expect(text).toContain('openapi.json');
      return own['x-request-id'];
    };
    expect(await told({ 'x-request-id': 'order-66.part_7-of.9' })).toBe('order-66.part_7-of.9');
    expect(await told({})).toMatch(/^[0-9a-f]{32}$/);
    for (const none of ['no id "}, whatever it is', 'too-short', 'x'.repeat(65)])
      expect(await told({ 'x-request-id': none })).toMatch(/^[0-9a-f]{32}$/);
    const refused = await proxy.ask('/metrics', { headers: { 'x-request-id': 'order-66.part_7-of.9' } });
    expect(refused.headers['x-request-id']).toBe('order-66.part_7-of.9');
    expect(JSON.parse(refused.text).instance).toBe('urn:fern:request:order-66.part_7-of.9');
  });

  test('only TLS 1.2 and 1.3 are spoken', async () => {
    const spoken = (version: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3') =>
      new Promise<string>((resolve) => {
        const socket = connect({
          host: '127.0.0.1',
          port: proxy.port,
          ca: proxy.authority,
          servername: 'localhost',
          minVersion: version,
          maxVersion: version,
          ciphers: 'DEFAULT@SECLEVEL=0',
        });
        socket.once('secureConnect', () => {
          resolve(socket.getProtocol() ?? '');
          socket.destroy();
        });
        socket.once('error', (error) => resolve(error.message));
      });
    expect(await spoken('TLSv1.3')).toBe('TLSv1.3');
    expect(await spoken('TLSv1.2')).toBe('TLSv1.2');
    expect(await spoken('TLSv1.1')).toMatch(/alert protocol version/);
  });

  test('plain HTTP leads to HTTPS and nowhere else', async () => {
    const { status, headers } = await proxy.ask('/jobs/1?a=b', {
      plain: true,
      method: 'POST',
      headers: { host: 'fern.example' },
      body: '{}',
    });
    expect([status, headers.location]).toEqual([308, 'https://fern.example/jobs/1?a=b']);
  });

  test('bodies are limited: 8 MiB, 64 MiB where archives go', async () => {
    const MIB = 1024 * 1024;
    const announce = (path: string, mebibytes: number) =>
      proxy.ask(path, { method: 'POST', headers: { 'content-length': mebibytes * MIB, 'x-api-key': KEY } });
    for (const [path, mebibytes] of [
      ['/batch-evaluate', 9],
      ['/evaluate', 9],
      ['/compare-models', 9],
      ['/uploads/', 9],
      ['/uploads', 65],
    ] as const) {
      const refused = await announce(path, mebibytes);
      expect([path, refused.status, refused.headers['content-type']]).toEqual([path, 413, PROBLEM]);
      const problem = JSON.parse(refused.text);
      expect(problem).toMatchObject({ status: 413, detail: expect.stringContaining('64 MiB') });
      expect(problem.instance).toBe(`urn:fern:request:${refused.headers['x-request-id']}`);
    }
    const send = (path: string, type: string, bytes: number) =>
      proxy.ask(path, {
        method: 'POST',
        headers: { 'content-type': type, 'x-api-key': KEY },
        body: Buffer.alloc(bytes, ' '),
      });
    for (const bytes of [8 * MIB + 1, 8_400_000, 9 * MIB, 12 * MIB]) {
      for (const type of ['application/json; charset=utf-8', 'text/plain', 'application/gzipped'])
        expect([type, bytes, (await send('/uploads', type, bytes)).status]).toEqual([type, bytes, 413]);
    }
    // What nginx lets through is for Fern to judge: here an empty text, and archives that are none.
    for (const [path, type, bytes, status] of [
      ['/evaluate', 'application/json', 8 * MIB, 400],
      ['/uploads', 'application/gzip', 63 * MIB, 422],
      ['/uploads', 'application/zip; a=b', 9 * MIB, 422],
    ] as const) {
      const judged = await send(path, type, bytes);
      expect([path, type, judged.status, JSON.parse(judged.text).status]).toEqual([
        path,
        type,
        status,
        status,
      ]);
    }
  });

  test('metrics are for those inside', async () => {
    const inside = await fetch(`${fern.url}/metrics`, { headers: { 'x-api-key': KEY } });
    expect(await inside.text()).toContain('fern_build_info');
    for (const path of [
      '/metrics',
      '/metrics/',
      '//metrics',
      '/%6detrics',
      '/x/../metrics',
      '/metrics?a=b',
      '/metrics;a',
      '/METRICS',
    ]) {
      const outside = await proxy.ask(path, { headers: { 'x-api-key': KEY } });
      expect([path, outside.status, outside.headers['content-type']?.split(';')[0]]).toEqual([
        path,
        404,
        PROBLEM,
      ]);
      expect(outside.text).not.toContain('fern_build_info');
      // Fern itself says more; it is asked for what is called otherwise alone.
      expect([path, outside.text.includes('openapi.json')]).toEqual([path, path === '/METRICS']);
    }
  });

  test('headers of security are there once, whoever answers', async () => {
    for (const path of ['/health', '/metrics', '/no-such-route']) {
      const { rawHeaders, headers } = await proxy.ask(path, { headers: { 'x-api-key': KEY } });
      const names = rawHeaders.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase());
      expect([path, names.filter((name, at) => names.indexOf(name) !== at)]).toEqual([path, []]);
      expect(headers).toMatchObject({
        'strict-transport-security': 'max-age=31536000',
        'x-frame-options': 'DENY',
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.stringContaining("default-src 'none'"),
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
        'x-request-id': expect.stringMatching(/^[\w-]{32,36}$/),
        server: 'nginx',
      });
    }
  });

  test('who sends a request slowly is not waited for', async () => {
    const started = Date.now();
    const socket = connect({
      host: '127.0.0.1',
      port: proxy.port,
      ca: proxy.authority,
      servername: 'localhost',
    });
    socket.on('error', () => {});
    socket.write('GET /health HTTP/1.1\r\nHost: localhost\r\n');
    const drip = setInterval(() => socket.writable && socket.write('X-Slow: 1\r\n'), 1000);
    await new Promise((resolve) => socket.once('close', resolve));
    clearInterval(drip);
    expect(Date.now() - started).toBeGreaterThan(8000);
    expect(Date.now() - started).toBeLessThan(20_000);
  });

  test('a burst gets 429, and is forgotten soon after', async () => {
    const burst = await Promise.all(
      Array.from({ length: 25 }, async () => {
        const answers = [];
        for (let i = 0; i < 5; i++) answers.push(await proxy.ask('/livez'));
        return answers;
      }),
    );
    const refused = burst.flat().filter(({ status }) => status !== 200);
    expect(refused.length).toBeGreaterThan(20);
    expect(refused.length).toBeLessThan(95);
    for (const { status, headers, text } of refused) {
      expect([status, headers['content-type'], headers['retry-after']]).toEqual([429, PROBLEM, '1']);
      expect(JSON.parse(text)).toMatchObject({ status: 429, title: 'Too many requests' });
    }
    await pause(2500);
    expect((await proxy.ask('/livez')).status).toBe(200);
  });
});

describe.skipIf(nginx === undefined)('before other servers', () => {
  const servers: Server[] = [];
  const proxies: Nginx[] = [];
  afterAll(async () => {
    for (const proxy of proxies) await proxy.close();
    for (const server of servers) server.close();
  });

  /** A server that tells who it is, at once and at its end. */
  const listen = async (address: string, port: number): Promise<number> => {
    const server = createServer(async (request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(`${address} first\n\n`);
      if (request.url?.startsWith('/jobs/') || request.url === '/streamed') await pause(1500);
      response.end(`${address} second\n\n`);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(port, address, resolve));
    return (server.address() as AddressInfo).port;
  };
  const before = async (upstream: string, resolver?: string): Promise<Nginx> => {
    const proxy = await startNginx(nginx!, upstream, resolver);
    proxies.push(proxy);
    return proxy;
  };

  // Fern asks for that itself, so that its own events tell nothing of nginx's setting.
  test('events are passed on as they come; other answers may wait for their end', async () => {
    const proxy = await before(`127.0.0.1:${await listen('127.0.0.1', 0)}`);
    const times = async (path: string) => {
      const started = Date.now();
      const at: number[] = [];
      const { text } = await proxy.ask(path, { onData: () => at.push(Date.now() - started) });
      expect(text).toContain('second');
      return at;
    };
    const [events, plain] = await Promise.all([times('/jobs/0a-1b/events'), times('/streamed')]);
    expect(events[0]).toBeLessThan(1000);
    expect(events.at(-1)).toBeGreaterThan(1400);
    expect(plain[0]).toBeGreaterThan(1400);
  });

  test('one address has 32 requests at a time', async () => {
    const proxy = await before(`127.0.0.1:${await listen('127.0.0.1', 0)}`);
    const answers = await Promise.all(Array.from({ length: 36 }, () => proxy.ask('/jobs/0a-1b/events')));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(32).fill(200), ...Array(4).fill(429)]);
  });

  test('all containers that a name leads to are asked, also those that come later; none is told as 502', async () => {
    const port = await listen('127.0.0.1', 0);
    await listen('127.0.0.2', port);
    await listen('127.0.0.3', port);
    const names = await serveName('api', ['127.0.0.1', '127.0.0.2']);
    const proxy = await before(`api:${port}`, `127.0.0.1:${names.port}`);
    const askers = async () => {
      const found = new Set<string>();
      for (let i = 0; i < 8; i++) found.add((await proxy.ask('/runs')).text.split(' ')[0] ?? '');
      return [...found].sort();
    };
    expect(await askers()).toEqual(['127.0.0.1', '127.0.0.2']);
    names.addresses = ['127.0.0.3'];
    await pause(2500);
    await proxy.ask('/runs');
    await pause(200);
    expect(await askers()).toEqual(['127.0.0.3']);
    // One that does not answer is passed over.
    names.addresses = ['127.0.0.3', '127.0.0.4'];
    await pause(2500);
    await proxy.ask('/runs');
    expect(await askers()).toEqual(['127.0.0.3']);
    names.addresses = [];
    await pause(2500);
    const gone = await proxy.ask('/runs');
    expect([gone.status, gone.headers['content-type'], gone.headers['retry-after']]).toEqual([
      502,
      PROBLEM,
      '5',
    ]);
    expect(JSON.parse(gone.text)).toMatchObject({ status: 502, title: 'Fern is not there' });
    await names.close();
  });
});
