import { Type } from 'typebox';
import type * as documents from '../../protocol/comparison.ts';
import { ACCEPTED, UnusedAcceptance } from './findings.ts';
import {
  Amount,
  byName,
  Count,
  document,
  Interval,
  Nullable,
  oneOf,
  pairOf,
  Share,
  Signed,
} from './schema.ts';

export const Verdict = oneOf(
  'winner',
  'lead_not_proven',
  'practically_equal',
  'not_enough_data',
  'not_comparable',
);
/** Names and means, best first. */
export const Ranking = Type.Array(pairOf(Type.String(), Share));
const SliceKind = oneOf('category', 'size', 'application', 'dimension');

const SliceLead = document<documents.SliceLead>()('SliceLead', {
  by: SliceKind,
  name: Type.String(),
  lead: Signed,
});

const Samples = document<documents.SampleStatistics>()('Samples', {
  most: Type.Integer({ minimum: 1 }),
  spread: Amount,
  best_of_n: Share,
  flaky: Share,
});

const LeaderboardRow = document<documents.LeaderboardRow>()('LeaderboardRow', {
  rank: Type.Integer({ minimum: 1 }),
  rank_interval: Interval,
  model: Type.String(),
  mean: Share,
  interval: Interval,
  p_best: Share,
  std: Amount,
  min: Share,
  max: Share,
  median: Share,
  dimensions: byName(Nullable(Share)),
  files: Count,
  missing: Count,
  extra: Count,
  accepted: Count,
  cost: Nullable(Amount),
  samples: Nullable(Samples),
  best_in: Nullable(SliceLead),
  worst_in: Nullable(SliceLead),
});

const ModelPair = document<documents.ModelPair>()('ModelPair', {
  a: Type.String(),
  b: Type.String(),
  difference: Signed,
  interval: Interval,
  p_value: Nullable(Share),
  p_adjusted: Nullable(Share),
  cliffs_delta: Signed,
  wins: Count,
  losses: Count,
  ties: Count,
  verdict: Verdict,
});

const Cell = document<documents.ComparedCell>()('ComparedCell', {
  sample: Type.Optional(Type.String()),
  generated: Type.String(),
  score: Share,
  values: Type.Array(Nullable(Share), { description: 'In the order of `dimensions`.' }),
  bounds: Type.Optional(pairOf(Share, Share)),
});

const ComparedFile = document<documents.ComparedFile>()('ComparedFile', {
  golden: Type.String(),
  weight: Amount,
  category: Type.String(),
  scores: byName(Nullable(Share), 'By model; null where it has no counterpart, which counts 0.'),
  cells: byName(Type.Array(Cell), 'By model, one for each sample that has a counterpart.'),
});

const Slice = document<documents.Slice>()('Slice', {
  by: SliceKind,
  name: Type.String(),
  files: Count,
  rankings: Ranking,
  verdict: Verdict,
  statement: Type.String(),
});

export const Comparison = document<documents.ComparisonDocument>()('Comparison', {
  schema_version: Type.Integer(),
  engine_version: Type.String(),
  run: Nullable(Type.String()),
  winner: Nullable(Type.String()),
  confidence: Nullable(Share),
  margin: Nullable(Signed),
  rankings: Ranking,
  summary_statistics: Type.Object({ mean: Share, std: Amount, min: Share, max: Share }),
  total_models: Type.Integer({ minimum: 1 }),
  evaluation_time_seconds: Amount,
  verdict: Verdict,
  statement: Type.String(),
  leaderboard: Type.Array(LeaderboardRow),
  pairs: Type.Array(ModelPair),
  files: Type.Array(ComparedFile),
  dimensions: Type.Array(Type.String()),
  weights: byName(Share, 'By dimension; they add up to 1.'),
  weightings: Type.Object(
    { draws: Count, first: byName(Share) },
    { description: 'In which share of all weightings, of so many drawn, each model is first.' },
  ),
  slices: Type.Array(Slice),
  most_different: Type.Array(
    Type.Object({ golden: Type.String(), spread: Share, best: Type.String(), worst: Type.String() }),
  ),
  failed_by_all: Type.Array(
    Type.Object({ golden: Type.String(), best: Share, finding: Nullable(Type.String()) }),
  ),
  inputs: Type.Object(
    { golden: Type.String(), models: byName(Type.String()), settings: Type.String() },
    { description: 'Hashes of what was compared, by which runs are told apart.' },
  ),
  unreadable: Type.Array(
    Type.Object({ model: Nullable(Type.String()), path: Type.String(), reason: Type.String() }),
  ),
  accepted: Type.Array(Type.Object({ ...ACCEPTED, model: Type.String() })),
  unused_accepted: Type.Array(UnusedAcceptance),
});
