import type { VerdictDocument } from '../../../protocol/documents.ts';
import { count, score, signed } from '../../../protocol/figures.ts';
import { span, VERDICT_WORDS } from '../figures.ts';
import { plain, wrap } from '../text.ts';
import { type Column, grid, heading, listed, type Pen, pathSection } from './layout.ts';

/** The lines of a verdict on results of another tool. */
export function verdictLines(document: VerdictDocument, pen: Pen): string[] {
  const { leaderboard, clusters, tasks } = document;
  const clustered = clusters < tasks ? ` in ${count(clusters, 'cluster')}` : '';
  return [
    '',
    `  ${pen.bold(`${count(document.total_models, 'model')}, ${count(tasks, 'task')}${clustered}`)}`,
    '',
    ...(tasks === 0 ? [] : grid(pen, leaderboardColumns(leaderboard, pen))),
    '',
    ...wrap(plain(document.statement), pen.width - 2).map((line) => `  ${pen.bold(line)}`),
    ...pairLines(document, pen),
    ...categoryLines(document, pen),
    ...pathSection(
      pen,
      'Left out',
      document.left_out.map(({ task, models }) => ({ path: task, note: `no score of ${models.join(', ')}` })),
      'a comparison needs every model on the same tasks',
    ),
  ];
}

function leaderboardColumns(rows: VerdictDocument['leaderboard'], pen: Pen): Column[] {
  const right = (title: string, cell: (row: (typeof rows)[number]) => string): Column => ({
    title,
    align: 'right',
    cells: rows.map(cell),
  });
  const sampled = rows.some(({ samples }) => samples !== null);
  return [
    right('#', ({ rank }) => String(rank)),
    {
      title: 'model',
      cells: rows.map(({ model }) => model),
      width: Math.max(12, pen.width - 62),
      paint: () => pen.bold,
    },
    { ...right('mean', ({ mean }) => score(mean)), paint: (row) => pen.band(rows[row]!.mean) },
    right('95 %', ({ interval }) => span(interval)),
    right('rank', ({ rank_interval: [from, to] }) => (from === to ? String(from) : `${from}–${to}`)),
    right('best', ({ p_best }) => `${(100 * p_best).toFixed(0)} %`),
    right('std', ({ std }) => score(std)),
    ...(sampled
      ? [
          right('best of n', ({ samples }) => (samples === null ? '–' : score(samples.best_of_n))),
          right('flaky', ({ samples }) => (samples === null ? '–' : `${(100 * samples.flaky).toFixed(0)} %`)),
        ]
      : []),
  ];
}

function pairLines({ pairs }: VerdictDocument, pen: Pen): string[] {
  if (pairs.length < 2 && !pen.verbose) return [];
  const shown = pen.verbose ? pairs : pairs.slice(0, 10);
  return [
    ...heading(pen, `Pairs (${pairs.length})`, 'gap, its 95 % interval, p after Holm'),
    ...grid(
      pen,
      [
        {
          title: 'model',
          cells: shown.map(({ a }) => a),
          width: Math.max(8, Math.floor((pen.width - 58) / 2)),
        },
        {
          title: 'against',
          cells: shown.map(({ b }) => b),
          width: Math.max(8, Math.floor((pen.width - 58) / 2)),
        },
        { title: 'gap', align: 'right', cells: shown.map(({ difference }) => signed(difference)) },
        { title: '95 %', align: 'right', cells: shown.map(({ interval }) => span(interval)) },
        { title: 'p', align: 'right', cells: shown.map(({ p_adjusted }) => probability(p_adjusted)) },
        { title: 'verdict', cells: shown.map((pair) => VERDICT_WORDS[pair.verdict]) },
      ],
      4,
    ),
    ...(shown.length < pairs.length
      ? [`    ${pen.dim(`… and ${pairs.length - shown.length} more (--verbose lists all)`)}`]
      : []),
  ];
}

function categoryLines({ categories }: VerdictDocument, pen: Pen): string[] {
  if (categories.length === 0) return [];
  return [
    ...heading(pen, 'By category'),
    ...listed(pen, categories, 20, ({ category, tasks, statement }) => [
      `    ${plain(category)} ${pen.dim(`(${count(tasks, 'task')})`)}`,
      ...wrap(plain(statement), pen.width - 6).map((line) => `      ${line}`),
    ]),
  ];
}

function probability(p: number | null): string {
  if (p === null) return '–';
  return p < 0.001 ? '<.001' : p.toFixed(3).replace(/^0/, '');
}
