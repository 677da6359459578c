import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Served, serveFolder } from '../http/serve.ts';

const FILE = fileURLToPath(new URL('../../server/src/client/api.ts', import.meta.url));

let served: Served;
beforeAll(async () => {
  served = await serveFolder();
});
afterAll(() => served.close());

test('server/src/client/api.ts is what the service says of itself (UPDATE_DOCS=1 renews it)', async () => {
  const { json: document } = await served.get('/openapi.json');
  const text = `${COMMENT_HEADER}${astToString(await openapiTS(document, { alphabetize: true }))}`;
  if (process.env.UPDATE_DOCS === '1') {
    writeFileSync(FILE, text);
  }
  const kept = existsSync(FILE) ? readFileSync(FILE, 'utf8').replaceAll('\r\n', '\n') : '';
  expect(kept).toBe(text);
});
