import type {
  ComparedFile,
  ComparisonDocument,
  LeaderboardRow,
  ModelPair,
} from '../../server/src/protocol/documents.ts';
import { type Column, dataTable } from './dataTable.ts';
import { h, pathNode, visible } from './dom.ts';
import { bandOf, count, own, percent, pValue, score, signed, VERDICT_WORDS } from './figures.ts';
import { bandChip, heat, scoreBar } from './marks.ts';
import { legend, masthead, pathList, section } from './sections.ts';

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

/** The comparison of models: the verdict, the leaderboard, files by models, pairs. */
export function comparisonView(document: ComparisonDocument): HTMLElement[] {
  const { leaderboard, files, pairs, unreadable } = document;
  return [
    masthead('Model comparison', visible(document.statement), [
      VERDICT_WORDS[document.verdict],
      count(leaderboard.length, 'model'),
      count(files.length, 'golden file'),
      ...(document.confidence === null
        ? []
        : [`${percent(document.confidence)} sure that the first is the best`]),
      `${document.evaluation_time_seconds.toFixed(1)} s`,
      `engine ${document.engine_version}`,
    ]),
    section(
      'Leaderboard',
      'Mean over the golden files, weighted by size; a missing file counts 0.',
      leaderboardTable(leaderboard),
    ),
    section('Files', 'Every golden file by model.', legend(), heatmap(files, leaderboard)),
    ...(pairs.length === 0
      ? []
      : [
          section(
            'Pairs of models',
            'The first of a pair against the second, over the same files.',
            pairTable(pairs),
          ),
        ]),
    ...present(
      pathList(
        'Unreadable',
        'left out or counted as missing',
        unreadable.map(({ model, path, reason }) => ({ path, note: `${model ?? 'golden'}: ${reason}` })),
      ),
    ),
  ];
}

const present = (node: HTMLElement | null) => (node === null ? [] : [node]);

function leaderboardTable(rows: readonly LeaderboardRow[]): HTMLElement {
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
    cell: (row) =>
      value(row) === 0 ? h('span', { class: 'none' }, '0') : value(row).toLocaleString('en-US'),
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
  const fill = h('span', { class: `fill ${bandOf(value).band}` });
  fill.style.width = `${Math.max(0, Math.min(1, value)) * 100}%`;
  return h(
    'span',
    { class: 'mini' },
    score(value, 2),
    h('span', { class: 'track', attributes: { 'aria-hidden': 'true' } }, fill),
  );
}

function modelName(model: string): HTMLElement {
  const text = visible(model);
  const short = text.length > 40 ? `${text.slice(0, 18)}…${text.slice(-18)}` : text;
  return h('span', { class: 'name', attributes: { title: short === text ? null : text } }, short);
}

function spread(file: ComparedFile, models: readonly string[]): number {
  const values = models.map((model) => own(file.scores, model) ?? 0);
  return values.length === 0 ? 0 : Math.max(...values) - Math.min(...values);
}

function bandsOf(file: ComparedFile, models: readonly string[]): number {
  const scores = models.map((model) => own(file.scores, model) ?? null);
  return new Set(scores.map((value) => (value === null ? 'missing' : bandOf(value).band))).size;
}

function heatmap(files: readonly ComparedFile[], rows: readonly LeaderboardRow[]): HTMLElement {
  const models = rows.map((row) => row.model);
  return dataTable<ComparedFile>({
    caption: 'Files by models',
    noun: 'file',
    rows: files,
    header: 0,
    filter: (file) => file.golden,
    switches:
      models.length < 2
        ? []
        : [{ label: 'Only where they differ in band', keep: (file) => bandsOf(file, models) > 1 }],
    columns: [
      {
        title: 'Golden file',
        key: (file) => file.golden,
        cell: (file) => pathNode(file.golden),
        class: 'file',
      },
      ...models.map((model): Column<ComparedFile> => {
        const text = visible(model);
        return {
          title: text.length > 16 ? `${text.slice(0, 9)}…${text.slice(-6)}` : text,
          label: text,
          numeric: true,
          class: 'heat-cell',
          key: (file) => own(file.scores, model) ?? null,
          cell: (file) => heat(own(file.scores, model) ?? null),
        };
      }),
      ...(models.length < 2
        ? []
        : [
            {
              title: 'Spread',
              label: 'Spread: best model less worst',
              numeric: true,
              key: (file: ComparedFile) => spread(file, models),
              cell: (file: ComparedFile) => score(spread(file, models), 2),
            },
          ]),
    ],
  });
}

function pairTable(pairs: readonly ModelPair[]): HTMLElement {
  const proven = pairs.some((pair) => pair.interval !== null || pair.p_adjusted !== null);
  const numbers: Column<ModelPair>[] = [
    {
      title: '95 %',
      label: '95 % interval of the difference',
      numeric: true,
      key: (pair) => pair.interval?.[0] ?? null,
      cell: (pair) => (pair.interval ? `${signed(pair.interval[0])} to ${signed(pair.interval[1])}` : '–'),
    },
    {
      title: 'p',
      label: 'p-value, adjusted (Holm)',
      numeric: true,
      ascendingFirst: true,
      key: (pair) => pair.p_adjusted,
      cell: (pair) => pValue(pair.p_adjusted),
    },
  ];
  const files = (title: string, value: (pair: ModelPair) => number): Column<ModelPair> => ({
    title,
    numeric: true,
    key: value,
    cell: (pair) => value(pair).toLocaleString('en-US'),
  });
  return dataTable<ModelPair>({
    caption: 'Pairs of models',
    noun: 'pair',
    rows: pairs,
    header: 0,
    ...(pairs.length > 10 ? { filter: (pair: ModelPair) => `${pair.a} ${pair.b}` } : {}),
    columns: [
      { title: 'Model', key: (pair) => pair.a, cell: (pair) => modelName(pair.a), class: 'model' },
      { title: 'Against', key: (pair) => pair.b, cell: (pair) => modelName(pair.b), class: 'model' },
      {
        title: 'Difference',
        numeric: true,
        key: (pair) => pair.difference,
        cell: (pair) => signed(pair.difference),
      },
      ...(proven ? numbers : []),
      files('Ahead', (pair) => pair.wins),
      files('Behind', (pair) => pair.losses),
      files('Level', (pair) => pair.ties),
      { title: 'Verdict', key: (pair) => pair.verdict, cell: (pair) => VERDICT_WORDS[pair.verdict] },
    ],
  });
}
