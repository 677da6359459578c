import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { JOB_STATES } from '../service/jobs.ts';
import type { StoreOverview } from '../service/overview.ts';
import type { CacheCounts } from './host.ts';

/** What Prometheus is told. Names follow its conventions: base units, `_total` for what only grows. */
export interface Metrics {
  /** Counts and times a piece of work, and counts when it fails. */
  timed<T>(operation: Operation, work: () => Promise<T>): Promise<T>;
  /** A model's mean. */
  similarity(model: string, score: number): void;
  /** A route that will be served. */
  route(method: string, route: string): void;
  /** A request that was answered. @param route as it is called, not what was asked for */
  answered(request: {
    readonly method: string;
    readonly route: string;
    readonly status: number;
    readonly seconds: number;
  }): void;
  readonly contentType: string;
  /** In Prometheus' text format. */
  text(): Promise<string>;
}

const OPERATIONS = ['evaluate', 'compare', 'step'] as const;
export type Operation = (typeof OPERATIONS)[number];

const FAULTS = ['request', 'fern'] as const;
/** Statuses of what goes wrong through a fault of Fern, or because too much is asked of it. */
const FAILURES = [500, 503];

export interface MetricsParts {
  readonly version: string;
  readonly cache: () => CacheCounts;
  readonly overview: () => Promise<StoreOverview>;
  /** Sandboxes that were ended because of what ran in them, since the start, by reason. */
  readonly sandboxEnds: () => Readonly<Record<string, number>>;
  /** Bytes that this process and those it started use, and may use. */
  readonly memory: () => Promise<number>;
  readonly memoryLimit: number;
}

/** Seconds: from what the cache answers to large applications. */
const BUCKETS = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 1800];
/** Scores, by the bands and finer at the top. */
const SCORES = [0.1, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95, 1];
/** Models that are told apart; names come with requests, and each is a time series. */
const MOST_MODELS = 100;
const OTHER = 'other';
/** What requests are at fault for, by the name of the error. */
const THEIRS: ReadonlySet<string> = new Set(['Problem', 'InputError', 'AbortError']);

export function createMetrics({
  version,
  cache,
  overview,
  sandboxEnds,
  memory,
  memoryLimit,
}: MetricsParts): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers });
  const counter = (name: string, help: string, labelNames: string[] = []) =>
    new Counter({ name, help, labelNames, registers });
  const histogram = (name: string, help: string, labelNames: string[], buckets: number[]) =>
    new Histogram({ name, help, labelNames, buckets, registers });

  gauge('fern_build_info', 'Always 1; the label says which Fern runs.', ['version']).set({ version }, 1);
  new Gauge({
    name: 'fern_memory_bytes',
    help: 'Memory that this process and those it started use.',
    registers,
    async collect() {
      this.set(await memory());
    },
  });
  gauge('fern_memory_limit_bytes', 'Memory that they may use.').set(memoryLimit);
  const requests = counter('fern_http_requests_total', 'Requests that were answered.', [
    'method',
    'route',
    'status',
  ]);
  const requestTime = histogram(
    'fern_http_request_duration_seconds',
    'Time from a request to the end of its answer.',
    ['method', 'route'],
    BUCKETS,
  );
  const duration = histogram(
    'fern_evaluation_duration_seconds',
    'Time from the turn of a piece of work to its end.',
    ['operation'],
    BUCKETS,
  );
  const operations = counter('fern_operations_total', 'Operations that were begun.', ['operation']);
  const errors = counter(
    'fern_operation_error_total',
    'Operations that failed, by operation and whose fault it was.',
    ['operation', 'fault'],
  );
  const similarity = histogram(
    'fern_similarity_score',
    'Means of models in comparisons, from 0 to 1.',
    ['model'],
    SCORES,
  );
  collectCache(registers, cache);
  collectStore(registers, overview);
  new Counter({
    name: 'fern_sandbox_ends_total',
    help: 'Sandboxes that were ended because of what ran in them, by reason.',
    labelNames: ['reason'],
    registers,
    collect() {
      this.reset();
      for (const [reason, ends] of Object.entries(sandboxEnds())) this.inc({ reason }, ends);
    },
  });

  // From 0 on: what is first seen as 1 has never grown, so that Prometheus would miss the first failure.
  for (const operation of OPERATIONS) {
    operations.inc({ operation }, 0);
    duration.zero({ operation });
    for (const fault of FAULTS) errors.inc({ operation, fault }, 0);
  }

  const models = new Set<string>();
  return {
    async timed(operation, work) {
      operations.inc({ operation });
      const end = duration.startTimer({ operation });
      try {
        return await work();
      } catch (error) {
        const fault: (typeof FAULTS)[number] = THEIRS.has((error as Error).name) ? 'request' : 'fern';
        errors.inc({ operation, fault });
        throw error;
      } finally {
        end();
      }
    },
    similarity(model, score) {
      if (models.size < MOST_MODELS) models.add(model);
      similarity.observe({ model: models.has(model) ? model : OTHER }, score);
    },
    route(method, route) {
      for (const status of FAILURES) requests.inc({ method, route, status }, 0);
    },
    answered({ method, route, status, seconds }) {
      requests.inc({ method, route, status });
      requestTime.observe({ method, route }, seconds);
    },
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}

function collectCache(registers: Registry[], cache: () => CacheCounts): void {
  new Counter({
    name: 'fern_cache_hit_total',
    help: 'What the cache had, by the tier that had it.',
    labelNames: ['tier'],
    registers,
    collect() {
      const { memoryHits, diskHits, storeHits } = cache();
      this.reset();
      this.inc({ tier: 'memory' }, memoryHits);
      this.inc({ tier: 'disk' }, diskHits);
      this.inc({ tier: 'store' }, storeHits);
    },
  });
  new Counter({
    name: 'fern_cache_requests_total',
    help: 'What was asked of the cache.',
    registers,
    collect() {
      const { memoryHits, diskHits, storeHits, misses } = cache();
      this.reset();
      this.inc(memoryHits + diskHits + storeHits + misses);
    },
  });
}

/** Of all processes together. Where the database does not answer there are none, rather than old ones. */
function collectStore(registers: Registry[], overview: () => Promise<StoreOverview>): void {
  let asked: Promise<StoreOverview | null> | null = null;
  // All gauges of one scrape are of one moment.
  const current = (): Promise<StoreOverview | null> => {
    asked ??= overview()
      .catch(() => null)
      .finally(() => setImmediate(() => (asked = null)));
    return asked;
  };
  const gauge = (name: string, help: string, read: (overview: StoreOverview) => number): void => {
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        const found = await current();
        this.reset();
        if (found === null) this.remove();
        else this.set(read(found));
      },
    });
  };
  gauge('fern_queue_steps', 'Steps of jobs that wait to be taken.', ({ steps }) => steps);
  gauge(
    'fern_queue_age_seconds',
    'How long the oldest of them has waited.',
    ({ queueAgeSeconds }) => queueAgeSeconds,
  );
  gauge('fern_workers', 'Processes that do jobs.', ({ workers }) => workers);
  new Gauge({
    name: 'fern_jobs',
    help: 'Jobs that are kept, by state.',
    labelNames: ['state'],
    registers,
    async collect() {
      const found = await current();
      this.reset();
      if (found !== null) for (const state of JOB_STATES) this.set({ state }, found.jobs[state] ?? 0);
    },
  });
}
