import { join, relative } from 'node:path';
import { acceptedByFile } from '../app/accepted.ts';
import { createPooledAnalyst } from '../app/analyst.ts';
import { type BehaviourRunner, createBehaviour } from '../app/behaviour.ts';
import { createPooledBehaviourRunner, type SandboxEnd } from '../app/behaviourRunner.ts';
import type { Configuration } from '../app/configuration/configuration.ts';
import { createEmbeddings } from '../app/embeddings.ts';
import type { RunFolder } from '../app/history/history.ts';
import { createPooledJudging, type Judging } from '../app/judging.ts';
import type { Analyst, FileSource } from '../app/ports.ts';
import { createScorer } from '../app/scorer.ts';
import {
  createTwoTierStore,
  type SharedTier,
  type TierCounts,
  type TwoTierStore,
} from '../app/twoTierStore.ts';
import type { Workbench } from '../app/workbench.ts';
import { type Embedder, NORMALISER_VERSION } from '../engine/index.ts';
import { createCategories } from '../platform/categories.ts';
import { loadModel, ModelError, resolveModelFolder } from '../platform/embeddingModel.ts';
import { contentHash, isLink, listFiles, locate, readText } from '../platform/files.ts';
import { type DiskStore, openStore } from '../platform/lmdbStore.ts';
import { createMemoryStore } from '../platform/memoryStore.ts';
import { createOnnxEmbedder } from '../platform/onnxEmbedder.ts';
import { openRunFolder } from '../platform/runFolder.ts';
import { createThreadPool } from '../platform/workerPools.ts';

/** Where the program's own files are. */
export interface Installation {
  /** Folder of the bundles: score.js, embed.js, webview/. */
  readonly dist: string;
  /** Folder of embedding models. */
  readonly models: string;
}

/** Threads, processes and cache, which several configurations can share. */
export interface Pools {
  readonly analyst: Analyst;
  readonly judging: Judging;
  readonly runner: BehaviourRunner;
  readonly embedder: Embedder;
  readonly store: TwoTierStore;
  /** Of the store. */
  readonly disk: Pick<DiskStore, 'stats'> | null;
  /** Threads that were ended because of the code that they ran, since the start. */
  sandboxEnds(): Readonly<Record<SandboxEnd, number>>;
  /** Empties memory and disk. */
  clear(): void;
  readonly workers: number;
  /** Lists a folder in a thread, for a process that must answer meanwhile. */
  readonly list: FileSource['list'];
  /** Ends all threads, to be called when there is no work for them; later work starts new ones. */
  release(): Promise<void>;
  /** Ends threads and processes at once and writes what the cache still buffers. */
  close(): Promise<void>;
}

/** The part of a configuration that pools depend on. */
export type PoolSettings = Pick<Configuration, 'workers' | 'cache' | 'embeddingModel'> & {
  readonly behaviour: Pick<Configuration['behaviour'], 'enabled'>;
};

export interface OpenWorkbench {
  readonly bench: Workbench;
  counts(): TierCounts;
  close(): Promise<void>;
}

/** What this process keeps of the cache in memory: a little where the disk has it too. */
const MEMORY_BYTES = { besideDisk: 8 << 20, alone: 48 << 20 };
/** All inputs come from it: same bytes, same inputs. */
const SEED = 7;
/** Heap of a scoring thread; hostile input ends the thread, not the program. */
const THREAD_HEAP_MB = 512;
/** A third of V8's own choice: threads that score thousands of files stay as small as they began. */
const THREAD_YOUNG_HEAP_MB = 12;

/**
 * Puts the platform behind the use cases' ports: thread pool, embedding processes, cache, files. Threads and
 * processes start with the first work for them.
 * @throws ModelError when the embedding model is missing or damaged.
 */
export function openWorkbench(
  configuration: Configuration,
  installation: Installation,
  warn: (message: string) => void,
): OpenWorkbench {
  const pools = openPools(configuration, installation, warn);
  return {
    bench: createWorkbench(pools, configuration, localFiles),
    counts: () => pools.store.counts(),
    close: () => pools.close(),
  };
}

/**
 * @param shared what other machines know, where there are some
 * @throws ModelError when the embedding model is missing or damaged.
 */
