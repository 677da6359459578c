import { rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ComparisonDocument, EvaluationDocument } from '../../server/src/protocol/documents.ts';
import { pause } from '../helpers/cli.ts';
import { createPostgres, isPostgresThere, type Postgres } from '../helpers/postgres.ts';
import { seeded } from './seeded.ts';
import {
  address,
  createWorkplace,
  EXAMPLES,
  get,
  post,
  type Running,
  type Workplace,
  working,
} from './service.ts';

/** Services and workers as processes that share a real PostgreSQL, some of which are killed in the middle. */

const JOBS = 300;
const MODELS = ['aspen', 'birch', 'cedar', 'dogwood'];

interface JobDocument {
  readonly id: string;
  readonly state: string;
  readonly progress: { readonly done: number; readonly total: number };
  readonly result: unknown;
}

describe.skipIf(!isPostgresThere)('a fleet', () => {
  let server: Postgres;
  let place: Workplace;
  let url: string;
  const started: Running[] = [];
  beforeAll(async () => {
    place = createWorkplace();
    server = await createPostgres();
    url = await server.database();
  }, 60_000);
  afterAll(async () => {
    for (const { child } of started) child.kill('SIGKILL');
    await server.remove();
    place.remove();
  });

  /** Each process as if it were a machine: with a cache of its own. What is named lies in the second folder. */
  function start(name: string, args: readonly string[]): Running {
    const running = place.start([...args, '--no-behaviour'], {
      env: {
        DB_URL: url,
        CACHE_DIR: join(place.folder, 'caches', name),
        FERN_RATE_PER_MINUTE: '0',
        FERN_ROOT: [place.folder, EXAMPLES].join(delimiter),
      },
    });
    started.push(running);
    return running;
  }
  const startApi = async (name: string): Promise<{ running: Running; at: string }> => {
    const running = start(name, ['serve', '--port', '0', '--no-jobs']);
    return { running, at: await address(running) };
  };
  const startWorker = async (name: string): Promise<Running> => {
    const running = start(name, ['worker']);
    await working(running);
    return running;
  };

  test('does every job once, whoever is killed meanwhile, and finds what the command line finds', async () => {
    const asked = requests();
    const [apis, workers] = [
      await Promise.all(['api-1', 'api-2'].map(startApi)),
      await Promise.all(['worker-1', 'worker-2', 'worker-3'].map(startWorker)),
    ];

    const kills = (async () => {
      const random = seeded(11);
      for (const index of [0, 1, 2]) {
        await pause(1500 + 2500 * random());
        workers[index]?.child.kill('SIGKILL');
        await pause(500 * random());
        workers[index] = await startWorker(`worker-${index + 1}`);
      }
      await pause(1000 * random());
      apis[0]?.running.child.kill('SIGKILL');
      apis[0] = await startApi('api-1');
    })();

    // What can't be sent is sent again, with the same key, to the other one.
    const submit = async (index: number): Promise<string> => {
      for (let tries = 0; ; tries++) {
        try {
          const { at } = apis[(index + tries) % 2] as { at: string };
          const body = { ...asked[index % asked.length]?.body, async: true };
          const path = asked[index % asked.length]?.path;
          const headers = { 'idempotency-key': `job-${index}` };
          const { status, json } = await post<JobDocument>(`${at}${path}`, body, headers);
          if (status === 202) return json.id;
        } catch {
          // Its server was killed.
        }
        if (tries > 200) throw new Error(`Job ${index} is taken by nobody.`);
        await pause(100);
      }
    };
    const ids: string[] = [];
    for (let index = 0; index < JOBS; index++) {
      ids.push(await submit(index));
      await pause(20);
    }
    await kills;
    // The same keys again are the same jobs.
    expect(await Promise.all([0, 1, 2, 150, 299].map(submit))).toEqual(
      [0, 1, 2, 150, 299].map((i) => ids[i]),
    );
    expect(new Set(ids).size).toBe(JOBS);

    const { at } = apis[1] as { at: string };
    const jobs: JobDocument[] = [];
    for (const id of ids)
      await expect
        .poll(
          async () => {
            const job = await get<JobDocument>(`${at}/jobs/${id}`);
            if (job.state === 'completed') jobs.push(job);
            return job.state;
          },
          { timeout: 120_000, interval: 250 },
        )
        .toBe('completed');

    const expected = await Promise.all(asked.map(({ expected: find }) => find(place)));
    jobs.forEach(({ result, progress }, index) => {
      expect(timeless(result), `job ${index}`).toBe(timeless(expected[index % asked.length]));
      expect(progress.done).toBe(progress.total);
    });
    await expectCounts(url, asked);
    const workersSeen = await get<{ workers: number }>(`${at}/readyz`);
    expect(workersSeen.workers).toBe(3);

    const ends = [...workers, ...apis.map(({ running }) => running)];
    for (const { child } of ends) child.kill('SIGTERM');
    expect(await Promise.all(ends.map(async ({ done }) => (await done).code))).toEqual([0, 0, 0, 0, 0]);
  }, 600_000);

  test('a worker that is told to end hands back what it has not done, and nothing is lost', async () => {
    const api = await startApi('api-3');
    rmSync(join(place.folder, 'caches'), { recursive: true, force: true });
    const first = await startWorker('worker-4');
    const { json } = await post<JobDocument>(`${api.at}/compare-models`, {
      golden_standard: 'golden',
      models: { elder: 'generated/elder', aspen: 'generated/aspen' },
      weights: { semantic: 1 },
      async: true,
    });
    await expect
      .poll(async () => (await get<JobDocument>(`${api.at}/jobs/${json.id}`)).state, { timeout: 20_000 })
      .toBe('running');
    first.child.kill('SIGTERM');
    expect((await first.done).code).toBe(0);
    const second = await startWorker('worker-5');
    await expect
      .poll(async () => (await get<JobDocument>(`${api.at}/jobs/${json.id}`)).state, { timeout: 60_000 })
      .toBe('completed');
    for (const { child } of [second, api.running]) child.kill('SIGTERM');
    await second.done;
  }, 180_000);
});

