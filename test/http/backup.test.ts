import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { pause } from '../helpers/cli.ts';
import { tarGz } from './archives.ts';
import { seeded } from './seeded.ts';
import { address, createWorkplace, EXAMPLES, get, post, type Running, type Workplace } from './service.ts';

/** `fern backup` of a service that runs: what was acknowledged is in it, and who breaks off leaves nothing. */

let place: Workplace;
let running: Running | null = null;
beforeAll(() => {
  place = createWorkplace();
});
afterEach(async () => {
  running?.child.kill('SIGTERM');
  await running?.done;
});
afterAll(() => place.remove());

interface JobDocument {
  readonly id: string;
  readonly state: string;
  readonly result: unknown;
}

const dataOf = (name: string): string => join(place.folder, name);

async function serve(name: string): Promise<string> {
  const args = ['serve', '--port', '0', '--root', EXAMPLES, '--no-behaviour', '--data', dataOf(name)];
  running = place.start(args, { env: { FERN_RATE_PER_MINUTE: '0' } });
  return address(running);
}

async function end(): Promise<void> {
  running?.child.kill('SIGTERM');
  expect((await running?.done)?.code).toBe(0);
}

const BODIES = ['text', 'dates', 'tasks'].map((name) => ({
  golden_path: `golden/utils/${name}.ts`,
  generated_path: `generated/birch/utils/${name}.ts`,
  async: true,
}));

test('everything that was acknowledged before is there, and answered the same; the service goes on', async () => {
  const url = await serve('busy');
  const compared = { golden_standard: 'golden', models: { birch: 'generated/birch' } };
  await post(`${url}/compare-models`, compared);
  const acknowledged: string[] = [];
  let isAsking = true;
  const asking = (async () => {
    for (let i = 0; isAsking; i++) {
      const { status, json } = await post<JobDocument>(`${url}/evaluate`, BODIES[i % 3] as object);
      if (status === 202) acknowledged.push(json.id);
    }
  })();
  await expect.poll(() => acknowledged.length, { timeout: 30_000 }).toBeGreaterThan(10);

  const file = join(place.folder, 'saved', 'busy.tar.gz');
  const before = [...acknowledged];
  const { code, stderr } = await place.run(['backup', file, '--data', dataOf('busy')]);
  expect([code, stderr]).toEqual([
    0,
    expect.stringMatching(/^Saved .*busy in .*busy\.tar\.gz \(\d+\.\d MB\)\.\n$/),
  ]);
  const after = acknowledged.length;
  await expect.poll(() => acknowledged.length, { timeout: 30_000 }).toBeGreaterThan(after);
  isAsking = false;
  await asking;
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(place.folder, 'saved'))).toEqual(['busy.tar.gz']);

  const jobs = await ended(url, before);
  const { runs } = await get<{ runs: unknown[] }>(`${url}/runs`);
  await end();
  const restored = await place.run(['restore', file, '--data', dataOf('restored')]);
  expect(restored, restored.stderr).toMatchObject({ code: 0 });
  const other = await serve('restored');
  expect(await ended(other, before)).toEqual(jobs);
  expect((await get<{ runs: unknown[] }>(`${other}/runs`)).runs).toEqual(runs);
}, 300_000);

/** Results of jobs, when all have ended. */
async function ended(url: string, ids: readonly string[]): Promise<unknown[]> {
  const results: unknown[] = [];
  for (const id of ids) {
    const job = (): Promise<JobDocument> => get<JobDocument>(`${url}/jobs/${id}`);
    await expect.poll(async () => (await job()).state, { timeout: 60_000, interval: 100 }).toBe('completed');
    results.push((await job()).result);
  }
  return results;
}

/** A file that takes seconds to pack, so that there is a middle. */
async function fill(url: string): Promise<void> {
  const random = seeded(3);
  const text = Buffer.from(Array.from({ length: 24 << 20 }, () => 32 + Math.floor(random() * 94)));
  const answer = await fetch(`${url}/uploads`, {
    method: 'POST',
    headers: { 'content-type': 'application/gzip' },
    body: await tarGz([{ name: 'a.ts', text }]),
  });
  expect(answer.status).toBe(201);
}

