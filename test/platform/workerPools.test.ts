import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  createThreadPool,
  type ThreadPoolOptions,
  type WorkerPool,
} from '../../server/src/platform/workerPools.ts';
import { ROOT } from './support/build.ts';

vi.setConfig({ testTimeout: 30_000 });

/** What a thread of the test can do. */
const SCRIPT = `
const { threadId } = require('node:worker_threads');
const fs = require('node:fs');
const block = (ms) => { const end = Date.now() + ms; while (Date.now() < end); };
const { worker, workerEmit } = require('workerpool');
worker({
  id: () => threadId,
  block: (ms) => (block(ms), threadId),
  sum: (bytes) => bytes.reduce((a, b) => a + b, 0),
  depth: () => { let n = 0; const go = () => { n++; go(); }; try { go(); } catch {} return n; },
  fill: () => { const all = []; for (;;) all.push(new Array(1000).fill({})); },
  fail: () => { throw Object.assign(new TypeError('no such thing'), { code: 'MINE' }); },
  dieOnce: (mark) => { if (fs.existsSync(mark)) return 'survived'; fs.writeFileSync(mark, ''); process.exit(3); },
  die: () => process.exit(3),
  talk: (times, ms) => { for (let i = 0; i < times; i++) { workerEmit('here'); block(ms); } return 'done'; },
});`;

let script: string;
const pools: WorkerPool[] = [];
const pool = (options: Partial<ThreadPoolOptions> = {}): WorkerPool => {
  const made = createThreadPool({ script, workers: 2, ...options });
  pools.push(made);
  return made;
};

beforeAll(() => {
  const folder = path.join(ROOT, 'dist/test');
  mkdirSync(folder, { recursive: true });
  script = path.join(folder, 'threads.js');
  writeFileSync(script, SCRIPT);
});
afterAll(() => Promise.all(pools.map((each) => each.close())));

describe('a thread pool', () => {
  it('uses as many threads as there is work for, up to the limit', async () => {
    const threads = pool();
    expect(await threads.exec('id', [])).toBe(await threads.exec('id', []));
    const ids = await Promise.all(Array.from({ length: 6 }, () => threads.exec<number>('block', [60])));
    expect(new Set(ids).size).toBe(2);
  });

  it('moves what is to be transferred', async () => {
    const bytes = Uint8Array.from([1, 2, 3]);
    expect(await pool().exec('sum', [bytes], { transfer: [bytes.buffer] })).toBe(6);
    expect(bytes.byteLength).toBe(0);
  });

  it('has the stack that was asked for', async () => {
    const small = await pool({ stackMb: 1 }).exec<number>('depth', []);
    const usual = await pool().exec<number>('depth', []);
    expect(usual).toBeGreaterThan(small * 20);
  });

  it('passes errors on', async () => {
    await expect(pool().exec('fail', [])).rejects.toMatchObject({ message: 'no such thing', code: 'MINE' });
  });

  it('repeats a call once when the thread dies', async () => {
    const mark = path.join(ROOT, 'dist/test', `mark-${process.pid}-${Date.now()}`);
    expect(await pool().exec('dieOnce', [mark])).toBe('survived');
  });

  it('gives up when it dies again, and goes on with other work', async () => {
    const threads = pool();
    await expect(threads.exec('die', [])).rejects.toMatchObject({
      code: 'FERN_WORKER',
      message: 'A worker thread ended twice during its work: exit code 3.',
    });
    expect(await threads.exec('sum', [[1, 2]])).toBe(3);
  });

  it('says when memory ran out', async () => {
    const threads = pool({ heapMb: 40 });
    await expect(threads.exec('fill', [])).rejects.toThrow(/ended twice.*ran out of memory/);
    expect(await threads.exec('sum', [[2, 2]])).toBe(4);
  }, 20_000);

  it('stops a busy thread and drops queued calls when they are cancelled', async () => {
    const threads = pool({ workers: 1 });
    await threads.exec('id', []);
    const controller = new AbortController();
    const start = Date.now();
    const occupied = expect(threads.exec('block', [5000])).rejects.toThrow(/closed/);
    const cancelled = [0, 1].map(() => threads.exec('block', [5000], { signal: controller.signal }));
    const busy = pool({ workers: 1 });
    const running = busy.exec('block', [5000], { signal: controller.signal });
    setTimeout(() => controller.abort(), 100);
    for (const each of [...cancelled, running])
      await expect(each).rejects.toMatchObject({ name: 'AbortError' });
    expect(Date.now() - start).toBeLessThan(3000);
    expect(await busy.exec('sum', [[1]])).toBe(1);
    expect(Date.now() - start).toBeLessThan(4500);
    await expect(busy.exec('sum', [[1]], { signal: { aborted: true } })).rejects.toMatchObject({
      name: 'AbortError',
    });
    await threads.close();
    await occupied;
  });

  it('ends a thread that gives no sign of life any more, and only such', async () => {
    const threads = pool({ workers: 1 });
    expect(await threads.exec('talk', [6, 100], { silentMs: 400 })).toBe('done');
    const error = await threads.exec('talk', [1, 60_000], { silentMs: 400 }).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'FERN_TIMEOUT' });
    expect(await threads.exec('sum', [[1, 2]])).toBe(3);
  });

  it('ends at once when it is closed', async () => {
    const threads = pool({ workers: 1 });
    const work = [threads.exec('block', [5000]), threads.exec('block', [5000])];
    const failed = work.map((each) => expect(each).rejects.toThrow(/closed/));
    await new Promise((resolve) => setTimeout(resolve, 100));
    const start = Date.now();
    await threads.close();
    expect(Date.now() - start).toBeLessThan(1500);
    await Promise.all(failed);
    await expect(threads.exec('id', [])).rejects.toThrow(/closed/);
  });

  it('can be used again after a release', async () => {
    const threads = pool();
    const first = await threads.exec('id', []);
    await threads.release();
    expect(await threads.exec('id', [])).not.toBe(first);
  });
});
