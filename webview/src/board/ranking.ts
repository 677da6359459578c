import type { ComparisonDocument, LeaderboardRow } from '../../../server/src/protocol/documents.ts';
import { bandOf, costText, grouped, own, score } from '../../../server/src/protocol/figures.ts';
import { type Column, dataTable } from '../dataTable.ts';
import { h, visible } from '../dom.ts';
import { percent } from '../figures.ts';
import { bandChip, modelName } from '../marks.ts';
import { section } from '../sections.ts';
import { distribution, profile, whisker } from './marks.ts';
import { pairMatrix } from './matrix.ts';

const SHORT: Readonly<Record<string, string>> = {
  functional: 'funct.',
  semantic: 'sem.',
  structural: 'struct.',
  style: 'style',
  maintainability: 'maint.',
  accessibility: 'a11y',
  security: 'sec.',
  performance: 'perf.',
};

/** Who is ahead of whom, how surely, and in what. */
export function rankingTab(document: ComparisonDocument): Node[] {
  const { leaderboard, pairs } = document;
  return [
    section(
      'Leaderboard',
      'Mean over the golden files, weighted by size; a missing file counts 0. Whiskers are 95 % intervals.',
      leaderboardTable(leaderboard),
    ),
    ...(pairs.length === 0
      ? []
      : [
          section(
            'Who beats whom',
            'The model of a row less the model of a column, over the same files.',
            pairMatrix(document),
          ),
        ]),
    section(
      'Distribution',
      'Scores of single files from 0 to 1: the box holds half of them, the line in it is the median.',
      distributionTable(document),
    ),
    section(
      'Dimension profile',
      'Where each model stands from 0 to 1; a number is its place in the leaderboard.',
      profileTable(document),
    ),
  ];
}

/** Models by rank, with their dimensions. */
function leaderboardTable(rows: readonly LeaderboardRow[]): HTMLElement {
  const dimensions = [...new Set(rows.flatMap((row) => Object.keys(row.dimensions)))].filter((id) =>
    rows.some((row) => (own(row.dimensions, id) ?? null) !== null),
  );
  const number = (
    title: string,
    label: string,
    value: (row: LeaderboardRow) => number | null,
    text: (value: number) => string = score,
  ): Column<LeaderboardRow> => ({
    title,
    label,
    numeric: true,
    key: value,
    cell: (row) => {
      const figure = value(row);
      return figure === null ? h('span', { class: 'none' }, '–') : text(figure);
    },
  });
  const whole = (title: string, value: (row: LeaderboardRow) => number): Column<LeaderboardRow> => ({
    title,
    numeric: true,
    key: value,
    cell: (row) => (value(row) === 0 ? h('span', { class: 'none' }, '0') : grouped(value(row))),
  });
  const sampled = rows.some((row) => row.samples !== null);
  return dataTable<LeaderboardRow>({
    caption: 'Leaderboard',
    noun: 'model',
    rows,
    header: 1,
    columns: [
      {
        title: '#',
        label: 'Rank, and between which it may be',
        numeric: true,
        ascendingFirst: true,
        key: (row) => row.rank,
        cell: rankText,
      },
      { title: 'Model', key: (row) => row.model, cell: (row) => modelName(row.model), class: 'model' },
      {
        title: 'Mean',
        numeric: true,
        key: (row) => row.mean,
        cell: (row) => whisker(row.mean, row.interval),
        class: 'bar-cell',
      },
      { title: 'Band', key: (row) => -row.mean, cell: (row) => bandChip(row.mean) },
      number('Best', 'Probability that it is the best', (row) => row.p_best, percent),
      ...(sampled
        ? [
            number(
              'Best of n',
              'Mean of the best sample of each file',
              (row) => row.samples?.best_of_n ?? null,
            ),
            number('Spread', 'Standard deviation between samples', (row) => row.samples?.spread ?? null),
            number(
              'Flaky',
              'Share of files whose samples differ',
              (row) => row.samples?.flaky ?? null,
              percent,
            ),
          ]
        : []),
      ...(rows.some((row) => (row.cost ?? null) !== null)
        ? [number('Cost', 'Cost, as the configuration tells', (row) => row.cost ?? null, costText)]
        : []),
      number('Std', 'Standard deviation', (row) => row.std),
      number('Min', 'Lowest file', (row) => row.min),
      number('Max', 'Highest file', (row) => row.max),
      whole('Files', (row) => row.files),
      whole('Missing', (row) => row.missing),
      ...dimensions.map(
        (id): Column<LeaderboardRow> => ({
          title: own(SHORT, id) ?? visible(id),
          label: visible(id),
          numeric: true,
          class: 'dimension',
          key: (row) => own(row.dimensions, id) ?? null,
          cell: (row) => dimensionCell(own(row.dimensions, id) ?? null),
        }),
      ),
    ],
  });
}

function rankText(row: LeaderboardRow): string {
  const [from, to] = row.rank_interval ?? [row.rank, row.rank];
  return from === to ? String(row.rank) : `${row.rank} (${from}–${to})`;
}

function dimensionCell(value: number | null): HTMLElement {
  if (value === null) return h('span', { class: 'none' }, '–');
  const fill = h('span', { class: `fill ${bandOf(value)}` });
  fill.style.width = `${Math.max(0, Math.min(1, value)) * 100}%`;
  return h(
    'span',
    { class: 'mini' },
    score(value, 2),
    h('span', { class: 'track', attributes: { 'aria-hidden': 'true' } }, fill),
  );
}

function distributionTable({ leaderboard, files }: ComparisonDocument): HTMLElement {
  return dataTable<LeaderboardRow>({
    caption: 'Distribution',
    noun: 'model',
    rows: leaderboard,
    header: 0,
    columns: [
      { title: 'Model', key: (row) => row.model, cell: (row) => modelName(row.model), class: 'model' },
      {
        title: 'Files from 0 to 1',
        key: (row) => -row.median,
        cell: (row) => distribution(files.map((file) => own(file.scores, row.model) ?? 0)),
        class: 'spread',
      },
      {
        title: 'Median',
        numeric: true,
        key: (row) => row.median,
        cell: (row) => score(row.median),
      },
    ],
  });
}

/** More models than that can't be told apart on one line. */
const MOST_MARKS = 12;

function profileTable({ leaderboard, dimensions, weights }: ComparisonDocument): HTMLElement {
  const drawn = leaderboard.slice(0, MOST_MARKS);
  const rows = dimensions.flatMap((id) => {
    const values = drawn.map((row) => own(row.dimensions, id) ?? null);
    return values.every((value) => value === null) ? [] : [{ id, values, weight: own(weights, id) ?? 0 }];
  });
  return dataTable<(typeof rows)[number]>({
    caption: 'Dimension profile',
    noun: 'dimension',
    rows,
    header: 0,
    columns: [
      { title: 'Dimension', key: (row) => row.id, cell: (row) => visible(row.id), class: 'part-name' },
      { title: 'Weight', numeric: true, key: (row) => row.weight, cell: (row) => percent(row.weight) },
      {
        title: 'Models from 0 to 1',
        key: (row) => -(row.values[0] ?? 0),
        cell: (row) =>
          profile(
            row.values.flatMap((value, i) =>
              value === null ? [] : [{ value, sign: String(i + 1), name: visible(drawn[i]!.model) }],
            ),
          ),
        class: 'spread',
      },
    ],
  });
}
