import type { LeaderboardRow } from '../../server/src/protocol/documents.ts';
import { bandOf, grouped, own, score } from '../../server/src/protocol/figures.ts';
import { type Column, dataTable } from './dataTable.ts';
import { h, visible } from './dom.ts';
import { bandChip, modelName, scoreBar } from './marks.ts';

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

/** Models by rank, with their dimensions. */
export function leaderboardTable(rows: readonly LeaderboardRow[]): HTMLElement {
  const dimensions = [...new Set(rows.flatMap((row) => Object.keys(row.dimensions)))].filter((id) =>
    rows.some((row) => (own(row.dimensions, id) ?? null) !== null),
  );
  const number = (
    title: string,
    label: string,
    value: (row: LeaderboardRow) => number,
  ): Column<LeaderboardRow> => ({
    title,
    label,
    numeric: true,
    key: value,
    cell: (row) => score(value(row)),
  });
  const whole = (title: string, value: (row: LeaderboardRow) => number): Column<LeaderboardRow> => ({
    title,
    numeric: true,
    key: value,
    cell: (row) => (value(row) === 0 ? h('span', { class: 'none' }, '0') : grouped(value(row))),
  });
  const interval: Column<LeaderboardRow> = {
    title: '95 %',
    label: '95 % interval of the mean',
    numeric: true,
    key: (row) => row.interval?.[0] ?? null,
    cell: (row) => (row.interval ? `${score(row.interval[0], 2)}–${score(row.interval[1], 2)}` : '–'),
  };
  return dataTable<LeaderboardRow>({
    caption: 'Leaderboard',
    noun: 'model',
    rows,
    header: 1,
    columns: [
      {
        title: '#',
        label: 'Rank',
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
        cell: (row) => scoreBar(row.mean),
        class: 'bar-cell',
      },
      { title: 'Band', key: (row) => -row.mean, cell: (row) => bandChip(row.mean) },
      ...(rows.some((row) => row.interval) ? [interval] : []),
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
