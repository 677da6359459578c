import { acceptedByFile } from '../../server/src/app/accepted.ts';
import { createAnalysis } from '../../server/src/app/analysis.ts';
import { createInlineAnalyst } from '../../server/src/app/analyst.ts';
import { inlineJudging } from '../../server/src/app/judging.ts';
import type { Analyst, FileSource, PairRequest, Unreadable } from '../../server/src/app/ports.ts';
import type { ScoreOnly, Scorer } from '../../server/src/app/scorer.ts';
import type { Workbench } from '../../server/src/app/workbench.ts';
import { type BlobStore, bandOf, DIMENSION_IDS } from '../../server/src/engine/index.ts';
import type { AcceptedLine } from '../../server/src/protocol/settings/types.ts';
import { WEIGHT_PRESETS } from '../../server/src/protocol/settings/weights.ts';
import { contentHash, mapStore } from './inline.ts';

/** Use cases with what they need made up: folders in memory, scores by rule. */

export type Folder = Readonly<Record<string, string>>;

export interface MemoryOptions {
  /** Paths (with their root) that cannot be read, and why. */
  readonly unreadable?: Readonly<Record<string, string>>;
  /** What listing a root says of what it could not list. */
  readonly unlisted?: Readonly<Record<string, readonly Unreadable[]>>;
}

/** Folders by the name of their root. Files are listed in order of their paths, of whatever language. */
export function memorySource(
  folders: Readonly<Record<string, Folder>>,
  options: MemoryOptions = {},
): FileSource {
  const texts = new Map<string, string>(
    Object.entries(folders).flatMap(([root, files]) =>
      Object.entries(files).map(([path, text]) => [`${root}/${path}`, text] as const),
    ),
  );
  return {
    list: async (root) => ({
      files: Object.keys(folders[root] ?? {})
        .sort()
        .map((path) => ({
          path,
          absolute: `${root}/${path}`,
          size: texts.get(`${root}/${path}`)?.length ?? 0,
        })),
      unreadable: options.unlisted?.[root] ?? [],
    }),
    read: async (absolute) => {
      const reason = options.unreadable?.[absolute];
      const text = texts.get(absolute);
      if (reason !== undefined) return { ok: false, reason };
      return text === undefined ? { ok: false, reason: 'there is no such file' } : { ok: true, text };
    },
    locate: async (absolute) => {
      if (texts.has(absolute)) return { real: absolute, kind: 'file' };
      const folder = [...texts.keys()].some((path) => path.startsWith(`${absolute}/`));
      return folder ? { real: absolute, kind: 'folder' } : null;
    },
    hash: contentHash,
  };
}

/** An analyst that counts its calls by method. */
export function countingAnalyst(analyst: Analyst = createInlineAnalyst(createAnalysis())): {
  readonly analyst: Analyst;
  readonly calls: Record<keyof Analyst, number>;
} {
  const calls = { draft: 0, summarize: 0, match: 0, units: 0, unitDrafts: 0, outline: 0, imports: 0 };
  return {
    calls,
    analyst: {
      draft: (...args) => {
        calls.draft++;
        return analyst.draft(...args);
      },
      summarize: (...args) => {
        calls.summarize++;
        return analyst.summarize(...args);
      },
      match: (...args) => {
        calls.match++;
        return analyst.match(...args);
      },
      units: (...args) => {
        calls.units++;
        return analyst.units(...args);
      },
      unitDrafts: (...args) => {
        calls.unitDrafts++;
        return analyst.unitDrafts(...args);
      },
      outline: (...args) => {
        calls.outline++;
        return analyst.outline(...args);
      },
      imports: (...args) => {
        calls.imports++;
        return analyst.imports(...args);
      },
    },
  };
}

export function scoreOf(overall: number): ScoreOnly {
  return {
    overall,
    staticOverall: overall,
    band: bandOf(overall),
    accepted: [],
    unusedAcceptances: [],
    bounds: { least: 0, most: 1 },
    dearest: null,
    dimensions: Object.fromEntries(
      DIMENSION_IDS.map((id) => [
        id,
        { value: id === 'accessibility' ? null : overall, weight: id === 'semantic' ? 1 : 0 },
      ]),
    ) as unknown as ScoreOnly['dimensions'],
  };
}

/** Scores by rule instead of by engine. */
export function madeUpScorer(rule: (request: PairRequest) => number): Scorer {
  return {
    score: async (request) => ({ ...scoreOf(rule(request)), findings: [], behaviour: null }),
    scoreOnly: async (request) => scoreOf(rule(request)),
    known: () => null,
    units: async () => [],
  };
}

export interface BenchOptions extends MemoryOptions {
  readonly scorer?: Scorer;
  readonly analyst?: Analyst;
  readonly store?: BlobStore;
  readonly pinned?: ReadonlyMap<string, string>;
  readonly source?: FileSource;
  readonly accepted?: readonly AcceptedLine[];
  readonly alternatives?: ReadonlyMap<string, readonly string[]>;
}

export function memoryBench(
  folders: Readonly<Record<string, Folder>>,
  options: BenchOptions = {},
): Workbench {
  const scorer = options.scorer ?? madeUpScorer(() => 1);
  return {
    source: options.source ?? memorySource(folders, options),
    analyst: options.analyst ?? createInlineAnalyst(createAnalysis()),
    store: options.store ?? mapStore(),
    scorer,
    staticScorer: scorer,
    hash: contentHash,
    runs: false,
    concurrency: 3,
    maxBytes: 1_000_000,
    judging: inlineJudging,
    settingsHash: 'settings',
    margin: 0.02,
    weights: WEIGHT_PRESETS.default,
    costs: new Map(),
    categoryOf: () => null,
    include: [],
    exclude: [],
    pinned: options.pinned ?? new Map(),
    accepted: acceptedByFile(options.accepted ?? []),
    alternatives: options.alternatives ?? new Map(),
  };
}
