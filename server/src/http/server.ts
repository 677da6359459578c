import { randomUUID } from 'node:crypto';
import fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import type { Configuration } from '../app/configuration/configuration.ts';
import type { Host } from './host.ts';
import { createGuard } from './keys.ts';
import { createLimiter } from './limiter.ts';
import { createMetrics } from './metrics.ts';
import { openapi } from './openapi.ts';
import { Problem, sendProblem } from './problems.ts';
import type { Roots } from './roots.ts';
import { createRoutes, type Route } from './routes.ts';
import { createService } from './service.ts';

export interface ServerOptions {
  readonly keys: readonly string[];
  readonly roots: Roots;
  /** Evaluations at a time. */
  readonly running: number;
}

/** Evaluations that wait; more are sent away with 503. */
const MOST_WAITING = 100;
/** Bytes of a body. */
const MOST_BODY = 8 * 1024 * 1024;
/** In milliseconds, for the whole of a request to arrive; one that comes slower is a way to hold a server up. */
const ARRIVAL = 30_000;

const LEVELS = { error: 'error', warn: 'warn', info: 'info', debug: 'debug' } as const;

/** What every answer says to browsers: nothing of it is a page that could do anything. */
const HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
} as const;

/** The service as a server that does not listen yet. */
export function createServer(
  host: Host,
  configuration: Configuration,
  { keys, roots, running }: ServerOptions,
): FastifyInstance {
  const app = fastify({
    logger:
      host.logs === null
        ? false
        : {
            level: LEVELS[configuration.logLevel],
            stream: host.logs,
            redact: ['headers.authorization', 'headers["x-api-key"]'],
          },
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MOST_BODY,
    requestTimeout: ARRIVAL,
    genReqId: () => randomUUID(),
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, allErrors: true } },
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
  });
  const isAllowed = createGuard(keys);
  const started = host.now();
  const metrics = createMetrics(host.version, () => host.cacheCounts());
  const routes = createRoutes({
    metrics,
    service: createService(host, configuration, roots),
    limiter: createLimiter(running, MOST_WAITING),
    version: host.version,
    uptime: () => Math.round(host.now() - started) / 1000,
  });
  const described = openapi(routes, host.version, keys.length > 0);

  app.addHook('onRequest', async (request, reply) => {
    reply.headers(HEADERS).header('x-request-id', request.id);
    if (!isOpen(request) && !isAllowed(request))
      throw new Problem(401, 'Send a key: `Authorization: Bearer KEY` or `X-API-Key: KEY`.');
  });
  app.addHook('onResponse', async ({ method, routeOptions, log }, reply) => {
    // The route as it is called, not what was asked for: that may hold anything.
    const route = routeOptions.url ?? 'none';
    log.info({ method, route, status: reply.statusCode, milliseconds: Math.round(reply.elapsedTime) });
  });
  app.setErrorHandler((error: Error, request, reply) => {
    sendProblem(reply, error);
    if (reply.statusCode === 500) request.log.error(error);
  });
  app.setNotFoundHandler((_, reply) =>
    sendProblem(
      reply,
      new Problem(404, 'There is no such route; GET /openapi.json names those that there are.'),
    ),
  );
  for (const route of routes) add(app, route);
  app.get('/openapi.json', { config: { open: true } }, async (_, reply) =>
    reply.type('application/json').send(JSON.stringify(described)),
  );
  app.get('/metrics', async (_, reply) => reply.type(metrics.contentType).send(await metrics.text()));
  return app;
}

function isOpen({ routeOptions }: FastifyRequest): boolean {
  return (routeOptions.config as { open?: boolean }).open === true;
}

function add(app: FastifyInstance, { method, url, body, open, handle }: Route): void {
  app.route({
    method,
    url,
    config: { open: open === true },
    ...(body === undefined ? {} : { schema: { body } }),
    async handler(request, reply) {
      const gone = new AbortController();
      // Nobody waits for the answer any more.
      reply.raw.once('close', () => {
        if (!reply.raw.writableEnded) gone.abort();
      });
      const answer = await handle(request, gone.signal);
      return reply.type('application/json').send(JSON.stringify(answer));
    },
  });
}
