import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { TierCounts } from '../app/twoTierStore.ts';

/** What Prometheus is told. Names follow its conventions: base units, `_total` for what only grows. */
export interface Metrics {
  /** Counts and times a piece of work, and counts when it fails. */
  timed<T>(operation: Operation, work: () => Promise<T>): Promise<T>;
  /** A model's mean. */
  similarity(model: string, score: number): void;
  readonly contentType: string;
  /** In Prometheus' text format. */
  text(): Promise<string>;
}

export type Operation = 'evaluate' | 'compare';

/** Seconds: from what the cache answers to large applications. */
const BUCKETS = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 1800];
/** Scores, by the bands and finer at the top. */
const SCORES = [0.1, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95, 1];
/** Models that are told apart; names come with requests, and each is a time series. */
const MOST_MODELS = 100;
const OTHER = 'other';

/** @param cache what the cache has answered since the start */
export function createMetrics(version: string, cache: () => TierCounts): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'fern_build_info',
    help: 'Always 1; the label says which Fern runs.',
    labelNames: ['version'],
    registers,
  }).set({ version }, 1);
  const duration = new Histogram({
    name: 'fern_evaluation_duration_seconds',
    help: 'Time from the turn of a request to its answer.',
    labelNames: ['operation'],
    buckets: BUCKETS,
    registers,
  });
  const errors = new Counter({
    name: 'fern_operation_error_total',
    help: 'Operations that failed, by operation and whose fault it was.',
    labelNames: ['operation', 'fault'],
    registers,
  });
  const similarity = new Histogram({
    name: 'fern_similarity_score',
    help: 'Means of models in comparisons, from 0 to 1.',
    labelNames: ['model'],
    buckets: SCORES,
    registers,
  });
  new Counter({
    name: 'fern_cache_requests_total',
    help: 'What was asked of the cache, by the tier that had it; none: it had to be computed.',
    labelNames: ['tier'],
    registers,
    collect() {
      const { memoryHits, diskHits, misses } = cache();
      this.reset();
      this.inc({ tier: 'memory' }, memoryHits);
      this.inc({ tier: 'disk' }, diskHits);
      this.inc({ tier: 'none' }, misses);
    },
  });
  const models = new Set<string>();
  return {
    async timed(operation, work) {
      const end = duration.startTimer({ operation });
      try {
        return await work();
      } catch (error) {
        const isTheirs = ['Problem', 'InputError', 'AbortError'].includes((error as Error).name);
        errors.inc({ operation, fault: isTheirs ? 'request' : 'fern' });
        throw error;
      } finally {
        end();
      }
    },
    similarity(model, score) {
      if (models.size < MOST_MODELS) models.add(model);
      similarity.observe({ model: models.has(model) ? model : OTHER }, score);
    },
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}
