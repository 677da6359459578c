import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import {
  type Comparison,
  createFernClient,
  type FernClient,
  FernError,
  type Job,
} from '../../server/src/client/fernClient.ts';
import type { ComparisonDocument } from '../../server/src/protocol/documents.ts';
import { tarGz } from '../http/archives.ts';
import { type Served, serveFolder } from '../http/serve.ts';

/** The client against the service itself, in this process but over HTTP. */

const KEY = 'k-1';
let served: Served;
let client: FernClient;
let url = '';
/** Jobs wait while it is set. */
let gate: Promise<void> | null = null;
let openGate = (): void => {};
const asked = new Set<string>();

beforeAll(async () => {
  served = await serveFolder({ keys: [KEY], before: async () => void (await gate) });
  served.startWorker();
  served.app.addHook('onRequest', async ({ method, routeOptions }) => {
    asked.add(`${method} ${routeOptions.url}`);
  });
  await served.app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(served.app.server.address() as AddressInfo).port}`;
  client = createFernClient({ url, key: KEY });
});
afterAll(() => served.close());
afterEach(() => {
  openGate();
  gate = null;
});

const FILES = { golden_path: 'golden/text.ts', generated_path: 'one/text.ts' } as const;
const MODELS = { golden_standard: 'golden', models: { one: 'one', two: 'two' } };

async function all(jobs: AsyncIterable<Job>): Promise<Job[]> {
  const told: Job[] = [];
  for await (const job of jobs) told.push(job);
  return told;
}

function closeGate(): () => void {
  gate = new Promise((resolve) => {
    openGate = resolve;
  });
  return openGate;
}

describe('every method', () => {
  test('evaluates', async () => {
    const document = await client.evaluate(FILES);
    expect(document).toMatchObject({ golden: 'text.ts', generated: 'text.ts' });
    expect(document.files).toHaveLength(1);
  });

  test('compares, and the run is kept', async () => {
    const compared = await client.compareModels(MODELS);
    expectTypeOf(compared).toEqualTypeOf<Comparison>();
    expect(compared.rankings.map(([name]) => name).sort()).toEqual(['one', 'two']);
    const { runs } = await client.runs();
    expect(runs.map(({ id }) => id)).toContain(compared.run);
    const id = compared.run as string;
    // What the protocol calls a comparison, so that pages can show it.
    const document: ComparisonDocument = await client.run(id);
    expect(document).toEqual(compared);
    expect((await client.history(id)).history[0]).toMatchObject({ id, not_comparable: null });
    const other = await client.compareModels({ ...MODELS, models: { one: 'one' } });
    const changes = await client.changes(other.run as string, id);
    expect(changes).toMatchObject({ added: [], removed: ['two'] });
  });

  test('sends code as an archive', async () => {
    const files = [{ name: 'golden.ts', text: 'export const a = 1;' }];
    const { path, files: many } = await client.upload(new Blob([await tarGz(files)]));
    expect(many).toBe(1);
    const evaluated = await client.evaluate({
      golden_path: `${path}/golden.ts`,
      generated_path: `${path}/golden.ts`,
    });
    expect(evaluated.overall).toBe(1);
  });

  test('evaluates many', async () => {
    const { results } = await client.batchEvaluate({
      evaluations: [FILES, { golden_content: '', generated_content: '' }],
    });
    expect(results.map((entry) => Object.keys(entry)[0])).toEqual(['evaluation', 'problem']);
  });

  test('follows a job to its result, which is that of waiting', async () => {
    const job = await client.compareModels({ ...MODELS, async: true });
    expectTypeOf(job).toEqualTypeOf<Job>();
    const told = await all(client.followJob(job.id));
    expect(told.at(-1)).toMatchObject({ id: job.id, state: 'completed' });
    const { result } = await client.job(job.id);
    const { evaluation_time_seconds: _, ...direct } = await client.compareModels(MODELS);
    expect(result).toMatchObject(direct);
    const { jobs } = await client.jobs({ state: 'completed', limit: '5' });
    expect(jobs.map(({ id }) => id)).toContain(job.id);
  });

  test('cancels a job', async () => {
    closeGate();
    const { id } = await client.evaluate({ ...FILES, async: true });
    expect(await client.cancelJob(id)).toMatchObject({ id, state: 'cancelled' });
    expect((await all(client.followJob(id))).map(({ state }) => state)).toEqual(['cancelled']);
  });

  test('tells how the service is, and what it goes by', async () => {
    expect(await client.health()).toMatchObject({ status: 'ok' });
    expect(await client.ready()).toMatchObject({ status: 'ready' });
    expect(await client.cacheStats()).toMatchObject({ requests: 7, disk: { entries: 2 } });
    expect(await client.clearCache()).toMatchObject({ removed_entries: 2 });
    const { settings } = await client.config();
    expect(settings.find(({ key }) => key === 'server.root')?.value).toBe(served.root);
    served.flags.margin = 0.25;
    expect(await client.reloadConfig()).toMatchObject({ changed: ['margin'] });
  });

  test('there is one for each route of the service', async () => {
    const { paths } = (await served.get('/openapi.json')).json as { paths: Record<string, object> };
    const routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    );
    // The same as /health.
    expect(routes.filter((route) => !asked.has(route))).toEqual(['GET /livez']);
  });
});

describe('a problem', () => {
  const failing = async (promise: Promise<unknown>): Promise<FernError> => {
    const error = await promise.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FernError);
    return error as FernError;
  };

  test.each<[string, number, () => Promise<unknown>]>([
    ['out of bounds', 403, () => client.evaluate({ ...FILES, golden_path: '../secret.ts' })],
    ['not there', 404, () => client.compareModels({ ...MODELS, golden_standard: 'gone' })],
    ['not understood', 400, () => client.evaluate({ ...FILES, weights: { beauty: 1 } })],
    ['not to be scored', 422, () => client.evaluate({ golden_content: '', generated_content: '' })],
    ['no such job', 404, () => all(client.followJob('00000000-0000-4000-8000-000000000000'))],
    ['no such run', 404, () => client.run('0123456789ab')],
    ['a wrong key', 401, () => createFernClient({ url, key: 'wrong' }).runs()],
    ['no key', 401, () => createFernClient({ url }).runs()],
  ])('%s: comes with its document', async (_, status, call) => {
    const error = await failing(call());
    expect(error.status).toBe(status);
    expect(error.problem).toMatchObject({ status, instance: expect.stringMatching(/^urn:fern:request:/) });
    expect(error.message).toBe(error.problem?.detail);
  });

  test('points into the request', async () => {
    const error = await failing(client.compareModels({ ...MODELS, models: { one: '..' }, async: true }));
    expect(error.problem?.errors).toEqual([expect.objectContaining({ pointer: '/models/one' })]);
  });

  test.each([
    ['ftp://x', 'no address of a service'],
    ['fern.example.org', 'no address of a service'],
    ['http://user:pass@x', 'does not belong into the address'],
  ])('the address %s is refused at once', (wrong, says) => {
    expect(() => createFernClient({ url: wrong })).toThrow(says);
  });
});

describe('giving up', () => {
  test('cancels the job that is followed', async () => {
    closeGate();
    const controller = new AbortController();
    const { id } = await client.evaluate({ ...FILES, async: true });
    const following = (async () => {
      for await (const _ of client.followJob(id, { signal: controller.signal })) controller.abort();
    })();
    await expect(following).rejects.toMatchObject({ name: 'AbortError' });
    expect((await client.job(id)).state).toBe('cancelled');
  });

  test('cancels it too where nobody asks for more', async () => {
    closeGate();
    const controller = new AbortController();
    const { id } = await client.evaluate({ ...FILES, async: true });
    for await (const _ of client.followJob(id, { signal: controller.signal })) {
      controller.abort();
      break;
    }
    expect((await client.job(id)).state).toBe('cancelled');
  });

  test('leaves a job alone that is only no longer listened to', async () => {
    const open = closeGate();
    const { id } = await client.evaluate({ ...FILES, async: true });
    for await (const _ of client.followJob(id)) break;
    expect((await client.job(id)).state).not.toBe('cancelled');
    open();
    expect((await all(client.followJob(id))).at(-1)?.state).toBe('completed');
  });

  test('while a job is being asked for cancels it as soon as it is there', async () => {
    closeGate();
    const controller = new AbortController();
    const before = new Set((await client.jobs()).jobs.map(({ id }) => id));
    const asking = createFernClient({
      url,
      key: KEY,
      signal: controller.signal,
      // The request is under way when it happens.
      fetch: (...args) => {
        const answer = fetch(...args);
        controller.abort();
        return answer;
      },
    }).evaluate({ ...FILES, async: true });
    await expect(asking).rejects.toMatchObject({ name: 'AbortError' });
    const made = (await client.jobs()).jobs.filter(({ id }) => !before.has(id));
    expect(made.map(({ state }) => state)).toEqual(['cancelled']);
  });

  test('ends a request that waits', async () => {
    const signal = AbortSignal.timeout(1);
    await expect(client.compareModels(MODELS, { signal })).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});
