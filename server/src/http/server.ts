import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import type { LiveConfiguration } from '../service/live.ts';
import { Problem } from '../service/problems.ts';
import type { Scoring } from '../service/scoring.ts';
import type { Uploads } from '../service/uploads.ts';
import type { Host } from './host.ts';
import { once } from './idempotency.ts';
import { createGuard, readKeys, shownKey } from './keys.ts';
import { createLimiter } from './limiter.ts';
import { loggable } from './log.ts';
import type { Metrics } from './metrics.ts';
import { ARCHIVE_TYPES, openapi } from './openapi.ts';
import { PAGES } from './pages/index.ts';
import { servePage } from './pages/serve.ts';
import { prefersAsync } from './prefer.ts';
import { sendProblem } from './problems.ts';
import type { Route, RouteGroups } from './route.ts';
import { jobRoutes } from './routes/jobs.ts';
import { runRoutes } from './routes/runs.ts';
import { statusRoutes } from './routes/status.ts';
import { uploadRoutes } from './routes/uploads.ts';
import { workRoutes } from './routes/work.ts';

export interface ServerOptions {
  readonly live: LiveConfiguration;
  readonly scoring: Scoring;
  readonly uploads: Uploads;
  readonly metrics: Metrics;
  /** Evaluations at a time. */
  readonly running: number;
  /** There is a job to be done. */
  readonly submitted: () => void;
  /** Milliseconds in which a request has to arrive; 30 s when not said. */
  readonly arrival?: number;
  /** In PEM, for HTTPS. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

/** Evaluations that wait; more are sent away with 503. */
const MOST_WAITING = 100;
/** Bytes of a body. */
const MOST_BODY = 8 * 1024 * 1024;
/** In milliseconds, for the whole of a request to arrive; one that comes slower is a way to hold a server up. */
const ARRIVAL = 30_000;
const REQUEST_ID = /^[\w.-]{16,64}$/;
/** Of the limit of requests, in milliseconds. */
const MINUTE = 60_000;

const LEVELS = { error: 'error', warn: 'warn', info: 'info', debug: 'debug' } as const;

/** What every answer says to browsers, but for those pages: nothing of it could do anything. */
const HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
} as const;

