import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import type { Answer, Served } from './serve.ts';

/** That an answer is what /openapi.json says of its route and status, and has no field of which that says nothing. */
export async function valid(
  served: Pick<Served, 'get'>,
  method: 'get' | 'post' | 'delete',
  url: string,
  answer: Answer,
): Promise<void> {
  const { json: document } = await served.get('/openapi.json');
  const told = document.paths[url][method].responses[String(answer.status)];
  expect(told, `${method} ${url} ${answer.status}`).toBeDefined();
  const [type] = answer.type.split(';');
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  const { schema } = told.content[type as string];
  const check = ajv.compile(closed({ components: document.components, ...schema }));
  const value = type === 'text/event-stream' ? answer.text : answer.json;
  expect(check(value), JSON.stringify(check.errors?.slice(0, 3))).toBe(true);
}

/** The schema with every object in it that lists its properties closed to others. */
export function closed<Schema>(schema: Schema): Schema {
  if (Array.isArray(schema)) return schema.map(closed) as Schema;
  if (typeof schema !== 'object' || schema === null) return schema;
  const parts = Object.entries(schema).map(([key, part]) => [key, closed(part)]);
  const isObject = 'type' in schema && schema.type === 'object' && 'properties' in schema;
  return { ...(isObject ? { additionalProperties: false } : {}), ...Object.fromEntries(parts) };
}
