import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createPostgres, freePort, type Postgres } from '../helpers/postgres.ts';
import {
  address,
  createWorkplace,
  EXAMPLES,
  type Running,
  type Workplace,
  working,
} from '../http/service.ts';
import { damagedModel } from './fern.ts';
import { EXPORTED } from './metrics.ts';
import { type Prometheus, shorter, startPrometheus } from './prometheus.ts';
import { findTool } from './tools.ts';
import { createTraffic, type Traffic } from './traffic.ts';

/**
 * A real Prometheus with what is shipped watches real services and a real worker: dashboards and rules have values, and
 * alerts fire and end. Minutes are seconds here (prometheus.ts). Alerts that only promtool's tests prove, as nothing can
 * be made so slow or so large in seconds: FernEvaluationsSlow, FernMemoryHigh.
 */

const programs = ['prometheus', 'initdb', 'postgres', 'openssl'].map(findTool);
const isThere = programs.every((program) => program !== undefined);

const recorded = (
  parse(readFileSync('deploy/prometheus/rules/recording.yml', 'utf8')) as {
    groups: { rules: { record: string }[] }[];
  }
).groups.flatMap(({ rules }) => rules.map(({ record }) => record));

const DASHBOARDS = 'deploy/grafana/dashboards';
interface Panel {
  readonly title: string;
  readonly targets: readonly { readonly expr: string }[];
}
/** What each panel asks, as Grafana would ask it. */
const asked = readdirSync(DASHBOARDS).flatMap((name) => {
  const { panels } = JSON.parse(readFileSync(join(DASHBOARDS, name), 'utf8')) as { panels: Panel[] };
  return panels.flatMap(({ title, targets }) =>
    targets.map(({ expr }) => ({
      panel: `${name}: ${title}`,
      expression: shorter(expr)
        .replaceAll('$__rate_interval', '8s')
        .replaceAll('$__range', '30s')
        .replaceAll('$model', '.*'),
    })),
  );
});
/** A table of what is wrong is empty when nothing is; it is asked while something is. */
const isTable = ({ panel }: { panel: string }): boolean => panel.endsWith(': Alerts that fire or wait');

const WAIT = { timeout: 40_000, interval: 250 };

