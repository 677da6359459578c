import { expect, test } from 'vitest';
import { createMetrics } from '../../server/src/http/metrics.ts';
import { EXPORTED } from './metrics.ts';

test('rules and dashboards speak of what the service really exports, with its types and labels', async () => {
  const metrics = createMetrics({
    version: '1',
    cache: () => ({ memoryHits: 1, diskHits: 1, storeHits: 1, misses: 1 }),
    overview: async () => ({ jobs: { queued: 1 }, steps: 1, queueAgeSeconds: 1, workers: 1 }),
    sandboxEnds: () => ({ silent: 1 }),
    memory: async () => 1,
    memoryLimit: 1,
  });
  await metrics.timed('evaluate', () => Promise.reject(new Error('x'))).catch(() => {});
  metrics.similarity('model', 0.5);
  metrics.answered({ method: 'GET', route: '/health', status: 200, seconds: 1 });
  const text = await metrics.text();

  const kinds = new Map([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, kind]) => [name, kind]));
  const labels = new Map<string, string[]>();
  for (const [, name = '', inside = ''] of text.matchAll(/^([a-z_]\w*)(?:\{(.*?)\})? \S+$/gm)) {
    const metric = kinds.has(name) ? name : name.replace(/_(?:bucket|sum|count)$/, '');
    const found = [...inside.matchAll(/(\w+)="/g)].map(([, label]) => label as string);
    labels.set(metric, found.filter((label) => label !== 'le').sort());
  }
  const exported = Object.fromEntries(
    Object.keys(EXPORTED).map((name) => [name, { kind: kinds.get(name), labels: labels.get(name) }]),
  );
  const told = Object.entries(EXPORTED).map(([name, { kind, labels: own }]) => [
    name,
    { kind, labels: [...own].sort() },
  ]);
  expect(exported).toEqual(Object.fromEntries(told));
});

test('what counts failures is there before the first one, which rates would miss otherwise', async () => {
  const metrics = createMetrics({
    version: '1',
    cache: () => ({ memoryHits: 0, diskHits: 0, storeHits: 0, misses: 0 }),
    overview: async () => ({ jobs: {}, steps: 0, queueAgeSeconds: 0, workers: 0 }),
    sandboxEnds: () => ({}),
    memory: async () => 1,
    memoryLimit: 1,
  });
  metrics.route('POST', '/evaluate');
  const lines = (await metrics.text()).split('\n');
  for (const operation of ['evaluate', 'compare', 'step']) {
    expect(lines).toContain(`fern_operations_total{operation="${operation}"} 0`);
    expect(lines).toContain(`fern_evaluation_duration_seconds_count{operation="${operation}"} 0`);
    for (const fault of ['request', 'fern'])
      expect(lines).toContain(`fern_operation_error_total{operation="${operation}",fault="${fault}"} 0`);
  }
  for (const status of [500, 503])
    expect(lines).toContain(`fern_http_requests_total{method="POST",route="/evaluate",status="${status}"} 0`);
});
