import { Type } from 'typebox';
import type * as documents from '../../protocol/documents.ts';
import { Accepted, Finding, UnusedAcceptance } from './findings.ts';
import { Amount, byName, Count, document, Nullable, oneOf, Share, Texts } from './schema.ts';

const Band = oneOf('excellent', 'good', 'partial', 'poor', 'unrelated');
const BehaviourVerdict = oneOf('equivalent', 'differs', 'inconclusive', 'not_executable');

const Dimension = document<documents.DimensionDocument>()('Dimension', {
  value: Nullable(Share),
  weight: Share,
  basis: Type.Optional(oneOf('executed', 'contract', 'mixed')),
  reason: Type.Optional(Type.String()),
  evidence: Type.Optional(byName(Type.Union([Type.Number(), Type.String()]))),
});
const Dimensions = byName(Dimension);

const Mapping = document<documents.MappingDocument>()('Mapping', {
  fields: Type.Optional(byName(Type.String(), 'Golden field to generated field.')),
  literals: Type.Optional(byName(Type.String())),
  parameters: Type.Optional(Texts),
  members: Type.Optional(byName(Type.String())),
});

const Witness = document<NonNullable<documents.BehaviourUnit['witness']>>()('Witness', {
  call: Type.String(),
  arguments: Texts,
  golden: Type.String(),
  generated: Type.String(),
  generated_call: Type.Optional(Type.String()),
  beyond: Type.Optional(Texts),
});

const BehaviourUnit = document<documents.BehaviourUnit>()('BehaviourUnit', {
  golden: Type.String(),
  generated: Nullable(Type.String()),
  verdict: BehaviourVerdict,
  agreement: Nullable(Share),
  inputs: Count,
  branch_coverage: Nullable(Share),
  mutants: Type.Optional(Type.Object({ caught: Count, total: Count })),
  reason: Type.Optional(Type.String()),
  mapping: Type.Optional(Mapping),
  witness: Type.Optional(Witness),
});

const Behaviour = document<documents.BehaviourDocument>()('Behaviour', {
  agreement: Nullable(Share),
  verdict: BehaviourVerdict,
  reason: Type.Optional(Type.String()),
  units: Type.Array(BehaviourUnit),
});

const EvaluatedFile = document<documents.FileDocument>()('EvaluatedFile', {
  golden: Type.String(),
  generated: Type.String(),
  generated_parts: Type.Optional(Texts),
  golden_version: Type.Optional(Type.String()),
  overall: Share,
  band: Band,
  weight: Amount,
  dimensions: Dimensions,
  behaviour: Behaviour,
  findings: Type.Array(Finding),
});

export const Evaluation = document<documents.EvaluationDocument>()('Evaluation', {
  schema_version: Type.Integer(),
  engine_version: Type.String(),
  golden: Type.String(),
  generated: Type.String(),
  overall: Share,
  band: Band,
  dimensions: Dimensions,
  behaviour: Behaviour,
  files: Type.Array(EvaluatedFile),
  missing: Texts,
  extra: Texts,
  unreadable: Type.Array(Type.Object({ path: Type.String(), reason: Type.String() })),
  accepted: Type.Array(Accepted),
  unused_accepted: Type.Array(UnusedAcceptance),
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
