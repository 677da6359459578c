import type { ComparisonDocument } from '../../protocol/documents.ts';
import type { ChangesDocument, ScoreChange } from '../../protocol/history.ts';
import { round } from '../documents.ts';

type FileChange = ChangesDocument['files'][number];

/** Scores nearer than this are the same. */
const SAME = 0.0005;

/** What a run has that an earlier one had otherwise. */
export function changesBetween(before: ComparisonDocument, after: ComparisonDocument): ChangesDocument {
  const was = new Map(before.rankings);
  const is = new Map(after.rankings);
  const common = [...is.keys()].filter((model) => was.has(model)).sort();
  const byLoss = (a: { difference: number }, b: { difference: number }): number =>
    a.difference - b.difference;
  const files = new Map(before.files.map((file) => [file.golden, file]));
  return {
    not_comparable: reasonAgainst(before, after),
    models: common.map((model) => changed({ model }, was.get(model) ?? 0, is.get(model) ?? 0)).sort(byLoss),
    files: after.files
      .flatMap(({ golden, scores }) => {
        const old = files.get(golden);
        if (old === undefined) return [];
        return common.map((model) =>
          changed({ model, golden }, scoreOf(old.scores, model), scoreOf(scores, model)),
        );
      })
      .filter(({ difference }) => Math.abs(difference) >= SAME)
      .sort(byLoss),
    added: [...is.keys()].filter((model) => !was.has(model)).sort(),
    removed: [...was.keys()].filter((model) => !is.has(model)).sort(),
  };
}

/** What fell by more than the margin that matters: single files, and models as a whole. */
export function regressionsIn(
  { files, models }: ChangesDocument,
  margin: number,
): { files: FileChange[]; models: ScoreChange[] } {
  return {
    files: files.filter(({ difference }) => difference < -margin),
    models: models.filter(({ difference }) => difference < -margin),
  };
}

type Measured = Pick<ComparisonDocument, 'engine_version' | 'inputs'>;

/** Why scores of both can't be held against each other; null where they can. */
export function reasonAgainst(before: Measured, after: Measured): string | null {
  if (before.engine_version !== after.engine_version)
    return `it was made by engine ${before.engine_version}, this is ${after.engine_version}`;
  if (before.inputs.golden !== after.inputs.golden) return 'the golden code has changed since';
  if (before.inputs.settings !== after.inputs.settings) return 'weights or other settings have changed since';
  return null;
}

function changed<T extends object>(
  what: T,
  before: number,
  after: number,
): T & { before: number; after: number; difference: number } {
  return { ...what, before, after, difference: round(after - before) };
}

function scoreOf(scores: Readonly<Record<string, number | null>>, model: string): number {
  return (Object.hasOwn(scores, model) ? scores[model] : null) ?? 0;
}
