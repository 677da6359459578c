import type {
  ComparisonDocument,
  LeaderboardRow,
  Slice,
  SliceKind,
  SliceLead,
} from '../../../server/src/protocol/documents.ts';
import { grouped, score, signed } from '../../../server/src/protocol/figures.ts';
import { type Column, dataTable } from '../dataTable.ts';
import { h, visible } from '../dom.ts';
import { VERDICT_WORDS } from '../figures.ts';
import { modelName } from '../marks.ts';
import { section } from '../sections.ts';

const TITLES: Readonly<Record<SliceKind, readonly [title: string, remark: string]>> = {
  category: ['By kind of file', 'Categories of the configuration, or what the files are.'],
  size: ['By size', 'Lines of code of the golden file.'],
  application: ['By application', 'Folders with a package.json.'],
  dimension: ['By dimension', 'All files to which it applies; a missing file counts 0.'],
};

/** The same verdicts on parts of the comparison. */
export function partsTab({ slices, leaderboard }: ComparisonDocument): Node[] {
  const kinds = (Object.keys(TITLES) as SliceKind[]).filter((kind) => slices.some(({ by }) => by === kind));
  if (kinds.length === 0) return [h('p', { class: 'note' }, 'There is only one kind of file here.')];
  return [
    ...kinds.map((kind) => {
      const [title, remark] = TITLES[kind];
      const rows = slices.filter(({ by }) => by === kind);
      return section(title, remark, sliceTable(title, rows));
    }),
    ...(leaderboard.some(({ best_in: best }) => (best ?? null) !== null)
      ? [
          section(
            'Where each model is best and worst',
            'Its mean in a part less that of the other models.',
            leadTable(leaderboard),
          ),
        ]
      : []),
    h(
      'p',
      { class: 'remark' },
      'Each part is judged by itself; among many parts a surprise or two is to be expected.',
    ),
  ];
}

function sliceTable(caption: string, rows: readonly Slice[]): HTMLElement {
  return dataTable<Slice>({
    caption,
    noun: 'part',
    rows,
    header: 0,
    columns: [
      { title: 'Part', key: (row) => row.name, cell: (row) => visible(row.name), class: 'part-name' },
      { title: 'Files', numeric: true, key: (row) => row.files, cell: (row) => grouped(row.files) },
      {
        title: 'First',
        key: (row) => row.rankings[0]?.[0] ?? null,
        cell: (row) => (row.rankings[0] === undefined ? '–' : modelName(row.rankings[0][0])),
        class: 'model',
      },
      {
        title: 'Mean',
        numeric: true,
        key: (row) => row.rankings[0]?.[1] ?? null,
        cell: (row) => score(row.rankings[0]?.[1] ?? null),
      },
      {
        title: 'Verdict',
        key: (row) => row.verdict,
        cell: (row) => VERDICT_WORDS[row.verdict],
        class: 'part-verdict',
      },
      {
        title: 'In words',
        key: (row) => row.statement,
        cell: (row) => visible(row.statement),
        class: 'words',
      },
    ],
  });
}

function leadTable(rows: readonly LeaderboardRow[]): HTMLElement {
  const lead = (
    title: string,
    of: (row: LeaderboardRow) => SliceLead | null | undefined,
  ): Column<LeaderboardRow> => ({
    title,
    key: (row) => of(row)?.name ?? null,
    cell: (row) => {
      const told = of(row) ?? null;
      if (told === null) return h('span', { class: 'none' }, '–');
      return h('span', {}, visible(told.name), ' ', h('span', { class: 'note' }, signed(told.lead)));
    },
  });
  return dataTable<LeaderboardRow>({
    caption: 'Where each model is best and worst',
    noun: 'model',
    rows,
    header: 0,
    columns: [
      { title: 'Model', key: (row) => row.model, cell: (row) => modelName(row.model), class: 'model' },
      lead('Best in', (row) => row.best_in),
      lead('Worst in', (row) => row.worst_in),
    ],
  });
}