describe.skipIf(!isThere)('under a real Prometheus', () => {
  let server: Postgres;
  let database: string;
  let place: Workplace;
  let prometheus: Prometheus;
  const started: Running[] = [];
  beforeAll(async () => {
    place = createWorkplace();
    [server, prometheus] = await Promise.all([createPostgres(), startPrometheus(programs[0] as string)]);
    database = await server.database();
  });
  afterAll(async () => {
    for (const { child } of started) child.kill('SIGKILL');
    await Promise.all(started.map(({ done }) => done));
    await prometheus?.close();
    await server?.remove();
    place?.remove();
  });

  /** Each process as if it were a machine: with a cache of its own. */
  async function start(
    name: string,
    args: readonly string[],
    { metrics, ...env }: { readonly metrics: number; readonly [name: string]: string | number },
  ): Promise<{ readonly child: ChildProcess; readonly at: string; readonly watched: string }> {
    const running = place.start([...args, '--root', EXAMPLES, '--no-behaviour'], {
      env: {
        CACHE_DIR: join(place.folder, 'caches', name),
        FERN_RATE_PER_MINUTE: '0',
        FERN_METRICS_PORT: String(metrics),
        ...Object.fromEntries(Object.entries(env).map(([key, value]) => [key, String(value)])),
      },
    });
    started.push(running);
    const at = args[0] === 'worker' ? await working(running).then(() => '') : await address(running);
    return { child: running.child, at, watched: `127.0.0.1:${metrics}` };
  }
  const startApi = async (name: string, env: Record<string, string | number> = {}) =>
    start(name, ['serve', '--port', '0', '--no-jobs'], {
      metrics: await freePort(),
      DB_URL: database,
      ...env,
    });

  const fires = (...names: string[]) =>
    expect
      .poll(() => prometheus.firing(), { ...WAIT, message: `${names} should fire` })
      .toEqual(expect.arrayContaining(names));
  const ends = (...names: string[]) =>
    expect
      .poll(async () => (await prometheus.firing()).filter((name) => names.includes(name)), {
        ...WAIT,
        message: `${names} should end`,
      })
      .toEqual([]);
  const withoutData = async (some: readonly { readonly panel: string; readonly expression: string }[]) => {
    const found = await Promise.all(some.map(({ expression }) => prometheus.query(expression)));
    // A number that is none is no data to whoever looks at it.
    return some
      .filter((_, at) => !found[at]?.some(({ value }) => Number.isFinite(value)))
      .map(({ panel }) => panel);
  };

  let api: Awaited<ReturnType<typeof startApi>>;
  let traffic: Traffic;
  let comparisons: () => Promise<void>;

  test('FernApiMissing fires until there is an api', async () => {
    await fires('FernApiMissing');
    api = await startApi('api');
    prometheus.find('api', [api.watched]);
    await ends('FernApiMissing');
  });

  test('FernNoWorker and FernQueueOld fire until somebody does the jobs that wait', async () => {
    traffic = createTraffic(api.at);
    await traffic.jobs();
    await fires('FernNoWorker', 'FernQueueOld');
    expect(await withoutData(asked.filter(isTable))).toEqual([]);
    expect(asked.filter(isTable)).toHaveLength(1);
    const worker = await start('worker', ['worker'], { metrics: await freePort(), DB_URL: database });
    prometheus.find('worker', [worker.watched]);
    await ends('FernNoWorker', 'FernQueueOld');
    expect(await traffic.ended()).toEqual({ completed: 3, failed: 1, cancelled: 1 });
  });

  test('FernCacheHitsFew fires while all code is new, until some comes again', async () => {
    const stop = traffic.repeat(150, () => traffic.unseen());
    await fires('FernCacheHitsFew');
    await stop();
    // For days to come, so that there is something to drift from.
    comparisons = traffic.repeat(700, () => traffic.compare('drifting', 'generated/birch'));
    const stopAgain = traffic.repeat(150, () => traffic.seen());
    await ends('FernCacheHitsFew');
    await stopAgain();
  });

  test('all is up, and every rule and panel has a value, though nothing of Fern has failed', async () => {
    const alone = await start('alone', ['serve', '--port', '0'], { metrics: await freePort() });
    prometheus.find('api', [api.watched, alone.watched]);
    const both = [traffic, createTraffic(alone.at)];
    const stops = both.map((each) => each.repeat(400, () => each.everything()));
    await expect
      .poll(
        async () => (await prometheus.targets()).map(({ job, health }) => `${job} ${health}`).sort(),
        WAIT,
      )
      .toEqual(['fern-api up', 'fern-api up', 'fern-worker up', 'prometheus up']);
    await expect
      .poll(() => withoutData(recorded.map((name) => ({ panel: name, expression: name }))), WAIT)
      .toEqual([]);
    await expect.poll(() => withoutData(asked.filter((each) => !isTable(each))), WAIT).toEqual([]);
    expect(await prometheus.query('sum(fern_operation_error_total{fault="fern"})')).toMatchObject([
      { value: 0 },
    ]);
    expect(await prometheus.query('sum(fern_http_requests_total{status=~"5.."})')).toMatchObject([
      { value: 0 },
    ]);
    expect(await prometheus.failedRules()).toEqual([]);

    // A service with an embedded database tells all that the others tell together.
    const own = Object.entries(EXPORTED).map(([name, { kind }]) => ({
      panel: name,
      expression: `${name}${kind === 'histogram' ? '_count' : ''}{instance="${alone.watched}"}`,
    }));
    await expect.poll(() => withoutData(own), WAIT).toEqual([]);
    await Promise.all(stops.map((stop) => stop()));
    prometheus.find('api', [api.watched]);
    alone.child.kill('SIGTERM');
  });

  test('errors of Fern fire, so does an instance that is gone, until there is one that works', async () => {
    const models = damagedModel();
    const bad = await startApi('bad', { EMBEDDING_MODEL: models });
    prometheus.find('api', [api.watched, bad.watched]);
    await expect
      .poll(async () => (await prometheus.targets()).filter(({ health }) => health === 'up').length, WAIT)
      .toBe(4);
    const users = createTraffic(bad.at);
    const stop = users.repeat(200, () => users.failing());
    await fires('FernOperationErrors', 'FernHttpErrors');
    await stop();
    bad.child.kill('SIGKILL');
    await fires('FernInstanceDown');
    await ends('FernOperationErrors', 'FernHttpErrors');
    expect(await prometheus.firing()).toContain('FernInstanceDown');
    const [, port] = bad.watched.split(':');
    const good = await startApi('good', { metrics: Number(port) });
    expect(good.watched).toBe(bad.watched);
    await ends('FernInstanceDown');
    rmSync(models, { recursive: true });
  });

  test('FernScoreDrift fires when a model is suddenly another, until that was long ago', async () => {
    await comparisons();
    expect(await prometheus.firing()).not.toContain('FernScoreDrift');
    expect(await prometheus.query('fern:similarity_score:mean7d_before{model="drifting"}')).toHaveLength(1);
    const stop = traffic.repeat(500, () => traffic.compare('drifting', 'generated/elder'));
    await fires('FernScoreDrift');
    await stop();
    await ends('FernScoreDrift');
  });
});
