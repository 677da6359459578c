import { LRUCache } from 'lru-cache';
import {
  alignUnits,
  draftPair,
  draftUnits,
  extensionOf,
  type FileMatching,
  type FileSummary,
  type ImportedModule,
  importedModules,
  languageOf,
  matchFiles,
  outlineOf,
  type PairDraft,
  parseSource,
  type SourceModel,
  type SummarizedFile,
  summarize,
  type UnitDraft,
  type UnitOutline,
} from '../engine/index.ts';
import type { DraftLimits, MatchedUnit, PairRequest, SourceText } from './ports.ts';

/** Bytes of source text whose models are kept; a model takes about ten times its text. */
const KEPT_TEXT = 1_500_000;

/** The work behind the Analyst port, as plain calls: what a thread runs, and a test. */
export interface Analysis {
  draft(request: PairRequest, limits: DraftLimits): PairDraft;
  summarize(file: SourceText): FileSummary;
  match(
    golden: readonly SummarizedFile[],
    generated: readonly SummarizedFile[],
    fixed: readonly (readonly [number, number])[],
  ): FileMatching;
  units(request: PairRequest): MatchedUnit[];
  unitDrafts(request: PairRequest, limits: DraftLimits): UnitDraft[];
  outline(file: SourceText): UnitOutline[];
  imports(path: string, text: string): ImportedModule[];
}

/** Models are kept by content, so a golden file is parsed once for all models that are compared. */
export function createAnalysis(): Analysis {
  const models = new LRUCache<string, SourceModel>({
    maxSize: KEPT_TEXT,
    sizeCalculation: (model) => Math.max(1, model.lineStarts[model.lineStarts.length - 1] + 100),
  });
  const load = (file: SourceText): SourceModel => {
    const key = `${extensionOf(file.path)}|${file.hash}`;
    const known = models.get(key);
    if (known !== undefined) return known;
    const model = parse(file);
    models.set(key, model);
    return model;
  };
  return {
    draft: (request, limits) =>
      guarded(request.golden.path, () =>
        draftPair(
          load(request.golden),
          load(joined(request.generated)),
          limits.maxWindows,
          request.shared,
          request.golden.text,
        ),
      ),
    summarize: (file) => guarded(file.path, () => summarize(load(file))),
    match: (golden, generated, fixed) => matchFiles(golden, generated, new Map(fixed)),
    units: (request) =>
      guarded(request.golden.path, () => pairUnits(load(request.golden), load(joined(request.generated)))),
    unitDrafts: ({ golden, generated }, limits) =>
      guarded(golden.path, () => {
        const other = joined(generated);
        return draftUnits(load(golden), golden.text, load(other), other.text, limits.maxWindows);
      }),
    outline: (file) => guarded(file.path, () => outlineOf(load(file))),
    imports: importsOf,
  };
}

/** What is nested too deep to be read imports nothing; that it can't be run is told by who runs it. */
function importsOf(path: string, text: string): ImportedModule[] {
  try {
    return importedModules(path, text);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

function parse(file: SourceText): SourceModel {
  if (languageOf(file.path) === null) throw sourceError(`${file.path}: Fern does not read this language`);
  return parseSource(file.path, file.text);
}

/** Code nested deeper than the stack allows is the file's fault, not a crash. */
function guarded<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) throw sourceError(`${path}: the code is nested too deep to be parsed`);
    throw error;
  }
}

function sourceError(message: string): Error {
  return Object.assign(new Error(message), { code: 'FERN_SOURCE' });
}

/** Several files that stand for one are read as one text; `partOf` takes a line back to its file. */
export function joined(files: readonly SourceText[]): SourceText {
  if (files.length === 1) return files[0];
  const widest = files.find((file) => /\.[jt]sx$/.test(file.path)) ?? files[0];
  return {
    path: widest.path,
    text: files.map((file) => file.text).join('\n'),
    hash: files.map((file) => file.hash).join('+'),
  };
}

function pairUnits(golden: SourceModel, generated: SourceModel): MatchedUnit[] {
  return alignUnits(golden, generated)
    .pairs.filter(
      (pair) => golden.units[pair.golden].kind !== 'import' && golden.units[pair.golden].name !== '',
    )
    .map((pair) => ({
      golden: golden.units[pair.golden].name,
      generated: generated.units[pair.generated].name,
      similarity: Math.round(pair.similarity * 1e6) / 1e6,
    }));
}
