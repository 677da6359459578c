import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { availableParallelism, homedir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import type { Configuration } from '../app/configuration/configuration.ts';
import { defaultDataDir } from '../app/configuration/paths.ts';
import type { Resolved } from '../app/configuration/resolve.ts';
import { memoryOfProcesses } from '../platform/processMemory.ts';
import type { Step, Steps } from '../service/jobs.ts';
import { createLive, type LiveConfiguration } from '../service/live.ts';
import { createPerform } from '../service/perform.ts';
import { createRoots } from '../service/roots.ts';
import type { RunStore } from '../service/runs.ts';
import { createScoring, type Scoring } from '../service/scoring.ts';
import type { Uploads } from '../service/uploads.ts';
import { createWorker, type Worker } from '../service/worker.ts';
import {
  backUp,
  dataFolder,
  hasDatabase,
  isUnreachable,
  openServiceStore,
  restore,
  type Store,
  StoreError,
} from '../wiring/store.ts';
import { openUploads } from '../wiring/uploads.ts';
import {
  createWorkbench,
  type Installation,
  localFiles,
  localPlaces,
  openPools,
  type Pools,
} from '../wiring/workbench.ts';
import type { CacheCounts, Host } from './host.ts';
import { readKeys, refusal } from './keys.ts';
import { createLog, type Log } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { createMetricsServer, listen } from './metricsServer.ts';
import { createServer } from './server.ts';

export interface ServeOptions {
  readonly installation: Installation;
  readonly version: string;
  /** For people: where it listens, and why it does not. */
  readonly err: (text: string) => void;
  /** Ends the service when it fires; what runs is finished or given up. */
  readonly signal: AbortSignal;
  /** The configuration as it is now. */
  readonly read: () => Promise<Resolved>;
}

/** Milliseconds in which steps that run may end when the process is to end. */
const GRACE = 20_000;

export type ServiceCommand =
  | { readonly name: 'serve' | 'work' }
  | { readonly name: 'backup' | 'restore'; readonly file: string };

/** @returns an exit code */
export async function run(command: ServiceCommand, first: Resolved, options: ServeOptions): Promise<number> {
  try {
    switch (command.name) {
      case 'serve':
        return await serve(first, options);
      case 'work':
        return await work(first, options);
      case 'backup':
      case 'restore':
        return await carryOver(command, first, options);
    }
  } catch (error) {
    if (error instanceof StoreError || error instanceof StartError) return usage(options, error.message);
    throw error;
  }
}

/** Saves an embedded database, or makes one from what was saved. */
async function carryOver(
  { name, file }: Extract<ServiceCommand, { file: string }>,
  { configuration }: Resolved,
  { installation, err, signal }: ServeOptions,
): Promise<number> {
  if (configuration.database !== null)
    return usage(
      { err },
      'DB_URL or DB_HOST names a PostgreSQL server; pg_dump and pg_restore save and restore it.',
    );
  const folder = dataFolder(configuration, dataHome());
  const path = resolve(file);
  if (name === 'backup') {
    const bytes = await backUp(folder, installation, path, signal);
    err(`Saved ${folder} in ${path} (${(bytes / 1024 / 1024).toFixed(1)} MB).\n`);
  } else {
    await restore(folder, installation, path);
    err(`Restored ${path} in ${folder}.\n`);
  }
  return 0;
}

/** Serves until the signal fires. */
async function serve(first: Resolved, options: ServeOptions): Promise<number> {
  const { configuration } = first;
  const { host: address, port } = configuration.server;
  const refused = refusal(address, readKeys(configuration.apiKey));
  if (refused !== null) return usage(options, refused);
  return withParts(first, options, configuration.server.jobs ? 'worker' : 'api', async (parts) => {
    const { live, scoring, uploads, metrics, host, log } = parts;
    let worker: Worker | null = null;
    const running = Math.max(1, 2 * configuration.workers);
    const submitted = (): void => worker?.wake();
    const tls = readTls(configuration);
    const app = await createServer(host, { live, scoring, uploads, metrics, running, submitted, ...tls });
    const onHangUp = (): void => void reload(live, log);
    process.on('SIGHUP', onHangUp);
    try {
      if (configuration.server.jobs) worker = startWorker(parts);
      await app.listen({ host: address, port });
      const { port: bound } = app.server.address() as AddressInfo;
      const shown = `${'tls' in tls ? 'https' : 'http'}://${address.includes(':') ? `[${address}]` : address}:${bound}`;
      options.err(`Fern serves ${configuration.server.roots.join(', ')} at ${shown}; Ctrl+C ends it.\n`);
      await fired(options.signal);
      return 0;
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      return usage(
        options,
        code === 'EADDRINUSE'
          ? `port ${port} of ${address} is taken; choose another with --port.`
          : `${message}.`,
      );
    } finally {
      process.off('SIGHUP', onHangUp);
      // Who does not read its answer can't keep the service from ending.
      const cut = setTimeout(() => app.server.closeAllConnections(), GRACE);
      await Promise.all([app.close(), worker?.stop(GRACE)]);
      clearTimeout(cut);
    }
  });
}

/** Does jobs until the signal fires. */
async function work(first: Resolved, options: ServeOptions): Promise<number> {
  if (first.configuration.database === null)
    return usage(
      options,
      'a worker takes jobs from a database that others put them into: name it with DB_URL or DB_HOST. Without one, fern serve does its jobs itself.',
    );
  return withParts(first, options, 'worker', async (parts) => {
    const worker = startWorker(parts);
    const onHangUp = (): void => void reload(parts.live, parts.log);
    process.on('SIGHUP', onHangUp);
    options.err(`Fern works on jobs for ${first.configuration.server.roots.join(', ')}; Ctrl+C ends it.\n`);
    await fired(options.signal);
    process.off('SIGHUP', onHangUp);
    await worker.stop(GRACE);
    return 0;
  });
}

interface Parts {
  readonly live: LiveConfiguration;
  readonly store: Store;
  readonly scoring: Scoring;
  readonly uploads: Uploads;
  readonly metrics: Metrics;
  readonly host: Host;
  readonly log: Log;
}

/** What serving and working have in common, opened before and closed after. */
async function withParts(
  first: Resolved,
  options: ServeOptions,
  role: 'api' | 'worker',
  use: (parts: Parts) => Promise<number>,
): Promise<number> {
  const { configuration } = first;
  const { installation, version, err } = options;
  await checkRoots(configuration.server.roots);
  const log = createLog((line) => void process.stderr.write(line), configuration.logLevel);
  const folder = dataFolder(configuration, dataHome());
  if (configuration.database === null && !hasDatabase(folder))
    err(`Fern makes its database in ${folder}, which takes some seconds.\n`);
  const store = await openServiceStore(configuration, installation, dataHome(), { role, warn: log.error });
  let pools: Pools | null = null;
  let metricsServer: Server | null = null;
  try {
    pools = openPools(
      configuration,
      installation,
      (message) => err(`fern: ${message}\n`),
      store.results ?? undefined,
    );
    const parts = assemble(first, options, store, pools, log, version);
    metricsServer = await openMetrics(configuration, parts.metrics, options);
    return await use(parts);
  } finally {
    metricsServer?.close();
    await store.results?.flush();
    await pools?.close();
    await store.close();
  }
}

function assemble(
  first: Resolved,
  { read, installation }: ServeOptions,
  store: Store,
  pools: Pools,
  log: Log,
  version: string,
): Parts {
  const live = createLive(first, read);
  const cacheCounts = (): CacheCounts => {
    const counts = pools.store.counts();
    const storeHits = store.results?.counts().hits ?? 0;
    // What the store had was brought into memory before it was asked for.
    return { ...counts, memoryHits: Math.max(0, counts.memoryHits - storeHits), storeHits };
  };
  const metrics = createMetrics({
    version,
    cache: cacheCounts,
    overview: () => store.overview(),
    sandboxEnds: () => pools.sandboxEnds(),
    // Without a limit of its own a process is told one that no machine has.
    memory: memoryOfProcesses,
    memoryLimit: Math.min(process.constrainedMemory() || Number.POSITIVE_INFINITY, totalmem()),
  });
  const host: Host = {
    version,
    files: localFiles,
    now: () => performance.now(),
    cache: { counts: cacheCounts, stats: () => pools.disk?.stats() ?? null, clear: () => pools.clear() },
    store: { ...store, runs: counted(store.runs, metrics) },
    isStoreDown: isUnreachable,
    readAsset: (path) => readFile(join(installation.dist, path)).catch(() => null),
    logs: { write: (line) => void process.stderr.write(line) },
  };
  const uploads = openUploads(first.configuration, store.archives);
  const scoring = createScoring({
    files: localFiles,
    now: host.now,
    configuration: live.current,
    roots: createRoots(first.configuration.server.roots, localPlaces, uploads),
    workbench: (own: Configuration, source) => createWorkbench(pools, own, source),
  });
  return { live, store, scoring, uploads, metrics, host, log };
}

function startWorker({ live, store, host, scoring, metrics, log }: Parts): Worker {
  const perform = createPerform({ scoring, runs: host.store.runs, found: store.steps.found });
  return createWorker({
    steps: shared(store),
    most: Math.max(1, live.current().workers),
    warn: log.error,
    perform: (step: Step, onDone, signal) => metrics.timed('step', () => perform(step, onDone, signal)),
  });
}

/** Each comparison that is kept is told to the metrics, whoever asked for it. */
function counted(runs: RunStore, metrics: Metrics): RunStore {
  return {
    ...runs,
    async keep(run) {
      await runs.keep(run);
      for (const [model, mean] of run.document.rankings) metrics.similarity(model, mean);
    },
  };
}

/** For Prometheus alone, where that is asked for. */
async function openMetrics(
  { server: { host, metricsPort } }: Configuration,
  metrics: Metrics,
  { err }: ServeOptions,
): Promise<Server | null> {
  if (metricsPort === null) return null;
  const server = createMetricsServer(metrics);
  try {
    const port = await listen(server, host, metricsPort);
    err(`Fern's metrics are at port ${port} of ${host}.\n`);
    return server;
  } catch (error) {
    throw new StartError(`the port of FERN_METRICS_PORT can't be used: ${(error as Error).message}.`);
  }
}

/** @throws StartError where one is no folder */
async function checkRoots(roots: readonly string[]): Promise<void> {
  for (const root of roots) {
    const located = await localPlaces.locate(root);
    if (located?.kind === 'folder') continue;
    const why = located === null ? 'there is no such folder' : 'it is a file';
    throw new StartError(
      `${root} can't be served: ${why}. Name another with --root, FERN_ROOT or server.root.`,
    );
  }
}

/** @throws StartError */
function readTls({ server: { tls } }: Configuration): { tls?: { cert: string; key: string } } {
  if (tls === null) return {};
  if (tls.cert === '' || tls.key === '')
    throw new StartError('HTTPS needs both the certificate and its key: set TLS_CERT and TLS_KEY.');
  try {
    const read = { cert: readFileSync(tls.cert, 'utf8'), key: readFileSync(tls.key, 'utf8') };
    createSecureContext(read);
    return { tls: read };
  } catch (error) {
    throw new StartError(`TLS_CERT and TLS_KEY can't be used: ${(error as Error).message}.`);
  }
}

/** The service can't be started as it is configured; the message says why. */
class StartError extends Error {
  override readonly name = 'StartError';
}

/** A part is done when others can have what it found. */
function shared({ steps, results }: Store): Steps {
  if (results === null) return steps;
  return {
    ...steps,
    async done(step, outcome) {
      await results.flush();
      await steps.done(step, outcome);
    },
  };
}

async function reload(live: LiveConfiguration, log: Log): Promise<void> {
  try {
    const { changed, needsRestart } = await live.reload();
    log.info('The configuration was read anew.', { changed, needs_restart: needsRestart });
  } catch (error) {
    log.error(error);
  }
}

function dataHome(): string {
  const machine = { platform: process.platform, cores: availableParallelism(), home: homedir() };
  return defaultDataDir(process.env, machine);
}

function usage({ err }: Pick<ServeOptions, 'err'>, message: string): number {
  err(`fern: ${message}\n`);
  return 2;
}

function fired(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
