import { Type } from 'typebox';

/** What answers look like: the documents of protocol/documents.ts and protocol/comparison.ts, for /openapi.json. */

const Nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const Share = Type.Number({ minimum: 0, maximum: 1 });
const Signed = Type.Number({ minimum: -1, maximum: 1 });
const oneOf = (...values: string[]) => Type.Unsafe<string>({ type: 'string', enum: values });

const Band = oneOf('excellent', 'good', 'partial', 'poor', 'unrelated');
const Verdict = oneOf('winner', 'lead_not_proven', 'practically_equal', 'not_enough_data', 'not_comparable');
const BehaviourVerdict = oneOf('equivalent', 'differs', 'inconclusive', 'not_executable');

const Position = Type.Object({ line: Type.Integer({ minimum: 0 }), character: Type.Integer({ minimum: 0 }) });
const Place = Type.Object({ file: Type.String(), range: Type.Object({ start: Position, end: Position }) });
const Finding = Type.Object({
  rule: Type.String(),
  dimension: Type.String(),
  severity: oneOf('error', 'warning', 'information', 'hint'),
  message: Type.String(),
  points: Type.Number({ minimum: 0 }),
  generated: Nullable(Place),
  golden: Nullable(Place),
  reference: Type.Optional(Type.String()),
});
const Dimensions = Type.Record(
  Type.String(),
  Type.Object({
    value: Nullable(Share),
    weight: Share,
    basis: Type.Optional(oneOf('executed', 'contract', 'mixed')),
    reason: Type.Optional(Type.String()),
  }),
);
const Behaviour = Type.Object({
  agreement: Nullable(Share),
  verdict: BehaviourVerdict,
  reason: Type.Optional(Type.String()),
  units: Type.Array(
    Type.Object({
      golden: Type.String(),
      generated: Nullable(Type.String()),
      verdict: BehaviourVerdict,
      agreement: Nullable(Share),
      inputs: Type.Integer({ minimum: 0 }),
      branch_coverage: Nullable(Share),
    }),
  ),
});
const File = Type.Object({
  golden: Type.String(),
  generated: Type.String(),
  overall: Share,
  band: Band,
  weight: Type.Number({ minimum: 0 }),
  dimensions: Dimensions,
  behaviour: Behaviour,
  findings: Type.Array(Finding),
});
const Head = { schema_version: Type.Integer(), engine_version: Type.String() };

export const Evaluation = Type.Object({
  ...Head,
  golden: Type.String(),
  generated: Type.String(),
  overall: Share,
  band: Band,
  dimensions: Dimensions,
  behaviour: Behaviour,
  files: Type.Array(File),
  missing: Type.Array(Type.String()),
  extra: Type.Array(Type.String()),
  unreadable: Type.Array(Type.Object({ path: Type.String(), reason: Type.String() })),
});

export const Batch = Type.Object({
  schema_version: Type.Integer(),
  results: Type.Array(
    Type.Union([
      Type.Object({ evaluation: Evaluation }, { additionalProperties: false }),
      Type.Object(
        { problem: Type.Object({ status: Type.Integer(), detail: Type.String() }) },
        { additionalProperties: false },
      ),
    ]),
    { description: 'In the order of the request.' },
  ),
});

const Change = {
  model: Type.String(),
  before: Share,
  after: Share,
  difference: Signed,
};
export const Changes = Type.Object({
  not_comparable: Nullable(Type.String()),
  models: Type.Array(Type.Object(Change)),
  files: Type.Array(Type.Object({ ...Change, golden: Type.String() })),
  added: Type.Array(Type.String()),
  removed: Type.Array(Type.String()),
});

const Ranking = Type.Array(Type.Unsafe<[string, number]>({ type: 'array', minItems: 2, maxItems: 2 }));
const Interval = Nullable(Type.Array(Type.Number(), { minItems: 2, maxItems: 2 }));

export const Comparison = Type.Object({
  ...Head,
  run: Nullable(Type.String()),
  winner: Nullable(Type.String()),
  confidence: Nullable(Share),
  margin: Nullable(Signed),
  rankings: Ranking,
  summary_statistics: Type.Object({ mean: Share, std: Type.Number(), min: Share, max: Share }),
  total_models: Type.Integer({ minimum: 1 }),
  evaluation_time_seconds: Type.Number({ minimum: 0 }),
  verdict: Verdict,
  statement: Type.String(),
  leaderboard: Type.Array(
    Type.Object({
      rank: Type.Integer({ minimum: 1 }),
      rank_interval: Interval,
      model: Type.String(),
      mean: Share,
      interval: Interval,
      p_best: Share,
      std: Type.Number(),
      min: Share,
      max: Share,
      median: Share,
      dimensions: Type.Record(Type.String(), Nullable(Share)),
      files: Type.Integer({ minimum: 0 }),
      missing: Type.Integer({ minimum: 0 }),
    }),
  ),
  pairs: Type.Array(
    Type.Object({
      a: Type.String(),
      b: Type.String(),
      difference: Signed,
      interval: Interval,
      p_value: Nullable(Share),
      p_adjusted: Nullable(Share),
      cliffs_delta: Signed,
      wins: Type.Integer({ minimum: 0 }),
      losses: Type.Integer({ minimum: 0 }),
      ties: Type.Integer({ minimum: 0 }),
      verdict: Verdict,
    }),
  ),
  files: Type.Array(
    Type.Object({
      golden: Type.String(),
      weight: Type.Number({ minimum: 0 }),
      category: Type.String(),
      scores: Type.Record(Type.String(), Nullable(Share)),
    }),
  ),
  slices: Type.Array(
    Type.Object({
      by: oneOf('category', 'size', 'application', 'dimension'),
      name: Type.String(),
      files: Type.Integer({ minimum: 0 }),
      rankings: Ranking,
      verdict: Verdict,
      statement: Type.String(),
    }),
  ),
});

export const Runs = Type.Object({
  schema_version: Type.Integer(),
  runs: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Nullable(Type.String()),
      created: Type.String({ format: 'date-time' }),
      engine_version: Type.String(),
      models: Type.Integer({ minimum: 1 }),
      files: Type.Integer({ minimum: 0 }),
      verdict: Verdict,
      statement: Type.String(),
      rankings: Ranking,
    }),
  ),
});
