import { stringify } from 'csv-stringify/sync';
import type {
  ComparisonDocument,
  EvaluationDocument,
  FileDocument,
  MatchDocument,
} from '../../protocol/documents.ts';
import { own } from '../../protocol/figures.ts';
import type { Reporter } from './reporter.ts';
import { plain } from './text.ts';

/**
 * One row a file, for spreadsheets and notebooks; of a comparison one a file, model and sample, in the columns that
 * `fern verdict` reads. Texts that a spreadsheet would take for a formula begin with an apostrophe.
 */
export const csv: Reporter = {
  id: 'csv',
  render(report) {
    const rows =
      report.kind === 'comparison'
        ? comparisonRows(report.document)
        : report.kind === 'evaluation'
          ? evaluationRows(report.document)
          : matchRows(report.document);
    return stringify(
      rows.map((row) => row.map((cell) => (typeof cell === 'string' ? plain(cell) : cell))),
      { escape_formulas: true },
    );
  },
};

type Row = readonly (string | number | null)[];

function comparisonRows({ leaderboard, files, dimensions }: ComparisonDocument): Row[] {
  const head = ['task', 'model', 'sample', 'score', 'category', 'weight', 'generated', ...dimensions];
  const rows = files.flatMap((file) =>
    leaderboard.flatMap(({ model, samples }): Row[] => {
      const cells = own(file.cells, model) ?? [];
      const found = cells.map((cell, index): Row => {
        const sample = cell.sample ?? (samples === null ? null : String(index + 1));
        return [
          file.golden,
          model,
          sample,
          cell.score,
          file.category,
          file.weight,
          cell.generated,
          ...cell.values,
        ];
      });
      // A sample without a counterpart counts as well, or its model would look better than it is.
      const lacking = (samples?.most ?? 1) - cells.length;
      const missing = Array.from({ length: Math.max(0, lacking) }, (_, index): Row => {
        const sample = samples === null ? null : `missing ${index + 1}`;
        return [file.golden, model, sample, 0, file.category, file.weight, '', ...dimensions.map(() => null)];
      });
      return [...found, ...missing];
    }),
  );
  return [head, ...rows];
}

function evaluationRows({ files, missing, dimensions }: EvaluationDocument): Row[] {
  const ids = Object.keys(dimensions);
  const values = ({ dimensions: found }: FileDocument): Row => ids.map((id) => own(found, id)?.value ?? null);
  return [
    ['golden', 'generated', 'score', 'band', 'weight', 'behaviour', ...ids],
    ...files.map((file) => [
      file.golden,
      file.generated,
      file.overall,
      file.band,
      file.weight,
      file.behaviour.verdict,
      ...values(file),
    ]),
    ...missing.map((path) => [path, '', 0, 'unrelated', null, '', ...ids.map(() => null)]),
  ];
}

function matchRows({ pairs, missing, extra }: MatchDocument): Row[] {
  return [
    ['golden', 'generated', 'similarity', 'reason'],
    ...pairs.map(({ golden, generated, similarity, reason }) => [golden, generated, similarity, reason]),
    ...missing.map((path) => [path, '', null, 'missing']),
    ...extra.map((path) => ['', path, null, 'extra']),
  ];
}
