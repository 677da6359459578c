import type { FileDocument } from '../../server/src/protocol/documents.ts';
import { createInlineScorer } from '../helpers/inline.ts';
import type { TextFile } from './syntax.ts';

/** What every measurement scores with; `close` ends the processes behind it. */
export interface TextScorer {
  scoreTexts(golden: TextFile, generated: TextFile): Promise<FileDocument>;
  close(): Promise<void>;
}

/** The engine as the command line runs it, with the embedding model, without a cache on disk. */
export function createTextScorer(): TextScorer {
  const scorer = createInlineScorer();
  return {
    scoreTexts: (golden, generated) => scorer.scorePair(golden, generated),
    close: () => scorer.close(),
  };
}
