import { Type } from 'typebox';
import type * as documents from '../../protocol/history.ts';
import { Ranking, Verdict } from './comparison.ts';
import { Count, document, Nullable, Share, Signed, Texts } from './schema.ts';

/** What answers tell of comparisons that are kept. */

const CHANGE = { model: Type.String(), before: Share, after: Share, difference: Signed };
const ScoreChange = document<documents.ScoreChange>()('ScoreChange', CHANGE);

export const Changes = document<documents.ChangesDocument>()('Changes', {
  not_comparable: Nullable(Type.String()),
  models: Type.Array(ScoreChange),
  files: Type.Array(Type.Object({ ...CHANGE, golden: Type.String() })),
  added: Texts,
  removed: Texts,
});

export const Runs = Type.Object({
  schema_version: Type.Integer(),
  runs: Type.Array(
    Type.Object(
      {
        id: Type.String(),
        name: Nullable(Type.String()),
        created: Type.String({ format: 'date-time' }),
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
