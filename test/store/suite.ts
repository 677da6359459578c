import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KeptRun } from '../../server/src/app/history/run.ts';
import type { Step } from '../../server/src/service/jobs.ts';
import type { ProblemBody } from '../../server/src/service/problems.ts';
import { tidy } from '../../server/src/store/retention.ts';
import { boardComparison } from '../fixtures/documents/comparison.ts';
import type { TestStore } from './stores.ts';

/** What holds of a store, whichever database it is on. */
export function storeSuite(open: () => Promise<TestStore>): void {
  let store: TestStore['store'];
  let database: TestStore['database'];
  let opened: TestStore;
  beforeAll(async () => {
    opened = await open();
    ({ store, database } = opened);
  }, 180_000);
  afterAll(() => opened.close());

  const submit = async (request: unknown = { a: 1 }): Promise<string> => {
    const id = randomUUID();
    await store.jobs.submit({ id, kind: 'compare', request });
    return id;
  };

  /** Takes until there is something; what was put back waits for a second or two. */
  async function takeOf(job: string, most = 1): Promise<Step[]> {
    const found: Step[] = [];
    for (let tries = 0; tries < 100 && found.length < most; tries++) {
      for (const step of await store.steps.take(most - found.length)) {
        if (step.job === job) found.push(step);
        else await store.steps.done(step, { result: '0' });
      }
      if (found.length < most) await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return found;
  }

  const PROBLEM: ProblemBody = { type: 'about:blank', title: 'T', status: 422, detail: 'why' };

  describe('a job of one step', () => {
    test('is kept as it was asked for, done, and answered to the byte', async () => {
      const id = await submit({ b: 'é\u0000"', a: [1, 2.5] });
      const [step] = await takeOf(id);
      expect(step).toMatchObject({ job: id, number: 0, stage: 'begin', kind: 'compare', attempt: 1 });
      expect(step?.request).toEqual({ b: 'é\u0000"', a: [1, 2.5] });
      expect((await store.jobs.find(id))?.state).toBe('running');
      const result = '{"z":1,"a":  2.50}';
      await store.steps.done(step as Step, { result });
      expect(await store.jobs.result(id)).toBe(result);
      expect(await store.jobs.find(id)).toMatchObject({
        state: 'completed',
        progress: { done: 1, total: 1 },
      });
    });

    test('is found among others, those that are there', async () => {
      const [one, other] = [await submit(), await submit()];
      const found = await store.jobs.findAll([one, randomUUID(), other]);
      expect(found.map(({ id }) => id).sort()).toEqual([one, other].sort());
      expect(found.find(({ id }) => id === one)).toEqual(await store.jobs.find(one));
      expect(await store.jobs.findAll([])).toEqual([]);
    });

    test('is listed behind those that came after it, if only by microseconds', async () => {
      const ids = [await submit(), await submit(), await submit()];
      for (const [index, id] of ids.entries())
        await database.orm.execute(
          sql`update fern.jobs set created = timestamptz '2001-01-01 00:00:00.000100+00' + ${`${index * 100} microseconds`}::interval where id = ${id}`,
        );
      const older = async (before: string) =>
        (await store.jobs.list({ before, limit: 9 })).map(({ id }) => id);
      expect(await older(ids[2])).toEqual([ids[1], ids[0]]);
      expect(await older(ids[0])).toEqual([]);
      expect(await older(randomUUID())).toEqual([]);
    });

    test('is the same job when it is submitted again', async () => {
      const id = await submit();
      await store.jobs.submit({ id, kind: 'batch', request: 'other' });
      expect((await takeOf(id, 1))[0]).toMatchObject({ kind: 'compare', request: { a: 1 } });
      expect(await store.steps.take(5)).toEqual([]);
    });

    test('is taken by one alone', async () => {
      const ids = await Promise.all(Array.from({ length: 20 }, () => submit()));
      const taken = (await Promise.all(Array.from({ length: 20 }, () => store.steps.take(3)))).flat();
      expect(taken.map(({ job }) => job).sort()).toEqual([...ids].sort());
      for (const step of taken) await store.steps.done(step, { result: '1' });
    });

    test('said to be done twice, it is done once', async () => {
      const id = await submit();
      const [step] = (await takeOf(id)) as [Step];
      await Promise.all([
        store.steps.done(step, { result: '"first"' }),
        store.steps.done(step, { result: '"first"' }),
      ]);
      await store.steps.done(step, { result: '"second"' });
      await store.steps.failed(step, PROBLEM);
      expect(await store.jobs.result(id)).toBe('"first"');
    });

    test('tells how far it is', async () => {
      const id = await submit();
      const [step] = (await takeOf(id)) as [Step];
      await store.steps.progress(step, 3, 8);
      expect((await store.jobs.find(id))?.progress).toEqual({ done: 3, total: 8 });
      await store.steps.done(step, { result: '1' });
      expect((await store.jobs.find(id))?.progress).toEqual({ done: 8, total: 8 });
    });
  });

  describe('a job in parts', () => {
    const PARTS = [10, 20, 5].map((size, index) => ({ task: { index }, size }));

    test('is put together when all are done, and each counts once', async () => {
      const id = await submit();
      const [begin] = (await takeOf(id)) as [Step];
      await store.steps.done(begin, { parts: PARTS });
      const parts = (await takeOf(id, 3)).sort((a, b) => a.number - b.number);
      expect(parts.map(({ stage, task }) => [stage, task])).toEqual(PARTS.map(({ task }) => ['part', task]));
      const progress: number[] = [];
      for (const part of [...parts, ...parts].reverse()) {
        await store.steps.done(part, { result: `"part ${part.number}"` });
        progress.push((await store.jobs.find(id))?.progress.done ?? -1);
      }
      expect(progress).toEqual([5, 25, 35, 35, 35, 35]);
      const [finish, ...more] = (await takeOf(id, 1)) as [Step, ...Step[]];
      expect([finish.stage, more]).toEqual(['finish', []]);
      expect(await store.steps.take(5)).toEqual([]);
      expect(await store.steps.found(id)).toEqual(['"part 1"', '"part 2"', '"part 3"']);
      await store.steps.done(finish, { result: '"all"' });
      expect(await store.jobs.result(id)).toBe('"all"');
    });

    test('parts that end at the same moment make one last step', async () => {
      for (let round = 0; round < 5; round++) {
        const id = await submit();
        const [begin] = (await takeOf(id)) as [Step];
        await store.steps.done(begin, { parts: [...PARTS, ...PARTS] });
        const parts = await takeOf(id, 6);
        await Promise.all(parts.map((part) => store.steps.done(part, { result: '1' })));
        const last = await takeOf(id, 1);
        expect(last.map(({ stage }) => stage)).toEqual(['finish']);
        expect(await store.steps.take(5)).toEqual([]);
        await store.steps.done(last[0] as Step, { result: '1' });
      }
    });

    test('ends with the first part that fails; the others are left', async () => {
      const id = await submit();
      const [begin] = (await takeOf(id)) as [Step];
      await store.steps.done(begin, { parts: PARTS });
      const [first, second] = (await takeOf(id, 2)) as [Step, Step];
      await store.steps.failed(first, PROBLEM);
      expect(await store.jobs.find(id)).toMatchObject({ state: 'failed', problem: PROBLEM });
      await store.steps.done(second, { result: '1' });
      expect(await store.steps.take(5)).toEqual([]);
      expect((await store.jobs.find(id))?.state).toBe('failed');
      expect(await store.steps.ended([id])).toEqual(new Set([id]));
    });
  });

  test('parts are taken in their order', async () => {
    const id = await submit();
    const [begin] = (await takeOf(id)) as [Step];
    await store.steps.done(begin, { parts: Array.from({ length: 20 }, () => ({ task: 0, size: 1 })) });
    const numbers: number[] = [];
    for (let i = 0; i < 20; i++) numbers.push(((await takeOf(id)) as [Step])[0].number);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    await store.jobs.cancel(id);
  });

  describe('a step that is tried again', () => {
    test('counts its tries, and is left after three that ended its process', async () => {
      const id = await submit();
      const attempts: number[] = [];
      for (let round = 0; round < 3; round++) {
        const [step] = (await takeOf(id)) as [Step];
        attempts.push(step.attempt);
        await store.steps.again(step, 'failed');
      }
      expect(attempts).toEqual([1, 2, 3]);
      await expect
        .poll(
          async () => {
            await store.steps.take(1);
            return store.jobs.find(id);
          },
          { timeout: 20_000 },
        )
        .toMatchObject({ state: 'failed', problem: { status: 500 } });
      expect((await store.jobs.find(id))?.problem?.detail).toMatch(/tried 3 times.*process.*ended/);
    }, 60_000);

    test('does not count a process that was stopped', async () => {
      const id = await submit();
      const [step] = (await takeOf(id)) as [Step];
      await store.steps.again(step, 'stopping');
      const [again] = (await takeOf(id)) as [Step];
      expect(again.attempt).toBe(1);
      await store.steps.done(again, { result: '1' });
    }, 30_000);

    test('is free when its process is gone', async () => {
      const id = await submit();
      await takeOf(id);
      // As if it had been taken by one that nobody has ever seen since.
      await database.orm.execute(sql`update fern.steps set worker = ${randomUUID()} where job = ${id}`);
      const [again] = (await takeOf(id)) as [Step];
      expect(again).toMatchObject({ job: id, attempt: 2 });
      await store.steps.done(again, { result: '1' });
    }, 60_000);
  });

  describe('cancelling', () => {
    test('a job that waits is never taken; one that runs has ended', async () => {
      const [waiting, running] = [await submit(), await submit()];
      const step = (await takeOf(waiting))[0] as Step;
      await store.jobs.cancel(waiting);
      expect(await store.steps.ended([waiting, running])).toEqual(new Set([waiting]));
      await store.steps.done(step, { result: '1' });
      expect(await store.jobs.find(waiting)).toMatchObject({ state: 'cancelled' });
      expect(await store.jobs.result(waiting)).toBeNull();
      await store.jobs.cancel(running);
      expect(await store.steps.take(5)).toEqual([]);
      expect(await store.jobs.cancel(randomUUID())).toBeNull();
    });
  });

  describe('answers', () => {
    const ANSWER = { status: 202, headers: { location: '/jobs/1' }, body: '{"a":1}' };
    test('the first one answers, the others wait, then all get the same', async () => {
      const key = randomUUID();
      const claims = await Promise.all([1, 2, 3].map(() => store.answers.claim(key, 'body')));
      expect(claims.map(({ state }) => state).sort()).toEqual(['busy', 'busy', 'mine']);
      await store.answers.keep(key, ANSWER);
      expect(await store.answers.claim(key, 'body')).toEqual({ state: 'answered', answer: ANSWER });
      expect(await store.answers.claim(key, 'another')).toEqual({ state: 'other' });
      await store.answers.forget(key);
      expect((await store.answers.claim(key, 'body')).state).toBe('answered');
    });

    test('whoever was to answer and is gone is replaced', async () => {
      const key = randomUUID();
      await store.answers.claim(key, 'body');
      await database.orm.execute(sql`update fern.answers set holder = ${randomUUID()} where key = ${key}`);
      const claims = await Promise.all([1, 2].map(() => store.answers.claim(key, 'body')));
      expect(claims.map(({ state }) => state).sort()).toEqual(['busy', 'mine']);
      await store.answers.forget(key);
      expect((await store.answers.claim(key, 'body')).state).toBe('mine');
    });
  });

  describe('runs', () => {
    const runOf = (id: string, created: string): KeptRun => ({
      schema_version: 1,
      id,
      name: null,
      created,
      document: { ...boardComparison(), run: id },
    });

    test('are kept once, listed newest first, found', async () => {
      await store.runs.keep(runOf('aaaaaaaaaaaa', '2026-01-01T00:00:00.000Z'));
      await store.runs.keep(runOf('bbbbbbbbbbbb', '2026-01-02T00:00:00.000Z'));
      await store.runs.keep(runOf('aaaaaaaaaaaa', '2026-01-03T00:00:00.000Z'));
      const ids = async (wanted: { before?: string; limit: number }) =>
        (await store.runs.list(wanted)).map(({ id }) => id);
      expect(await ids({ limit: 9 })).toEqual(['aaaaaaaaaaaa', 'bbbbbbbbbbbb']);
      expect(await ids({ limit: 1 })).toEqual(['aaaaaaaaaaaa']);
      expect(await ids({ limit: 9, before: 'aaaaaaaaaaaa' })).toEqual(['bbbbbbbbbbbb']);
      expect(await ids({ limit: 9, before: 'cccccccccccc' })).toEqual([]);
      expect((await store.runs.find('bbbbbbbbbbbb'))?.document.run).toBe('bbbbbbbbbbbb');
      expect(await store.runs.find('cccccccccccc')).toBeNull();
    });
  });

  test('the overview counts jobs, what waits, and who works', async () => {
    const before = await store.overview();
    const id = await submit();
    const after = await store.overview();
    expect(after.workers).toBeGreaterThan(0);
    expect((after.jobs.queued ?? 0) - (before.jobs.queued ?? 0)).toBe(1);
    expect(after.steps).toBeGreaterThan(0);
    await database.orm.execute(
      sql`update fern.steps set created = now() - interval '90 seconds' where job = ${id}`,
    );
    const old = await store.overview();
    expect(old.queueAgeSeconds).toBeGreaterThan(89);
    // What nobody will take does not wait.
    await store.jobs.cancel(id);
    const rest = await store.overview();
    expect(rest.steps).toBe(old.steps - 1);
    expect(rest.queueAgeSeconds).toBeLessThan(89);
  });

  test('what is too old or too much is deleted, and nothing that goes on', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 4; i++) {
      const id = await submit();
      const [step] = (await takeOf(id)) as [Step];
      await store.steps.done(step, { result: '1' });
      ids.push(id);
    }
    const open = await submit();
    const old = sql`now() - interval '100 days'`;
    await database.orm.execute(
      sql`update fern.jobs set created = ${old}, finished = ${old} where id = ${ids[3]}`,
    );
    await database.orm.execute(sql`update fern.jobs set created = ${old} where id = ${open}`);
    await tidy(database, { days: 90, jobs: 2, runs: 1, resultBytes: 0 });
    const left = await Promise.all(ids.map((id) => store.jobs.find(id)));
    expect(left.map((job) => job !== null)).toEqual([false, true, true, false]);
    expect((await store.jobs.find(open))?.state).toBe('queued');
    expect((await store.runs.list({ limit: 9 })).length).toBeLessThan(2);
    await store.jobs.cancel(open);
  });
}
