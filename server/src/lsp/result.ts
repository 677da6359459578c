import type { Band, FileDocument } from '../protocol/documents.ts';
import type { ModelStanding, UnitDocument } from '../protocol/editor.ts';

/** What an open document came to. */
export type Result =
  | GeneratedResult
  | {
      readonly kind: 'golden';
      readonly config: string | null;
      readonly models: readonly ModelStanding[];
      /** Not all models are done yet. */
      readonly preliminary: boolean;
    }
  /** It is not scored; the reason is for people. */
  | { readonly kind: 'skipped'; readonly config: string | null; readonly reason: string }
  | { readonly kind: 'failed'; readonly config: string | null; readonly reason: string }
  /** No configuration is about it. */
  | { readonly kind: 'outside' };

export interface GoldenFile {
  readonly path: string;
  readonly absolute: string;
  readonly text: string;
  readonly document: FileDocument;
}

export interface GeneratedResult {
  readonly kind: 'generated';
  readonly config: string | null;
  readonly model: string;
  /** Its path below its model's folder, as the document names it. */
  readonly path: string;
  /** The golden files that it stands for; one, but where a model put several files into one. */
  readonly files: readonly GoldenFile[];
  /** Mean over the golden files, by their size. */
  readonly overall: number;
  readonly band: Band;
  readonly units: readonly UnitDocument[];
  /** Only what the sources say; what they do is still being compared. */
  readonly preliminary: boolean;
}
