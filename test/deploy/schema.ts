import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject } from 'ajv';

/** @returns what a vendored schema has against a document; nothing when it is valid */
export function complaints(schema: 'compose-spec' | 'github-workflow', document: unknown): string[] {
  const text = readFileSync(`test/deploy/schemas/${schema}.json`, 'utf8');
  // One of them names its dialect by an address that is not quite that of the dialect.
  const { $schema: _, ...rest } = JSON.parse(text);
  // Both schemas name formats and words of their own.
  const options = { strict: false, validateFormats: false, allErrors: true };
  const ajv = new Ajv(options);
  const validate = ajv.compile(rest);
  if (validate(document)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }: ErrorObject) =>
      `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}
