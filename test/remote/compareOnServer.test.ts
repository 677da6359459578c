import { describe, expect, test } from 'vitest';
import type { ComparisonDocument } from '../../server/src/protocol/documents.ts';
import { WEIGHT_PRESETS } from '../../server/src/protocol/settings/weights.ts';
import { compareOnServer } from '../../server/src/remote/compareOnServer.ts';
import { differs } from '../../server/src/remote/differs.ts';
import { json, type Listening, listen } from '../client-api/listening.ts';

describe('a job', () => {
  let server: Listening;
  const WEIGHTS = WEIGHT_PRESETS['quality-focused'];
  const job = (state: string, done: number, total: number, rest: object = {}) => ({
    ...{ schema_version: 1, id: 'j', kind: 'compare', state, problem: null, progress: { done, total } },
    ...rest,
  });
  /** @returns what was told of its progress */
  async function ask(events: readonly object[], result: unknown): Promise<unknown[]> {
    const told: unknown[] = [];
    const controller = new AbortController();
    server = await listen((response, request) => {
      if (request.path === '/compare-models') json(job('queued', 0, 0), 202)(response, request);
      else if (request.path === '/jobs/j') json({ ...job('completed', 4, 4), result })(response, request);
      else
        response
          .writeHead(200, { 'content-type': 'text/event-stream' })
          .end(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''));
    });
    const asked = {
      golden: '/p/golden',
      models: [{ name: 'a', folder: '/p/a' }],
      weights: WEIGHTS,
      root: '/p',
    };
    const words = { address: 'a', key: 'k', toHaveKey: 'h' };
    const reach = { fetch, signal: controller.signal, words };
    try {
      await compareOnServer(reach, { url: server.url, key: null }, asked, (progress) => told.push(progress));
    } finally {
      await server.close();
    }
    return told;
  }
  const WHOLE = {
    schema_version: 1,
    leaderboard: [],
    files: [],
    rankings: [],
    slices: [],
    inputs: { golden: '', models: {}, settings: '' },
  };

  test('is asked for by paths below the root, and its progress is told', async () => {
    const events = [job('queued', 0, 0), job('running', 1, 4), job('running', 3, 4), job('completed', 4, 4)];
    expect(await ask(events, WHOLE)).toEqual([
      { phase: 'reading', done: 0, total: 1 },
      { phase: 'scoring', done: 1, total: 4 },
      { phase: 'scoring', done: 3, total: 4 },
      { phase: 'scoring', done: 4, total: 4 },
    ]);
    expect(JSON.parse(server.heard[0].body)).toEqual({
      golden_standard: 'golden',
      models: { a: 'a' },
      weights: WEIGHTS,
      evaluation_type: 'app',
      async: true,
    });
  });

  test.each<[string, object, unknown, string]>([
    [
      'fails',
      job('failed', 1, 4, { problem: { detail: 'no golden code' } }),
      WHOLE,
      'compare: no golden code',
    ],
    ['is cancelled by others', job('cancelled', 1, 4), WHOLE, 'the job j was cancelled on the server'],
    ['has no result', job('completed', 4, 4), null, 'no whole comparison'],
    ['has half a result', job('completed', 4, 4), { ...WHOLE, files: undefined }, 'no whole comparison'],
    ['has a newer result', job('completed', 4, 4), { ...WHOLE, schema_version: 2 }, 'is a newer Fern'],
  ])('that %s is told so', async (_, last, result, says) => {
    await expect(ask([last], result)).rejects.toThrow(says);
  });
});

test('another engine is told', () => {
  const document = { engine_version: '0', inputs: { settings: 'h' } } as ComparisonDocument;
  const told = differs({ document, settings: [] }, { settings: [], hash: 'h' });
  expect(told).toMatch(/^The server scores with engine 0, this Fern with \d/);
});
