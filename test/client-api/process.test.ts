import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFernClient, type FernClient, type Job } from '../../server/src/client/fernClient.ts';
import { address, createWorkplace, EXAMPLES, type Running, type Workplace } from '../http/service.ts';

/** The client against the built service as another process. */

let place: Workplace;
let running: Running;
let client: FernClient;
beforeAll(async () => {
  place = createWorkplace();
  const args = ['serve', '--port', '0', '--root', EXAMPLES, '--no-behaviour'];
  running = place.start(args, { env: { API_KEY: 'k-1,k-2' } });
  client = createFernClient({ url: await address(running), key: 'k-2' });
});
afterAll(async () => {
  running.child.kill('SIGTERM');
  await running.done;
  place.remove();
});

const FILE = { golden_path: 'golden/utils/text.ts', generated_path: 'generated/birch/utils/text.ts' };
const COMPARED = { golden_standard: 'golden/utils', models: { birch: 'generated/birch/utils' } };

test('every method does what it says', async () => {
  const { version } = await client.health();
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(await client.ready()).toMatchObject({ status: 'ready', workers: 1 });

  const evaluated = await client.evaluate(FILE);
  expect(evaluated.files.map(({ golden }) => golden)).toEqual(['text.ts']);
  const batch = await client.batchEvaluate({ evaluations: [FILE, { ...FILE, generated_path: 'gone' }] });
  expect(batch.results).toEqual([{ evaluation: evaluated }, { problem: expect.anything() }]);

  const first = await client.compareModels(COMPARED);
  const job = await client.compareModels({
    ...COMPARED,
    models: { ...COMPARED.models, cedar: 'generated/cedar/utils' },
    async: true,
  });
  const told: Job[] = [];
  for await (const each of client.followJob(job.id)) told.push(each);
  expect(told.at(-1)).toMatchObject({ state: 'completed', problem: null });
  expect((await client.jobs({ limit: '1' })).jobs).toEqual([told.at(-1)]);
  const { result } = await client.job(job.id);
  const id = String(result?.run);
  expect((await client.runs()).runs.map((run) => run.id)).toEqual([id, first.run]);
  expect(await client.run(id)).toEqual(result);
  expect((await client.runs({ limit: '1', before: id })).runs).toEqual([
    expect.objectContaining({ id: first.run, golden: COMPARED.golden_standard }),
  ]);
  expect((await client.history(id)).history.map((entry) => entry.id)).toEqual([id, first.run]);
  expect(await client.changes(id, String(first.run))).toMatchObject({ added: ['cedar'], removed: [] });

  const late = await client.batchEvaluate({ evaluations: Array(200).fill(FILE), async: true });
  expect(await client.cancelJob(late.id)).toMatchObject({ id: late.id, state: 'cancelled' });

  expect((await client.cacheStats()).requests).toBeGreaterThan(0);
  expect((await client.clearCache()).removed_entries).toBeGreaterThan(0);
  expect((await client.cacheStats()).disk).toMatchObject({ entries: 0 });
  const { settings } = await client.config();
  expect(settings.find(({ key }) => key === 'api_key')?.value).toBe('(secret)');
  expect(await client.reloadConfig()).toMatchObject({ changed: [], needs_restart: [] });
});

test('work that is sent twice under one name is done once', async () => {
  const body = { ...FILE, async: true } as const;
  const [one, two] = await Promise.all([
    client.evaluate(body, { idempotencyKey: 'same' }),
    client.evaluate(body, { idempotencyKey: 'same' }),
  ]);
  expect(two.id).toBe(one.id);
  expect((await client.evaluate(body)).id).not.toBe(one.id);
});
