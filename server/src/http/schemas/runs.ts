import { Type } from 'typebox';
import type * as documents from '../../protocol/history.ts';
import { Ranking, Verdict } from './comparison.ts';
import { Count, document, Nullable, Share, Signed, Texts } from './schema.ts';

/** What answers tell of comparisons that are kept. */

const Moment = Type.String({ format: 'date-time' });
const CHANGE = { model: Type.String(), before: Share, after: Share, difference: Signed };
const ScoreChange = document<documents.ScoreChange>()('ScoreChange', CHANGE);

export const Changes = document<documents.ChangesDocument>()('Changes', {
  not_comparable: Nullable(Type.String()),
  models: Type.Array(ScoreChange),
  files: Type.Array(Type.Object({ ...CHANGE, golden: Type.String() })),
  added: Texts,
  removed: Texts,
});

const HistoryEntry = document<documents.HistoryEntry>()('HistoryEntry', {
  id: Type.String(),
  name: Nullable(Type.String()),
  created: Moment,
  rankings: Ranking,
  statement: Type.String(),
  not_comparable: Nullable(Type.String()),
});
export const History = Type.Object({ schema_version: Type.Integer(), history: Type.Array(HistoryEntry) });

export const Runs = Type.Object({
  schema_version: Type.Integer(),
  runs: Type.Array(
    Type.Object(
      {
        id: Type.String(),
        name: Nullable(Type.String()),
        created: Moment,
        golden: Nullable(Type.String({ description: 'How the request named the golden code.' })),
        engine_version: Type.String(),
        models: Type.Integer({ minimum: 1 }),
        files: Count,
        verdict: Verdict,
        statement: Type.String(),
        rankings: Ranking,
      },
      { title: 'RunSummary' },
    ),
  ),
});
