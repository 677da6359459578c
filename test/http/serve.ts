import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { resolveConfiguration } from '../../server/src/app/configuration/resolve.ts';
import { createRoots } from '../../server/src/http/roots.ts';
import { createServer } from '../../server/src/http/server.ts';
import { localFiles } from '../../server/src/wiring/workbench.ts';
import { inlineHost } from '../lsp/host.ts';
import { BAD_TEXT, GOLDEN_SUM, GOLDEN_TEXT, GOOD_SUM } from '../lsp/workspace.ts';

/** The service in this process, on a folder of its own, without threads and model. */
export interface Served {
  readonly app: FastifyInstance;
  /** The folder that is served; `secret.ts` lies beside it. */
  readonly root: string;
  readonly lines: string[];
  post(url: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  get(url: string, headers?: Record<string, string>): Promise<Answer>;
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: documents of all kinds.
  readonly json: any;
}

export const SECRET = 'export const secret = "4711";\n';

export async function serveFolder(keys: readonly string[] = []): Promise<Served> {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'fern-http-')));
  const root = join(base, 'served');
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(base, path)), { recursive: true });
    writeFileSync(join(base, path), text);
  };
  write('secret.ts', SECRET);
  write('served/golden/text.ts', GOLDEN_TEXT);
  write('served/golden/sum.ts', GOLDEN_SUM);
  write('served/one/text.ts', BAD_TEXT);
  write('served/one/sum.ts', GOOD_SUM);
  write('served/two/text.ts', GOLDEN_TEXT);
  symlinkSync(join(base, 'secret.ts'), join(root, 'link.ts'));
  symlinkSync(base, join(root, 'up'));
  const resolved = resolveConfiguration({
    flags: { 'behaviour.enabled': false, 'cache.enabled': false, 'server.root': root },
    env: {},
    cwd: root,
    machine: { platform: 'linux', cores: 2, home: base },
  });
  if (!resolved.ok) throw new Error(resolved.problems[0]?.message);
  const { configuration } = resolved;
  const inline = inlineHost();
  const pools = inline.openPools(configuration);
  const lines: string[] = [];
  const app = createServer(
    {
      version: '0.0.0',
      files: localFiles,
      now: () => performance.now(),
      workbench: (own, source) => pools.workbench(own, source),
      cacheCounts: () => ({ memoryHits: 3, diskHits: 2, misses: 1 }),
      runs: inline.openRuns(configuration),
      logs: { write: (line) => void lines.push(line) },
    },
    configuration,
    { keys, roots: createRoots([root], localFiles.locate), running: 2 },
  );
  const ask = async (
    method: 'GET' | 'POST',
    url: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const payload =
      body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) };
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const answer = await app.inject({ method, url, headers: { ...type, ...headers }, ...payload });
    const text = answer.body;
    return {
      status: answer.statusCode,
      type: String(answer.headers['content-type']),
      headers: answer.headers,
      text,
      json: /^[[{]/.test(text) ? JSON.parse(text) : null,
    };
  };
  return {
    app,
    root,
    lines,
    post: (url, body, headers) => ask('POST', url, body, headers),
    get: (url, headers) => ask('GET', url, undefined, headers),
    async close() {
      await app.close();
      rmSync(base, { recursive: true, force: true });
    },
  };
}
