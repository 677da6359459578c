import type {
  AbortSignalLike,
  Acceptance,
  FileMatching,
  FileSummary,
  ImportedModule,
  PairDraft,
  SideSources,
  SummarizedFile,
  UnitDraft,
  UnitOutline,
} from '../engine/index.ts';

/** A file's text with what identifies it. */
export interface SourceText {
  /** Relative to its root, with '/'. */
  readonly path: string;
  readonly text: string;
  /** SHA-256 of the text, hex. */
  readonly hash: string;
}

/** A golden file and the generated file or files that stand for it. */
export interface PairRequest {
  readonly golden: SourceText;
  readonly generated: readonly SourceText[];
  /** True when other golden files have their counterpart in the same generated file. */
  readonly shared: boolean;
  /** What the configuration accepts of the golden file. */
  readonly accepted?: readonly Acceptance[];
  /** Both files with what they import, for running them. */
  readonly programs?: { readonly golden: SideSources; readonly generated: SideSources };
}

export interface MatchedUnit {
  readonly golden: string;
  readonly generated: string;
  readonly similarity: number;
}

/** Work on source texts that takes processor time: done in threads, or in place. */
export interface Analyst {
  /** @throws Error with code FERN_SOURCE and a plain reason when a file cannot be analysed (nested too deep). */
  draft(request: PairRequest, limits: DraftLimits, signal?: AbortSignalLike): Promise<PairDraft>;
  summarize(file: SourceText, signal?: AbortSignalLike): Promise<FileSummary>;
  match(
    golden: readonly SummarizedFile[],
    generated: readonly SummarizedFile[],
    fixed: readonly (readonly [number, number])[],
    signal?: AbortSignalLike,
  ): Promise<FileMatching>;
  units(request: PairRequest, signal?: AbortSignalLike): Promise<MatchedUnit[]>;
  /** A pair's units, each drafted as a pair of its own. */
  unitDrafts(request: PairRequest, limits: DraftLimits, signal?: AbortSignalLike): Promise<UnitDraft[]>;
  outline(file: SourceText, signal?: AbortSignalLike): Promise<UnitOutline[]>;
  imports(path: string, text: string, signal?: AbortSignalLike): Promise<ImportedModule[]>;
}

/** The part of the engine's settings that a draft depends on. */
export interface DraftLimits {
  readonly maxWindows: number;
}

export interface ListedFile {
  readonly path: string;
  readonly absolute: string;
  /** Bytes. */
  readonly size: number;
}

export interface Unreadable {
  readonly path: string;
  readonly reason: string;
}

export interface Located {
  /** Absolute, without links. */
  readonly real: string;
  readonly kind: 'file' | 'folder';
}

/** Folders and files of an application. */
export interface FileSource {
  /** Files below a root in code unit order of their paths. */
  list(
    root: string,
    patterns: { include: readonly string[]; exclude: readonly string[] },
  ): Promise<{
    files: readonly ListedFile[];
    unreadable: readonly Unreadable[];
  }>;
  /** Reads text; what is binary, not UTF-8, too big or gone is answered with a reason. */
  read(
    absolute: string,
    maxBytes: number,
  ): Promise<{ ok: true; text: string } | { ok: false; reason: string }>;
  /** What a path is in truth, with all links followed; null when nothing is there that can be read. */
  locate(absolute: string): Promise<Located | null>;
  /** SHA-256, hex. */
  hash(text: string): string;
}

/** How far a long job is. */
export interface Progress {
  readonly phase: 'reading' | 'matching' | 'scoring';
  /** The model at work, for comparisons. */
  readonly model?: string;
  readonly done: number;
  readonly total: number;
}

export type OnProgress = (progress: Progress) => void;
