import { afterEach, describe, expect, test } from 'vitest';
import { createFernClient, FernError, type Job } from '../../server/src/client/fernClient.ts';
import { breakOff, hangUp, json, type Listening, listen, problem, type Reply } from './listening.ts';

/** The client against servers that fail. */

let server: Listening | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function against(...replies: Reply[]) {
  server = await listen(...replies);
  return { server, client: createFernClient({ url: `${server.url}/fern/`, key: 'k' }) };
}

const HEALTH = { status: 'ok', version: '1', uptime_seconds: 1 };
const FILES = { golden_path: 'a.ts', generated_path: 'b.ts' };

describe('what passes is asked for again', () => {
  test.each<[string, Reply]>([
    ['429', problem(429, 'too many', { 'retry-after': '0' })],
    ['503', problem(503, 'busy')],
    ['502 of a proxy', (response) => void response.writeHead(502).end('<html>')],
    ['a connection that ends', hangUp],
    ['half an answer', breakOff],
  ])('%s', async (_, reply) => {
    const { server, client } = await against(reply, reply, json(HEALTH));
    expect(await client.health()).toEqual(HEALTH);
    expect(server.heard.map(({ method, path }) => `${method} ${path}`)).toEqual(
      Array(3).fill('GET /fern/health'),
    );
    expect(server.heard[0].headers.authorization).toBe('Bearer k');
  });

  test.each([
    ['seconds', () => '1'],
    ['a date', () => new Date(Date.now() + 2000).toUTCString()],
  ])('when Retry-After says, in %s', async (_, after) => {
    const { client } = await against(problem(503, 'busy', { 'retry-after': after() }), json(HEALTH));
    const started = performance.now();
    await client.health();
    const waited = performance.now() - started;
    expect(waited).toBeGreaterThan(950);
    expect(waited).toBeLessThan(4000);
  });

  test('work is named, so that it is done once', async () => {
    const { server, client } = await against(hangUp, problem(429, 'x', { 'retry-after': '0' }), json({}));
    await client.evaluate(FILES);
    await client.evaluate(FILES);
    const names = server.heard.map(({ headers }) => headers['idempotency-key']);
    expect(names[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(names.slice(0, 3)).toEqual(Array(3).fill(names[0]));
    expect(names[3]).not.toBe(names[0]);
    expect(server.heard.map(({ body }) => JSON.parse(body))).toEqual(Array(4).fill(FILES));
  });

  test('work that an earlier try began is waited for, however long', async () => {
    const busy = problem(409, 'being answered', { 'retry-after': '0' });
    const { server, client } = await against(
      ...Array<Reply>(9).fill(busy),
      problem(503, 'x', { 'retry-after': '0' }),
      json({ golden: 'a' }),
    );
    expect(await client.evaluate(FILES)).toEqual({ golden: 'a' });
    expect(server.heard).toHaveLength(11);
  });
});

describe('what is not asked for again', () => {
  test.each<[string, number, Reply]>([
    ['a request that is wrong', 400, problem(400, 'wrong')],
    ['a fault', 500, problem(500, 'fault')],
    ['a job that has ended', 409, problem(409, 'ended')],
    ['what lasts too long', 503, problem(503, 'busy', { 'retry-after': '3600' })],
  ])('%s', async (_, status, reply) => {
    const { server, client } = await against(reply);
    await expect(client.evaluate(FILES)).rejects.toMatchObject({ name: 'FernError', status });
    expect(server.heard).toHaveLength(1);
  });

  test.each<[string, Reply]>([
    ['503', problem(503, 'busy')],
    ['a connection that ends', hangUp],
  ])('what would be done twice: %s', async (_, reply) => {
    const { server, client } = await against(reply);
    await expect(client.clearCache()).rejects.toBeInstanceOf(FernError);
    await expect(client.reloadConfig()).rejects.toBeInstanceOf(FernError);
    expect(server.heard).toHaveLength(2);
  });

  test('whether the service is ready', async () => {
    const { server, client } = await against(problem(503, 'The database does not answer.'));
    await expect(client.ready()).rejects.toMatchObject({ problem: { status: 503 } });
    expect(server.heard).toHaveLength(1);
  });

  test('more than five times', async () => {
    const { server, client } = await against(problem(503, 'busy', { 'retry-after': '0' }));
    await expect(client.health()).rejects.toMatchObject({ status: 503, message: 'busy' });
    expect(server.heard).toHaveLength(5);
  });

  test('once it is given up', async () => {
    const { server, client } = await against(problem(503, 'busy', { 'retry-after': '60' }));
    const signal = AbortSignal.timeout(100);
    await expect(client.health({ signal })).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(server.heard).toHaveLength(1);
  });
});

describe('what is no Fern', () => {
  test('answers a page', async () => {
    const { client } = await against((response) => void response.end('<html>'));
    await expect(client.health()).rejects.toThrow(/\/fern\/health answered what is no JSON: it is no Fern/);
  });

  test('has no such route', async () => {
    const { client } = await against((response) => void response.writeHead(404).end('<html>'));
    const error = await client.health().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ status: 404, problem: null });
    expect((error as Error).message).toMatch(/answered 404, and not as Fern does/);
  });

  test('is not there', async () => {
    const { server, client } = await against(json(HEALTH));
    await server.close();
    const error = await client.health().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'FernError', status: null, problem: null });
    expect((error as Error).message).toMatch(/127\.0\.0\.1:\d+ can't be reached \(ECONNREFUSED\)/);
  });
});

