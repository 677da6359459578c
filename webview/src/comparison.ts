import type { ComparisonDocument, ModelPair } from '../../server/src/protocol/documents.ts';
import { count, grouped, signed } from '../../server/src/protocol/figures.ts';
import { acceptedView } from './accepted.ts';
import { type Column, dataTable } from './dataTable.ts';
import { visible } from './dom.ts';
import { percent, pValue, VERDICT_WORDS } from './figures.ts';
import { heatmap } from './heatmap.ts';
import { leaderboardTable } from './leaderboard.ts';
import { modelName } from './marks.ts';
import { legend, masthead, pathList, section } from './sections.ts';

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
    section(
      'Files',
      'Every golden file by model.',
      legend(),
      heatmap(
        files,
        leaderboard.map((row) => row.model),
      ),
    ),
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
    ...present(acceptedView(document)),
  ];
}

const present = (node: HTMLElement | null) => (node === null ? [] : [node]);

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
    cell: (pair) => grouped(value(pair)),
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
