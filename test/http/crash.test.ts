import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pause } from '../helpers/cli.ts';
import { seeded } from './seeded.ts';
import { address, createWorkplace, EXAMPLES, get, post, type Running, type Workplace } from './service.ts';

/** A service with its embedded database, killed at any moment: what was acknowledged is there. */

let place: Workplace;
let running: Running | null = null;
beforeEach(() => {
  place = createWorkplace();
});
afterEach(() => {
  running?.child.kill('SIGKILL');
  place.remove();
});

const KILLS = 20;
/** Milliseconds after it listens at which it is killed at the latest. */
const LATEST = 900;

interface JobDocument {
  readonly id: string;
  readonly state: string;
  readonly result: unknown;
  readonly problem: { readonly detail: string } | null;
}

async function serve(data = join(place.folder, 'data')): Promise<string> {
  const args = ['serve', '--port', '0', '--root', EXAMPLES, '--no-behaviour', '--data', data];
  running = place.start(args, { env: { FERN_RATE_PER_MINUTE: '0' } });
  return address(running);
}

async function end(signal: NodeJS.Signals): Promise<number | null> {
  running?.child.kill(signal);
  return (await (running as Running).done).code;
}

const BODIES = ['text', 'dates', 'tasks'].map((name) => ({
  golden_path: `golden/utils/${name}.ts`,
  generated_path: `generated/birch/utils/${name}.ts`,
  async: true,
}));

test('killed at 20 moments, it has lost nothing that was acknowledged; a backup of it answers the same', async () => {
  const random = seeded(5);
  const acknowledged = new Set<string>();
  /** Acknowledged, and not known to have ended. */
  const open = new Set<string>();
  const unwanted = new Set<string>();
  const cancelled = new Set<string>();
  const seen = new Map<string, string>();

  /** Until it is killed. */
  async function use(url: string, round: number): Promise<void> {
    try {
      for (let i = 0; ; i++) {
        const { status, json } = await post<JobDocument>(
          `${url}/evaluate`,
          BODIES[i % BODIES.length] as object,
          {
            'idempotency-key': `${round}-${i}`,
          },
        );
        if (status === 202) for (const ids of [acknowledged, open]) ids.add(json.id);
        if (i % 7 === 3) {
          unwanted.add(json.id);
          const answer = await fetch(`${url}/jobs/${json.id}`, { method: 'DELETE' });
          if (answer.ok) cancelled.add(json.id);
        }
        // The oldest, as a busy machine takes more than it does.
        for (const id of [...open].slice(0, 3)) {
          const job = await get<JobDocument>(`${url}/jobs/${id}`);
          if (job.state === 'completed') seen.set(id, JSON.stringify(job.result));
          if (/completed|failed|cancelled/.test(job.state)) open.delete(id);
        }
      }
    } catch {
      // It was killed in the middle of an answer.
    }
  }

  for (let round = 0; round < KILLS; round++) {
    const url = await serve();
    const using = use(url, round);
    // Now and then when some more are done.
    const done = seen.size;
    if (round % 5 === 0) await expect.poll(() => seen.size, { timeout: 60_000 }).toBeGreaterThan(done);
    await pause(LATEST * random());
    await end('SIGKILL');
    await using;
  }
  expect(acknowledged.size).toBeGreaterThan(KILLS);

  const url = await serve();
  const ends = new Map<string, number>();
  for (const id of acknowledged) {
    const job = (): Promise<JobDocument> => get<JobDocument>(`${url}/jobs/${id}`);
    const hasEnded = async () => /completed|cancelled|failed/.test((await job()).state);
    await expect.poll(hasEnded, { timeout: 60_000, interval: 200 }).toBe(true);
    const { state, result, problem } = await job();
    ends.set(state, (ends.get(state) ?? 0) + 1);
    if (cancelled.has(id)) expect(state).toBe('cancelled');
    // The answer to that may have been lost, not the job.
    if (state === 'cancelled') expect([...unwanted]).toContain(id);
    // One that was killed three times while it was done might be what kills.
    if (state === 'failed') expect(problem?.detail).toMatch(/tried 3 times.*the process that did it ended/);
    const known = seen.get(id);
    if (known !== undefined) expect(JSON.stringify(result)).toBe(known);
  }
  expect(ends.get('completed')).toBeGreaterThan((ends.get('failed') ?? 0) * 2);
  expect(seen.size).toBeGreaterThan(0);
  await post(`${url}/compare-models`, {
    golden_standard: 'golden',
    models: { birch: 'generated/birch', cedar: 'generated/cedar' },
  });
  const told = await everything(url, acknowledged);
  expect(await end('SIGTERM')).toBe(0);

  const backup = join(place.folder, 'saved.tar.gz');
  const saved = await place.run(['backup', backup, '--data', join(place.folder, 'data')]);
  expect(saved, saved.stderr).toMatchObject({ code: 0 });
  const other = join(place.folder, 'other');
  const restored = await place.run(['restore', backup, '--data', other]);
  expect(restored, restored.stderr).toMatchObject({ code: 0 });
  expect(await everything(await serve(other), acknowledged)).toEqual(told);
  expect(await end('SIGTERM')).toBe(0);

  // What is there is not overwritten, and what is no backup is none.
  const again = await place.run(['restore', backup, '--data', other]);
  expect(again).toMatchObject({ code: 2 });
  expect(again.stderr).toMatch(/There is a database in .* already, which is not overwritten/);
  writeFileSync(join(place.folder, 'wrong'), 'no archive');
  const wrong = await place.run([
    'restore',
    join(place.folder, 'wrong'),
    '--data',
    join(place.folder, 'third'),
  ]);
  expect(wrong).toMatchObject({ code: 2 });
  expect(wrong.stderr).toMatch(/That is no backup that `fern backup` wrote/);
  const nothing = await place.run(['backup', backup, '--data', join(place.folder, 'fourth')]);
  expect(nothing.stderr).toMatch(/There is nothing to save/);
}, 600_000);

async function everything(url: string, ids: ReadonlySet<string>): Promise<unknown> {
  const { runs } = await get<{ runs: readonly { id: string }[] }>(`${url}/runs`);
  return {
    jobs: await get(`${url}/jobs?limit=200`),
    each: await Promise.all([...ids].map((id) => get(`${url}/jobs/${id}`))),
    runs,
    run: await Promise.all(runs.map(({ id }) => get(`${url}/runs/${id}`))),
  };
}
