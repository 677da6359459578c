import type { Route } from './routes.ts';
import { Problem } from './schemas.ts';

const json = (schema: object) => ({ 'application/json': { schema } });

/** OpenAPI 3.1 of the routes, from the schemas that check them. */
export function openapi(routes: readonly Route[], version: string, hasKeys: boolean): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const { method, url, summary, body, answer, open, problems } of routes) {
    const statuses = [
      ...new Set([...(body === undefined ? [] : [400]), ...(open ? [] : [401]), ...problems, 500]),
    ];
    // As OpenAPI writes parameters: /runs/{id}.
    const path = url.replace(/:(\w+)/g, '{$1}');
    const names = [...url.matchAll(/:(\w+)/g)].map(([, name]) => name);
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: {
        summary,
        operationId: `${method.toLowerCase()}${url.replace(/[^a-z]+(.)?/gi, (_, letter: string = '') => letter.toUpperCase())}`,
        ...(names.length === 0
          ? {}
          : {
              parameters: names.map((name) => ({
                name,
                in: 'path',
                required: true,
                schema: { type: 'string' },
              })),
            }),
        ...(body === undefined ? {} : { requestBody: { required: true, content: json(body) } }),
        ...(open || !hasKeys ? { security: [] } : {}),
        responses: {
          200: { description: 'The answer.', content: json(answer) },
          ...Object.fromEntries(
            statuses.map((status) => [
              status,
              {
                description: 'What went wrong (RFC 9457).',
                content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
              },
            ]),
          ),
        },
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Fern',
      version,
      description: 'Scores generated code against golden, expert-written code.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    paths,
    components: {
      schemas: { Problem },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        key: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
      },
    },
    security: [{ bearer: [] }, { key: [] }],
  };
}