/** The service as a server that does not listen yet. */
export async function createServer(
  host: Host,
  { live, scoring, uploads, metrics, running, submitted, tls, arrival = ARRIVAL }: ServerOptions,
): Promise<FastifyInstance> {
  // Node.js looks for requests that are late only so often, and lets bodies be as late as headers may be.
  const connections = {
    connectionsCheckingInterval: Math.min(arrival, 5000),
    headersTimeout: arrival,
    requestTimeout: arrival,
  };
  const app = fastify({
    ...(tls === undefined
      ? { http: connections }
      : { https: { ...tls, ...connections, minVersion: 'TLSv1.2' } }),
    logger:
      host.logs === null
        ? false
        : {
            level: LEVELS[live.current().logLevel],
            stream: host.logs,
            redact: ['headers.authorization', 'headers["x-api-key"]'],
          },
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MOST_BODY,
    requestTimeout: arrival,
    // A proxy's own id, where it looks like one.
    genReqId: ({ headers }) => {
      const given = headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    },
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, allErrors: true } },
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
  });
  const started = host.now();
  const { jobs, runs, answers } = host.store;
  const limiter = createLimiter(running, MOST_WAITING);
  const groups: RouteGroups = {
    Scoring: workRoutes({ scoring, jobs, runs, limiter, metrics, submitted }),
    Jobs: jobRoutes(jobs),
    Archives: uploadRoutes(uploads, limiter),
    'Kept comparisons': runRoutes(runs),
    'The service itself': statusRoutes({
      host,
      live,
      uptime: () => Math.round(host.now() - started) / 1000,
    }),
  };

  app.addHook('onRequest', async (request, reply) => {
    reply.headers(HEADERS).header('x-request-id', request.id);
  });
  await app.register(rateLimit, {
    max: () => live.current().server.ratePerMinute || Number.MAX_SAFE_INTEGER,
    timeWindow: MINUTE,
    keyGenerator: (request) => (isAllowed(request) ? shownKey(request) : '') || request.ip,
    allowList: (request) => isOpen(request),
    enableDraftSpec: true,
    errorResponseBuilder: (_, { max, ttl }) =>
      new Problem(429, `More than ${max} requests in a minute; ask again later.`, {
        retryAfter: Math.ceil(ttl / 1000),
      }),
  });
  // Behind the limit, so that keys can't be guessed any faster than other things can be asked.
  app.addHook('preParsing', async (request) => {
    if (!isOpen(request) && !isAllowed(request))
      throw new Problem(401, 'Send a key: `Authorization: Bearer KEY` or `X-API-Key: KEY`.');
  });
  app.addHook('onResponse', async ({ method, routeOptions, log }, reply) => {
    // The route as it is called, not what was asked for: that may hold anything.
    const route = routeOptions.url ?? 'none';
    const { statusCode: status, elapsedTime } = reply;
    metrics.answered({ method, route, status, seconds: elapsedTime / 1000 });
    log.info({ method, route, status, milliseconds: Math.round(elapsedTime) });
  });
  app.addHook('onRequest', async ({ routeOptions, headers }) => {
    // Who can't be answered is told before anything that was sent is read; jobs have room of their own.
    if (isWork(routeOptions) && !prefersAsync(headers)) limiter.check();
  });
  app.setErrorHandler((error: Error, request, reply) => {
    const isDown = host.isStoreDown(error);
    sendProblem(
      reply,
      isDown ? new Problem(503, 'The database does not answer.', { retryAfter: STORE_RETRY }) : error,
    );
    if (reply.statusCode === 500 || isDown) request.log.error(loggable(error));
  });
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (_, reply) =>
    sendProblem(
      reply,
      new Problem(404, 'There is no such route; GET /openapi.json names those that there are.'),
    ),
  );
  const closing = new AbortController();
  // Who watches a job would keep a server that ends for as long as the job goes on.
  app.addHook('preClose', async () => closing.abort());
  for (const route of Object.values(groups).flat()) {
    const handle = route.work ? once(answers, route.handle) : route.handle;
    if (route.bytes === undefined) add(app, closing.signal, { ...route, handle });
    // Apart, as no other route takes archives.
    else
      await app.register(async (scope) => {
        const options = { parseAs: 'buffer', bodyLimit: route.bytes as number } as const;
        scope.addContentTypeParser([...ARCHIVE_TYPES], options, (_, body, done) => done(null, body));
        scope.removeContentTypeParser(['application/json', 'text/plain']);
        add(scope, closing.signal, { ...route, handle });
      });
    metrics.route(route.method, route.url);
  }
  app.get('/openapi.json', { config: { open: true } }, async (_, reply) => {
    const { apiKey } = live.current();
    const document = openapi(groups, host.version, readKeys(apiKey).length > 0);
    return reply.type('application/json').send(JSON.stringify(document));
  });
  for (const page of PAGES) for (const url of servePage(app, page, host.readAsset)) metrics.route('GET', url);
  app.get('/metrics', async (_, reply) => reply.type(metrics.contentType).send(await metrics.text()));
  return app;

  function isAllowed(request: FastifyRequest): boolean {
    return createGuard(readKeys(live.current().apiKey))(request);
  }
}

/** Seconds after which to ask again when the database is gone. */
const STORE_RETRY = 5;

function isWork({ config }: FastifyRequest['routeOptions']): boolean {
  return (config as { work?: boolean } | undefined)?.work === true;
}

function isOpen({ routeOptions }: FastifyRequest): boolean {
  return (routeOptions.config as { open?: boolean } | undefined)?.open === true;
}

function add(
  app: FastifyInstance,
  closing: AbortSignal,
  { method, url, body, bytes, query, type, open, work, handle }: Route,
): void {
  app.route({
    method,
    url,
    config: { open: open === true, work: work === true },
    ...(bytes === undefined ? {} : { bodyLimit: bytes }),
    schema: {
      ...(body === undefined ? {} : { body }),
      ...(query === undefined ? {} : { querystring: query }),
    },
    async handler(request, reply) {
      const gone = new AbortController();
      // Nobody waits for the answer any more.
      reply.raw.once('close', () => {
        if (!reply.raw.writableEnded) gone.abort();
      });
      const signal = type === undefined ? gone.signal : AbortSignal.any([gone.signal, closing]);
      const answer = await handle(request, signal);
      reply
        .code(answer.status)
        .headers({ ...answer.headers })
        .type(type ?? 'application/json');
      return reply.send(typeof answer.body === 'string' ? answer.body : Readable.from(answer.body));
    },
  });
}
