import { Type } from 'typebox';
import type * as documents from '../../protocol/findings.ts';
import { Amount, Count, document, Nullable, oneOf } from './schema.ts';

const Position = document<documents.Position>()('Position', { line: Count, character: Count });
const Range = document<documents.Range>()('Range', { start: Position, end: Position });
const Place = document<documents.Place>()('Place', { file: Type.String(), range: Range });

const FINDING = {
  rule: Type.String(),
  dimension: Type.String(),
  severity: oneOf('error', 'warning', 'information', 'hint'),
  message: Type.String(),
  points: Amount,
  generated: Nullable(Place),
  golden: Nullable(Place),
  reference: Type.Optional(Type.String({ description: 'CWE id or WCAG criterion.' })),
};
export const Finding = document<documents.FindingDocument>()('Finding', FINDING);

const AcceptedBy = oneOf('configuration', 'comment');

export const ACCEPTED = {
  ...FINDING,
  golden_file: Type.String(),
  generated_file: Type.String(),
  unit: Nullable(Type.String()),
  input: Type.Optional(Type.String()),
  reason: Type.String(),
  accepted_by: AcceptedBy,
};
export const Accepted = document<documents.AcceptedFinding>()('AcceptedFinding', ACCEPTED);

export const UnusedAcceptance = document<documents.UnusedAcceptance>()('UnusedAcceptance', {
  golden_file: Type.String(),
  line: Type.Optional(Count),
  unit: Type.Optional(Type.String()),
  rule: Type.Optional(Type.String()),
  input: Type.Optional(Type.String()),
  reason: Type.String(),
  accepted_by: AcceptedBy,
});
