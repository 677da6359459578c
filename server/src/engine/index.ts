/** The engine's face: code outside engine/ imports this file and no other of it. */

export type { Acceptance } from './accepted/acceptance.ts';
export type { BehaviourOptions } from './behaviour/examine.ts';
export type { ExplainedInput, FileExplanation, UnitExplanation } from './behaviour/explain.ts';
export { type Callback, decodeInput, encodeInput, type Input, type Value } from './behaviour/input.ts';
export type { LearntGolden } from './behaviour/learnt.ts';
export { type ExplainedFile, type Repro, writeRepro } from './behaviour/repro/write.ts';
export type {
  Ending,
  Offer,
  Outcome,
  Program,
  ProgramModule,
  RunRequest,
  Sandbox,
  World,
} from './behaviour/sandbox.ts';
export {
  type BehaviourRequest,
  type BehaviourSession,
  createBehaviourSession,
} from './behaviour/session.ts';
export type { SideCallers, SideFile, SideSources } from './behaviour/sides.ts';
export type {
  BehaviourVerdict,
  FileBehaviour,
  MappingNote,
  UnitBehaviour,
  Witness,
} from './behaviour/verdict.ts';
export type { DimensionId, Severity } from './dimensions/dimension.ts';
export { DIMENSION_IDS } from './dimensions/dimension.ts';
export { NORMALISER_VERSION } from './dimensions/semantic/unitText.ts';
export { extensionOf, languageOf } from './languages/extensions.ts';
export type { ImportedModule, RunnableModule, RunnableOptions } from './languages/language.ts';
export { caseOf } from './languages/nameCase.ts';
export { parseSource } from './languages/registry.ts';
export { importedModules, prepareModule } from './languages/runnable.ts';
export type { Alignment, UnitPair } from './matching/alignment.ts';
export { type FileMatching, type FilePair, matchFiles } from './matching/files.ts';
export { type FileSummary, type SummarizedFile, summarize } from './matching/summary.ts';
export { alignUnits } from './matching/units.ts';
export type { SourceModel } from './model/source.ts';
export type { AbortSignalLike, BlobStore, Embedder } from './ports.ts';
export { type Band, bandOf } from './score/bands.ts';
export type { Bounds } from './score/behaviour.ts';
export {
  type AcceptedDifference,
  draftPair,
  finishPair,
  type PairDraft,
  type PairScore,
  type Range,
  type ScoredDimension,
  type ScoredFinding,
} from './score/pair.ts';
export {
  draftUnits,
  finishUnit,
  outlineOf,
  type UnitDraft,
  type UnitOutline,
  type UnitScore,
} from './score/unitScores.ts';
export { firstPlaces, type WhatIfCell, type WhatIfTable, whatIfTable } from './score/whatIf.ts';
export type { EngineSettings } from './settings.ts';
export { compareScores } from './statistics/compareScores.ts';
export { decide } from './statistics/decision.ts';
export type { ScoredTask, ScoreTable } from './statistics/groups.ts';
export { statementOf } from './statistics/statement.ts';
export { type Summary, summarizeValues, weightedMean } from './statistics/summary.ts';
