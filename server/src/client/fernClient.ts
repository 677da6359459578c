import type {
  Batch,
  BatchRequest,
  CacheCleared,
  CacheStats,
  Changes,
  CompareRequest,
  Comparison,
  ConfigurationShown,
  EvaluateRequest,
  Evaluation,
  Health,
  History,
  Job,
  JobList,
  JobsQuery,
  JobWithResult,
  Readiness,
  Reloaded,
  Run,
  Runs,
  RunsQuery,
  Upload,
} from './documents.ts';
import { hasEnded } from './documents.ts';
import { follow } from './follow.ts';
import { anyOf } from './pause.ts';
import { type Asked, createSender, type Sender } from './sender.ts';

export type * from './documents.ts';
export { FernError } from './fernError.ts';

export interface FernClientOptions {
  /** Where `fern serve` answers, such as https://fern.example.org; a path in it goes before those of the routes. */
  readonly url: string;
  /** Needed where the service has keys. */
  readonly key?: string | undefined;
  /** In the place of the global one. */
  readonly fetch?: typeof fetch | undefined;
  /** Ends everything that is asked for, jobs that are followed included. */
  readonly signal?: AbortSignal | undefined;
  /** Tries after the first one, of requests that do no harm when they arrive twice; 4 when not said. */
  readonly retries?: number | undefined;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface WorkOptions extends CallOptions {
  /** One of its own for each call when not said. */
  readonly idempotencyKey?: string | undefined;
}

/** Work is waited for; with `async: true` it becomes a job, which `followJob` tells of. */
export interface Work<Request extends { async?: boolean }, Answer> {
  (request: Request & { async: true }, options?: WorkOptions): Promise<Job>;
  (request: Request & { async?: false }, options?: WorkOptions): Promise<Answer>;
}

/**
 * A service of Fern. Every method throws FernError where it is not answered as it should be, and the reason of a signal
 * that fires.
 */
export interface FernClient {
  evaluate: Work<EvaluateRequest, Evaluation>;
  compareModels: Work<CompareRequest, Comparison>;
  batchEvaluate: Work<BatchRequest, Batch>;
  /** Newest first. */
  jobs(query?: JobsQuery, options?: CallOptions): Promise<JobList>;
  /** A job, with its result when it is completed. */
  job(id: string, options?: CallOptions): Promise<JobWithResult>;
  cancelJob(id: string, options?: CallOptions): Promise<Job>;
  /**
   * A job whenever it has changed, until it has ended; over connections that break, and by asking where none holds. A
   * signal that fires cancels the job.
   */
  followJob(id: string, options?: CallOptions): AsyncGenerator<Job, void>;
  /** Code as a .tar.gz or .zip archive; its `path` stands for a path in later requests. */
  upload(archive: Blob, options?: CallOptions): Promise<Upload>;
  /** Kept comparisons, newest first. */
  runs(query?: RunsQuery, options?: CallOptions): Promise<Runs>;
  run(id: string, options?: CallOptions): Promise<Run>;
  /** Comparisons of the same golden code, newest first, the run itself among them. */
  history(id: string, options?: CallOptions): Promise<History>;
  /** What changed from the run `since` to the run `id`. */
  changes(id: string, since: string, options?: CallOptions): Promise<Changes>;
  health(options?: CallOptions): Promise<Health>;
  /** @throws FernError 503, saying what is missing, where requests can't be answered at the moment */
  ready(options?: CallOptions): Promise<Readiness>;
  cacheStats(options?: CallOptions): Promise<CacheStats>;
  clearCache(options?: CallOptions): Promise<CacheCleared>;
  config(options?: CallOptions): Promise<ConfigurationShown>;
  reloadConfig(options?: CallOptions): Promise<Reloaded>;
}

const RETRIES = 4;
/** Milliseconds in which an answer that is under way may still come, and a job be cancelled, when all is given up. */
const GRACE = 4000;

/** @throws FernError where the URL or the key can be none */
export function createFernClient({
  retries = RETRIES,
  signal: always,
  ...rest
}: FernClientOptions): FernClient {
  const sender = createSender({ ...rest, retries });
  const ask = <Document>(asked: Asked, { signal }: CallOptions = {}): Promise<Document> =>
    sender.json({ ...asked, signal: anyOf(always, signal) });
  const get = <Document>(path: string, options?: CallOptions): Promise<Document> =>
    ask({ method: 'GET', path }, options);

  /** Whoever gives up has no use for an error. */
  async function cancel(id: string): Promise<void> {
    await sender.json({ ...cancelling(id), signal: AbortSignal.timeout(GRACE) }).catch(() => {});
  }

  function working(path: string) {
    return async (
      body: { async?: boolean },
      { signal, idempotencyKey = newKey() }: WorkOptions = {},
    ): Promise<unknown> => {
      const asked = { method: 'POST', path, body, headers: { 'idempotency-key': idempotencyKey } } as const;
      return body.async === true
        ? submit(sender, asked, anyOf(always, signal), cancel)
        : ask(asked, { signal });
    };
  }

  return {
    evaluate: working('/evaluate') as FernClient['evaluate'],
    compareModels: working('/compare-models') as FernClient['compareModels'],
    batchEvaluate: working('/batch-evaluate') as FernClient['batchEvaluate'],
    jobs: (query = {}, options) => ask({ method: 'GET', path: '/jobs', query }, options),
    job: (id, options) => get(`/jobs/${encodeURIComponent(id)}`, options),
    cancelJob: (id, options) => ask(cancelling(id), options),
    async *followJob(id, { signal: own } = {}) {
      const signal = anyOf(always, own);
      let isOver = false;
      try {
        for await (const job of follow(sender, id, signal)) {
          isOver = hasEnded(job);
          yield job;
        }
      } finally {
        if (signal?.aborted && !isOver) await cancel(id);
      }
    },
    upload: (archive, options) => ask({ method: 'POST', path: '/uploads', archive }, options),
    runs: (query = {}, options) => ask({ method: 'GET', path: '/runs', query }, options),
    run: (id, options) => get(`/runs/${encodeURIComponent(id)}`, options),
    history: (id, options) => get(`/runs/${encodeURIComponent(id)}/history`, options),
    changes: (id, since, options) =>
      ask({ method: 'GET', path: `/runs/${encodeURIComponent(id)}/changes`, query: { since } }, options),
    health: (options) => get('/health', options),
    // That it is not ready is an answer: who asks wants to know it now.
    ready: (options) => ask({ method: 'GET', path: '/readyz', retries: 0 }, options),
    cacheStats: (options) => get('/cache/stats', options),
    clearCache: (options) => ask({ method: 'POST', path: '/cache/clear' }, options),
    config: (options) => get('/config', options),
    reloadConfig: (options) => ask({ method: 'POST', path: '/config/reload' }, options),
  };
}

const cancelling = (id: string): Asked => ({ method: 'DELETE', path: `/jobs/${encodeURIComponent(id)}` });

/** A job that was asked for must not go on unknown: who gives up meanwhile still hears its name, and cancels it. */
async function submit(
  sender: Sender,
  asked: Asked,
  signal: AbortSignal | undefined,
  cancel: (id: string) => Promise<void>,
): Promise<Job> {
  signal?.throwIfAborted();
  const own = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onAbort = (): void => {
    timer = setTimeout(() => own.abort(), GRACE);
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const job = await sender.json<Job>({ ...asked, signal: own.signal });
    if (signal?.aborted) await cancel(job.id);
    return job;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
    signal?.throwIfAborted();
  }
}

/** Pages that are not served securely have no randomUUID. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
