import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Configuration } from '../../server/src/app/configuration/configuration.ts';
import { type Resolved, resolveConfiguration } from '../../server/src/app/configuration/resolve.ts';
import type { Host } from '../../server/src/http/host.ts';
import { createMetrics } from '../../server/src/http/metrics.ts';
import { PAGES } from '../../server/src/http/pages/index.ts';
import { createServer } from '../../server/src/http/server.ts';
import { createLive } from '../../server/src/service/live.ts';
import { createPerform } from '../../server/src/service/perform.ts';
import { createRoots } from '../../server/src/service/roots.ts';
import { createScoring } from '../../server/src/service/scoring.ts';
import { createWorker, type Worker } from '../../server/src/service/worker.ts';
import { isUnreachable } from '../../server/src/store/database.ts';
import { openUploads } from '../../server/src/wiring/uploads.ts';
import { localFiles, localPlaces } from '../../server/src/wiring/workbench.ts';
import { inlineHost } from '../lsp/host.ts';
import { BAD_TEXT, GOLDEN_SUM, GOLDEN_TEXT, GOOD_SUM } from '../lsp/workspace.ts';
import { embeddedStore, type TestStore } from '../store/stores.ts';

/** The service in this process, on a folder of its own, with a database of its own, without threads and model. */
export interface Served {
  readonly app: FastifyInstance;
  /** The folder that is served; `secret.ts` lies beside it. */
  readonly root: string;
  readonly lines: string[];
  /** What is configured anew at the next reload. */
  readonly flags: Record<string, unknown>;
  /** Jobs are done while there is one. */
  worker: Worker | null;
  startWorker(): Worker;
  post(url: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  get(url: string, headers?: Record<string, string>): Promise<Answer>;
  delete(url: string, headers?: Record<string, string>): Promise<Answer>;
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

export const SECRET = 'export const secret = "swordfish";\n';

/** Files of pages, each with its own path inside. */
export const ASSETS: ReadonlyMap<string, Uint8Array> = new Map(
  PAGES.flatMap(({ folder, files }) =>
    files.map((name) => [`${folder.slice(1)}/${name}`, Buffer.from(`${folder}/${name}`)] as const),
  ),
);

export interface ServeOptions {
  /** Its store; an embedded one unless it is said. */
  readonly open?: () => Promise<TestStore>;
  readonly keys?: readonly string[];
  /** Names of folders beside `root` that are served too. */
  readonly beside?: readonly string[];
  readonly settings?: Record<string, unknown>;
  /** Milliseconds in which a request has to arrive. */
  readonly arrival?: number;
  /** What is in dist/ for pages, by path; everything that they name when not said. */
  readonly assets?: ReadonlyMap<string, Uint8Array>;
  /** Called before each evaluation; it may wait, or fail. */
  readonly before?: () => Promise<void>;
}

export async function serveFolder({
  open = embeddedStore,
  keys = [],
  beside = [],
  settings = {},
  arrival,
  before,
  assets = ASSETS,
}: ServeOptions = {}): Promise<Served> {
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
  const flags: Record<string, unknown> = {
    'behaviour.enabled': false,
    'cache.enabled': false,
    'server.root': [root, ...beside.map((name) => join(base, name))],
    ...(keys.length === 0 ? {} : { api_key: keys.join(',') }),
    ...settings,
  };
  const resolve = (): Resolved => {
    const resolved = resolveConfiguration({
      flags,
      env: {},
      cwd: root,
      machine: { platform: 'linux', cores: 2, home: base },
    });
    if (!resolved.ok) throw new Error(resolved.problems[0]?.message);
    return resolved;
  };
  const first = resolve();
  const { store, close } = await open();
  const pools = inlineHost().openPools(first.configuration);
  const lines: string[] = [];
  const live = createLive(first, async () => resolve());
  const cacheCounts = () => ({ memoryHits: 3, diskHits: 2, storeHits: 1, misses: 1 });
  const host: Host = {
    version: '0.0.0',
    files: localFiles,
    now: () => performance.now(),
    cache: { counts: cacheCounts, stats: () => ({ entries: 2, bytes: 10, maxBytes: 100 }), clear: () => {} },
    store,
    isStoreDown: isUnreachable,
    readAsset: async (path) => assets.get(path) ?? null,
    logs: { write: (line) => void lines.push(line) },
  };
  const uploads = openUploads(
    { cache: { ...first.configuration.cache, dir: join(base, 'cache') } },
    store.archives,
  );
  const scoring = createScoring({
    files: localFiles,
    now: host.now,
    configuration: live.current,
    roots: createRoots(first.configuration.server.roots, localPlaces, uploads),
    workbench: (own: Configuration, source) => pools.workbench(own, source),
  });
  const metrics = createMetrics({
    version: host.version,
    cache: cacheCounts,
    overview: () => store.overview(),
    sandboxEnds: () => ({ silent: 2, broken: 0 }),
    memory: async () => 1 << 20,
    memoryLimit: 1 << 30,
  });
  const perform = createPerform({ scoring, runs: store.runs, found: store.steps.found });
  const app = await createServer(host, {
    live,
    scoring,
    uploads,
    metrics,
    running: 2,
    ...(arrival === undefined ? {} : { arrival }),
    submitted: () => served.worker?.wake(),
  });
  const ask = async (
    method: 'GET' | 'POST' | 'DELETE',
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
  const served: Served = {
    app,
    root,
    lines,
    flags,
    worker: null,
    startWorker() {
      served.worker = createWorker({
        steps: store.steps,
        most: 2,
        warn: (error) => void lines.push(`warning: ${(error as Error).message}`),
        async perform(step, onDone, signal) {
          await before?.();
          return perform(step, onDone, signal);
        },
      });
      return served.worker;
    },
    post: (url, body, headers) => ask('POST', url, body, headers),
    get: (url, headers) => ask('GET', url, undefined, headers),
    delete: (url, headers) => ask('DELETE', url, undefined, headers),
    async close() {
      await app.close();
      await served.worker?.stop(1000);
      await close();
      rmSync(base, { recursive: true, force: true });
    },
  };
  return served;
}
