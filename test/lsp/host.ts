import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { createAnalysis } from '../../server/src/app/analysis.ts';
import { createInlineAnalyst } from '../../server/src/app/analyst.ts';
import type { Ran } from '../../server/src/app/behaviour.ts';
import { inlineJudging } from '../../server/src/app/judging.ts';
import type { BehaviourRequest, UnitBehaviour } from '../../server/src/engine/index.ts';
import type { Host } from '../../server/src/lsp/host.ts';
import { folderContent } from '../../server/src/platform/files.ts';
import { findFiles } from '../../server/src/platform/findFiles.ts';
import { createWorkbench, localFiles } from '../../server/src/wiring/workbench.ts';
import { fakeEmbedder, mapStore } from '../helpers/inline.ts';

/** The real world but for threads, processes and the model: fast, and all in this process. */
export function inlineHost(): Host & {
  readonly cleared: string[];
  readonly runs: string[];
  /** Comparisons, by id. */
  readonly kept: ReadonlyMap<string, string>;
} {
  const cleared: string[] = [];
  const kept = new Map<string, string>();
  const runs: string[] = [];
  return {
    cleared,
    kept,
    runs,
    version: '0.0.0',
    machine: { platform: process.platform, cores: 2, home: homedir() },
    env: {},
    disk: {
      ...localFiles,
      async read(absolute, maxBytes) {
        await new Promise(setImmediate);
        return localFiles.read(absolute, maxBytes);
      },
    },
    contentOf: folderContent,
    realPath(path) {
      try {
        return realpathSync(path);
      } catch {
        return path;
      }
    },
    async readText(path) {
      try {
        return readFileSync(path, 'utf8');
      } catch {
        return null;
      }
    },
    write: async (path, text) => writeFileSync(path, text),
    find: findFiles,
    fetch,
    openPools() {
      const store = { ...mapStore(), counts: () => ({ memoryHits: 0, diskHits: 0, misses: 0 }) };
      const pools = {
        analyst: createInlineAnalyst(createAnalysis()),
        judging: inlineJudging,
        runner: {
          // A stand-in for running: equal texts behave the same.
          compare: async ({ golden, generated }: BehaviourRequest): Promise<Ran> => {
            runs.push(generated.files[0].path);
            const same = golden.files[0].text === generated.files[0].text;
            const value = same ? 1 : 0.5;
            const verdict = same ? 'equivalent' : 'differs';
            const unit: UnitBehaviour = {
              golden: 'slugify',
              generated: 'slugify',
              verdict,
              reason: null,
              agreement: value,
              value,
              inputs: 10,
              branchCoverage: 1,
              mutants: null,
              witness: null,
              weight: 1,
              places: { golden: null, generated: null },
            };
            const behaviour = { verdict, agreement: value, value, executed: 1, reason: null, units: [unit] };
            return { behaviour } as Ran;
          },
          explain: () => Promise.reject(new Error('not here')),
        },
        embedder: fakeEmbedder(),
        store,
        disk: null,
        clear: () => {},
        sandboxEnds: () => ({ silent: 0, broken: 0 }),
        workers: 1,
        list: localFiles.list,
        release: async () => {},
        close: async () => {},
      };
      return {
        workbench: (configuration, source) => createWorkbench(pools, configuration, source),
        release: pools.release,
        close: pools.close,
      };
    },
    openRuns: () => ({
      entries: () => [...kept.keys()].map((id) => ({ id, written: Date.now(), bytes: 1 })),
      read: (id) => kept.get(id) ?? null,
      firstLine: (id) => kept.get(id)?.split('\n')[0] ?? null,
      write: (id, text) => void kept.set(id, text),
      remove: (id) => void kept.delete(id),
    }),
    clearCache: ({ cache }) => void cleared.push(cache.dir),
  };
}
