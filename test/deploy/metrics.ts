/** What Fern tells Prometheus, and what rules record of it: rules and dashboards may speak of nothing else. */

type Kind = 'counter' | 'gauge' | 'histogram';

export interface Metric {
  readonly kind: Kind;
  readonly labels: readonly string[];
}

const metric = (kind: Kind, ...labels: string[]): Metric => ({ kind, labels });

/** Of the service itself. */
export const EXPORTED: Readonly<Record<string, Metric>> = {
  fern_build_info: metric('gauge', 'version'),
  fern_http_requests_total: metric('counter', 'method', 'route', 'status'),
  fern_http_request_duration_seconds: metric('histogram', 'method', 'route'),
  fern_evaluation_duration_seconds: metric('histogram', 'operation'),
  fern_operations_total: metric('counter', 'operation'),
  fern_operation_error_total: metric('counter', 'operation', 'fault'),
  fern_similarity_score: metric('histogram', 'model'),
  fern_cache_requests_total: metric('counter'),
  fern_cache_hit_total: metric('counter', 'tier'),
  fern_jobs: metric('gauge', 'state'),
  fern_queue_steps: metric('gauge'),
  fern_queue_age_seconds: metric('gauge'),
  fern_workers: metric('gauge'),
  fern_sandbox_ends_total: metric('counter', 'reason'),
  fern_memory_bytes: metric('gauge'),
  fern_memory_limit_bytes: metric('gauge'),
  process_resident_memory_bytes: metric('gauge'),
  process_cpu_seconds_total: metric('counter'),
  nodejs_eventloop_lag_p99_seconds: metric('gauge'),
};

/** Of the rules in recording.yml, with all labels that are left. */
export const RECORDED: Readonly<Record<string, Metric>> = {
  'fern:operation_errors:ratio_rate5m': metric('gauge'),
  'fern:http_server_errors:ratio_rate5m': metric('gauge'),
  'fern:http_request_duration_seconds:p95_rate5m': metric('gauge', 'route'),
  'fern:evaluation_duration_seconds:mean_rate5m': metric('gauge', 'operation'),
  'fern:evaluation_duration_seconds:p95_rate5m': metric('gauge', 'operation'),
  'fern:cache_hits:ratio_rate15m': metric('gauge'),
  'fern:memory_of_limit:ratio': metric('gauge', 'job', 'instance'),
  'fern:queue_steps:max': metric('gauge'),
  'fern:queue_age_seconds:max': metric('gauge'),
  'fern:workers:max': metric('gauge'),
  'fern:jobs:max': metric('gauge', 'state'),
  'fern:similarity_score:increase1d': metric('gauge', 'model'),
  'fern:similarity_score:mean1d': metric('gauge', 'model'),
  'fern:similarity_score:mean7d_before': metric('gauge', 'model'),
};

/** Of Prometheus itself. */
const OWN: Readonly<Record<string, Metric>> = {
  up: metric('gauge', 'job', 'instance'),
  ALERTS: metric('gauge', 'alertname', 'alertstate', 'severity', 'job', 'instance', 'model', 'operation'),
};

/** Labels by the name of a series; Prometheus adds where it found it. */
export const SERIES: ReadonlyMap<string, readonly string[]> = new Map([
  ...Object.entries(EXPORTED).flatMap(([name, { kind, labels }]): [string, readonly string[]][] => {
    const all = [...labels, 'job', 'instance'];
    if (kind !== 'histogram') return [[name, all]];
    return [
      [`${name}_bucket`, [...all, 'le']],
      [`${name}_sum`, all],
      [`${name}_count`, all],
    ];
  }),
  ...Object.entries({ ...RECORDED, ...OWN }).map(([name, { labels }]): [string, readonly string[]] => [
    name,
    labels,
  ]),
]);
