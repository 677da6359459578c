import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { onEveryStore } from './everyStore.ts';
import type { Answer, Served } from './serve.ts';
import { valid } from './valid.ts';

/** Work that nobody waits for: jobs, their events, and requests that are done once. */

const FILES = { golden_path: 'golden/text.ts', generated_path: 'one/text.ts' };
const MODELS = { golden_standard: 'golden', models: { one: 'one', two: 'two' } };

onEveryStore((serve) => {
  let served: Served;
  /** Steps wait while it is set. */
  let gate: Promise<void> | null = null;
  let failures = 0;
  let failure = 'Error';
  beforeAll(async () => {
    served = await serve({
      async before() {
        await gate;
        if (failures > 0) {
          failures--;
          throw Object.assign(new Error('the disk /var/lib/fern/x broke'), { name: failure });
        }
      },
    });
    served.startWorker();
  }, 120_000);
  afterAll(() => served.close());
  afterEach(() => {
    gate = null;
    failures = 0;
    failure = 'Error';
  });

  function closeGate(): () => void {
    let open = (): void => {};
    gate = new Promise((resolve) => {
      open = resolve;
    });
    return open;
  }

  async function ended(id: string): Promise<Answer> {
    for (let tries = 0; tries < 200; tries++) {
      const answer = await served.get(`/jobs/${id}`);
      if (/completed|failed|cancelled/.test(answer.json.state)) return answer;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`The job ${id} does not end.`);
  }

  describe('a job', () => {
    test.each<[string, string, object]>([
      ['two files', '/evaluate', FILES],
      ['two folders', '/evaluate', { golden_path: 'golden', generated_path: 'two', evaluation_type: 'app' }],
      [
        'sent code',
        '/evaluate',
        { golden_content: 'export const a = 1;', generated_content: 'export const a = 2;' },
      ],
      ['one model', '/compare-models', { golden_standard: 'golden', models: { one: 'one' } }],
      ['several models, in parts', '/compare-models', MODELS],
      ['a batch', '/batch-evaluate', { evaluations: [FILES, { ...FILES, generated_path: 'two/text.ts' }] }],
    ])('%s: is answered what the request itself is', async (_, url, body) => {
      const direct = await served.post(url, body);
      expect(direct.status).toBe(200);
      await valid(served, 'post', url, direct);
      const accepted = await served.post(url, { ...body, async: true });
      expect(accepted.status).toBe(202);
      await valid(served, 'post', url, accepted);
      expect(accepted.headers.location).toBe(`/jobs/${accepted.json.id}`);
      const answer = await ended(accepted.json.id);
      await valid(served, 'get', '/jobs/{id}', answer);
      expect(answer.json).toMatchObject({ state: 'completed', problem: null });
      expect(answer.json.progress.done).toBe(answer.json.progress.total);
      const timeless = (text: string): string => text.replace(/"evaluation_time_seconds":[\d.]+/, '');
      expect(timeless(JSON.stringify(answer.json.result))).toBe(timeless(direct.text));
    });

    test('is asked for by a header too (RFC 7240)', async () => {
      const answer = await served.post('/evaluate', FILES, { prefer: 'wait=5, respond-async' });
      expect(answer.status).toBe(202);
      expect(answer.headers['preference-applied']).toBe('respond-async');
      await ended(answer.json.id);
    });

    test('what can be seen at once is said at once', async () => {
      for (const [url, body, status] of [
        ['/evaluate', { ...FILES, golden_path: '../secret.ts' }, 403],
        ['/evaluate', { ...FILES, golden_path: 'gone.ts' }, 404],
        ['/evaluate', { ...FILES, weights: { beauty: 1 } }, 400],
        ['/compare-models', { ...MODELS, models: { one: 'gone' } }, 404],
      ] as const) {
        const answer = await served.post(url, { ...body, async: true });
        expect(answer.status).toBe(status);
        await valid(served, 'post', url, answer);
      }
      const batch = await served.post('/batch-evaluate', {
        evaluations: [FILES, { ...FILES, generated_path: 'gone.ts' }],
        async: true,
      });
      expect(batch.json).toMatchObject({
        status: 404,
        errors: [{ pointer: '/evaluations/1/generated_path' }],
      });
    });

    test('fails with the reason where the input can’t be scored', async () => {
      const { json } = await served.post('/evaluate', {
        golden_content: '',
        generated_content: '',
        async: true,
      });
      const answer = await ended(json.id);
      expect(answer.json).toMatchObject({ state: 'failed', result: null, problem: { status: 422 } });
      await valid(served, 'get', '/jobs/{id}', answer);
    });

    test('one bad evaluation does not end a batch', async () => {
      const { json } = await served.post('/batch-evaluate', {
        evaluations: [{ golden_content: '', generated_content: '' }, FILES],
        async: true,
      });
      const { json: job } = await ended(json.id);
      expect(job.result.results[0].problem.status).toBe(422);
      expect(job.result.results[1].evaluation.golden).toBe('text.ts');
    });

    test('what breaks twice is done at the third try', async () => {
      failures = 2;
      const { json } = await served.post('/evaluate', { ...FILES, async: true });
      expect((await ended(json.id)).json.state).toBe('completed');
    }, 60_000);

    test('what was given up without its being cancelled is tried again', async () => {
      [failures, failure] = [1, 'AbortError'];
      const { json } = await served.post('/evaluate', { ...FILES, async: true });
      expect((await ended(json.id)).json.state).toBe('completed');
    }, 60_000);

    test('what breaks three times failed, and where things are is not told', async () => {
      failures = 3;
      const { json } = await served.post('/evaluate', { ...FILES, async: true });
      const answer = await ended(json.id);
      expect(answer.json).toMatchObject({ state: 'failed', problem: { status: 500 } });
      expect(answer.json.problem.detail).toBe('It was tried 3 times; the last time: the disk … broke');
    }, 60_000);
  });

  describe('watching', () => {
    test('events tell how a job goes on, and end with it', async () => {
      const open = closeGate();
      const { json } = await served.post('/compare-models', { ...MODELS, async: true });
      setTimeout(open, 700);
      const answer = await served.get(`/jobs/${json.id}/events`);
      expect(answer.type).toMatch(/^text\/event-stream/);
      const events = [...answer.text.matchAll(/^event: (\w+)\ndata: (.*)\n\n/gm)];
      expect(events.length).toBeGreaterThan(1);
      expect(events[0]?.[1]).toBe('progress');
      expect(events.at(-1)?.[1]).toBe('completed');
      expect(JSON.parse(events.at(-1)?.[2] as string)).toMatchObject({ id: json.id, state: 'completed' });
      await valid(served, 'get', '/jobs/{id}/events', answer);
    });

    test('lists, newest first, by state, in pages', async () => {
      const all = await served.get('/jobs?limit=200');
      await valid(served, 'get', '/jobs', all);
      const times = all.json.jobs.map((job: { created: string }) => job.created);
      expect(times).toEqual([...times].sort().reverse());
      const failed = await served.get('/jobs?state=failed');
      expect(new Set(failed.json.jobs.map((job: { state: string }) => job.state))).toEqual(
        new Set(['failed']),
      );
      const first = await served.get('/jobs?limit=2');
      const rest = await served.get(`/jobs?limit=200&before=${first.json.jobs[1].id}`);
      expect([...first.json.jobs, ...rest.json.jobs]).toEqual(all.json.jobs);
    });

    test.each(['/jobs?state=lost', '/jobs?limit=0', '/jobs?limit=1e3', '/jobs?before=x', '/jobs?other=1'])(
      '%s is no question',
      async (url) => {
        const answer = await served.get(url);
        expect(answer.status).toBe(400);
        await valid(served, 'get', '/jobs', answer);
      },
    );

    test.each(['x', '00000000-0000-4000-8000-000000000000', '..%2f..', "'; drop table fern.jobs; --"])(
      'there is no job %s',
      async (id) => {
        for (const url of [`/jobs/${encodeURIComponent(id)}`, `/jobs/${encodeURIComponent(id)}/events`])
          expect((await served.get(url)).status).toBe(404);
        expect((await served.delete(`/jobs/${encodeURIComponent(id)}`)).status).toBe(404);
      },
    );
  });

  describe('cancelling', () => {
    test('ends a job that runs, and its work', async () => {
      const open = closeGate();
      const { json } = await served.post('/compare-models', { ...MODELS, async: true });
      await expect.poll(async () => (await served.get(`/jobs/${json.id}`)).json.state).toBe('running');
      const answer = await served.delete(`/jobs/${json.id}`);
      expect(answer.json).toMatchObject({ id: json.id, state: 'cancelled' });
      await valid(served, 'delete', '/jobs/{id}', answer);
      open();
      await new Promise((resolve) => setTimeout(resolve, 500));
      expect((await served.get(`/jobs/${json.id}`)).json).toMatchObject({ state: 'cancelled', result: null });
      expect((await served.delete(`/jobs/${json.id}`)).status).toBe(200);
    });

    test('ends a job that waits: nobody does it', async () => {
      const open = closeGate();
      const busy = await Promise.all([1, 2].map(() => served.post('/evaluate', { ...FILES, async: true })));
      const { json } = await served.post('/evaluate', { ...FILES, async: true });
      await served.delete(`/jobs/${json.id}`);
      open();
      for (const each of busy) await ended(each.json.id);
      expect((await served.get(`/jobs/${json.id}`)).json).toMatchObject({
        state: 'cancelled',
        started: null,
      });
    });

    test('what has ended stays as it is', async () => {
      const { json } = await served.post('/evaluate', { ...FILES, async: true });
      await ended(json.id);
      const answer = await served.delete(`/jobs/${json.id}`);
      expect(answer.status).toBe(409);
      await valid(served, 'delete', '/jobs/{id}', answer);
    });
  });

  describe('a request with an Idempotency-Key', () => {
    test('is done once and answered the same', async () => {
      const headers = { 'idempotency-key': 'compare-1' };
      const first = await served.post('/compare-models', MODELS, headers);
      const again = await served.post('/compare-models', MODELS, headers);
      expect(again.text).toBe(first.text);
      expect(first.headers['idempotency-replayed']).toBeUndefined();
      expect(again.headers['idempotency-replayed']).toBe('true');
      await valid(served, 'post', '/compare-models', again);
    });

    test('makes one job', async () => {
      const headers = { 'idempotency-key': 'job-1' };
      const body = { ...FILES, async: true };
      const answers = await Promise.all([1, 2, 3].map(() => served.post('/evaluate', body, headers)));
      const ids = new Set(answers.filter(({ status }) => status === 202).map(({ json }) => json.id));
      expect(ids.size).toBe(1);
      for (const { status } of answers) expect([202, 409]).toContain(status);
      const again = await served.post('/evaluate', body, headers);
      expect(again).toMatchObject({ status: 202, headers: { location: `/jobs/${[...ids][0]}` } });
      await ended([...ids][0] as string);
    });

    test('is another one with another body', async () => {
      const headers = { 'idempotency-key': 'other' };
      await served.post('/evaluate', FILES, headers);
      const answer = await served.post('/evaluate', { ...FILES, generated_path: 'two/text.ts' }, headers);
      expect(answer.status).toBe(422);
      await valid(served, 'post', '/evaluate', answer);
    });

    test('that failed is done again', async () => {
      const headers = { 'idempotency-key': 'failing' };
      const body = { ...FILES, generated_path: 'gone.ts' };
      expect((await served.post('/evaluate', body, headers)).status).toBe(404);
      expect((await served.post('/evaluate', body, headers)).status).toBe(404);
    });

    test.each(['', ' ', 'a b', 'x'.repeat(256), 'é'])('%j is no key', async (key) => {
      const answer = await served.post('/evaluate', FILES, { 'idempotency-key': key });
      expect(answer.status).toBe(400);
    });
  });
});
