import type { TSchema } from 'typebox';
import { Job, Problem } from './answers.ts';
import type { Route, RouteGroups } from './route.ts';

const content = (schema: object, type = 'application/json') => ({ [type]: { schema } });

/** What an archive may be called. */
export const ARCHIVE_TYPES = ['application/gzip', 'application/zip', 'application/octet-stream'] as const;
const ARCHIVES = Object.fromEntries(ARCHIVE_TYPES.map((type) => [type, {}]));

const IDEMPOTENCY = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'With the same key and body the request is done once, and answered the same for a day.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};
const PREFER = {
  name: 'Prefer',
  in: 'header',
  description: '`respond-async`: answer at once with 202 and a job (RFC 7240).',
  schema: { type: 'string' },
};

/** OpenAPI 3.1 of the routes, from the schemas that check them. */
export function openapi(groups: RouteGroups, version: string, hasKeys: boolean): object {
  const { schemas, refer } = createComponents();
  const paths: Record<string, Record<string, object>> = {};
  for (const [tag, routes] of Object.entries(groups))
    for (const route of routes) {
      // As OpenAPI writes parameters: /runs/{id}.
      const path = route.url.replace(/:(\w+)/g, '{$1}');
      const told = refer({ tags: [tag], ...operation(route, hasKeys) }) as object;
      paths[path] = { ...paths[path], [route.method.toLowerCase()]: told };
    }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Fern',
      version,
      description: 'Scores generated code against golden, expert-written code.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    // Where this document is, which may be below a path of a proxy.
    servers: [{ url: './' }],
    tags: Object.keys(groups).map((name) => ({ name })),
    paths,
    components: {
      schemas,
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        key: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
      },
    },
    security: [{ bearer: [] }, { key: [] }],
  };
}

/** What has a title is told once, by that name. */
function createComponents() {
  const schemas: Record<string, object> = {};
  const refer = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(refer);
    if (typeof value !== 'object' || value === null) return value;
    const whole = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, refer(part)]));
    const { title } = whole;
    if (typeof title !== 'string') return whole;
    schemas[title] = whole;
    return { $ref: `#/components/schemas/${title}` };
  };
  return { schemas, refer };
}

function operation(route: Route, hasKeys: boolean): object {
  const { method, url, summary, body, bytes, answer, status = 200, type, work, open } = route;
  const parameters = parametersOf(route);
  return {
    summary,
    operationId: `${method.toLowerCase()}${url.replace(/[^a-z]+(.)?/gi, (_, letter: string = '') => letter.toUpperCase())}`,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: { required: true, content: content(body) } }),
    ...(bytes === undefined ? {} : { requestBody: { required: true, content: ARCHIVES } }),
    ...(open || !hasKeys ? { security: [] } : {}),
    responses: {
      [status]: { description: 'The answer.', content: content(answer, type) },
      ...(work ? { 202: accepted() } : {}),
      ...Object.fromEntries(problemsOf(route).map((status) => [status, problem()])),
    },
  };
}

function parametersOf({ url, query, work }: Route): object[] {
  const { properties = {}, required = [] } = (query ?? {}) as {
    properties?: Record<string, TSchema>;
    required?: readonly string[];
  };
  return [
    ...[...url.matchAll(/:(\w+)/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    })),
    ...Object.entries(properties).map(([name, schema]) => ({
      name,
      in: 'query',
      required: required.includes(name),
      ...('description' in schema ? { description: schema.description } : {}),
      schema,
    })),
    ...(work ? [IDEMPOTENCY, PREFER] : []),
  ];
}

/** Statuses of problems, in order. */
export function problemsOf({ body, query, open, problems }: Route): number[] {
  const checked = body !== undefined || query !== undefined;
  const all = [...(checked ? [400] : []), ...(open ? [] : [401, 429]), ...problems, 500];
  return [...new Set(all)].sort((a, b) => a - b);
}

function accepted(): object {
  return {
    description: 'It became a job.',
    headers: { Location: { description: 'Of the job.', schema: { type: 'string' } } },
    content: content(Job),
  };
}

function problem(): object {
  return {
    description: 'What went wrong (RFC 9457).',
    content: content(Problem, 'application/problem+json'),
  };
}