interface Asked {
  readonly path: string;
  readonly body: object;
  /** By the command line. */
  expected(place: Workplace): Promise<unknown>;
}

/** Different ones of all kinds; small ones above all, as it is in life. */
function requests(): readonly Asked[] {
  // Models that have these files at these places.
  const pairs = MODELS.slice(1).flatMap((model) =>
    ['utils/text.ts', 'utils/dates.ts', 'utils/tasks.ts', 'types/board.ts'].map(
      (file) => [`golden/${file}`, `generated/${model}/${file}`] as const,
    ),
  );
  const evaluations = pairs.map(
    ([golden_path, generated_path]): Asked => ({
      path: '/evaluate',
      body: { golden_path, generated_path },
      expected: (place) => printed(place, golden_path, generated_path),
    }),
  );
  const batch: Asked = {
    path: '/batch-evaluate',
    body: { evaluations: pairs.map(([golden_path, generated_path]) => ({ golden_path, generated_path })) },
    expected: async (place) => ({
      schema_version: 1,
      results: await inTurn(pairs, async ([golden, generated]) => ({
        evaluation: await printed(place, golden, generated),
      })),
    }),
  };
  const compare = (names: readonly string[]): Asked => ({
    path: '/compare-models',
    body: {
      golden_standard: 'golden',
      models: Object.fromEntries(names.map((name) => [name, `generated/${name}`])),
    },
    async expected(place) {
      const models = names.flatMap((name) => ['--model', `${name}=${EXAMPLES}/generated/${name}`]);
      const args = ['compare', '--golden', `${EXAMPLES}/golden`, ...models];
      return JSON.parse(
        (await place.run([...args, '--no-behaviour', '--json', '--quiet'])).stdout,
      ) as ComparisonDocument;
    },
  });
  return [compare(MODELS), ...evaluations, compare(['birch', 'aspen']), batch];
}

async function printed(place: Workplace, golden: string, generated: string): Promise<EvaluationDocument> {
  const files = [`${EXAMPLES}/${golden}`, `${EXAMPLES}/${generated}`];
  const { stdout } = await place.run(['evaluate', ...files, '--no-behaviour', '--json', '--quiet']);
  // The command line names files as they were called.
  const document = JSON.parse(stdout) as EvaluationDocument;
  const name = golden.split('/').at(-1) as string;
  return JSON.parse(
    JSON.stringify(document)
      .replaceAll(JSON.stringify(files[0]), JSON.stringify(name))
      .replaceAll(JSON.stringify(files[1]), JSON.stringify(name)),
  );
}

async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const found: R[] = [];
  for (const item of items) found.push(await work(item));
  return found;
}

/** JSON to the byte, without times. */
function timeless(document: unknown): string {
  return JSON.stringify(document).replace(/"evaluation_time_seconds":[\d.]+/g, '');
}

async function expectCounts(url: string, asked: readonly Asked[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(`
      select (select count(*)::int from fern.jobs) as jobs,
        (select count(*)::int from fern.jobs where state = 'completed') as completed,
        (select count(*)::int from fern.steps where state <> 'done') as open,
        (select count(*)::int from fern.steps where stage = 'begin') as begun,
        (select max(attempts)::int from fern.steps) as attempts,
        (select count(*)::int from fern.runs) as runs`);
    const comparisons = asked.filter(({ path }) => path === '/compare-models').length;
    expect(rows[0]).toMatchObject({ jobs: JOBS, completed: JOBS, open: 0, begun: JOBS, runs: comparisons });
    // Somebody was killed at work, or nothing was shown.
    expect(rows[0].attempts).toBeGreaterThan(1);
  } finally {
    await client.end();
  }
}
