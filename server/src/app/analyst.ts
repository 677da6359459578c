import type { AbortSignalLike } from '../engine/index.ts';
import type { Analysis } from './analysis.ts';
import type { Analyst } from './ports.ts';

/** What runs a method of the scoring worker somewhere else. */
export interface Runner {
  exec<T>(
    method: string,
    args: readonly unknown[],
    options?: { signal?: AbortSignalLike | undefined; silentMs?: number | undefined },
  ): Promise<T>;
}

/** The names of the scoring worker's methods. */
export const ANALYSIS_METHODS = [
  'draft',
  'summarize',
  'match',
  'units',
  'unitDrafts',
  'outline',
  'imports',
] as const;

/** An analyst whose work is done by a pool of threads. */
export function createPooledAnalyst(runner: Runner): Analyst {
  return {
    draft: (request, limits, signal) => runner.exec('draft', [request, limits], { signal }),
    summarize: (file, signal) => runner.exec('summarize', [file], { signal }),
    match: (golden, generated, fixed, signal) => runner.exec('match', [golden, generated, fixed], { signal }),
    units: (request, signal) => runner.exec('units', [request], { signal }),
    unitDrafts: (request, limits, signal) => runner.exec('unitDrafts', [request, limits], { signal }),
    outline: (file, signal) => runner.exec('outline', [file], { signal }),
    imports: (path, text, signal) => runner.exec('imports', [path, text], { signal }),
  };
}

/** An analyst that works in place; for tests and tools, as long work blocks the caller. */
export function createInlineAnalyst(analysis: Analysis): Analyst {
  return {
    draft: async (request, limits) => analysis.draft(request, limits),
    summarize: async (file) => analysis.summarize(file),
    match: async (golden, generated, fixed) => analysis.match(golden, generated, fixed),
    units: async (request) => analysis.units(request),
    unitDrafts: async (request, limits) => analysis.unitDrafts(request, limits),
    outline: async (file) => analysis.outline(file),
    imports: async (path, text) => analysis.imports(path, text),
  };
}