/** Whether some of a file has been written. */
async function begun(file: string, pid: number): Promise<void> {
  await expect
    .poll(() => statSync(`${file}.${pid}.tmp`, { throwIfNoEntry: false })?.size ?? 0, {
      timeout: 30_000,
      interval: 5,
    })
    .toBeGreaterThan(0);
}

test('who breaks off in the middle leaves nothing, and what was there stays', async () => {
  const url = await serve('large');
  await fill(url);
  const file = join(place.folder, 'large.tar.gz');
  writeFileSync(file, 'of yesterday');
  const left = () => readdirSync(place.folder).filter((name) => name.startsWith('large.tar.gz'));

  const interrupted = place.start(['backup', file, '--data', dataOf('large')]);
  await begun(file, interrupted.pid);
  interrupted.child.kill('SIGINT');
  expect((await interrupted.done).code).toBe(130);
  expect([left(), readFileSync(file, 'utf8')]).toEqual([['large.tar.gz'], 'of yesterday']);

  // The service takes no harm, and it is its end that the next one meets.
  expect(await get(`${url}/health`)).toMatchObject({ status: 'ok' });
  const cut = place.start(['backup', file, '--data', dataOf('large')]);
  await begun(file, cut.pid);
  running?.child.kill('SIGKILL');
  const { code, stderr } = await cut.done;
  expect([code, stderr]).toEqual([
    2,
    expect.stringMatching(/^fern: .* broke off before it had told all; try again\.\n$/),
  ]);
  expect([left(), readFileSync(file, 'utf8')]).toEqual([['large.tar.gz'], 'of yesterday']);
  await running?.done;

  // Nobody has it any more.
  const whole = await place.run(['backup', file, '--data', dataOf('large')]);
  expect(whole, whole.stderr).toMatchObject({ code: 0 });
  expect(statSync(file).size).toBeGreaterThan(20 << 20);
  expect(statSync(file).mode & 0o777).toBe(0o600);
}, 300_000);

test('what answers wrongly, or can’t be written, is one line', async () => {
  const data = place.write('fake/db/PG_VERSION', '17').replace(/\/db\/PG_VERSION$/, '');
  const file = join(place.folder, 'fake.tar.gz');
  const fake = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end('{"bytes":1000}\nhalf'));
  });
  await new Promise<void>((resolve) => fake.listen(join(data, 'lock.sock'), resolve));
  const half = await place.run(['backup', file, '--data', data]);
  expect(half).toMatchObject({ code: 2, stderr: expect.stringMatching(/^fern: .* broke off .*\n$/) });
  const nowhere = await place.run(['backup', join(data, 'db/PG_VERSION/x'), '--data', data]);
  expect(nowhere).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(
      /^fern: .* can't be written: a part of its path is a file, not a folder\.\n$/,
    ),
  });
  expect(existsSync(file)).toBe(false);
  fake.close();
}, 60_000);

test('strangers at the door of a service do it no harm; it is still restored into nothing that it has', async () => {
  const url = await serve('door');
  const door = join(dataOf('door'), 'lock.sock');
  const strangers = ['\0\xff\n', 'dump', 'dump\ndump\n', 'dump\n', 'x'.repeat(1 << 20)].flatMap((said) =>
    [1, 2, 3].map(() => {
      const socket = connect(door, () => socket.write(said, 'latin1'));
      const talking = setInterval(() => socket.write('more'), 50);
      socket.on('error', () => {}).on('close', () => clearInterval(talking));
      return socket;
    }),
  );
  await pause(1500);
  expect(await get(`${url}/readyz`)).toMatchObject({ status: 'ready' });
  const saved = await place.run(['backup', join(place.folder, 'door.tar.gz'), '--data', dataOf('door')]);
  expect(saved, saved.stderr).toMatchObject({ code: 0 });
  for (const socket of strangers) socket.destroy();
  const { code, stderr } = await place.run([
    'restore',
    join(place.folder, 'door.tar.gz'),
    '--data',
    dataOf('door'),
  ]);
  expect([code, stderr]).toEqual([2, expect.stringMatching(/There is a database in .* already/)]);
}, 120_000);