describe('a job that is followed', () => {
  const job = (done: number, state: Job['state'] = 'running'): Job => ({
    schema_version: 1,
    id: 'j',
    kind: 'compare',
    state,
    created: '2026-01-01T00:00:00.000Z',
    started: null,
    finished: null,
    progress: { done, total: 4 },
    problem: null,
  });
  const event = (told: Job): string => `event: progress\ndata: ${JSON.stringify(told)}\n\n`;
  /** Events in pieces, then the end of the connection, orderly or not. */
  const events =
    (pieces: readonly string[], end: 'end' | 'destroy' = 'end'): Reply =>
    async (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const piece of pieces) {
        response.write(piece);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      if (end === 'end') response.end();
      else response.socket?.destroy();
    };
  const follow = async (...replies: Reply[]) => {
    const { server, client } = await against(...replies);
    const told: number[] = [];
    for await (const { progress } of client.followJob('j')) told.push(progress.done);
    return { told, paths: server.heard.map(({ path }) => path.replace('/fern/jobs/j', '')) };
  };

  test('is told piece by piece, however the pieces are cut', async () => {
    const lines = JSON.stringify(job(2), null, 1).split('\n');
    const long = `${lines.map((line) => `data:${line}\n`).join('')}\n`;
    const text = [event(job(1)), ': still there\n\n', long, event(job(4, 'completed'))].join('');
    const bytes = text.replaceAll('\n', '\r\n').match(/[\s\S]{1,7}/g) ?? [];
    expect((await follow(events(bytes))).told).toEqual([1, 2, 4]);
  });

  test('is listened to again where a connection breaks, and nothing is told twice', async () => {
    const { told, paths } = await follow(
      events([event(job(1))], 'destroy'),
      // Half an event is none.
      events([event(job(1)), event(job(2)), 'data: {"id"'], 'end'),
      hangUp,
      events([event(job(2)), event(job(4, 'completed'))]),
    );
    expect(told).toEqual([1, 2, 4]);
    expect(paths).toEqual(Array(4).fill('/events'));
  });

  test.each<[string, Reply, number]>([
    ['connections bring nothing', hangUp, 3],
    ['too many listen already', problem(503, 'ask instead', { 'retry-after': '5' }), 1],
    ['a proxy keeps events back', json({}), 3],
    ['events are cut off in the middle', events(['data: {"id":', '\n\n']), 3],
  ])('is asked for where %s', async (_, broken, times) => {
    const { told, paths } = await follow(
      ...Array<Reply>(times).fill(broken),
      json({ ...job(3), result: null }),
      problem(503, 'busy', { 'retry-after': '0' }),
      json({ ...job(4, 'completed'), result: {} }),
    );
    expect(told).toEqual([3, 4]);
    expect(paths).toEqual([...Array(times).fill('/events'), '', '', '']);
  });

  test('ends with an error where it may not be seen', async () => {
    const { server, client } = await against(problem(401, 'Send a key'));
    await expect(client.followJob('j').next()).rejects.toMatchObject({ status: 401, message: 'Send a key' });
    expect(server.heard).toHaveLength(1);
  });
});

test.each([301, 302, 307, 308])('a key stays with its server, which answers %i', async (status) => {
  const other = await listen(json(HEALTH));
  const { client } = await against(
    (response) => void response.writeHead(status, { location: other.url }).end(),
  );
  await client.health();
  await other.close();
  expect(other.heard.map(({ headers }) => headers.authorization)).toEqual([undefined]);
});