export function openPools(
  settings: PoolSettings,
  installation: Installation,
  warn: (message: string) => void,
  shared?: SharedTier,
): Pools {
  const workers = Math.max(1, settings.workers);
  const modelFolder = resolveModelFolder(settings.embeddingModel, installation.models);
  checkNormaliser(modelFolder);
  const embedder = createOnnxEmbedder({
    modelFolder,
    processes: workers,
    workerScript: join(installation.dist, 'embed.js'),
  });
  const threads = createThreadPool({
    script: join(installation.dist, 'score.js'),
    // Running code takes most of the time, so half as many threads keep up with those that run it.
    workers: settings.behaviour.enabled ? Math.ceil(workers / 2) : workers,
    heapMb: THREAD_HEAP_MB,
    youngHeapMb: THREAD_YOUNG_HEAP_MB,
  });
  const sandboxes = createThreadPool({
    script: join(installation.dist, 'behave.js'),
    workers,
    heapMb: THREAD_HEAP_MB,
    youngHeapMb: THREAD_YOUNG_HEAP_MB,
  });
  const disk = settings.cache.enabled ? openDiskStore(settings, warn) : undefined;
  const memory = createMemoryStore(disk === undefined ? MEMORY_BYTES.alone : MEMORY_BYTES.besideDisk);
  const ends: Record<SandboxEnd, number> = { silent: 0, broken: 0 };
  return {
    analyst: createPooledAnalyst(threads),
    judging: createPooledJudging(threads),
    runner: createPooledBehaviourRunner(sandboxes, (reason) => {
      ends[reason]++;
    }),
    sandboxEnds: () => ends,
    embedder,
    store: createTwoTierStore(memory, disk, shared),
    disk: disk ?? null,
    clear() {
      memory.clear();
      disk?.clear();
    },
    workers: settings.workers,
    // Callers hand over all of their workbench; functions can't travel.
    list: (root, { include, exclude }) => threads.exec('list', [root, { include, exclude }]),
    async release() {
      await Promise.all([threads.release(), sandboxes.release()]);
    },
    async close() {
      await Promise.all([threads.close(), sandboxes.close(), embedder.close()]);
      disk?.close();
    },
  };
}

/** What a configuration means, on pools that others may use too. */
export function createWorkbench(pools: Pools, configuration: Configuration, source: FileSource): Workbench {
  const { analyst, embedder, store } = pools;
  const { weights, limits } = configuration;
  const behaviour = configuration.behaviour.enabled
    ? createBehaviour({
        runner: pools.runner,
        store,
        options: {
          inputs: configuration.behaviour.inputs,
          seed: SEED,
          timeLimitMs: configuration.behaviour.timeLimitMs,
        },
        hash: contentHash,
      })
    : null;
  const parts = {
    analyst,
    embeddings: createEmbeddings(embedder, store, contentHash),
    embedderId: embedder.id,
    store,
    settings: {
      weights,
      maxWindows: limits.windows,
      maxFindings: limits.findings,
      behaviourBounds: configuration.behaviour.bounds,
    },
    hash: contentHash,
  };
  const scorer = createScorer({ ...parts, behaviour });
  return {
    source,
    analyst,
    store,
    scorer,
    staticScorer: behaviour === null ? scorer : createScorer({ ...parts, behaviour: null }),
    ...(behaviour === null ? {} : { explain: behaviour.explain }),
    hash: contentHash,
    judging: pools.judging,
    settingsHash: settingsHash(configuration, embedder.id),
    margin: configuration.margin,
    weights,
    costs: configuration.costs,
    categoryOf: createCategories(configuration.categories),
    runs: behaviour !== null,
    concurrency: pools.workers === 0 ? 1 : 2 * pools.workers,
    maxBytes: limits.fileBytes,
    include: configuration.include,
    exclude: configuration.exclude,
    accepted: acceptedByFile(configuration.accepted),
    generatedFolders: configuration.models.map(({ folder }) => folder),
    alternatives: new Map(configuration.alternatives.map(({ golden, versions }) => [golden, versions])),
    pinned: new Map(configuration.pairs.map((pair) => [pair.generated, pair.golden])),
  };
}

/** Of everything that moves scores; the same on every machine, so with paths from the configuration's own folder. */
function settingsHash(configuration: Configuration, embedderId: string): string {
  const { root, weights, limits, behaviour, accepted, pairs, alternatives } = configuration;
  const from = (path: string): string => relative(root, path).replaceAll('\\', '/');
  return contentHash(
    JSON.stringify([
      weights,
      [limits.windows, limits.findings],
      behaviour,
      embedderId,
      accepted.map((line) => ({ ...line, golden: from(line.golden) })),
      pairs.map(({ generated, golden }) => [from(generated), from(golden)]),
      alternatives.map(({ golden, versions }) => [from(golden), versions.map(from)]),
    ]),
  );
}

/** A model's manifest says for which spelling of texts its calibration was measured. */
function checkNormaliser(modelFolder: string): void {
  const { normaliserVersion } = loadModel(modelFolder).manifest;
  if (normaliserVersion === NORMALISER_VERSION) return;
  throw new ModelError(
    `${join(modelFolder, 'manifest.json')} is for normaliser version ${normaliserVersion}, this Fern has version ${NORMALISER_VERSION}. Use the model that came with it.`,
  );
}

export function openDiskStore(
  configuration: Pick<Configuration, 'cache'>,
  warn: (message: string) => void,
): DiskStore {
  return openStore({ cacheDir: configuration.cache.dir, maxBytes: configuration.cache.sizeBytes, warn });
}

/** Kept comparisons stand beside the cache, which can be cleared without them. */
export function openRuns({ cache }: Pick<Configuration, 'cache'>): RunFolder {
  return openRunFolder(join(cache.dir, 'runs'));
}

/** What lies where on this machine, for whom it is confined. */
export const localPlaces = {
  locate: async (absolute: string) => locate(absolute),
  isLink: async (absolute: string) => isLink(absolute),
};

export const localFiles: FileSource = {
  list: async (root, patterns) => listFiles(root, patterns),
  read: async (absolute, maxBytes) => {
    const result = readText(absolute, maxBytes);
    return result.ok ? { ok: true, text: result.text } : result;
  },
  locate: localPlaces.locate,
  hash: contentHash,
};
