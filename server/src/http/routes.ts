import type { FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';
import type { RunSummary } from '../app/history/run.ts';
import { Comparison, Evaluation, Runs } from './documentSchemas.ts';
import type { Limiter } from './limiter.ts';
import type { Metrics } from './metrics.ts';
import { CompareRequest, EvaluateRequest, Health } from './schemas.ts';
import type { Service } from './service.ts';

/** A route as data: what serves it, checks it and documents it is made of this. */
export interface Route {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly summary: string;
  readonly body?: TSchema;
  readonly answer: TSchema;
  /** Served to whoever asks; the others need a key where there are keys. */
  readonly open?: true;
  /** Statuses of problems besides those of every route. */
  readonly problems: readonly number[];
  handle(request: FastifyRequest, signal: AbortSignal): Promise<unknown>;
}

export interface RouteParts {
  readonly service: Service;
  readonly limiter: Limiter;
  readonly metrics: Metrics;
  readonly version: string;
  /** Seconds since the start. */
  readonly uptime: () => number;
}

export function createRoutes({ service, limiter, metrics, version, uptime }: RouteParts): readonly Route[] {
  const health = async () => ({ status: 'ok', version, uptime_seconds: uptime() });
  return [
    {
      method: 'POST',
      url: '/evaluate',
      summary:
        'Scores generated code against golden code: two files, two folders, or code that is sent along.',
      body: EvaluateRequest,
      answer: Evaluation,
      problems: [403, 404, 413, 415, 422, 503],
      handle: ({ body }, signal) =>
        limiter.run(() => metrics.timed('evaluate', () => service.evaluate(body as EvaluateRequest, signal))),
    },
    {
      method: 'POST',
      url: '/compare-models',
      summary: 'Ranks models against the same golden code, and says whether the lead is more than luck.',
      body: CompareRequest,
      answer: Comparison,
      problems: [403, 404, 413, 415, 422, 503],
      handle: ({ body }, signal) =>
        limiter.run(async () => {
          const document = await metrics.timed('compare', () =>
            service.compare(body as CompareRequest, signal),
          );
          for (const [model, mean] of document.rankings) metrics.similarity(model, mean);
          return document;
        }),
    },
    {
      method: 'GET',
      url: '/runs',
      summary: 'Comparisons that are kept, newest first.',
      answer: Runs,
      problems: [],
      handle: async () => ({ schema_version: 1, runs: service.runs().map(runDocument) }),
    },
    {
      method: 'GET',
      url: '/runs/:id',
      summary: 'A comparison that is kept.',
      answer: Comparison,
      problems: [404],
      handle: async ({ params }) => service.run((params as { id: string }).id),
    },
    {
      method: 'GET',
      url: '/health',
      summary: 'Whether Fern is there.',
      answer: Health,
      open: true,
      problems: [],
      handle: health,
    },
    {
      method: 'GET',
      url: '/livez',
      summary: 'The same, for whoever restarts what hangs.',
      answer: Health,
      open: true,
      problems: [],
      handle: health,
    },
  ];
}

function runDocument(run: RunSummary) {
  const { id, name, created, engine_version, models, files, verdict, statement, rankings } = run;
  return { id, name, created, engine_version, models, files, verdict, statement, rankings };
}
