import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMetrics } from '../../server/src/http/metrics.ts';
import type { ComparisonDocument, EvaluationDocument } from '../../server/src/protocol/documents.ts';
import { BAD_TEXT, GOLDEN_TEXT } from '../lsp/workspace.ts';
import { onEveryStore } from './everyStore.ts';
import type { Served } from './serve.ts';
import { valid } from './valid.ts';

const FILES = { golden_path: 'golden/text.ts', generated_path: 'one/text.ts', evaluation_type: 'file' };

onEveryStore((serve) => {
  let served: Served;
  beforeAll(async () => {
    served = await serve();
  }, 120_000);
  afterAll(() => served.close());

  describe('evaluating', () => {
    test('two files', async () => {
      const answer = await served.post('/evaluate', FILES);
      expect(answer.status).toBe(200);
      const document = answer.json as EvaluationDocument;
      expect(document).toMatchObject({ schema_version: 1, golden: 'text.ts', generated: 'text.ts' });
      expect(document.overall).toBeGreaterThan(0.5);
      expect(document.files).toHaveLength(1);
      await valid(served, 'post', '/evaluate', answer);
    });

    test('two folders', async () => {
      const body = { golden_path: 'golden', generated_path: 'two', evaluation_type: 'app' };
      const answer = await served.post('/evaluate', body);
      expect(answer.status).toBe(200);
      expect(answer.json.missing).toEqual(['sum.ts']);
      await valid(served, 'post', '/evaluate', answer);
    });

    test('code that is sent along, with the score of the same files', async () => {
      const sent = await served.post('/evaluate', {
        golden_content: GOLDEN_TEXT,
        generated_content: BAD_TEXT,
      });
      const { json: named } = await served.post('/evaluate', FILES);
      expect(sent.json.overall).toBe(named.overall);
      await valid(served, 'post', '/evaluate', sent);
    });

    test('with other weights', async () => {
      const alone = await served.post('/evaluate', { ...FILES, weights: { style: 1 } });
      expect(alone.json.overall).toBe(alone.json.dimensions.style.value);
      const preset = await served.post('/evaluate', { ...FILES, weights: 'quality-focused' });
      expect(
        preset.json.dimensions.accessibility.weight + preset.json.dimensions.security.weight,
      ).toBeGreaterThan(0);
    });
  });

  describe('comparing', () => {
    test('models by folders', async () => {
      const body = {
        golden_standard: 'golden',
        models: { one: 'one', two: 'two' },
        evaluation_type: 'app',
        max_workers: 4,
      };
      const answer = await served.post('/compare-models', body);
      expect(answer.status).toBe(200);
      const document = answer.json as ComparisonDocument;
      expect(document.rankings.map(([name]) => name).sort()).toEqual(['one', 'two']);
      expect(document.total_models).toBe(2);
      expect(document.verdict).toBe('not_enough_data');
      await valid(served, 'post', '/compare-models', answer);
    });

    test('models by single files', async () => {
      const models = { one: 'one/text.ts', two: 'two/text.ts' };
      const body = { golden_standard: 'golden/text.ts', models, evaluation_type: 'file' };
      const { json } = await served.post('/compare-models', body);
      expect(json.rankings[0]).toEqual(['two', 1]);
      expect(json.files).toHaveLength(1);
    });
  });

  describe('kept comparisons', () => {
    test('are listed and shown', async () => {
      const models = { first: 'one', second: 'two' };
      const { json: made } = await served.post('/compare-models', { golden_standard: 'golden', models });
      const runs = await served.get('/runs');
      await valid(served, 'get', '/runs', runs);
      expect(runs.json.runs[0]).toMatchObject({ id: made.run, statement: made.statement, models: 2 });
      const run = await served.get(`/runs/${made.run}`);
      expect(run.json).toEqual(made);
      await valid(served, 'get', '/runs/{id}', run);
    });

    test('are paged through, newest first', async () => {
      const golden = 'golden/text.ts';
      for (const name of ['uno', 'due', 'tre'])
        await served.post('/compare-models', {
          golden_standard: golden,
          evaluation_type: 'file',
          models: { [name]: 'two/text.ts', other: 'one/text.ts' },
        });
      const list = async (query: string) => {
        const answer = await served.get(`/runs?${query}`);
        await valid(served, 'get', '/runs', answer);
        return answer.json.runs as { id: string; golden: string; rankings: [string, number][] }[];
      };
      const [first, second] = await list('limit=2');
      expect([first, second].map((run) => [run!.golden, run!.rankings[0]![0]])).toEqual([
        [golden, 'tre'],
        [golden, 'due'],
      ]);
      const [third] = await list(`limit=1&before=${second!.id}`);
      expect(third!.rankings[0]![0]).toBe('uno');
      expect(await list('before=000000000000')).toEqual([]);
    });

    test.each(['limit=0', 'limit=x', 'limit=1000', 'before=last', 'since=1'])(
      'a list of %s is refused',
      async (query) => {
        const answer = await served.get(`/runs?${query}`);
        expect(answer.status).toBe(400);
        await valid(served, 'get', '/runs', answer);
      },
    );

    test('tell of those of the same golden code, and what changed since', async () => {
      const compare = async (golden: string, models: Record<string, string>, more = {}) => {
        const body = { golden_standard: golden, models, ...more };
        return String((await served.post('/compare-models', body)).json.run);
      };
      const before = await compare('golden', { grows: 'one' });
      const reweighed = await compare('golden', { grows: 'one' }, { weights: { style: 1 } });
      const elsewhere = await compare('two', { grows: 'one' });
      const after = await compare('golden', { grows: 'two' });
      const history = await served.get(`/runs/${after}/history`);
      await valid(served, 'get', '/runs/{id}/history', history);
      const entries: { id: string; not_comparable: string | null }[] = history.json.history;
      const why = (id: string) => entries.find((entry) => entry.id === id)?.not_comparable;
      expect(entries[0]?.id).toBe(after);
      expect(why(before)).toBeNull();
      expect(why(reweighed)).toMatch(/weights/);
      expect(why(elsewhere)).toBeUndefined();

      const changes = await served.get(`/runs/${after}/changes?since=${before}`);
      await valid(served, 'get', '/runs/{id}/changes', changes);
      expect(changes.json.files.map(({ golden }: { golden: string }) => golden)).toEqual([
        'sum.ts',
        'text.ts',
      ]);
      expect((await served.get(`/runs/000000000000/history`)).status).toBe(404);
    });

    test.each(['000000000000', '..%2f..%2fsecret', 'last', '%00'])('there is none called %s', async (id) => {
      const answer = await served.get(`/runs/${id}`);
      expect(answer.status).toBe(404);
      await valid(served, 'get', '/runs/{id}', answer);
    });
  });

  test('metrics: durations, scores by model, the cache, errors by whose fault they are', async () => {
    await served.post('/compare-models', { golden_standard: 'golden', models: { 'a"b\n': 'two' } });
    await served.post('/evaluate', { ...FILES, golden_path: 'gone.ts' });
    const { text, type } = await served.get('/metrics');
    expect(type).toMatch(/^text\/plain; version=0\.0\.4/);
    const value = (series: string): number =>
      Number(
        text
          .split('\n')
          .find((line) => line.startsWith(`${series} `))
          ?.split(' ')
          .at(-1),
      );
    expect(value('fern_build_info{version="0.0.0"}')).toBe(1);
    expect(value('fern_evaluation_duration_seconds_count{operation="compare"}')).toBeGreaterThan(0);
    expect(value('fern_operations_total{operation="compare"}')).toBeGreaterThan(0);
    expect(value('fern_cache_requests_total')).toBe(7);
    expect(value('fern_cache_hit_total{tier="store"}')).toBe(1);
    expect(value('fern_workers')).toBe(1);
    expect(value('fern_sandbox_ends_total{reason="silent"}')).toBe(2);
    expect(value('fern_jobs{state="queued"}')).toBe(0);
    expect(value('fern_http_requests_total{method="POST",route="/evaluate",status="404"}')).toBeGreaterThan(
      0,
    );
    expect(value('fern_operation_error_total{operation="evaluate",fault="request"}')).toBeGreaterThan(0);
    expect(text).toContain('nodejs_eventloop_lag_seconds');
  });

  describe('what can not be answered', () => {
    const app = { golden_standard: 'golden', models: { one: 'one' } };
    test.each<[string, string, unknown, number, string | null]>([
      ['no body', '/evaluate', '', 400, null],
      ['no JSON', '/evaluate', '{', 400, null],
      ['another shape', '/evaluate', [], 400, ''],
      ['nothing', '/evaluate', {}, 400, '/golden_content'],
      ['one path', '/evaluate', { golden_path: 'golden/text.ts' }, 400, '/generated_path'],
      ['path and content', '/evaluate', { ...FILES, golden_content: 'x' }, 400, '/generated_content'],
      ['a number as a path', '/evaluate', { ...FILES, golden_path: 7 }, 400, '/golden_path'],
      ['a field that there is not', '/evaluate', { ...FILES, golden: 'x' }, 400, '/golden'],
      [
        'a kind that there is not',
        '/evaluate',
        { ...FILES, evaluation_type: 'project' },
        400,
        '/evaluation_type',
      ],
      ['weights that there are not', '/evaluate', { ...FILES, weights: { beauty: 1 } }, 400, '/weights'],
      ['weights of nothing', '/evaluate', { ...FILES, weights: { style: 0 } }, 400, '/weights'],
      ['a file that is not there', '/evaluate', { ...FILES, golden_path: 'gone.ts' }, 404, '/golden_path'],
      ['a folder for a file', '/evaluate', { ...FILES, golden_path: 'golden' }, 422, '/golden_path'],
      ['a file for a folder', '/evaluate', { ...FILES, evaluation_type: 'app' }, 422, '/golden_path'],
      ['no golden code', '/evaluate', { golden_content: '', generated_content: '' }, 422, null],
      ['no models', '/compare-models', { ...app, models: {} }, 400, '/models'],
      ['no worker', '/compare-models', { ...app, max_workers: 0 }, 400, '/max_workers'],
      [
        'a model that is not there',
        '/compare-models',
        { ...app, models: { 'a/b': 'gone' } },
        404,
        '/models/a~1b',
      ],
    ])('%s', async (_, url, body, status, pointer) => {
      const answer = await served.post(url, body);
      expect(answer.status, answer.text).toBe(status);
      expect(answer.type).toMatch(/^application\/problem\+json/);
      expect(answer.json).toMatchObject({ type: 'about:blank', status });
      if (pointer !== null)
        expect(answer.json.errors.map((each: { pointer: string }) => each.pointer)).toContain(pointer);
      expect(answer.text).not.toContain(served.root);
      await valid(served, 'post', url, answer);
    });

    test('another type of body, a route that is not there', async () => {
      const typed = await served.post('/evaluate', 'a=b', {
        'content-type': 'application/x-www-form-urlencoded',
      });
      expect(typed.status).toBe(415);
      await valid(served, 'post', '/evaluate', typed);
      expect((await served.get('/nothing')).json).toMatchObject({ status: 404 });
    });

    test('more than it takes', async () => {
      const answer = await served.post('/evaluate', JSON.stringify({ golden_content: 'x'.repeat(9 << 20) }));
      expect(answer.status).toBe(413);
    });
  });

  test('health, and what it says of itself', async () => {
    const health = await served.get('/health');
    expect(health.json).toMatchObject({ status: 'ok', version: '0.0.0' });
    await valid(served, 'get', '/health', health);
    const { json } = await served.get('/openapi.json');
    expect(json.openapi).toBe('3.1.0');
    expect(Object.keys(json.paths)).toEqual([
      '/evaluate',
      '/compare-models',
      '/batch-evaluate',
      '/jobs',
      '/jobs/{id}',
      '/jobs/{id}/events',
      '/uploads',
      '/runs',
      '/runs/{id}',
      '/runs/{id}/history',
      '/runs/{id}/changes',
      '/health',
      '/livez',
      '/readyz',
      '/cache/stats',
      '/cache/clear',
      '/config',
      '/config/reload',
    ]);
  });

  test.each([
    ['4bf92f3577b34da6a3ce929d0e0e4736', true],
    ['short', false],
    ['x'.repeat(65), false],
    ['a line\nand another, and more', false],
    ['<script>alert(1)</script>', false],
  ])('a request that has the id %j already keeps it: %j', async (id, keeps) => {
    const { headers } = await served.get('/health', { 'x-request-id': id });
    expect(headers['x-request-id'] === id).toBe(keeps);
  });

  test('one line of the log a request, with its id', async () => {
    const before = served.lines.length;
    const answer = await served.get('/health?secret=1');
    const [line, ...more] = served.lines.slice(before);
    expect(more).toEqual([]);
    expect(JSON.parse(line as string)).toMatchObject({
      method: 'GET',
      route: '/health',
      status: 200,
      reqId: answer.headers['x-request-id'],
    });
    expect(line).not.toContain('secret');
  });
});

test('names of models never make more series than a hundred', async () => {
  const metrics = createMetrics({
    version: '1',
    cache: () => ({ memoryHits: 0, diskHits: 0, storeHits: 0, misses: 0 }),
    overview: () => Promise.reject(new Error('gone')),
    sandboxEnds: () => ({}),
    memory: async () => 1,
    memoryLimit: 1,
  });
  for (let i = 0; i < 150; i++) metrics.similarity(`model ${i}`, 0.5);
  const text = await metrics.text();
  expect(text.match(/fern_similarity_score_count/g)).toHaveLength(101);
  expect(text).toContain('fern_similarity_score_count{model="other"} 50');
});
