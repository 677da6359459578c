import type { MatchDocument } from '../../server/src/protocol/documents.ts';
import { matchTexts as matchInline } from '../helpers/inline.ts';
import type { TextFile } from './syntax.ts';

export type MatchTexts = (
  golden: readonly TextFile[],
  generated: readonly TextFile[],
) => Promise<MatchDocument>;

/** Pairs two folders that are held in memory, as `fern match` does. */
export const matchTexts: MatchTexts = (golden, generated) => matchInline([...golden], [...generated]);
